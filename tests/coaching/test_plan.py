from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.catalogue import Catalogue, shipped
from coaching.phases import Phase
from coaching.plan import PlannedStep, build, focus, redate
from coaching.profile import (
    SKILLS,
    UNDECIDED,
    Education,
    Family,
    ImmigrationClass,
    Level,
    Permit,
    Profile,
    Regulated,
    Worry,
)
from locales.text import Text
from tests.coaching.sheets import catalogue, sheet, step

ABROAD = frozenset({Phase.BEFORE_VISA, Phase.BEFORE_DEPARTURE})

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
LEVELS = st.none() | st.sampled_from(Level)
PROFILES = st.builds(
    Profile,
    immigration=st.none() | st.sampled_from(ImmigrationClass),
    country=st.none() | st.sampled_from(["DZ", "BR", "FR", "SY", "CH"]),
    family=st.none() | st.sampled_from(Family),
    occupation=st.none() | st.sampled_from(["31301", "72106", "72310", "21232", "41221", "85101"]),
    regulated=st.none() | st.sampled_from(Regulated),
    permit=st.none() | st.sampled_from(Permit),
    education=st.none() | st.sampled_from(Education),
    experience_years=st.none() | st.integers(0, 40),
    **{f"french_{skill}": LEVELS for skill in SKILLS},
    region=st.none() | st.sampled_from(["02", "06", "13", UNDECIDED]),
    landing=st.none() | DAYS,
    worry=st.none() | st.sampled_from(Worry),
)


def keys(steps: tuple[PlannedStep, ...]) -> list[str]:
    return [each.key for each in steps]


def due(steps: tuple[PlannedStep, ...], key: str) -> date | None:
    return next(each.due for each in steps if each.key == key)


def small(folder: Path) -> Catalogue:
    return catalogue(
        folder,
        sheet(
            step(key="papers", due="landing - 90 days"),
            step(key="copies", due="landing - 80 days", after="[papers]"),
            step(key="fraud", due="plan + 5 days"),
            step(key="letter", due="plan + 20 days"),
            step(key="file", due="step:letter + 60 days"),
            step(key="sin", due="landing + 3 days"),
            step(key="winter", due="winter - 3 weeks"),
        ),
    )


def test_dates_hang_on_the_landing(tmp_path: Path) -> None:
    steps = build(Profile(landing=date(2027, 4, 23)), small(tmp_path), TODAY)
    assert due(steps, "papers") == date(2027, 1, 23)
    assert due(steps, "sin") == date(2027, 4, 26)
    assert due(steps, "winter") == date(2027, 10, 11)
    assert due(steps, "file") == date(2026, 12, 13) + timedelta(60)


def test_without_a_landing_only_what_hangs_on_the_plan_has_a_date(tmp_path: Path) -> None:
    steps = build(Profile(), small(tmp_path), TODAY)
    assert {each.key for each in steps if each.due} == {"fraud", "letter", "file"}


def test_what_is_late_is_spread_over_the_next_days_in_its_order(tmp_path: Path) -> None:
    steps = build(Profile(landing=date(2026, 12, 1)), small(tmp_path), TODAY)
    assert [due(steps, key) for key in ("papers", "copies", "winter")] == [
        date(2026, 11, 26),
        date(2026, 11, 28),
        date(2026, 11, 30),
    ]


def test_a_step_is_never_due_before_what_it_waits_for(tmp_path: Path) -> None:
    text = sheet(step(key="a", due="plan + 30 days"), step(key="b", due="plan + 5 days", after="[a]"))
    steps = build(Profile(), catalogue(tmp_path, text), TODAY)
    assert due(steps, "b") == due(steps, "a") == date(2026, 12, 23)


def test_a_step_that_waits_for_one_without_date_has_none_yet(tmp_path: Path) -> None:
    text = sheet(step(key="a"), step(key="b", due="plan + 5 days", after="[a]"))
    assert due(build(Profile(), catalogue(tmp_path, text), TODAY), "b") is None


def test_a_step_can_hang_on_one_that_is_not_in_this_plan(tmp_path: Path) -> None:
    text = sheet(step(key="a", when="{family: alone}"), step(key="b", due="step:a + 7 days", after="[a]"))
    steps = build(Profile(family=Family.COUPLE, landing=date(2027, 3, 1)), catalogue(tmp_path, text), TODAY)
    assert [(each.key, each.due) for each in steps] == [("b", date(2027, 3, 11))]


