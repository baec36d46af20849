"""Laws of a plan that is stored: made, and made to follow."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from coaching import history, plans, profiles, rows, spelling, steps
from coaching.catalogue import Catalogue
from coaching.history import Kind, Reason
from coaching.phases import Phase
from coaching.plans import Hand
from coaching.profile import Regulated
from coaching.programme import Programme
from locales.text import Country, Day, Text, _
from storage.candidates import Candidate
from storage.database import Database
from storage.plans import Plan, versions
from tests.coaching.living import CLERK, NOW, NURSE, a_plan, hand, programme, step
from tests.people import a_candidate, a_member_of_staff


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened, opened.begin():
        yield opened


@pytest.fixture
def candidate(session: Session) -> Candidate:
    return a_candidate(session)


@pytest.fixture
def plan(session: Session) -> Plan:
    return a_plan(session)


def kinds(session: Session, plan: Plan) -> list[Kind]:
    return [entry.change.kind for entry in reversed(history.entries(session, plan))]


def test_a_first_plan_is_its_own_first_version(session: Session, plan: Plan) -> None:
    assert kinds(session, plan) == [Kind.MADE]
    assert [each.position for each in plan.steps] == list(range(len(plan.steps)))
    assert all(each.because for each in plan.steps)
    assert len(versions(session, plan)[0].steps) == len(plan.steps)


def test_the_same_profile_proposes_nothing_on_any_day_before_the_landing(session: Session, plan: Plan) -> None:
    for days in (0, 1, 9, 60, 110):
        assert not plans.propose(hand(session, now=NOW + timedelta(days=days)), plan)


def test_the_passing_of_time_moves_no_date(session: Session, plan: Plan) -> None:
    for days in (1, 30, 120, 400, 1000):
        assert plans.propose(hand(session, now=NOW + timedelta(days=days)), plan).moved == ()


def test_what_was_late_and_done_pulls_nothing_else_nearer(session: Session, plan: Plan) -> None:
    for each in sorted(plan.steps, key=lambda row: row.due or date.max)[:6]:
        steps.finish(hand(session), each)
    assert not plans.propose(hand(session, now=NOW + timedelta(days=2)), plan)


def test_a_later_landing_is_proposed_with_each_date_before_and_after(session: Session, plan: Plan) -> None:
    before = {each.template: each.due for each in plan.steps}
    later = hand(session, replace(NURSE, landing=date(2027, 6, 15)))
    proposal = plans.propose(later, plan)
    assert not proposal.added
    assert not proposal.removed
    moved = {move.key: (move.before, move.after) for move in proposal.moved}
    assert moved["sin"] == (before["sin"], (before["sin"] or date.min) + timedelta(days=92))
    assert {each.template: each.due for each in plan.steps} == before
    plans.follow(later, plan)
    assert step(plan, "sin").due == moved["sin"][1]
    assert plan.landing == date(2027, 6, 15)
    assert not plans.propose(later, plan)


def test_what_was_turned_down_is_not_proposed_again(session: Session, plan: Plan) -> None:
    later = hand(session, replace(NURSE, landing=date(2027, 6, 15)))
    assert asks(later, plan)
    plans.decline(later, plan)
    plans.decline(later, plan)
    for days in range(0, 200, 3):
        again = replace(later, now=NOW + timedelta(days=days))
        assert not asks(again, plan) or plans.propose(again, plan).removed
    assert kinds(session, plan) == [Kind.MADE, Kind.KEPT]
    assert asks(hand(session, replace(NURSE, landing=date(2027, 7, 15))), plan)


@pytest.mark.parametrize("landing", [date(2027, 6, 15), date(2027, 2, 10), date(2027, 1, 5), None])
def test_what_was_turned_down_is_asked_again_only_when_more_than_that_would_go(
    session: Session, plan: Plan, landing: date | None
) -> None:
    turned_down: set[str] = set()
    for days in range(200):
        again = hand(session, replace(NURSE, landing=landing), NOW + timedelta(days=days))
        if asks(again, plan):
            removed = set(plans.propose(again, plan).change.removed)
            assert days == 0 or removed - turned_down
            turned_down |= removed
            plans.decline(again, plan)


def test_a_plan_that_was_left_as_it_is_stays_so_through_small_changes(session: Session) -> None:
    """Also what a counsellor adds, and what is put off and let go, is dated by the landing that was agreed to."""
    unknown = replace(NURSE, landing=None)
    plan = a_plan(session, unknown)
    before = {each.template: each.due for each in plan.steps}
    plans.decline(hand(session), plan)
    plans.add_own(hand(session, by=a_member_of_staff(session).id), plan, Phase.FRENCH, "Own", "", None)
    sin = step(plan, "sin")
    steps.postpone(hand(session), sin, date(2027, 12, 1))
    steps.let_go(hand(session), sin)
    assert {each.template: each.due for each in plan.steps if each.template in before} == before
    assert plan.landing is None


def asks(mine: Hand, plan: Plan) -> bool:
    return plans.is_news(mine, plan, plans.propose(mine, plan))


def test_a_landing_moved_ten_times_ends_where_it_would_have_begun(session: Session, plan: Plan) -> None:
    for month in range(4, 13):
        plans.follow(hand(session, replace(NURSE, landing=date(2027, month, 28))), plan)
    plans.follow(hand(session, replace(NURSE, landing=date(2028, 2, 29))), plan)
    straight = a_plan(session, replace(NURSE, landing=date(2028, 2, 29)))
    hung = {each.template for each in plan.steps if programme().catalogue[each.template].root.anchor == "landing"}
    dates = {each.template: each.due for each in plan.steps if each.template in hung}
    assert dates == {each.template: each.due for each in straight.steps if each.template in hung}


def test_what_no_longer_applies_goes_unless_somebody_touched_it(session: Session, plan: Plan) -> None:
    staff = a_member_of_staff(session)
    regulated = [each for each in plan.steps if programme().catalogue[each.template].phase == "regulated"]
    done, said, put_off, ticked, bare = regulated[:5]
    steps.finish(hand(session), done)
    steps.comment(hand(session, by=staff.id), said, "I have written to the order.")
    steps.postpone(hand(session), put_off, date(2027, 2, 1))
    steps.tick(ticked, programme().catalogue[ticked.template].actions[0], NOW)
    follow = plans.follow(hand(session, CLERK), plan)
    kept = {each.template for each in plan.steps}
    assert {each.template for each in (done, said, put_off, ticked)} <= kept
    assert bare.template in follow.change.removed
    assert bare.template not in kept


def test_a_step_that_has_left_the_content_is_still_called_by_its_name(session: Session, plan: Plan) -> None:
    steps.finish(hand(session), step(plan, "sin"))
    without = Catalogue(
        {key: each for key, each in programme().catalogue.templates.items() if key not in {"sin", "cv"}}
    )
    office = replace(hand(session), programme=Programme(without, programme().occupations))
    proposal = plans.propose(office, plan)
    assert "cv" in proposal.change.removed
    assert "sin" not in proposal.change.removed
    told = rows.words(step(plan, "sin"), NURSE, office.programme)
    assert told.title == programme().catalogue["sin"].title
    assert told.phase == Phase.FIRST_WEEK
    assert not told.sourced


def test_new_content_is_offered_and_comes_only_when_it_is_taken(session: Session, plan: Plan) -> None:
    known = programme().catalogue
    less = Catalogue({key: each for key, each in known.templates.items() if key != "ramq"})
    old = plans.make(
        replace(hand(session), programme=Programme(less, programme().occupations)), a_candidate(session).id
    )
    assert plans.propose(hand(session), old).change.added == ("ramq",)
    assert "ramq" not in {each.template for each in old.steps}
    plans.follow(hand(session), old)
    assert step(old, "ramq").due == step(plan, "ramq").due


def test_what_is_late_stays_in_the_plan_after_the_landing(session: Session, plan: Plan) -> None:
    landed = hand(session, now=NOW + timedelta(days=300))
    removed = plans.propose(landed, plan).change.removed
    assert removed
    first = {Phase.FIRST_WEEK, Phase.FIRST_MONTH, Phase.FIRST_THREE_MONTHS}
    assert first.isdisjoint(programme().catalogue[key].phase for key in removed)


def test_a_step_of_the_catalogue_is_added_once(session: Session, plan: Plan) -> None:
    staff = a_member_of_staff(session)
    key = next(key for key in programme().catalogue.templates if key not in {each.template for each in plan.steps})
    added = plans.add(hand(session, by=staff.id), plan, key, date(2027, 5, 1))
    assert (added.due, added.held, added.staff_id) == (date(2027, 5, 1), True, staff.id)
    assert plans.add(hand(session), plan, key) is added
    assert kinds(session, plan) == [Kind.MADE, Kind.ADDED]
    assert history.entries(session, plan)[0].author == staff.name
    assert not plans.propose(hand(session), plan)


def test_a_step_in_a_counsellors_own_words_stays_whatever_the_profile_says(session: Session, plan: Plan) -> None:
    staff = a_member_of_staff(session)
    josee = hand(session, by=staff.id)
    first = plans.add_own(josee, plan, Phase.FRENCH, "Meet the choir of Saguenay", "", None)
    second = plans.add_own(josee, plan, Phase.FAMILY, "Call the school", "Ask for Ms. Roy.", date(2027, 4, 2))
    assert [first.template, second.template] == ["own-1", "own-2"]
    assert first.due == NOW.date() + timedelta(days=14)
    plans.follow(hand(session, CLERK), plan)
    assert {"own-1", "own-2"} <= {each.template for each in plan.steps}
    told = rows.words(second, NURSE, programme())
    assert (told.title, told.why, told.phase) == (
        Text("{words}", {"words": "Call the school"}),
        Text("{words}", {"words": "Ask for Ms. Roy."}),
        Phase.FAMILY,
    )
    assert second.due == date(2027, 4, 2)


def test_a_counsellor_signs_the_plan_as_it_stands(session: Session, plan: Plan) -> None:
    staff = a_member_of_staff(session)
    plans.sign(hand(session, by=staff.id), plan)
    session.flush()
    session.expire(plan)
    assert plan.signer is staff
    assert plan.signed_at == NOW
    assert kinds(session, plan)[-1] is Kind.SIGNED


def test_every_kind_of_change_has_words() -> None:
    for kind in Kind:
        change = history.Change(
            kind, "sin", date(2027, 3, 1), Reason.LATER, added=("a",), removed=("b", "c"), moved=("d",)
        )
        assert history.words(change, "the step").msgid
        assert history.read(history.spell(change)) == change
    assert history.read(history.spell(history.Change(Kind.LATER, "sin"))) == history.Change(Kind.LATER, "sin")
    assert history.words(history.Change(Kind.LATER, "sin"), "x").msgid.startswith("The date of the plan again")


def test_a_sentence_is_stored_with_its_values() -> None:
    text = _("{a} {b} {c} {d}", a="x", b=3, c=Country("DZ"), d=_("inner {e}", e="y"))
    assert spelling.read(spelling.spell(text)) == text
    assert spelling.read(None) == Text("")


def test_a_value_that_no_reason_uses_is_our_mistake() -> None:
    with pytest.raises(TypeError):
        spelling.spell(_("{day}", day=Day(NOW.date())))


def test_a_profile_comes_back_as_it_was_kept(session: Session, candidate: Candidate) -> None:
    assert profiles.of(candidate, programme().occupations) is None
    profiles.keep(session, candidate, NURSE, NOW)
    session.expire(candidate)
    assert profiles.of(candidate, programme().occupations) == NURSE


def test_a_profile_kept_again_remembers_when_it_was_completed(session: Session, candidate: Candidate) -> None:
    profiles.keep(session, candidate, NURSE, NOW)
    row = profiles.keep(session, candidate, replace(NURSE, landing=None), NOW + timedelta(days=1))
    assert (row.completed_at, row.updated_at) == (NOW, NOW + timedelta(days=1))
    told = profiles.of(candidate, programme().occupations)
    assert told
    assert told.landing_known is False


def test_whether_work_is_regulated_follows_from_the_work() -> None:
    assert profiles.regulated("31301", programme().occupations) is Regulated.YES
    assert profiles.regulated(None, programme().occupations) is Regulated.UNKNOWN
    assert profiles.regulated("00000", programme().occupations) is Regulated.UNKNOWN
