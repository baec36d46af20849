"""A console for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from storage.database import Database
from tests.console.office import Office, opened

HERE = Path(__file__).parent


@pytest.fixture(scope="session", autouse=True)
def short_logs() -> None:
    """Without the values of variables, which take long to draw and may be anybody's."""
    structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])


@pytest.fixture
async def office(sqlite: Database) -> AsyncIterator[Office]:
    async with opened(sqlite) as console:
        yield console


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """aiohttp_session keeps its values under strings, of which aiohttp warns: `console.app` says the same."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::aiohttp.web.NotAppKeyWarning"))
