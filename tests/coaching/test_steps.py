"""Laws of one step in somebody's hand, and of a plan through any life."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from coaching import history, plans, rows, steps
from coaching.history import Kind, Reason
from coaching.phases import Phase
from coaching.plans import Hand
from coaching.profile import Profile
from storage.database import Database
from storage.encryption import Keyring
from storage.plans import Plan, Progress, Step, as_it_stood, versions
from storage.tables import Table
from tests.coaching.living import CLERK, NOW, NURSE, a_plan, hand, programme, step
from tests.people import a_member_of_staff

LATE = datetime(2027, 8, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened, opened.begin():
        yield opened


@pytest.fixture
def plan(session: Session) -> Plan:
    return a_plan(session)


def hanging(plan: Plan) -> tuple[Step, Step]:
    """A step whose date hangs on another, and that other."""
    known = programme().catalogue
    found = next(each for each in plan.steps if known[each.template].due.step)
    return found, step(plan, known[found.template].due.step or "")


def test_what_hangs_on_a_step_is_dated_by_the_day_it_was_done(session: Session, plan: Plan) -> None:
    after, before = hanging(plan)
    steps.finish(hand(session, now=LATE), before)
    assert after.due == programme().catalogue[after.template].due.on(LATE.date())


def test_what_hung_on_it_is_dated_as_before_when_it_is_put_back(session: Session, plan: Plan) -> None:
    after, before = hanging(plan)
    dates = (before.due, after.due)
    steps.finish(hand(session), before)
    steps.put_back(hand(session), before)
    assert (before.due, after.due) == dates


def test_undo_gives_late_steps_their_late_dates_back(session: Session, plan: Plan) -> None:
    """Also days later: what was late before is late again."""
    after, before = hanging(plan)
    long_after = hand(session, now=NOW + timedelta(days=90))
    due = after.due
    assert due
    assert due < long_after.today
    steps.finish(long_after, before)
    assert after.due != due
    steps.put_back(hand(session, now=NOW + timedelta(days=93)), before)
    assert after.due == due


def test_what_hangs_on_a_step_follows_the_day_to_which_it_is_put_off(session: Session, plan: Plan) -> None:
    after, before = hanging(plan)
    steps.postpone(hand(session), before, date(2028, 2, 29))
    assert after.due == programme().catalogue[after.template].due.on(date(2028, 2, 29))
    assert before.held
    steps.postpone(hand(session), before, date(2028, 2, 29))
    assert len(versions(session, plan)) == 2


def test_a_step_that_is_let_go_has_the_date_of_the_plan_again(session: Session, plan: Plan) -> None:
    sin = step(plan, "sin")
    due = sin.due
    steps.postpone(hand(session), sin, date(2027, 12, 1))
    steps.let_go(hand(session), sin)
    steps.let_go(hand(session), sin)
    assert (sin.due, sin.held) == (due, False)
    assert [entry.change.kind for entry in history.entries(session, plan)] == [Kind.LATER, Kind.LATER, Kind.MADE]


def test_finishing_twice_counts_once(session: Session, plan: Plan) -> None:
    sin = step(plan, "sin")
    steps.finish(hand(session), sin)
    steps.finish(hand(session, now=NOW + timedelta(days=1)), sin)
    assert sin.settled_at == NOW
    assert len(versions(session, plan)) == 2


def test_a_step_is_set_aside_for_a_reason_and_put_back(session: Session, plan: Plan) -> None:
    sin = step(plan, "sin")
    steps.set_aside(hand(session), sin, Reason.ALREADY)
    steps.set_aside(hand(session), sin, Reason.ALREADY)
    assert sin.reason == Reason.ALREADY
    steps.put_back(hand(session), sin)
    steps.put_back(hand(session), sin)
    again: object = (sin.progress, sin.settled_at, sin.reason)
    assert again == (Progress.TODO, None, None)
    assert [entry.change.kind for entry in history.entries(session, plan)] == [Kind.BACK, Kind.ASIDE, Kind.MADE]


def test_a_small_action_is_ticked_and_its_tick_taken_away(plan: Plan) -> None:
    sin = step(plan, "sin")
    first, second, *_ = programme().catalogue["sin"].actions
    steps.tick(sin, first, NOW)
    steps.tick(sin, second, NOW)
    steps.tick(sin, first, NOW)
    assert [steps.is_ticked(sin, each) for each in (first, second)] == [False, True]


def test_who_is_stuck_is_stuck_until_they_go_on_or_it_is_settled(session: Session, plan: Plan) -> None:
    staff = a_member_of_staff(session)
    sin, ramq = step(plan, "sin"), step(plan, "ramq")
    for each in (sin, ramq):
        steps.get_stuck(hand(session), each)
        steps.get_stuck(hand(session, now=LATE), each)
        assert each.stuck_at == NOW
    steps.comment(hand(session), sin, "I have waited for an hour.")
    assert sin.stuck_at == NOW
    steps.comment(hand(session, by=staff.id), sin, "Try the other office.")
    assert sin.stuck_at == NOW
    steps.stay_stuck(hand(session, now=LATE), sin)
    assert sin.stuck_at == LATE
    steps.go_on(hand(session, by=staff.id), sin)
    steps.finish(hand(session), ramq)
    for each in (sin, ramq):
        steps.go_on(hand(session), each)
        steps.stay_stuck(hand(session), each)
    still: object = (sin.stuck_at, ramq.stuck_at)
    assert still == (None, None)
    assert [(said.author, said.text) for said in sin.comments] == [
        (None, "I have waited for an hour."),
        (staff, "Try the other office."),
    ]
    freed = [entry for entry in history.entries(session, plan) if entry.change.kind is Kind.FREED]
    assert [(entry.author, entry.change.step) for entry in freed] == [(staff.name, "sin")]


def test_who_waits_for_an_answer_since_before_they_got_stuck_has_none(session: Session, plan: Plan) -> None:
    sin = step(plan, "sin")
    assert not steps.is_answered(sin, None)
    steps.get_stuck(hand(session), sin)
    since = [NOW - timedelta(minutes=1), NOW, NOW + timedelta(minutes=1), None]
    assert [steps.is_answered(sin, each) for each in since] == [False, False, True, True]


def test_a_counsellors_words_stand_for_the_contents_and_give_way_again(session: Session, plan: Plan) -> None:
    josee = hand(session, by=a_member_of_staff(session).id)
    sin = step(plan, "sin")
    steps.reword(josee, sin, "Get your SIN in Saguenay", "")
    steps.reword(josee, sin, "Get your SIN in Saguenay", "")
    told = rows.words(sin, NURSE, programme())
    assert told.title.values == {"words": "Get your SIN in Saguenay"}
    assert told.why == programme().catalogue["sin"].why
    assert len(versions(session, plan)) == 2
    steps.reword(josee, sin, "", "")
    assert rows.words(sin, NURSE, programme()).title == programme().catalogue["sin"].title


def test_a_step_of_ones_own_keeps_a_title(session: Session, plan: Plan) -> None:
    josee = hand(session, by=a_member_of_staff(session).id)
    own = plans.add_own(josee, plan, Phase.FAMILY, "Call the school", "Ask for Ms. Roy.", None)
    steps.reword(josee, own, "", "")
    assert (own.title, own.details) == ("Call the school", None)


def test_the_words_of_a_step_name_who_governs_the_work(plan: Plan) -> None:
    told = [rows.words(each, NURSE, programme()) for each in plan.steps]
    named = [text for template in told for text in (template.why, *template.actions) if text.values]
    assert any("Ordre des infirmières" in str(text.values) for text in named)
    assert rows.words(plan.steps[0], None, programme())


LIVES = st.lists(
    st.tuples(
        st.sampled_from(
            ["finish", "aside", "back", "put off", "let go", "comment", "own", "follow", "decline", "stuck", "free"]
        ),
        st.integers(0, 10**6),
    ),
    max_size=14,
)
PROFILES = st.sampled_from([NURSE, CLERK, replace(NURSE, landing=None), replace(NURSE, landing=date(2028, 2, 29))])


def live(mine: Hand, plan: Plan, deed: str, chance: int) -> None:  # noqa: C901 - one line for each deed
    """One thing that somebody does with a plan."""
    chosen = plan.steps[chance % len(plan.steps)]
    match deed:
        case "finish":
            steps.finish(mine, chosen)
        case "aside":
            steps.set_aside(mine, chosen, Reason.OTHER)
        case "back":
            steps.put_back(mine, chosen)
        case "put off":
            steps.postpone(mine, chosen, mine.today + timedelta(days=chance % 400))
        case "let go":
            steps.let_go(mine, chosen)
        case "comment":
            steps.comment(mine, chosen, "A word.")
        case "own":
            plans.add_own(mine, plan, Phase.FAMILY, "Own", "", None)
        case "follow":
            plans.follow(mine, plan)
        case "decline":
            plans.decline(mine, plan)
        case "stuck":
            steps.get_stuck(mine, chosen)
        case "free":
            steps.go_on(mine, chosen)


@pytest.fixture(scope="module")
def memory() -> Iterator[Database]:
    opened = Database("sqlite://", Keyring(["a secret of the tests"]))
    Table.metadata.create_all(opened.engine)
    yield opened
    opened.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=PROFILES, second=PROFILES, life=LIVES, days=st.integers(0, 300))
def test_through_any_life_nothing_is_lost_and_nothing_chosen_is_moved(
    memory: Database, first: Profile, second: Profile, life: list[tuple[str, int]], days: int
) -> None:
    with memory.session() as session:
        plan = a_plan(session, first)
        for number, (deed, chance) in enumerate(life):
            told = second if chance % 3 == 0 else first
            live(hand(session, told, NOW + timedelta(days=number)), plan, deed, chance)
        mine = hand(session, second, NOW + timedelta(days=len(life) + days))
        before = {each.template: touched(each) for each in plan.steps}
        plans.follow(mine, plan)
        after = {each.template: touched(each) for each in plan.steps}
        lost = before.keys() - after.keys()
        assert all(before[key] == UNTOUCHED for key in lost)
        assert {key: after[key] for key in before if key not in lost} == {
            key: told for key, told in before.items() if key not in lost
        }
        assert not plans.propose(mine, plan)
        stands_as_its_versions_say(session, plan)
        session.rollback()


UNTOUCHED = (Progress.TODO, None, None, None, (), 0, None)


def touched(row: Step) -> tuple[object, ...]:
    """What people did with a step: its state, the date that they chose, their words."""
    chosen = row.due if row.held else None
    return (row.progress, row.settled_at, chosen, row.title, tuple(row.ticked), len(row.comments), row.stuck_at)


def stands_as_its_versions_say(session: Session, plan: Plan) -> None:
    stood = as_it_stood(versions(session, plan))
    assert {key: (told["due"], told["progress"], told["held"]) for key, told in stood.items()} == {
        each.template: (each.due and each.due.isoformat(), each.progress, each.held) for each in plan.steps
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(profile=PROFILES, life=LIVES)
def test_nothing_stands_before_what_it_waits_for_through_any_life(
    memory: Database, profile: Profile, life: list[tuple[str, int]]
) -> None:
    with memory.session() as session:
        plan = a_plan(session, profile)
        for number, (deed, chance) in enumerate(life):
            live(hand(session, profile, NOW + timedelta(days=number)), plan, deed, chance)
        plans.follow(hand(session, profile, NOW + timedelta(days=len(life))), plan)
        place = {each.template: each.position for each in plan.steps}
        for each in plan.steps:
            for other in rows.template_of(each, programme().catalogue).after:
                assert place.get(other, -1) < place[each.template]
        session.rollback()
