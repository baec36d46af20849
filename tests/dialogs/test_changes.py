"""Laws of a plan that follows what has changed, where the candidate agrees."""

from collections.abc import Sequence
from datetime import timedelta

from coaching import catalogue, plans
from dialogs import plan as pages
from dialogs.engine.events import Typed
from storage.plans import Plan, Progress, Step
from tests.dialogs.driver import Person


def steps(person: Person) -> Sequence[Step]:
    with person.database.session() as session:
        return list(session.query(Step).order_by(Step.position))


def dates(person: Person) -> dict[str, object]:
    return {step.template: step.due for step in steps(person)}


def moves_the_landing(person: Person, day: str = "2027-09-01") -> str:
    person.follows("intake/landing")
    return person.says(day)


def test_another_landing_shows_the_dates_before_and_after_and_asks(coached: Person) -> None:
    before = dates(coached)
    said = moves_the_landing(coached)
    assert "Shall your plan follow?" in said
    assert "You land on September 1, 2027." in said
    assert "new dates" in said
    assert ", 2027 → " in said
    assert "• and " in said
    assert dates(coached) == before
    said = coached.taps("Yes, change my plan")
    assert "Done: your plan follows." in said
    assert dates(coached) != before
    assert "Your plan stays as it is." in coached.follows("plan/changes")


def test_a_plan_that_is_kept_is_not_asked_about_again(coached: Person) -> None:
    before = dates(coached)
    moves_the_landing(coached)
    assert "Your plan stays as it is." in coached.taps("No, keep it as it is")
    assert dates(coached) == before
    assert "can follow" not in coached.says("/plan")


def test_who_does_not_answer_finds_the_question_on_the_plan(coached: Person) -> None:
    moves_the_landing(coached)
    assert "Your plan can follow what has changed." in coached.says("/plan")
    assert "Shall your plan follow?" in coached.taps("See what would change")


def test_a_second_tap_changes_nothing_more(coached: Person) -> None:
    moves_the_landing(coached)
    path = coached.path_of("Yes, change my plan")
    coached.follows(path)
    after = dates(coached)
    assert "Your plan stays as it is." in coached.follows(path)
    assert dates(coached) == after


def test_a_yes_counts_for_what_was_shown(coached: Person) -> None:
    """Two months later the same button would do more: it shows that first."""
    moves_the_landing(coached, "2027-01-10")
    path = coached.path_of("Yes, change my plan")
    kept = dates(coached)
    coached.now = coached.now.replace(year=2027, month=1, day=25)
    assert "Shall your plan follow?" in coached.follows(path)
    assert dates(coached) == kept


def test_what_was_kept_can_still_be_changed(coached: Person) -> None:
    moves_the_landing(coached)
    coached.taps("No, keep it as it is")
    assert "can follow" not in coached.says("/plan")
    assert "Shall your plan follow?" in coached.taps("See what would change")


def test_a_long_history_is_read_page_by_page(coached: Person) -> None:
    step = steps(coached)[0]
    for _time in range(10):
        coached.follows(f"plan/{step.id}/done")
        coached.follows(f"plan/{step.id}/back")
    said = coached.follows("plan/history")
    assert len(said.splitlines()) == 17
    said = coached.taps("Before ›")
    assert said.splitlines()[-1] == "• November 23, 2026: The plan was made from the profile."
    assert "Before ›" not in coached.sees
    coached.taps("‹ Later")
    assert "Before ›" in coached.sees
    assert "made from the profile" in coached.follows("plan/history/99")


def test_steps_that_come_and_go_are_named(coached: Person) -> None:
    coached.follows("intake/occupation")
    said = coached.follows("intake/occupation/21232")
    assert "that no longer concern" in said
    coached.taps("Yes, change my plan")
    assert catalogue.shipped()["check_regulated"].key not in {step.template for step in steps(coached)}


def test_what_is_done_set_aside_put_off_and_said_stays_through_a_change(coached: Person) -> None:
    first, second, third, fourth = steps(coached)[:4]
    coached.follows(f"plan/{first.id}/done")
    coached.follows(f"plan/{second.id}/aside/already")
    coached.follows(f"plan/{third.id}/later")
    coached.says("2027-01-31")
    coached.follows(f"plan/{fourth.id}/ask")
    coached.says("Is a copy enough?")
    moves_the_landing(coached)
    coached.taps("Yes, change my plan")
    kept = {step.id: step for step in steps(coached)}
    assert kept[first.id].progress is Progress.DONE
    assert kept[second.id].progress is Progress.SKIPPED
    assert (str(kept[third.id].due), kept[third.id].held) == ("2027-01-31", True)
    assert "You, November 23, 2026: Is a copy enough?" in coached.follows(f"plan/{fourth.id}")


def test_a_landing_that_is_unknown_again_takes_its_dates_away(coached: Person) -> None:
    coached.follows("intake/landing")
    said = coached.taps("Not known yet")
    assert "no date yet" in said
    coached.taps("Yes, change my plan")
    assert dates(coached)["sin"] is None


def test_a_landing_that_becomes_known_gives_dates(amina: Person) -> None:
    amina.tells_all(landing="Not known yet")
    said = moves_the_landing(amina)
    assert "Shall your plan follow?" in said
    amina.taps("Yes, change my plan")
    assert dates(amina)["sin"] is not None


def test_the_history_tells_what_changed_when(coached: Person) -> None:
    coached.follows(f"plan/{steps(coached)[0].id}/done")
    moves_the_landing(coached)
    coached.taps("Yes, change my plan")
    coached.says("/plan")
    coached.taps("The whole plan")
    said = coached.taps("What has changed")
    lines = said.splitlines()[2:]
    assert len(lines) == 3
    assert "The plan followed the profile or the programme" in lines[0]
    assert "Done: " in lines[1]
    assert lines[2] == "• November 23, 2026: The plan was made from the profile."


def test_a_signed_plan_says_by_whom(coached: Person) -> None:
    with coached.turn(Typed("")) as turn:
        plans.sign(pages.hand(turn, by=1), turn.session.query(Plan).one())
    assert "Co-signed by Josée Tremblay, November 23, 2026." in coached.says("/plan")
    coached.now += timedelta(hours=1)
    coached.follows(f"plan/{steps(coached)[0].id}/aside/other")
    assert "Co-signed by Josée Tremblay, November 23, 2026; changed since." in coached.says("/plan")
