from pathlib import Path

from tests.browser import chromium
from tests.jalon.process import Jalon
from tests.journey import Album, play


async def test_from_the_invitation_to_the_counsellors_answer_with_a_kill_in_the_middle(tmp_path: Path) -> None:
    jalon = Jalon(tmp_path)
    async with chromium() as browser:
        await play(jalon, browser, Album(None))
    assert await jalon.is_interrupted() == 0
    assert "Traceback" not in jalon.told
