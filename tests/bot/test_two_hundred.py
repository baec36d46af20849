"""Two hundred people in one room tap within two seconds: every answer counts once, and the screen is live."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import groups
from coaching.groups import Opening
from dialogs import consent
from dialogs.front import site
from storage import groups as store
from storage.consents import Consent, Decision
from storage.conversations import Conversation
from storage.database import Database
from storage.encryption import Keyring
from storage.groups import Tally
from storage.training import Mode, TrainingAnswer
from tests.bot import records
from tests.bot.conftest import Line, Place
from tests.bot.records import pressed, typed
from tests.console.office import PROGRAMME, Office
from tests.console.office import opened as console
from tests.console.test_groups import Room, opened
from tests.console.test_live import listening
from tests.people import NOW, a_candidate, a_member_of_staff

pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web.NotAppKeyWarning")
PEOPLE = range(1001, 1201)
SECONDS = 2.0
MODULE = next(iter(PROGRAMME.training))
FIRST, SECOND, *_REST = groups.scenes(MODULE)


def invite_all(session: Session) -> None:
    """Candidates who have agreed, in French and in English."""
    for chat_id, locale in zip(PEOPLE, cycle(("fr", "en")), strict=False):
        candidate = a_candidate(session, first_name=f"Person {chat_id}")
        chat = {"name": "Amina", "locale": locale, "locale_chosen": True, "created_at": NOW, "state": {}}
        session.add(Conversation(chat_id=chat_id, candidate=candidate, **chat))
        agreed = {"subject": consent.SUBJECT, "version": consent.VERSION, "decision": Decision.AGREED}
        session.add(Consent(candidate_id=candidate.id, locale=locale, at=NOW, **agreed))


def answers(session: Session) -> Sequence[tuple[int, str]]:
    """Who chose what, once for each row."""
    query = select(Conversation.chat_id, TrainingAnswer.chosen).join(
        TrainingAnswer, TrainingAnswer.candidate_id == Conversation.candidate_id
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(Conversation.chat_id))]


def joined(session: Session, id_: int) -> bool:
    return store.tally(session, id_).people == len(PEOPLE)


def phones(place: Place) -> dict[int, list[str]]:
    """The letters that stand under the last message in each chat, as the paths of their buttons."""
    query = "SELECT chat_id, body FROM messages WHERE from_bot ORDER BY message_id"
    found: dict[int, list[str]] = {}
    for row in place.world.store.rows(query):
        keyboard = json.loads(row["body"]).get("reply_markup", {}).get("inline_keyboard", [[]])
        letters = [button["callback_data"] for button in keyboard[0]] if keyboard else []
        found[row["chat_id"]] = [path for path in letters if path.startswith("group/")]
    return found


async def tap(line: Line, chat_id: int, path: str, after: float) -> None:
    """An impatient thumb taps twice, and the platform brings the first tap twice, since it heard nothing in time."""
    await asyncio.sleep(after)
    once, again = pressed(path, chat_id=chat_id), pressed(path, chat_id=chat_id)
    assert await records.together(*(line.post(update) for update in (once, once, again))) == [200] * 3


async def all_tap(lines: Sequence[Line], taps: dict[int, str]) -> None:
    spread = SECONDS / len(taps)
    ways = enumerate(zip(taps.items(), cycle(lines), strict=False))
    await records.together(*(tap(line, *way, number * spread) for number, (way, line) in ways))


@asynccontextmanager
async def in_the_room(place: Place, database: Database, lines: Sequence[Line]) -> AsyncIterator[tuple[Office, Room]]:
    """A console, and a session that all have joined by its code."""
    await database.run(invite_all)
    place.known(*PEOPLE)
    async with console(database) as office:
        office.hired()
        room = await opened(office)
        updates = (typed(f"/start G-{room.code}", chat_id=chat_id) for chat_id in PEOPLE)
        await records.together(*(line.post(update) for update, line in zip(updates, cycle(lines), strict=False)))
        await records.until(lambda session: joined(session, room.id), database)
        yield office, room


def each_by_turns(paths: dict[int, list[str]], shift: int = 0) -> dict[int, str]:
    """The first person taps A, the second B, and so on; with a `shift`, the letter after it."""
    return {chat_id: letters[(chat_id + shift) % len(letters)] for chat_id, letters in paths.items()}


async def hears(place: Place, count: int) -> dict[int, list[str]]:
    """Waits until the card of letters stands in so many chats."""
    await records.eventually(lambda: sum(bool(letters) for letters in phones(place).values()) == count, 60)
    return phones(place)


async def goes_through(place: Place, database: Database, lines: Sequence[Line]) -> None:
    async with (
        in_the_room(place, database, lines) as (office, room),
        listening(office, f"{room.path}/screen/live") as stream,
    ):
        await stream.telling(f"<b>{len(PEOPLE)}</b> people are here")
        moved = await office.submit(f"{room.path}/move", {"to": "/".join(FIRST.keys)})
        assert moved.status == 303
        shown = await hears(place, len(PEOPLE))
        for taps in (each_by_turns(shown), each_by_turns(shown, 1)):
            await all_tap(lines, taps)
            expected = [(chat_id, path.rpartition("/")[2]) for chat_id, path in sorted(taps.items())]
            await records.until(lambda session, told=expected: answers(session) == told, database)  # type: ignore[misc]
        await stream.telling(f"<b>{len(PEOPLE)}</b> of {len(PEOPLE)} people have answered")
        tally = await database.read(lambda session: store.tally(session, room.id))
        assert sum(tally.chosen.values()) == len(PEOPLE)
        await nothing_counts_after_it_is_shown(office, database, room, lines, shown, tally)
        assert not await database.read(records.failed)


async def nothing_counts_after_it_is_shown(
    office: Office,
    database: Database,
    room: Room,
    lines: Sequence[Line],
    shown: dict[int, list[str]],
    before: Tally,
) -> None:
    await office.submit(f"{room.path}/show")
    await all_tap(lines, dict(list(each_by_turns(shown, 2).items())[:20]))
    after = await database.read(lambda session: store.tally(session, room.id))
    assert after.chosen == before.chosen


async def test_every_tap_of_two_hundred_counts_once_and_the_screen_shows_it(place: Place, sqlite: Database) -> None:
    line = await place.hook(sqlite, site=site(), programme=PROGRAMME)
    await goes_through(place, sqlite, [line])


async def test_every_tap_counts_once_also_where_two_workers_take_them(
    place: Place, postgres: Database, keyring: Keyring
) -> None:
    beside = Database(postgres.url.render_as_string(hide_password=False), keyring, patience=5)
    place.stack.callback(beside.close)
    lines = [
        await place.hook(each, site=site(), programme=PROGRAMME, owner=owner)
        for each, owner in ((postgres, "one"), (beside, "two"))
    ]
    await goes_through(place, postgres, lines)


async def test_who_enters_while_the_trainer_goes_on_meets_the_next_card(postgres: Database) -> None:
    def open_(session: Session) -> tuple[int, str]:
        opening = Opening(MODULE, Mode.GROUP, "")
        group = groups.open_(session, a_member_of_staff(session), opening, lambda: "chance", NOW)
        return group.id, group.code

    def entered(session: Session) -> tuple[str | None, str | None] | None:
        found = store.by_code(session, code)
        return (found.lesson, found.card) if found else None

    id_, code = await postgres.run(open_)
    with postgres.session() as session, session.begin():
        moving = store.locked(session, id_)
        assert moving
        groups.move(moving, FIRST)
        session.flush()
        entering = asyncio.create_task(postgres.run(entered))
        await asyncio.sleep(0.2)
        assert not entering.done()
    assert await entering == FIRST.keys


async def test_an_answer_and_the_result_do_not_pass_each_other(postgres: Database) -> None:
    """While the result is being shown, an answer waits, and then it is too late for it."""

    def open_(session: Session) -> int:
        opening = Opening(MODULE, Mode.GROUP, "")
        return groups.open_(session, a_member_of_staff(session), opening, lambda: "chance", NOW).id

    def is_shown(session: Session) -> bool:
        group = store.held(session, id_)
        return group is not None and group.shown_at is not None

    id_ = await postgres.run(open_)
    with postgres.session() as session, session.begin():
        showing = store.locked(session, id_)
        assert showing
        showing.shown_at = NOW
        session.flush()
        answering = asyncio.create_task(postgres.run(is_shown))
        await asyncio.sleep(0.2)
        assert not answering.done()
    assert await answering
