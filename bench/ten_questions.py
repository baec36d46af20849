"""The conversation of ten questions that the peers play, on Jalon's engine, turns, storage and sender.

Started by the driver: API_BASE and BOT_TOKEN say where the Bot API answers; JALON_DATABASE where to store.
"""

import asyncio
import os
import signal
import sys
import tempfile
from datetime import UTC, datetime
from types import ModuleType

import uvloop

from bot.service import Address, Service
from coaching.catalogue import Catalogue
from coaching.occupations import Occupations
from coaching.programme import Programme
from dialogs.engine.forms import Form
from dialogs.engine.pages import Audience, page
from dialogs.engine.questions import Answers, Choice, Option, Question, Sentence
from dialogs.engine.screens import Link, Screen
from dialogs.engine.site import Reception, Site
from dialogs.engine.turn import Turn
from storage.database import Database
from storage.encryption import Keyring
from storage.upgrade import upgrade

COLOURS = ("red", "green", "blue", "black")


@page("home", Audience.ANYONE)
def home(_turn: Turn) -> Screen:
    return Screen("Home")


def question(number: int) -> Question[str]:
    text = f"Question {number}: tell me something about topic {number}, please. [q{number}]"
    if number % 2:
        return Sentence(f"q{number}", text)
    options = tuple(Option(f"{colour}-{number}", f"{colour}-{number}") for colour in COLOURS)
    return Choice(f"q{number}", text, options=lambda _turn: options, columns=2, kind=str)


def done(_turn: Turn, answers: Answers) -> Screen:
    return Screen("DONE " + "|".join(answers.values()))


def start(turn: Turn, _code: str) -> Screen:
    turn.state.answers.clear()
    return FORM.open(turn)


FORM = Form(
    "ten",
    [question(n) for n in range(1, 11)],
    done,
    later=lambda: Link("home"),
    audience=Audience.ANYONE,
    numbered=False,
)


def site() -> Site:
    module = ModuleType("ten")
    module.home, module.form = home, FORM  # type: ignore[attr-defined]
    reception = Reception(
        home=home,
        lost=home,
        gate=lambda _turn, _page: None,
        joined=start,
        heard=lambda _turn: Screen("?"),
        left=lambda _turn: None,
        returned=home,
        reminded=lambda _turn, _subject: None,
        examined=lambda _turn, _event: None,
        staffed=lambda _turn, _event: None,
    )
    return Site([module], reception)


async def main() -> None:
    folder = tempfile.mkdtemp()
    url = os.environ.get("JALON_DATABASE", f"sqlite:///{folder}/bench.sqlite")
    database = Database(url, Keyring(["a key for the bench"]))
    upgrade(database.engine)
    service = Service(
        address=Address(os.environ["API_BASE"], os.environ["BOT_TOKEN"]),
        database=database,
        site=site(),
        programme=Programme(Catalogue({}), Occupations(())),
        clock=lambda: datetime.now(UTC),
        owner=f"bench-{os.getpid()}",
    )
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await service.start()
    await stopping.wait()
    await service.stop()
    database.close()


if __name__ == "__main__":
    sys.exit(uvloop.run(main()))
