"""A module taken together: codes to read aloud, links of which only a digest is kept, answers that count once."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import catalogue, groups, training
from coaching.groups import Opening, Scene, Taken
from coaching.learning import Learner, finish_lesson
from coaching.modules import Module
from storage import groups as store
from storage.candidates import Candidate
from storage.database import Database
from storage.encryption import Keyring
from storage.groups import GroupSession
from storage.training import Mode, TrainingAnswer
from tests.people import NOW, a_candidate, a_conversation, a_member_of_staff, a_profile

HOURS = training.load(Path("tests/small_training"), catalogue.shipped()).modules["hours"]


def a_session(session: Session, mode: Mode = Mode.GROUP, module: Module = HOURS) -> GroupSession:
    numbers = count(1)
    opening = Opening(module, mode, "La Maisonnée")
    return groups.open_(session, a_member_of_staff(session), opening, lambda: f"chance {next(numbers)}", NOW)


def learner(session: Session, candidate: Candidate) -> Learner:
    return Learner(session, candidate.id, NOW, "fr")


def test_only_what_is_answered_by_letters_is_taken_together_in_the_order_of_the_module() -> None:
    assert [scene.keys for scene in groups.scenes(HOURS)] == [("week", "friday"), ("week", "paid"), ("break", "pause")]
    assert groups.scene(HOURS, "week", "friday") == groups.scenes(HOURS)[0]
    assert groups.scene(HOURS, "slip", "words") is None


def test_a_code_has_six_signs_none_of_which_is_taken_for_another() -> None:
    codes = {groups.code(f"chance {number}") for number in range(1000)}
    assert len(codes) > 995
    assert {len(code) for code in codes} == {6}
    assert not set("".join(codes)) & set("01OILBDEGJNQSTUVYZ5A")


@pytest.mark.parametrize(
    "typed",
    [
        "CFH234",
        "cfh234",
        " CFH 234 ",
        "CFH-234",
        "G-CFH234",
        "g cfh 234",
        "https://t.me/JalonBot?start=G-CFH234",
        "C–F–H–2–3–4",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert groups.meant(typed) == "CFH234"


@pytest.mark.parametrize("typed", ["", "CFH23", "CFH2345", "CFH230", "ABCD-2345", "Hello, I am here"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert groups.meant(typed) == ""


async def test_a_code_that_is_taken_is_not_given_again(database: Database) -> None:
    def ask(session: Session) -> tuple[str, str]:
        return a_session(session).code, a_session(session).code

    first, second = await database.run(ask)
    assert first != second


async def test_a_link_opens_its_session_and_stands_nowhere_in_the_table(database: Database) -> None:
    def ask(session: Session) -> None:
        group = a_session(session)
        secret = groups.link(session, group)
        assert len(secret) == 64
        assert secret not in str(list(session.execute(select(GroupSession.__table__)).one()))
        assert groups.by_link(session, secret, NOW) is group
        assert groups.by_link(session, group.link_digest, NOW) is None
        assert groups.by_link(session, groups.link(session, a_session(session)), NOW) is not group

    await database.run(ask)


async def test_a_link_outlives_its_session_by_a_day(database: Database) -> None:
    def ask(session: Session) -> list[bool]:
        group = a_session(session)
        secret = groups.link(session, group)
        groups.close(group, NOW)
        moments = (NOW + timedelta(hours=23), NOW + timedelta(hours=25))
        return [groups.by_link(session, secret, moment) is not None for moment in moments]

    assert await database.run(ask) == [True, False]


def test_a_link_can_still_be_shown_after_the_key_was_changed(sqlite_url: str) -> None:
    def opened(keyring: Keyring) -> Database:
        return Database(sqlite_url, keyring)

    before = opened(Keyring(["the old key of the tests"]))
    with before.session() as session, session.begin():
        secret = groups.link(session, a_session(session))
    before.close()
    for secrets, expected in ((["a new key", "the old key of the tests"], secret), (["another key"], "")):
        after = opened(Keyring(secrets))
        with after.session() as session:
            assert groups.link(session, session.scalars(select(GroupSession)).one()) == expected
        after.close()


async def test_an_answer_counts_once_for_each_person_and_the_last_one_counts(database: Database) -> None:
    def ask(session: Session) -> tuple[list[Taken], dict[str, int], int]:
        group, scene = a_session(session), groups.scenes(HOURS)[0]
        groups.move(group, scene)
        first, second, third = scene.card.options
        amina, basma = (learner(session, a_candidate(session)) for _each in range(2))
        given = ((amina, first), (amina, first), (amina, second), (basma, second), (basma, third), (basma, second))
        taken = [groups.answer(session, group, scene, option, each) for each, option in given]
        rows = session.scalars(select(TrainingAnswer)).all()
        assert {(row.session_id, row.phase, row.right) for row in rows} == {(group.id, "group", None)}
        tally = store.tally(session, group.id)
        return taken, {**tally.chosen}, len(rows)

    taken, chosen, rows = await database.run(ask)
    assert taken == [Taken.FIRST, Taken.SAME, Taken.CHANGED, Taken.FIRST, Taken.CHANGED, Taken.CHANGED]
    assert list(chosen.values()) == [2]
    assert rows == 2


async def test_a_tally_tells_of_the_card_that_is_asked_only(database: Database) -> None:
    def ask(session: Session) -> None:
        group, (friday, paid, _pause) = a_session(session), groups.scenes(HOURS)
        other = a_session(session)
        amina = a_candidate(session)
        groups.join(session, group, amina.id, NOW)
        groups.join(session, group, amina.id, NOW)
        groups.join(session, other, a_candidate(session).id, NOW)
        for scene in (friday, paid):
            groups.move(group, scene)
            groups.answer(session, group, scene, scene.card.options[0], learner(session, amina))
        tallies = store.tallies(session, [group.id, other.id])
        assert {**tallies[group.id].chosen} == {paid.card.options[0].key: 1}
        assert (tallies[group.id].people, tallies[group.id].confirmed) == (1, 0)
        assert (tallies[other.id].card, tallies[other.id].people, {**tallies[other.id].chosen}) == (None, 1, {})

    await database.run(ask)


def test_going_to_the_card_that_is_asked_already_changes_nothing() -> None:
    group, (friday, paid, _pause) = GroupSession(), groups.scenes(HOURS)
    assert groups.move(group, friday)
    assert groups.show(group, NOW)
    assert not groups.move(group, friday)
    assert not groups.show(group, NOW)
    assert groups.move(group, paid)
    assert (group.card, group.shown_at) == ("paid", None)
    assert groups.close(group, NOW)
    assert not groups.close(group, NOW + timedelta(hours=1))
    assert not groups.move(group, friday)
    assert not groups.show(group, NOW)
    assert group.closed_at == NOW


async def test_nothing_is_shown_before_there_is_a_card(database: Database) -> None:
    assert not await database.run(lambda session: groups.show(a_session(session), NOW))


async def test_who_was_there_is_enrolled_with_the_mode_the_class_and_the_language(database: Database) -> None:
    def ask(session: Session) -> None:
        group, amina = a_session(session, Mode.FRENCH_CLASS), a_candidate(session)
        a_profile(session, amina, immigration_class="family")
        talk = a_conversation(session, candidate=amina, locale="en")
        there = groups.join(session, group, amina.id, NOW)
        assert learner(session, amina).in_module(HOURS) is None
        assert groups.confirm(session, there, HOURS, talk, NOW)
        assert not groups.confirm(session, there, HOURS, talk, NOW + timedelta(hours=1))
        enrolment = learner(session, amina).in_module(HOURS)
        assert enrolment
        assert (enrolment.mode, enrolment.immigration, enrolment.locale) == (Mode.FRENCH_CLASS, "family", "en")
        assert there.confirmed_at == NOW

    await database.run(ask)


@pytest.mark.parametrize(("lessons", "mode"), [(0, Mode.GROUP), (1, Mode.ALONE)])
async def test_who_began_alone_takes_it_in_the_session_unless_a_lesson_was_done(
    database: Database, lessons: int, mode: Mode
) -> None:
    def ask(session: Session) -> Mode:
        group, amina = a_session(session), a_candidate(session)
        enrolment = learner(session, amina).enrol(HOURS)
        for lesson in HOURS.lessons[:lessons]:
            finish_lesson(enrolment, lesson)
        groups.confirm(session, groups.join(session, group, amina.id, NOW), HOURS, None, NOW)
        return enrolment.mode

    assert await database.run(ask) == mode


async def test_only_who_can_be_written_to_is_reached(database: Database) -> None:
    def ask(session: Session) -> bool:
        group = a_session(session)
        here, blocked, gone, never = (a_candidate(session) for _each in range(4))
        talk = a_conversation(session, candidate=here, paused_until=NOW, speaker="counsellor")
        a_conversation(session, candidate=blocked, blocked_at=NOW)
        a_conversation(session, candidate=gone)
        gone.status = "left"  # type: ignore[assignment]
        for each in (here, blocked, gone, never):
            groups.join(session, group, each.id, NOW)
        session.flush()
        return list(store.reachable(session, group.id)) == [talk.id]

    assert await database.run(ask)


def test_a_scene_that_the_author_took_out_is_no_scene_any_more() -> None:
    assert groups.scene(HOURS, "week", "gone") is None
    assert isinstance(groups.scene(HOURS, "break", "pause"), Scene)
