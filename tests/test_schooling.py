from pathlib import Path

from tests.browser import chromium
from tests.jalon.process import Jalon
from tests.journey import Album
from tests.schooling import play


async def test_a_module_is_taken_to_its_certificate_and_a_stranger_verifies_the_code(tmp_path: Path) -> None:
    jalon = Jalon(tmp_path)
    async with chromium() as browser:
        await play(jalon, browser, Album(None))
    assert await jalon.is_interrupted() == 0
    assert "Traceback" not in jalon.told
