"""Group sessions in the console: opened and run by staff, live on the screen."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from coaching import groups
from coaching.groups import Scene
from coaching.learning import Learner
from dialogs.engine.staffing import SessionMoved
from storage import groups as store
from storage.audit import AuditEntry
from storage.candidates import Candidate
from storage.conversations import Conversation
from storage.groups import Attendance, GroupSession
from storage.messages import transcript
from storage.staff import Role
from storage.training import Enrolment, Mode
from tests.console.office import KEY, PROGRAMME, Office
from tests.console.test_live import listening
from tests.people import a_candidate, a_conversation, a_member_of_staff, a_profile

MODULE = next(iter(PROGRAMME.training))
FIRST, SECOND, *_REST = groups.scenes(MODULE)
OTHER_KEY = KEY.replace("0b54", "1b54")


@dataclass
class Room:
    """A session that a counsellor opened, and who came."""

    office: Office
    id: int
    code: str

    @property
    def path(self) -> str:
        return f"/sessions/{self.id}"

    @property
    def link(self) -> str:
        secret = self.office.with_(lambda session: groups.link(session, session.get_one(GroupSession, self.id)))
        return f"/t/{secret}"

    def comes(self, **columns: object) -> Conversation:
        """A candidate who has joined, with a chat."""

        def join(session: Session) -> Conversation:
            candidate = a_candidate(session, **columns)
            groups.join(session, session.get_one(GroupSession, self.id), candidate.id, self.office.now)
            return a_conversation(session, candidate=candidate, locale="en")

        return self.office.with_(join)

    def chooses(self, talk: Conversation, letter: int, scene: Scene = FIRST) -> None:
        def answer(session: Session) -> None:
            group = session.get_one(GroupSession, self.id)
            learner = Learner(session, talk.candidate_id or 0, self.office.now, "en")
            groups.answer(session, group, scene, scene.card.options[letter], learner)

        self.office.with_(answer)

    def row(self, ask: Callable[[GroupSession], object]) -> object:
        return self.office.with_(lambda session: ask(session.get_one(GroupSession, self.id)))


async def opened(office: Office, **fields: str) -> Room:
    """Opens a session with the form."""
    given = {"module": MODULE.key, "mode": Mode.GROUP, "organization": " La  Maisonnée "} | fields
    answer = await office.submit("/sessions/new", given)
    assert answer.status == 303
    id_ = int(answer.location.rpartition("/")[2])
    return Room(office, id_, office.with_(lambda session: session.get_one(GroupSession, id_).code))


def noted(office: Office) -> list[tuple[str, int | None, str]]:
    """What stands in the audit log, without what was read."""

    def ask(session: Session) -> list[tuple[str, int | None, str]]:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [(row.action, row.staff_id, row.detail) for row in rows if not row.action.endswith(".read")]

    return office.with_(ask)


async def moves(office: Office, path: str, scene: Scene, key: str = KEY) -> int:
    return (await office.submit(f"{path}/move", {"to": "/".join(scene.keys), "key": key})).status


async def test_a_counsellor_opens_a_session_and_finds_its_code_and_its_link(office: Office) -> None:
    member = office.hired()
    room = await opened(office)
    page = await office.get(room.path)
    assert groups.spaced(room.code) in page.words
    assert "La Maisonnée" in page.words
    assert f"/console{room.link}" in page.text
    assert groups.spaced(room.code) in (await office.get("/sessions")).words
    assert noted(office) == [("session.opened", member.id, f"session {room.id}")]


async def test_a_form_sent_twice_opens_one_session(office: Office) -> None:
    office.hired()
    first, second = await opened(office), await opened(office)
    assert first.id == second.id
    assert len(office.with_(lambda session: session.scalars(select(GroupSession)).all())) == 1


@pytest.mark.parametrize("fields", [{"module": "nothing"}, {"mode": "alone"}, {"mode": ""}])
async def test_what_is_no_choice_opens_nothing(office: Office, fields: dict[str, str]) -> None:
    office.hired()
    answer = await office.submit("/sessions/new", {"module": MODULE.key, "mode": "group"} | fields)
    assert answer.status == 422
    assert "Choose a module" in answer.words
    assert not office.with_(lambda session: session.scalars(select(GroupSession)).all())


async def test_who_only_looks_on_sees_names_and_no_buttons(office: Office) -> None:
    office.hired()
    room = await opened(office)
    room.comes()
    office.hired(Role.AUDITOR)
    page = await office.get(room.path)
    assert "Amina Haddad" in page.words
    assert 'action="/console/sessions' not in page.text
    assert (await office.get(f"{room.path}/screen")).status == 200


async def test_a_counsellor_reads_the_whole_names_of_those_whose_files_they_may_open(office: Office) -> None:
    member = office.hired()
    room = await opened(office)
    other = office.with_(lambda session: a_member_of_staff(session, email="other@example.org").id)
    room.comes(first_name="Amina", last_name="Haddad", counsellor_id=member.id)
    room.comes(first_name="Basma", last_name="Idrissi", counsellor_id=other)
    words = (await office.get(room.path)).words
    assert "Amina Haddad" in words
    assert "Basma I." in words
    assert "Idrissi" not in words


async def test_a_card_comes_once_to_everybody_who_can_be_reached(office: Office) -> None:
    member = office.hired()
    room = await opened(office)
    talks = [room.comes(first_name=name) for name in ("Amina", "Basma", "Carlos")]
    office.with_(lambda session: setattr(session.get_one(Conversation, talks[2].id), "blocked_at", office.now))
    for _twice in range(2):
        assert await moves(office, room.path, FIRST) == 303
    assert [type(each) for each in office.posted] == [SessionMoved, SessionMoved]
    for talk in talks[:2]:
        [message] = office.with_(partial(transcript, conversation_id=talk.id))
        assert FIRST.card.options[0].text.msgid in message.body.replace("&#39;", "'")
    assert noted(office)[1:] == [("session.moved", member.id, f"session {room.id}")]


async def test_the_next_card_comes_also_where_the_page_was_not_drawn_again_in_between(office: Office) -> None:
    office.hired()
    room = await opened(office)
    talk = room.comes()
    for scene in (FIRST, SECOND, FIRST):
        assert await moves(office, room.path, scene, OTHER_KEY if scene is FIRST else KEY) == 303
    assert len(office.posted) == 3
    assert len(office.with_(lambda session: transcript(session, talk.id))) == 2
    assert await moves(office, room.path, SECOND, KEY.replace("0b54", "2b54")) == 303
    assert len(office.with_(lambda session: transcript(session, talk.id))) == 3


@pytest.mark.parametrize("to", ["", "nothing", "no/card", "a/b/c"])
async def test_a_card_that_is_none_is_refused(office: Office, to: str) -> None:
    office.hired()
    room = await opened(office)
    assert (await office.submit(f"{room.path}/move", {"to": to})).status == 400
    assert (await office.submit(f"{room.path}/confirm", {"who": "nobody"})).status == 400
    assert room.row(lambda group: group.card) is None


async def test_the_screen_never_shows_a_name(office: Office) -> None:
    office.hired()
    room = await opened(office)
    room.chooses(room.comes(first_name="Zebulon", last_name="Quartz"), 0)
    for deed in (None, {"to": "/".join(FIRST.keys)}):
        if deed:
            await office.submit(f"{room.path}/move", deed)
            await office.submit(f"{room.path}/show")
        for path in (f"{room.path}/screen", f"{room.link}/screen"):
            page = await office.get(path)
            assert page.status == 200
            assert not re.search("Zebulon|Quartz", page.text)


async def test_the_screen_tells_what_each_choice_means_only_after_it_is_shown(office: Office) -> None:
    office.hired()
    room = await opened(office)
    await moves(office, room.path, FIRST)
    meanings = [option.then.msgid for option in FIRST.card.options]
    before = (await office.get(f"{room.path}/screen")).words
    assert not any(meaning in before for meaning in meanings)
    await office.submit(f"{room.path}/show")
    after = (await office.get(f"{room.path}/screen")).words
    assert all(meaning in after for meaning in meanings)


async def test_the_screen_speaks_the_language_that_it_is_asked_for(office: Office) -> None:
    office.hired(locale="en")
    room = await opened(office)
    assert 'id="stage" lang="fr"' in (await office.get(f"{room.path}/screen?locale=fr")).text
    assert 'id="stage" lang="en"' in (await office.get(f"{room.path}/screen")).text
    assert "locale=fr" in (await office.get(f"{room.path}/screen?locale=fr")).text


async def test_the_screen_has_a_picture_of_the_link_where_the_bot_has_an_address(office: Office) -> None:
    office.hired()
    room = await opened(office)
    assert "<svg" in (await office.get(f"{room.path}/screen")).text.partition("welcome-qr")[2]
    office.bot_link = ""
    assert "welcome-qr" not in (await office.get(f"{room.path}/screen")).text


async def test_answers_come_to_the_screen_by_themselves(office: Office) -> None:
    office.hired()
    room = await opened(office)
    async with listening(office, f"{room.path}/screen/live") as stream:
        await stream.telling("<b>0</b>")
        talks = [room.comes() for _each in range(3)]
        await stream.telling("<b>3</b>")
        await moves(office, room.path, FIRST)
        await stream.telling(FIRST.lesson.title.msgid)
        for talk, letter in zip(talks, (0, 0, 1), strict=True):
            room.chooses(talk, letter)
        told = await stream.telling("<b>3</b> of 3 people have answered")
        assert "67%" in told
        await office.submit(f"{room.path}/show")
        await stream.telling(FIRST.card.options[0].then.msgid)
        await office.submit(f"{room.path}/close")
        await stream.telling("The session is over")


async def test_however_many_answer_a_look_is_one_question(office: Office) -> None:
    office.hired()
    room, other = await opened(office), await opened(office, key=OTHER_KEY)
    for number in range(40):
        room.chooses(room.comes(), number % 2)
    asked: list[str] = []

    def ask(session: Session) -> dict[int, store.Tally]:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        group = session.get_one(GroupSession, room.id)
        groups.move(group, FIRST)
        session.flush()
        asked.clear()
        return store.tallies(session, [room.id, other.id])

    tally = office.with_(ask)[room.id]
    assert sorted(tally.chosen.values()) == [20, 20]
    assert len(asked) == 1


async def test_who_is_confirmed_is_enrolled_and_it_is_noted_for_each(office: Office) -> None:
    member = office.hired()
    room = await opened(office, mode=Mode.FRENCH_CLASS)
    talks = [room.comes(first_name=name) for name in ("Amina", "Basma", "Carlos")]

    def tell(session: Session) -> None:
        a_profile(session, session.get_one(Candidate, talks[0].candidate_id), immigration_class="humanitarian")

    office.with_(tell)
    await office.submit(f"{room.path}/close")
    assert not office.with_(lambda session: session.scalars(select(Enrolment)).all())
    first = office.with_(lambda session: session.scalars(select(Attendance).order_by(Attendance.id)).first())
    assert first
    for who in (str(first.id), str(first.id), "all", "all"):
        assert (await office.submit(f"{room.path}/confirm", {"who": who})).status == 303
    enrolled = office.with_(lambda session: session.scalars(select(Enrolment).order_by(Enrolment.candidate_id)).all())
    assert [(each.mode, each.immigration, each.locale) for each in enrolled] == [
        (Mode.FRENCH_CLASS, "humanitarian", "en"),
        (Mode.FRENCH_CLASS, None, "en"),
        (Mode.FRENCH_CLASS, None, "en"),
    ]
    confirmed = [entry for entry in noted(office) if entry[0] == "attendance.confirmed"]
    assert confirmed == [("attendance.confirmed", member.id, f"session {room.id}")] * 3


async def test_after_the_end_nothing_moves_any_more(office: Office) -> None:
    office.hired()
    room = await opened(office)
    room.comes()
    await office.submit(f"{room.path}/close")
    await moves(office, room.path, FIRST)
    await office.submit(f"{room.path}/show")
    assert room.row(lambda group: (group.card, group.shown_at)) == (None, None)
    assert not office.posted
    assert "The session is over" in (await office.get(room.path)).words


async def test_a_session_that_is_none_or_whose_module_is_gone_is_not_found(office: Office) -> None:
    office.hired()
    room = await opened(office)
    assert (await office.get("/sessions/77")).status == 404
    office.with_(lambda session: setattr(session.get_one(GroupSession, room.id), "module", "gone"))
    assert (await office.get(room.path)).status == 404
    assert "No session yet" in (await office.get("/sessions")).words


async def test_a_part_asked_for_by_the_page_comes_without_the_rest(office: Office) -> None:
    office.hired()
    room = await opened(office)
    given = {"to": "/".join(FIRST.keys)}
    answer = await office.submit(f"{room.path}/move", given, HX_Request="true")
    assert answer.status == 200
    assert "<html" not in answer.text
    assert 'hx-target="#control"' in answer.text