def test_who_has_landed_is_not_asked_to_prepare_the_departure() -> None:
    steps = build(Profile(landing=TODAY - timedelta(10)), shipped(), TODAY)
    assert not [each for each in steps if each.phase in ABROAD]
    assert "sin" in keys(steps)


def test_who_landed_long_ago_is_spared_the_first_weeks() -> None:
    steps = build(Profile(landing=TODAY - timedelta(400)), shipped(), TODAY)
    assert not {"sin", "bank_account", "taxes"} & set(keys(steps))
    assert "interview" in keys(steps)


def test_another_landing_moves_what_hangs_on_it_and_nothing_else(tmp_path: Path) -> None:
    before = build(Profile(landing=date(2027, 6, 1)), small(tmp_path), TODAY)
    after = redate(before, Profile(landing=date(2027, 7, 1)), TODAY)
    moved = {each.key for each in after if each.due != due(before, each.key)}
    assert moved == {"papers", "copies", "sin"}
    assert due(after, "sin") == date(2027, 7, 4)


def test_what_is_late_is_not_put_off_by_dating_it_again(tmp_path: Path) -> None:
    profile = Profile(landing=date(2026, 12, 1))
    before = build(profile, small(tmp_path), TODAY)
    assert redate(before, profile, TODAY + timedelta(20)) == before


def test_a_landing_that_comes_sooner_pulls_what_is_late_into_the_next_days(tmp_path: Path) -> None:
    before = build(Profile(landing=date(2027, 12, 1)), small(tmp_path), TODAY)
    after = redate(before, Profile(landing=date(2026, 12, 20)), TODAY)
    assert due(after, "papers") == date(2026, 11, 26)


def test_a_landing_that_is_unknown_again_takes_the_dates_away(tmp_path: Path) -> None:
    before = build(Profile(landing=date(2027, 6, 1)), small(tmp_path), TODAY)
    assert due(redate(before, Profile(), TODAY), "sin") is None


def test_a_date_that_a_person_chose_is_held(tmp_path: Path) -> None:
    before = build(Profile(landing=date(2027, 6, 1)), small(tmp_path), TODAY)
    chosen = date(2027, 5, 5)
    held = [replace(each, due=chosen, held=True) if each.key == "sin" else each for each in before]
    assert due(redate(held, Profile(landing=date(2028, 1, 1)), TODAY), "sin") == chosen


def test_what_hangs_on_a_step_is_counted_from_the_day_it_was_done(tmp_path: Path) -> None:
    before = build(Profile(), small(tmp_path), TODAY)
    later = TODAY + timedelta(40)
    done = [replace(each, settled=later) if each.key == "letter" else replace(each, due=None) for each in before]
    assert due(redate(done, Profile(), later), "file") == later + timedelta(60)


def test_a_landing_on_the_29_of_february_is_a_day_like_others(tmp_path: Path) -> None:
    steps = build(Profile(landing=date(2028, 2, 29)), small(tmp_path), TODAY)
    assert due(steps, "sin") == date(2028, 3, 3)


def test_the_focus_is_on_the_three_most_pressing_that_wait_for_nothing(tmp_path: Path) -> None:
    steps = build(Profile(landing=date(2027, 3, 23)), small(tmp_path), TODAY)
    assert keys(focus(steps, TODAY)) == ["fraud", "letter", "papers"]
    done = tuple(replace(each, settled=TODAY) if each.key in {"fraud", "papers"} else each for each in steps)
    assert keys(focus(done, TODAY)) == ["letter", "copies", "file"]


def test_without_dates_what_comes_before_the_landing_is_nearer_than_what_follows(tmp_path: Path) -> None:
    steps = build(Profile(), small(tmp_path), TODAY)
    assert keys(focus(steps, TODAY)) == ["fraud", "letter", "papers"]
    assert keys(focus([each for each in steps if not each.due], TODAY))[0] == "papers"


def test_nothing_is_left_to_do_when_all_is_settled(tmp_path: Path) -> None:
    steps = [replace(each, settled=TODAY) for each in build(Profile(), small(tmp_path), TODAY)]
    assert focus(steps, TODAY) == ()


