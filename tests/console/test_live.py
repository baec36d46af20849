"""Streams: what happens in a conversation reaches every open page of it, and nobody else."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial

import pytest
from aiohttp import ClientResponse
from sqlalchemy.orm import Session

from console import streams
from console.following import LARGEST_BACKLOG, Ended, Said, Viewer
from console.parts import PARTS
from console.sessions import COOKIE
from storage import outbox, staff
from storage.conversations import AccessRequest, Conversation, Speaker
from storage.messages import Delivery, Direction
from storage.outbox import Outcome
from tests.console.office import Office, said
from tests.console.test_candidate import TOLD, followed, page
from tests.people import NOW, a_conversation, a_profile

PATIENCE = 20.0


class Stream:
    """An open stream, read event by event."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response
        self.ended = False

    async def event(self) -> str:
        """The next event as it is sent; "" at the end."""
        lines: list[str] = []
        async with asyncio.timeout(PATIENCE):
            while raw := await self.response.content.readline():
                line = raw.decode().rstrip("\r\n")
                if line and not line.startswith(":"):
                    lines.append(line)
                elif lines:
                    return "\n".join(lines)
        self.ended = True
        return ""

    async def until(self, fits: Callable[[str], bool]) -> str:
        while not self.ended:
            event = await self.event()
            if fits(event):
                return event
        raise AssertionError("the stream ended")

    async def telling(self, words: str) -> str:
        return await self.until(lambda event: words in event)


@asynccontextmanager
async def listening(office: Office, path: str, **headers: str) -> AsyncIterator[Stream]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with office.client.get(f"/console{path}", headers=named) as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/event-stream")
        yield Stream(response)


