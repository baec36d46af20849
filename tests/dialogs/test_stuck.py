"""Laws of speaking about a step, and of putting it off."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dialogs.engine.events import Typed
from dialogs.engine.staffing import StaffWrote, StepCommented, StepFreed
from storage.conversations import Conversation
from storage.plans import Comment, PlanVersion, Step
from tests.dialogs.driver import Person

MINUTE = timedelta(minutes=1)
WITH = ("staff:1", 1, 1)
"""The key, the conversation, and Josée Tremblay."""


def first(person: Person) -> Step:
    with person.database.session() as session:
        return session.query(Step).order_by(Step.position).all()[0]


def comments(person: Person) -> list[str]:
    return person.looks_up(lambda session, _chat: [said.text for said in session.query(Comment)])


def test_who_is_stuck_tells_the_counsellor_with_the_step(coached: Person) -> None:
    coached.taps("1.")
    title = coached.reads.splitlines()[0][3:]
    asked = coached.taps("I am stuck")
    assert asked.startswith(f"Step: {title}")
    assert "Sent to Josée Tremblay" in coached.taps("A paper is missing")
    assert comments(coached) == ["A paper is missing"]
    assert "You are stuck here. Your counsellor knows." in coached.taps("‹ Back to this step")
    assert coached.looks_up(lambda _session, chat: chat.waiting_since) == coached.now


def stuck(person: Person) -> int:
    """Somebody says what keeps them from their first step; its id."""
    step = first(person)
    person.follows(f"plan/{step.id}/stuck")
    person.taps("A paper is missing")
    person.now += MINUTE
    return step.id


def kinds(person: Person) -> list[tuple[str, int | None]]:
    """What was done to the plan, and by whom of the staff."""
    return person.looks_up(
        lambda session, _chat: [(each.change["kind"], each.staff_id) for each in session.query(PlanVersion)][1:]
    )


def test_who_goes_on_unaided_says_so_and_the_history_tells_it(coached: Person) -> None:
    step = stuck(coached)
    coached.follows(f"plan/{step}")
    assert "I am stuck" not in coached.sees
    assert "I am still stuck" not in coached.sees
    said = coached.taps("I go on")
    assert "You are stuck here" not in said
    assert coached.screens[0].toast == "Noted. Josée Tremblay sees that you go on."
    assert "I am stuck" in coached.sees
    assert first(coached).stuck_at is None
    assert kinds(coached) == [("stuck", None), ("commented", None), ("freed", None)]
    assert "Not stuck any more: " in coached.follows("plan/history")
    coached.follows(f"plan/{step}/on")
    assert len(kinds(coached)) == 3


def in_the_chat(person: Person, _step: int) -> None:
    person.does(StaffWrote(*WITH, "Try this."))


def about_the_step(person: Person, step: int) -> None:
    person.does(StepCommented(*WITH, step, "Try this."))


@pytest.mark.parametrize("answers", [in_the_chat, about_the_step])
def test_who_is_stuck_and_has_an_answer_is_asked_whether_it_helps(
    coached: Person, answers: Callable[[Person, int], None]
) -> None:
    step = stuck(coached)
    answers(coached, step)
    said = coached.follows(f"plan/{step}")
    assert "Your counsellor has answered. Can you go on now?" in said
    assert "You are stuck here" not in said
    assert {"I go on", "I am still stuck", "Another day"} < set(coached.sees)
    coached.taps("I go on")
    assert first(coached).stuck_at is None


def test_who_is_still_stuck_after_an_answer_waits_for_another_one(coached: Person) -> None:
    step = stuck(coached)
    coached.does(StaffWrote(*WITH, "Try this."))
    coached.now += MINUTE
    coached.follows(f"plan/{step}")
    coached.taps("I am still stuck")
    assert "Sent to Josée Tremblay" in coached.says("It did not help.")
    assert comments(coached) == ["A paper is missing", "It did not help."]
    assert first(coached).stuck_at == coached.now
    assert coached.looks_up(lambda _session, chat: chat.waiting_since) == coached.now
    assert "You are stuck here. Your counsellor knows." in coached.follows(f"plan/{step}")
    assert [kind for kind, _by in kinds(coached)] == ["stuck", "commented", "stuck", "commented"]


def test_what_is_said_after_an_answer_leaves_a_step_answered(coached: Person) -> None:
    step = stuck(coached)
    coached.does(StaffWrote(*WITH, "Try this."))
    coached.now += MINUTE
    coached.taps("Reply")
    coached.says("Thank you.")
    assert "Your counsellor has answered." in coached.follows(f"plan/{step}")


def test_an_answer_to_what_was_said_before_is_none_to_who_gets_stuck_after_it(coached: Person) -> None:
    coached.does(StaffWrote(*WITH, "Good morning!"))
    assert "You are stuck here." in coached.follows(f"plan/{stuck(coached)}")


def test_who_is_stuck_is_freed_by_a_counsellor_once_and_told(coached: Person) -> None:
    title = coached.follows(f"plan/{first(coached).id}").splitlines()[0][3:]
    assert coached.does(StepFreed(*WITH, first(coached).id)) == ""
    step = stuck(coached)
    said = coached.does(StepFreed(*WITH, step))
    assert said == f"Josée Tremblay noted that you are not stuck any more: {title}."
    assert coached.sees == ["Open this step", "Reply about this step", "My plan", "Home"]
    coached.taps("Open this step")
    assert "I am stuck" in coached.sees
    assert coached.does(StepFreed(*WITH, step)) == ""
    assert kinds(coached) == [("stuck", None), ("commented", None), ("freed", 1)]


def test_nobody_goes_on_with_a_step_of_somebody_else(coached: Person) -> None:
    assert "not in your plan any more" in coached.follows("plan/404/on")


def test_what_keeps_one_may_be_said_in_ones_own_words_or_sent(coached: Person) -> None:
    step = first(coached)
    coached.follows(f"plan/{step.id}/stuck")
    coached.says("My school has closed.")
    coached.follows(f"plan/{step.id}/stuck")
    coached.sends("letter.pdf")
    assert comments(coached) == ["My school has closed.", "letter.pdf"]


@pytest.mark.parametrize("form", ["stuck", "ask"])
def test_what_is_written_under_a_photo_stands_with_the_step_too(coached: Person, form: str) -> None:
    coached.follows(f"plan/{first(coached).id}/{form}")
    coached.sends("photo.jpg", "image/jpeg", caption="Voici la lettre, est-ce la bonne ?")
    assert comments(coached) == ["photo.jpg: Voici la lettre, est-ce la bonne ?"]


def test_a_question_about_a_step_stands_with_it(coached: Person) -> None:
    coached.taps("1.")
    assert "Write your message about this step." in coached.taps("Ask my counsellor about this")
    assert "Sent to Josée Tremblay" in coached.says("How much is it?")
    assert "💬 You, November 23, 2026: How much is it?" in coached.taps("‹ Back to this step")
    assert first(coached).stuck_at is None


@pytest.mark.parametrize("form", ["ask", "stuck", "later", "proof"])
def test_a_form_about_a_step_that_is_cancelled_leads_to_that_step(coached: Person, form: str) -> None:
    step = first(coached)
    page = coached.follows(f"plan/{step.id}")
    coached.follows(f"plan/{step.id}/{form}")
    assert coached.path_of("Cancel") == f"plan/{step.id}"
    assert coached.taps("Cancel") == page


def test_a_question_that_is_cancelled_is_sent_to_nobody(coached: Person) -> None:
    coached.taps("1.")
    coached.taps("Ask my counsellor about this")
    coached.taps("Cancel")
    assert comments(coached) == []
    coached.says("/cancel")
    assert coached.looks_up(lambda _session, chat: chat.state["answers"]) == {}


@pytest.mark.parametrize("form", ["ask", "stuck", "later", "proof"])
def test_a_form_about_a_step_that_nobody_opened_says_so(coached: Person, form: str) -> None:
    assert "I do not know this button" in coached.follows(form)
    assert coached.looks_up(lambda _session, chat: chat.state["answers"]) == {}


@pytest.mark.parametrize(
    ("form", "said"), [("ask", "How?"), ("stuck", "It is closed."), ("later", "2027-02-01"), ("later", "In a week")]
)
def test_a_step_that_goes_while_one_writes_is_told(coached: Person, form: str, said: str) -> None:
    coached.follows(f"plan/{first(coached).id}/{form}")
    with coached.database.session() as session, session.begin():
        chat = session.query(Conversation).one()
        answers = chat.state["answers"]
        chat.state = chat.state | {"answers": answers | {form: {"": 404}}}
    assert "not in your plan any more" in coached.does(Typed(said))


def test_a_step_is_put_off_to_a_day_that_holds(coached: Person) -> None:
    coached.taps("1.")
    coached.taps("Another day")
    said = coached.taps("In a month")
    assert "Noted: " in said
    assert "December 23, 2026" in said
    step = first(coached)
    assert (step.due, step.held) == (date(2026, 12, 23), True)
    coached.taps("Open this step")
    assert "the day that was chosen" in coached.reads
    coached.taps("Another day")
    coached.taps("The day of my plan again")
    assert not first(coached).held


def test_a_day_may_be_written_also_the_29_of_february(coached: Person) -> None:
    step = first(coached)
    coached.follows(f"plan/{step.id}/later")
    assert "is in the past" in coached.says("2020-01-01")
    coached.says("29/02/2028")
    assert first(coached).due == date(2028, 2, 29)


def test_a_long_comment_is_shown_short(coached: Person) -> None:
    step = first(coached)
    coached.follows(f"plan/{step.id}/ask")
    coached.says("x" * 1900)
    assert "x" * 301 not in coached.follows(f"plan/{step.id}")
    assert comments(coached) == ["x" * 1900]


def test_a_date_far_away_is_asked_again(coached: Person) -> None:
    coached.follows(f"plan/{first(coached).id}/later")
    far = coached.now.date() + timedelta(days=365 * 4)
    assert "very far away" in coached.says(far.isoformat())


def test_an_old_button_answers_for_its_own_step_only(coached: Person) -> None:
    with coached.database.session() as session:
        one, two = (step.id for step in session.query(Step).order_by(Step.position).limit(2))
    coached.follows(f"plan/{one}/later")
    old = coached.path_of("In three months")
    coached.follows(f"plan/{two}/later")
    said = coached.follows(old)
    assert "On which day do you want to do it?" in said
    with coached.database.session() as session:
        assert not any(step.held for step in session.query(Step))
    coached.taps("In three months")
    with coached.database.session() as session:
        assert [step.id for step in session.query(Step) if step.held] == [one]


@pytest.mark.parametrize("subject", ["404", "moon"])
def test_a_forged_subject_is_told(coached: Person, subject: str) -> None:
    coached.follows(f"plan/{first(coached).id}/later")
    assert "I do not know this button" in coached.follows(f"later/{subject}/day/2027-02-01")


def test_a_settled_step_is_put_off_by_no_old_button(coached: Person) -> None:
    step = first(coached)
    coached.follows(f"plan/{step.id}/later")
    old = coached.path_of("In a month")
    coached.follows(f"plan/{step.id}/done")
    for path in (f"plan/{step.id}/later", f"plan/{step.id}/stuck", f"plan/{step.id}/aside/other", old):
        coached.follows(path)
    found = first(coached)
    assert (found.held, found.stuck_at, found.progress) == (False, None, "done")
