"""Laws of recommending modules: what worries somebody first, then what the plan asks next, then what they told."""

from dataclasses import replace
from datetime import date

from coaching import catalogue, training
from coaching.profile import ImmigrationClass, Profile, Worry
from coaching.recommending import MOST, before_interview, recommended, teaching
from coaching.templates import StepTemplate
from locales.catalogs import reader
from tests.small_training import small

TODAY = date(2026, 11, 25)


def step(key: str) -> StepTemplate:
    return catalogue.shipped()[key]


def told(profile: Profile, *coming: str, finished: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    words = reader("en", "UTC")
    found = recommended(small(), profile, TODAY, [step(key) for key in coming], finished)
    return [(each.module.key, words.plain(each.because)) for each in found]


def test_what_worries_somebody_comes_first() -> None:
    assert told(Profile(worry=Worry.JOB)) == [("hours", "Because finding a job is what worries you most.")]


def test_a_module_that_does_the_next_step_of_the_plan_is_recommended_for_it() -> None:
    because = "Because it helps with a step of your plan: Know your rights before your first day of work."
    assert told(Profile(), "rights") == [("hours", because)]


def test_what_somebody_told_of_themselves_speaks_for_a_module() -> None:
    student = Profile(immigration=ImmigrationClass.STUDENT)
    assert told(student) == [("safety", "Because you are an international student.")]


def test_nothing_told_nothing_recommended() -> None:
    assert told(Profile()) == []


def test_a_coming_interview_comes_before_all_else() -> None:
    whole = training.shipped()
    urgent = before_interview(whole, step("interview"), TODAY)
    assert urgent is not None
    worried = Profile(worry=Worry.WINTER)
    first, *others = recommended(whole, worried, TODAY, [step("interview")], (), urgent)
    assert (first.module.key, reader("en", "UTC").plain(first.because)) == (
        "hiring",
        "Because you have an interview on November 25, 2026.",
    )
    assert "hiring" not in [each.module.key for each in others]
    assert urgent not in recommended(whole, worried, TODAY, [], ("hiring",), urgent)


def test_what_is_finished_is_not_recommended_again() -> None:
    assert told(Profile(worry=Worry.JOB), "rights", finished=("hours",)) == []


def test_each_module_is_named_once_with_its_first_reason() -> None:
    because = "Because finding a job is what worries you most."
    assert told(Profile(worry=Worry.JOB), "rights") == [("hours", because)]


def test_few_are_recommended_at_a_time() -> None:
    nurse = Profile(worry=Worry.JOB, immigration=ImmigrationClass.SKILLED)
    steps = list(catalogue.shipped())
    assert len(recommended(training.shipped(), nurse, TODAY, steps, ())) == MOST


def test_the_lesson_that_shares_most_facts_teaches_a_step() -> None:
    found = teaching(training.shipped(), step("interview"))
    assert found is not None
    module, lesson = found
    assert (module.key, lesson.key) == ("hiring", "interview")


def test_a_step_whose_facts_no_lesson_tells_has_none() -> None:
    assert teaching(small(), replace(step("interview"), key="own-1")) is None