async def test_a_new_message_comes_by_itself(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling('hx-target="#speaking"')
        message = office.with_(lambda session: said(session, talk.id, "Bonjour <b>!"))
        event = await stream.telling("Bonjour &lt;b&gt;!")
        assert 'hx-target="#messages" hx-swap="beforeend"' in event
        assert f"id: {message.id}" in event


async def test_two_viewers_get_each_message_once(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    path = f"{page(talk)}/live?after=0"
    async with listening(office, path) as one, listening(office, path) as two:
        for number in range(3):
            office.with_(partial(said, conversation_id=talk.id, body=f"word-{number}"))
            await asyncio.sleep(0.35)
        for stream in (one, two):
            heard: list[str] = []
            while len(heard) < 3:
                heard += re.findall(r"word-\d", await stream.event())
            assert heard == ["word-0", "word-1", "word-2"]


async def test_a_browser_that_comes_back_gets_what_it_missed(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        for number in range(3):
            said(session, talk.id, f"word-{number}")
        return talk

    talk = office.with_(fill)
    async with listening(office, f"{page(talk)}/live?after=0", Last_Event_ID="2") as stream:
        event = await stream.telling("word-2")
        assert "word-1" not in event


async def test_a_browser_that_was_away_long_gets_all_of_it(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        for number in range(450):
            said(session, talk.id, f"word-{number}.")
        return talk

    talk = office.with_(fill)
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        heard: list[str] = []
        while len(heard) < 450:
            heard += re.findall(r"word-(\d+)\.", await stream.event())
        assert heard == [str(number) for number in range(450)]


async def test_a_list_that_comes_back_is_told_only_if_it_is_out_of_date(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    mark = (await office.get("/candidates")).text.partition("live?seen=")[2].partition('"')[0]
    async with listening(office, f"/candidates/live?seen={mark}") as stream:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await stream.event()
    office.with_(lambda session: setattr(session.get_one(Conversation, talk.id), "waiting_since", NOW))
    async with listening(office, "/candidates/live", Last_Event_ID=mark) as stream:
        await stream.telling("event: caseload")


async def test_a_page_that_comes_back_draws_the_file_again(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0", Last_Event_ID="0") as stream:
        await stream.telling("event: file")


async def test_the_delivery_of_an_answer_is_told(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        said(session, talk.id, "Hello", direction=Direction.OUT, delivery=Delivery.PENDING)
        return talk

    talk = office.with_(fill)
    async with listening(office, f"{page(talk)}/live?after=1") as stream:
        await stream.telling('hx-target="#speaking"')
        outcome = Outcome(1, talk.chat_id, Delivery.SENT, NOW, platform_id=9)
        office.with_(lambda session: outbox.settle(session, [outcome]))
        event = await stream.telling('hx-target="#tick-1"')
        assert 'class="tick sent"' in event


async def test_a_redrawn_screen_is_folded_when_its_successor_comes(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        said(session, talk.id, "First", direction=Direction.OUT, platform_id=7)
        return talk

    talk = office.with_(fill)
    async with listening(office, f"{page(talk)}/live?after=1") as stream:
        await stream.telling('hx-target="#speaking"')
        office.with_(
            lambda session: said(
                session, talk.id, "Second", direction=Direction.OUT, edits=7, delivery=Delivery.PENDING
            )
        )
        event = await stream.telling("Second")
        assert 'hx-target="#m-1"' in event
        assert 'class="folded"' in event


async def test_a_colleague_who_takes_over_is_announced(office: Office) -> None:
    member, colleague = office.hired(), office.hires(name="Karim")
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling("Jalon answers")
        await asyncio.sleep(0.5)

        def take_over(session: Session) -> None:
            found = session.get_one(Conversation, talk.id)
            found.speaker, found.speaker_id = Speaker.COUNSELLOR, colleague.id

        office.with_(take_over)
        assert "Karim" in await stream.telling("is speaking")


async def test_a_changed_profile_has_the_file_drawn_again(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling("Jalon answers")
        await asyncio.sleep(0.5)
        office.with_(lambda session: a_profile(session, session.get_one(Conversation, talk.id).candidate, **TOLD))  # type: ignore[arg-type]
        await stream.telling("event: file")


async def test_an_answer_in_the_chat_has_the_plan_drawn_again(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member, waiting_since=NOW))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling('id="speaking"')
        office.with_(lambda session: setattr(session.get_one(Conversation, talk.id), "waiting_since", None))
        await stream.telling("event: file")


async def test_another_conversation_is_not_heard(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    other = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling("Jalon answers")
        office.with_(lambda session: said(session, other.id, "Secret"))
        office.with_(lambda session: said(session, talk.id, "Open"))
        assert "Secret" not in await stream.telling("Open")


async def test_the_list_is_told_when_somebody_waits(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, "/candidates/live") as stream:
        await stream.telling("event: caseload")
        office.with_(lambda session: setattr(session.get_one(Conversation, talk.id), "waiting_since", NOW))
        await stream.telling("event: caseload")
        visitor = office.with_(a_conversation)
        office.with_(
            lambda session: session.add(AccessRequest(conversation_id=visitor.id, words="Me too", asked_at=NOW))
        )
        await stream.telling("event: caseload")


async def test_a_stream_ends_with_the_session(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "CHECK", 0.2)
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    for path in (f"{page(talk)}/live?after=0", "/candidates/live"):
        office.signs_in(member)
        async with listening(office, path) as stream:
            await asyncio.sleep(0.5)
            office.with_(lambda session: staff.sign_out_everywhere(session, member))
            while not stream.ended:
                await stream.event()


async def test_a_stream_ends_when_the_candidate_goes_to_a_colleague(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "CHECK", 0.2)
    member, colleague = office.hired(), office.hires()
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling("Jalon answers")

        def give_away(session: Session) -> None:
            candidate = session.get_one(Conversation, talk.id).candidate
            assert candidate
            candidate.counsellor_id = colleague.id

        office.with_(give_away)
        while not stream.ended:
            await stream.event()


async def test_who_is_signed_out_gets_no_stream(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    office.client.session.cookie_jar.clear()
    answer = await office.get(f"{page(talk)}/live?after=0", Accept="text/html, text/event-stream")
    assert answer.status == 401
    assert COOKIE not in answer.cookies


async def test_closed_pages_leave_nothing_behind(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    console = next(app for app in office.client.app._subapps if PARTS in app)
    follower = console[PARTS].follower
    async with listening(office, f"{page(talk)}/live?after=0") as one, listening(office, "/candidates/live"):
        await one.telling("Jalon answers")
        assert follower.viewers == 2
    for _moment in range(100):
        if not follower.viewers:
            break
        await asyncio.sleep(0.05)
    assert follower.viewers == 0
    assert not follower._watched


async def test_following_goes_on_after_the_database_was_gone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.following.PAUSE_AFTER_FAILURE", 0.1)
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling("Jalon answers")
        with office.database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE plans RENAME TO elsewhere")
        await asyncio.sleep(0.8)
        with office.database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO plans")
        office.with_(lambda session: said(session, talk.id, "Still here"))
        await stream.telling("Still here")


async def test_closing_the_console_ends_streams_at_once(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    async with listening(office, f"{page(talk)}/live?after=0") as stream:
        await stream.telling("Jalon answers")
        closing = asyncio.create_task(office.client.server.close())
        with suppress(Exception):
            while not stream.ended:
                await stream.event()
        async with asyncio.timeout(PATIENCE):
            await closing


async def test_a_session_that_only_streams_still_ends(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "CHECK", 0.2)
    office.hired()
    async with listening(office, "/candidates/live") as stream:
        office.now += timedelta(hours=3)
        while not stream.ended:
            await stream.event()


async def test_a_viewer_who_does_not_keep_up_is_sent_home_to_come_again() -> None:
    viewer = Viewer(1)
    for _change in range(LARGEST_BACKLOG + 1):
        viewer.tell(Said())
    changes = [viewer.changes.get_nowait() for _change in range(LARGEST_BACKLOG)]
    assert changes[-1] == Ended()