@settings(max_examples=80, deadline=None)
@given(PROFILES, DAYS)
def test_no_new_plan_holds_a_date_before_its_day(profile: Profile, today: date) -> None:
    assert all(each.due is None or each.due >= today for each in build(profile, shipped(), today))


@settings(max_examples=80, deadline=None)
@given(PROFILES, DAYS)
def test_no_step_stands_before_or_is_due_before_what_it_waits_for(profile: Profile, today: date) -> None:
    steps = build(profile, shipped(), today)
    seen: dict[str, date | None] = {}
    waiting = set(keys(steps))
    for each in steps:
        for other in waiting.intersection(each.template.after):
            assert other in seen
            earlier = seen[other]
            assert each.due is None or (earlier is not None and earlier <= each.due)
        seen[each.key] = each.due


@settings(max_examples=60, deadline=None)
@given(PROFILES, DAYS, st.none() | DAYS, st.data())
def test_what_is_settled_is_never_moved(
    profile: Profile, today: date, landing: date | None, data: st.DataObject
) -> None:
    steps = build(profile, shipped(), today)
    chosen = data.draw(st.sets(st.sampled_from(keys(steps))))
    lived = [replace(each, settled=today) if each.key in chosen else each for each in steps]
    again = redate(lived, replace(profile, landing=landing), today)
    assert {each.key: each for each in lived if each.settled} == {each.key: each for each in again if each.settled}
    assert sorted(keys(again)) == sorted(keys(steps))


@settings(max_examples=60, deadline=None)
@given(PROFILES, DAYS)
def test_the_same_landing_moves_nothing(profile: Profile, today: date) -> None:
    steps = build(profile, shipped(), today)
    assert redate(steps, profile, today) == steps


@settings(max_examples=60, deadline=None)
@given(PROFILES, DAYS)
def test_the_same_profile_on_the_same_day_has_the_same_plan(profile: Profile, today: date) -> None:
    steps = build(profile, shipped(), today)
    assert steps == build(profile, shipped(), today)
    assert len(set(keys(steps))) == len(steps)


@settings(max_examples=60, deadline=None)
@given(PROFILES, DAYS)
def test_every_step_says_why_it_is_there(profile: Profile, today: date) -> None:
    assert all(each.because.msgid.startswith("Because ") for each in build(profile, shipped(), today))


@pytest.mark.parametrize("worry", [Worry.OTHER, None])
def test_a_worry_without_a_name_is_no_reason(tmp_path: Path, worry: Worry | None) -> None:
    steps = build(Profile(worry=worry), catalogue(tmp_path, sheet(step(eases="[other]"))), TODAY)
    assert steps[0].because == Text("Because everyone who arrives in Québec needs it in the first days.")


def test_a_step_that_eases_the_worry_is_among_the_three(tmp_path: Path) -> None:
    steps = build(Profile(landing=date(2027, 3, 23)), catalogue(tmp_path, EASING), TODAY)
    assert keys(focus(steps, TODAY)) == ["one", "two", "three"]
    assert keys(focus(steps, TODAY, Worry.WINTER)) == ["one", "two", "coat"]
    assert keys(focus(steps, TODAY, Worry.OTHER)) == ["one", "two", "three"]
    done = [replace(each, settled=TODAY) if each.key != "coat" else each for each in steps]
    assert keys(focus(done, TODAY, Worry.WINTER)) == ["coat"]


EASING = sheet(
    *(step(key=key, due=f"landing + {day} days") for day, key in enumerate(("one", "two", "three"), 1)),
    step(key="coat", due="landing + 30 days", eases="[winter]"),
)


@pytest.mark.parametrize("worry", [each for each in Worry if each is not Worry.OTHER])
@pytest.mark.parametrize("landing", [None, TODAY + timedelta(120), TODAY - timedelta(20)])
def test_the_first_plan_takes_every_worry_into_account(worry: Worry, landing: date | None) -> None:
    profile = Profile(immigration=ImmigrationClass.SKILLED, family=Family.COUPLE_CHILDREN, landing=landing, worry=worry)
    steps = build(profile, shipped(), TODAY)
    assert [each for each in focus(steps, TODAY, worry) if worry in each.template.eases]
