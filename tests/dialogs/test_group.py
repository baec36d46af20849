"""A module taken together, as candidates see it: joining, answering, changing their mind, and reading what it means."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import catalogue, groups, training
from coaching.groups import Opening, Scene
from coaching.programme import Programme
from dialogs.engine.staffing import SessionMoved
from storage import groups as store
from storage.conversations import Conversation, Speaker
from storage.database import Database
from storage.groups import Attendance, GroupSession
from storage.staff import Staff
from storage.training import Mode, TrainingAnswer
from tests.dialogs.conftest import CODE, NOON
from tests.dialogs.driver import Person

T = TypeVar("T")
TRAINING = training.load(Path("tests/small_training"), catalogue.shipped())
HOURS = TRAINING.modules["hours"]
FRIDAY, PAID, _PAUSE = groups.scenes(HOURS)


@pytest.fixture
def programme(programme: Programme) -> Programme:
    return replace(programme, taught=lambda: TRAINING)


class Room:
    """A session with its trainer."""

    def __init__(self, memory: Database) -> None:
        self.memory = memory
        self.moves = 0

        def open_(session: Session) -> tuple[int, str]:
            opener = session.scalars(select(Staff)).first()
            assert opener
            opening = Opening(HOURS, Mode.GROUP, "La Maisonnée")
            group = groups.open_(session, opener, opening, lambda: f"chance {self.sessions(session)}", NOON)
            return group.id, group.code

        self.id, self.code = self.with_(open_)

    def with_(self, work: Callable[[Session], T]) -> T:
        with self.memory.session() as session, session.begin():
            return work(session)

    @staticmethod
    def sessions(session: Session) -> int:
        return len(session.scalars(select(GroupSession)).all())

    def goes_to(self, scene: Scene, *people: Person) -> list[str]:
        """Goes to a card; what each of these reads."""
        self.with_(lambda session: groups.move(session.get_one(GroupSession, self.id), scene))
        return [self.tells(scene, person) for person in people]

    def tells(self, scene: Scene, person: Person) -> str:
        self.moves += 1
        conversation = person.looks_up(lambda _session, talk: talk.id)
        return person.does(SessionMoved(f"move {self.moves}", conversation, 1, self.id, *scene.keys))

    def shows(self) -> None:
        self.with_(lambda session: groups.show(session.get_one(GroupSession, self.id), NOON))

    def closes(self) -> None:
        self.with_(lambda session: groups.close(session.get_one(GroupSession, self.id), NOON))

    @property
    def chosen(self) -> dict[str, int]:
        """How many chose each letter of the card that is asked."""
        return self.with_(lambda session: dict(store.tally(session, self.id).chosen))

    @property
    def people(self) -> int:
        return self.with_(lambda session: len(session.scalars(select(Attendance)).all()))


@pytest.fixture
def room(memory: Database, amina: Person) -> Room:
    return Room(memory)


def joins(person: Person, room: Room) -> str:
    return person.opens(f"G-{room.code}")


def test_a_candidate_joins_by_the_code_and_waits_for_the_trainer(amina: Person, room: Room) -> None:
    amina.follows("learn")
    assert "six letters and digits" in amina.taps("Join a session")
    assert "six letters and digits, such as CFH 234" in amina.says("hello")
    assert "No session is open under this code" in amina.says("CFH234")
    assert "You are in the session: Hours and pay" in amina.says(groups.spaced(room.code).lower())
    assert amina.sees == ["Home"]
    assert room.people == 1


def test_who_enters_is_told_who_sees_their_name(amina: Person, room: Room) -> None:
    told = "Whoever runs the session sees your first name and the first letter of your last name."
    assert told in joins(amina, room)
    room.goes_to(FRIDAY)
    assert told in joins(amina, room)
    assert told not in amina.taps("A")


def test_the_link_of_the_room_lets_a_candidate_in_and_only_once(amina: Person, room: Room) -> None:
    assert "You are in the session" in joins(amina, room)
    assert "You are in the session" in joins(amina, room)
    assert room.people == 1


def test_who_is_no_candidate_gets_the_ordinary_answer(memory: Database, programme: Programme, room: Room) -> None:
    stranger = Person(memory, programme, NOON, chat_id=9)
    assert "I do not know this code" in joins(stranger, room)
    assert room.people == 0


def test_who_has_not_agreed_is_asked_that_first(person: Person, invite: Callable[..., int], memory: Database) -> None:
    invite(counsellor="Josée Tremblay")
    room = Room(memory)
    person.opens(CODE)
    person.taps("English")
    assert "Do you agree?" in joins(person, room)
    assert room.people == 0


def test_an_invitation_is_never_taken_for_a_session(amina: Person, invite: Callable[..., int]) -> None:
    invite("G-CFH234-and-more")
    assert "This chat already belongs to Amina Haddad" in amina.opens("G-CFH234-and-more")


def test_a_card_comes_by_itself_and_the_last_tap_counts_once(amina: Person, room: Room) -> None:
    joins(amina, room)
    [shown] = room.goes_to(FRIDAY, amina)
    assert "Julie asks you to stay" in shown
    assert amina.sees == ["A", "B", "C", "Home"]
    assert "You chose A. You can change your mind" in _flat(amina.taps("A"))
    assert amina.screens[0].toast == "A: your answer counts."
    amina.taps("A")
    assert room.chosen == {_key("A"): 1}
    assert "You chose C" in amina.taps("C")
    assert amina.screens[0].toast == "Changed: C counts now."
    assert room.chosen == {_key("C"): 1}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _key(letter: str, scene: Scene = FRIDAY) -> str:
    return sorted(option.key for option in scene.card.options)["ABC".index(letter)]


def test_after_the_result_is_shown_a_tap_tells_what_the_choice_means_and_counts_no_more(
    amina: Person, room: Room
) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY, amina)
    amina.taps("A")
    room.shows()
    for letter, option in zip("ABC", sorted(FRIDAY.card.options, key=lambda option: option.key), strict=True):
        said = amina.taps(letter)
        assert option.then.msgid in said
        assert ("A good choice" in said) == option.good
        assert "nothing is counted any more" in said
    assert room.chosen == {_key("A"): 1}


def test_who_comes_late_gets_the_card_that_is_asked_and_reads_that_the_result_is_shown(
    amina: Person, room: Room
) -> None:
    room.goes_to(FRIDAY)
    assert "Julie asks you to stay" in joins(amina, room)
    room.shows()
    assert "The result stands on the screen" in joins(amina, room)


def test_a_button_of_an_earlier_card_brings_the_card_that_is_asked_now(amina: Person, room: Room) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY, amina)
    old = amina.path_of("A")
    room.goes_to(PAID, amina)
    said = amina.follows(old)
    assert "The session has moved on" in said
    assert "Which hours are overtime?" in said
    assert room.chosen == {}
    assert _answers(room) == 0


def _answers(room: Room) -> int:
    return room.with_(lambda session: len(session.scalars(select(TrainingAnswer)).all()))


def test_a_card_that_comes_after_the_trainer_went_on_says_nothing(amina: Person, room: Room) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY)
    room.goes_to(PAID, amina)
    assert room.tells(FRIDAY, amina) == ""


def test_going_back_to_a_card_shows_what_one_chose_there(amina: Person, room: Room) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY, amina)
    amina.taps("B")
    room.goes_to(PAID, amina)
    [shown] = room.goes_to(FRIDAY, amina)
    assert "You chose B" in shown


def test_a_session_that_is_over_thanks_and_leads_on_alone(amina: Person, room: Room) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY, amina)
    path = amina.path_of("A")
    room.closes()
    assert "This session is over" in amina.follows(path)
    assert "Hours and pay" in amina.taps("Open the module")
    assert "No session is open under this code" in joins(amina, room)
    assert room.tells(FRIDAY, amina) == ""


def test_who_has_not_joined_answers_nothing(amina: Person, room: Room) -> None:
    room.goes_to(FRIDAY)
    path = f"group/{room.id}/{'/'.join(FRIDAY.keys)}/{_key('A')}"
    assert "You are not in this session" in amina.follows(path)
    assert "You are not in this session" in amina.follows("group/999")
    assert room.chosen == {}


def test_a_forged_letter_only_shows_the_card_again(amina: Person, room: Room) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY, amina)
    assert "What do you choose?" in amina.follows(f"group/{room.id}/{'/'.join(FRIDAY.keys)}/zzzzzz")
    assert room.chosen == {}


def test_a_card_comes_while_a_counsellor_speaks_and_leaves_an_open_question_open(amina: Person, room: Room) -> None:
    joins(amina, room)
    amina.follows("intake")
    before = amina.looks_up(lambda _session, talk: talk.state["asking"])
    assert before
    [shown] = room.goes_to(FRIDAY, amina)
    assert "Julie asks you to stay" in shown
    assert amina.looks_up(lambda _session, talk: talk.state["asking"]) == before

    def take_over(_session: Session, talk: Conversation) -> None:
        talk.speaker, talk.speaker_id = Speaker.COUNSELLOR, 1

    amina.looks_up(take_over)
    [shown] = room.goes_to(PAID, amina)
    assert "Which hours are overtime?" in shown
    amina.taps("A")
    assert sum(room.chosen.values()) == 1


def test_everybody_reads_the_card_in_their_own_language(amina: Person, room: Room) -> None:
    amina.follows("language/fr")
    joins(amina, room)
    [shown] = room.goes_to(FRIDAY, amina)
    assert amina.in_words("What do you choose? Tap a letter.") in shown


def test_a_card_for_a_conversation_that_is_nobody_s_any_more_says_nothing(amina: Person, room: Room) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY)
    amina.looks_up(lambda _session, talk: setattr(talk, "candidate", None))
    assert room.tells(FRIDAY, amina) == ""


def test_a_session_whose_module_left_the_content_is_over(amina: Person, room: Room) -> None:
    joins(amina, room)
    room.goes_to(FRIDAY, amina)
    path = amina.path_of("A")
    room.with_(lambda session: setattr(session.get_one(GroupSession, room.id), "module", "gone"))
    assert "This session is over" in amina.follows(path)
    assert room.tells(FRIDAY, amina) == ""
