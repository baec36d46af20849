"""Laws of the check before and after a module, and of what finishing it brings."""

from dataclasses import replace

import pytest

from coaching import catalogue, occupations
from coaching.modules import Training
from coaching.programme import Programme
from locales.text import Text
from storage.certificates import COURSE, Certificate
from storage.plans import Progress, Step
from storage.training import Enrolment, Phase, TrainingAnswer
from tests.dialogs.driver import Person
from tests.small_training import small

RIGHT = ("Once and a half", "What was taken off", "I tell before")
WRONG = ("As usual", "Your address only", "I tell afterwards")


@pytest.fixture(scope="session")
def programme() -> Programme:
    return Programme(catalogue.shipped(), occupations.shipped(), small, "https://jalon.example.org/console")


def choose(person: Person, text: str) -> str:
    line = next(line for line in person.reads.splitlines() if line.endswith(text))
    return person.taps(line.partition(".")[0])


def enrolment(person: Person, module: str = "hours") -> Enrolment:
    return person.looks_up(lambda session, _chat: session.query(Enrolment).filter_by(module=module).one())


def before(person: Person, texts: tuple[str, ...] = WRONG) -> str:
    person.follows("check/hours/before")
    for text in texts:
        choose(person, text)
    return person.reads


def lessons(person: Person, module: str = "hours") -> str:
    for lesson in small().modules[module].lessons:
        person.follows(f"learn/{module}/{lesson.key}")
        person.follows(f"learn/{module}/{lesson.key}/end")
    return person.reads


def after(person: Person, texts: tuple[str, ...] = RIGHT, module: str = "hours") -> str:
    person.follows(f"check/{module}/after")
    for text in texts:
        choose(person, text)
        person.taps("Go on")
    return person.reads


def certificates(person: Person) -> list[str]:
    return person.looks_up(lambda session, _chat: [each.module for each in session.query(Certificate)])


def test_what_one_knew_before_is_counted_and_not_given_away(coached: Person) -> None:
    told = before(coached)
    assert "You know 0 of 3 already." in told
    assert "Not quite" not in told
    found = enrolment(coached)
    assert (found.before, found.before_of, found.round) == (0, 3, None)
    assert "Begin: The week" in coached.sees


def test_who_knows_nothing_yet_may_say_so(coached: Person) -> None:
    coached.follows("check/hours/before")
    for _question in RIGHT:
        coached.taps("I do not know")
    assert enrolment(coached).before == 0
    kept = coached.looks_up(
        lambda session, _chat: [(each.chosen, each.right) for each in session.query(TrainingAnswer)]
    )
    assert kept == [("-", False)] * 3


def test_the_check_before_is_taken_once(coached: Person) -> None:
    before(coached)
    assert "Afterwards you can read a pay slip." in coached.follows("check/hours/before")
    coached.follows("check/hours/before/overtime/-")
    assert enrolment(coached).before == 0
    assert enrolment(coached).round is None


def test_a_check_goes_on_after_days(coached: Person) -> None:
    coached.follows("check/hours/before")
    choose(coached, "As usual")
    coached.later(days=3)
    assert "question 2 of 3" in coached.follows("check/hours/before")


def test_lessons_then_questions_then_the_certificate(coached: Person) -> None:
    before(coached)
    assert "All lessons are done." in lessons(coached)
    coached.taps("See what I have learned")
    explained = choose(coached, "As usual")
    assert "Not quite." in explained
    assert "After 40 hours, once and a half." in explained
    coached.taps("Go on")
    for text in RIGHT[1:]:
        choose(coached, text)
        coached.taps("Go on")
    told = coached.reads
    assert "🎓 Module finished: Hours and pay" in told
    assert "2 of 3 answers are right." in told
    assert "Right answers before: 0 %. Now: 67 %. Well learned!" in told
    assert "Your certificate is ready: code " in told
    assert certificates(coached) == ["hours"]
    assert enrolment(coached).finished_at == coached.now


def test_a_module_does_the_step_of_the_plan_that_it_teaches(coached: Person) -> None:
    before(coached)
    lessons(coached)
    assert "✅ Done in your plan: Know your rights before your first day of work" in after(coached)
    progress = coached.looks_up(lambda session, _chat: session.query(Step).filter_by(template="rights").one().progress)
    assert progress is Progress.DONE


def test_too_few_right_answers_lead_back_to_what_was_missed(coached: Person) -> None:
    lessons(coached)
    told = after(coached, WRONG)
    assert "0 of 3 answers are right." in told
    assert "For the certificate, two thirds are needed." in told
    assert {"The week", "The pay slip", "Being late"} <= set(coached.sees)
    assert enrolment(coached).finished_at is None
    coached.taps("The questions again")
    assert "🎓 Module finished" in after(coached)


def test_a_second_time_counts_the_better_result(coached: Person) -> None:
    lessons(coached)
    after(coached)
    told = after(coached, WRONG)
    assert "0 of 3 answers are right." in told
    assert enrolment(coached).after == 3
    assert certificates(coached) == ["hours"]


def test_an_answer_that_was_written_anew_meanwhile_is_asked_again(coached: Person) -> None:
    coached.follows("check/hours/after")
    choose(coached, RIGHT[0])
    hours = small().modules["hours"]
    first, *rest = hours.check
    right, *others = first.options
    changed = replace(first, options=(replace(right, text=Text("Half more")), *others))
    renewed = Training({**small().modules, "hours": replace(hours, check=(changed, *rest))}, small().glossary)
    coached.programme = replace(coached.programme, taught=lambda: renewed)
    assert "question 1 of 3" in coached.follows("check/hours/after")
    for text in ("Half more", *RIGHT[1:]):
        choose(coached, text)
        coached.taps("Go on")
    assert "3 of 3 answers are right." in coached.reads


def test_a_second_check_keeps_what_was_answered_first_and_what_last(coached: Person) -> None:
    after(coached, WRONG)
    after(coached)
    after(coached, (WRONG[0], *RIGHT[1:]))
    kept = coached.looks_up(lambda session, _chat: [(each.phase, each.right) for each in session.query(TrainingAnswer)])
    assert kept[:3] == [(Phase.AFTER, False)] * 3
    assert kept[3:] == [(Phase.REVIEW, False), (Phase.REVIEW, True), (Phase.REVIEW, True)]


def test_questions_before_the_lessons_are_done_finish_nothing(coached: Person) -> None:
    coached.follows("learn/hours/week")
    after(coached)
    assert enrolment(coached).finished_at is None
    assert certificates(coached) == []
    assert "Begin: The week" in coached.sees or "▶ Go on: The week" in coached.sees


def test_the_last_module_gives_the_certificate_of_the_whole_course(coached: Person) -> None:
    for module in ("hours", "safety"):
        lessons(coached, module)
        after(coached, module=module)
    assert "you have the certificate of the whole training too" in coached.reads
    assert certificates(coached) == ["hours", COURSE, "safety"] or sorted(certificates(coached)) == [
        COURSE,
        "hours",
        "safety",
    ]


def test_a_certificate_is_a_document_to_take_along(coached: Person) -> None:
    lessons(coached)
    after(coached)
    listed = coached.taps("My certificates")
    assert "🎓 Hours and pay, November 23, 2026: " in listed
    told = coached.taps("📄 Hours and pay")
    assert "Verification code: " in told
    document = coached.screens[0].document
    assert document is not None
    assert document.content.startswith(b"%PDF")


def test_the_certificate_of_another_is_nobodys(coached: Person) -> None:
    assert "You have none yet" in coached.follows("certificates/1")
