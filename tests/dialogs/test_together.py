"""Laws of the plan together with the counsellor: what staff change is done, told under their name, open to reply."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from coaching import catalogue
from coaching.history import Reason
from coaching.phases import Phase
from dialogs import front, refusals
from dialogs.engine.staffing import (
    OwnStep,
    PlanEvent,
    PlanSigned,
    StaffWrote,
    StepAdded,
    StepCommented,
    StepDated,
    StepReworded,
    StepSettled,
    TookOver,
)
from locales.catalogs import languages
from storage.consents import Consent
from storage.conversations import Conversation
from storage.messages import Author, Delivery, Direction, Message
from storage.plans import Comment, Plan, PlanVersion, Progress, Step
from storage.staff import Staff
from tests.dialogs.driver import Person, leaves

SOON = date(2026, 12, 24)
MINUTE = timedelta(minutes=1)
CALL = OwnStep("Call the order", "We call together.", Phase.FIRST_WEEK)
WITH = ("staff:1", 1, 1)
"""The key, the conversation, and Josée Tremblay."""


def step(person: Person, number: int = 0) -> Step:
    with person.database.session() as session:
        return session.query(Step).order_by(Step.position).offset(number).first()  # type: ignore[return-value]


def titled(person: Person, number: int = 0) -> str:
    person.follows(f"plan/{step(person, number).id}")
    return person.reads.splitlines()[0].partition(" ")[2]


def kinds(person: Person) -> list[str]:
    return person.looks_up(lambda session, _chat: [each.change["kind"] for each in session.query(PlanVersion)])


def left_out(person: Person) -> str:
    """A step of the catalogue that the rules did not choose."""
    chosen = person.looks_up(lambda session, _chat: {each.template for each in session.query(Step)})
    return next(each.key for each in person.programme.catalogue if each.key not in chosen)


def delivered(person: Person, said: int = 7, **columns: object) -> None:
    """Writes the last screens down, as they stand in the chat from now on."""
    row: dict[str, object] = {"direction": Direction.OUT, "author": Author.BOT, "platform_id": said}
    row |= {"delivery": Delivery.SENT}
    with person.database.session() as session, session.begin():
        session.add(Message(conversation_id=1, body=person.reads, created_at=person.now, **row | columns))


def places(person: Person, event: PlanEvent) -> Sequence[int | None]:
    """Which messages the screens of an event ask to stand in for."""
    with person.turn(event) as turn:
        return [screen.over for screen in front.site().answer(turn)]


def test_a_step_of_the_catalogue_is_added_and_told(coached: Person) -> None:
    key = left_out(coached)
    said = coached.does(StepAdded(*WITH, key))
    assert said.startswith("Josée Tremblay added a step to your plan: ")
    added = coached.looks_up(lambda session, _chat: session.query(Step).filter_by(template=key).one())
    assert (added.staff_id, added.held) == (1, False)
    assert coached.sees == ["Open this step", "Reply about this step", "My plan", "Home"]
    assert "What to do" in coached.taps("Open this step")


def test_a_step_in_the_counsellors_own_words_is_added_with_its_day(coached: Person) -> None:
    said = coached.does(StepAdded(*WITH, CALL, SOON))
    assert said == "Josée Tremblay added a step to your plan: Call the order, by December 24, 2026."
    assert "We call together." in coached.taps("Open this step")
    assert "by December 24, 2026, the day that was chosen" in coached.reads


def test_a_step_that_is_in_the_plan_already_is_not_added_again(coached: Person) -> None:
    assert coached.does(StepAdded(*WITH, step(coached).template)) == ""
    assert kinds(coached) == ["made"]


def test_what_is_added_can_be_spoken_about(coached: Person) -> None:
    coached.does(StepAdded(*WITH, CALL, SOON))
    assert "Step: Call the order" in coached.taps("Reply about this step")
    assert "Sent to Josée Tremblay" in coached.says("On which day?")
    [comment] = coached.looks_up(lambda session, _chat: session.query(Comment).all())
    assert (comment.text, comment.staff_id) == ("On which day?", None)


def test_other_words_stand_in_place_of_the_contents_until_they_are_taken_back(coached: Person) -> None:
    first, before = step(coached), titled(coached)
    said = coached.does(StepReworded(*WITH, first.id, "Bring <both> papers", "And a copy."))
    assert said == "Josée Tremblay put a step of your plan in other words: Bring <both> papers."
    assert "&lt;both&gt;" in coached.screens[0].html
    assert "And a copy." in coached.taps("Open this step")
    coached.does(StepReworded(*WITH, first.id, "", ""))
    assert titled(coached) == before


def test_a_step_gets_another_day_and_the_day_of_the_plan_again(coached: Person) -> None:
    first = step(coached, 3)
    said = coached.does(StepDated(*WITH, first.id, SOON))
    assert "gave a step another date: " in said
    assert "by December 24, 2026." in said
    assert "the day that was chosen" in coached.taps("Open this step")
    again = coached.does(StepDated(*WITH, first.id, None))
    assert "gave a step another date" in again
    assert coached.looks_up(lambda session, _chat: session.get_one(Step, first.id).held) is False
    assert coached.does(StepDated(*WITH, first.id, None)) == ""


@pytest.mark.parametrize("day", [SOON, None])
def test_a_step_that_is_settled_meanwhile_gets_no_other_day(coached: Person, day: date | None) -> None:
    first = step(coached)
    coached.does(StepDated(*WITH, first.id, SOON))
    coached.follows(f"plan/{first.id}/done")
    assert coached.does(StepDated(*WITH, first.id, day and day + timedelta(days=1))) == ""
    after = step(coached)
    assert (after.due, after.held) == (SOON, True)
    assert kinds(coached) == ["made", "later", "done"]


def test_a_comment_stands_under_the_name_of_who_wrote_it(coached: Person) -> None:
    title = titled(coached)
    said = coached.does(StepCommented(*WITH, step(coached).id, "Send <a copy>.\nKeep the original."))
    assert said == f"Josée Tremblay, about the step {title}:\nSend <a copy>.\nKeep the original."
    assert "&lt;a copy&gt;" in coached.screens[0].html
    assert coached.sees[0] == "Reply about this step"
    assert "💬 Josée Tremblay" in coached.taps("Open this step")


def test_a_comment_answers_who_waits_and_who_is_stuck(coached: Person) -> None:
    first = step(coached)
    coached.follows(f"plan/{first.id}/stuck")
    coached.taps("A paper is missing")
    coached.does(StepCommented(*WITH, first.id, "An attestation will do."))
    assert coached.looks_up(lambda _session, chat: chat.waiting_since) is None
    assert "Your counsellor has answered." in coached.follows(f"plan/{first.id}")


def test_a_step_is_done_set_aside_and_put_back(coached: Person) -> None:
    first, title = step(coached), titled(coached)
    assert "marked a step of your plan as done" in coached.does(StepSettled(*WITH, first.id, Progress.DONE))
    assert coached.does(StepSettled(*WITH, first.id, Progress.DONE)) == ""
    assert "put a step back into your plan" in coached.does(StepSettled(*WITH, first.id, Progress.TODO))
    said = coached.does(StepSettled(*WITH, first.id, Progress.SKIPPED, Reason.NOT_MINE))
    assert said == f"Josée Tremblay set aside a step of your plan: {title} (does not apply)."
    assert kinds(coached) == ["made", "done", "back", "aside"]


def test_a_plan_is_co_signed_and_says_so(coached: Person) -> None:
    said = coached.does(PlanSigned(*WITH))
    assert said == "Josée Tremblay has read your plan as it stands, and co-signs it."
    assert coached.sees == ["Write to my counsellor", "My plan", "Home"]
    assert "Co-signed by Josée Tremblay, November 23, 2026." in coached.taps("My plan")


def test_what_is_done_in_a_row_is_one_message_that_grows(coached: Person) -> None:
    coached.now += MINUTE
    first, second = step(coached), step(coached, 1)
    coached.does(StepAdded(*WITH, CALL, SOON))
    delivered(coached)
    coached.now += MINUTE
    said = coached.does(StepSettled(*WITH, first.id, Progress.DONE))
    assert said.splitlines()[0] == "Josée Tremblay has worked on your plan:"
    assert said.splitlines()[1] == "• Added: Call the order"
    assert said.splitlines()[2].startswith("• Done: ")
    delivered(coached, edits=7)
    coached.now += MINUTE
    assert places(coached, StepSettled(*WITH, second.id, Progress.DONE)) == [7]
    assert len(coached.sees) == 5


def test_a_message_that_is_not_delivered_yet_does_not_grow(coached: Person) -> None:
    coached.now += MINUTE
    coached.does(StepAdded(*WITH, CALL, SOON))
    delivered(coached, platform_id=None, delivery=Delivery.PENDING)
    coached.now += MINUTE
    assert places(coached, PlanSigned(*WITH)) == [None]


def uses_the_chat(person: Person) -> None:
    person.says("/plan")


def is_written_to(person: Person) -> None:
    person.does(StaffWrote("staff:2", 1, 1, "Good day!"))
    delivered(person, 8)


def is_told_about_a_step(person: Person) -> None:
    person.does(StepCommented("staff:2", 1, 1, step(person).id, "Good!"))
    delivered(person, 8)


def waits_an_hour(person: Person) -> None:
    person.now += timedelta(hours=1)


@pytest.mark.parametrize("between", [uses_the_chat, is_written_to, is_told_about_a_step, waits_an_hour])
def test_what_comes_after_something_else_is_told_anew(coached: Person, between: Callable[[Person], None]) -> None:
    coached.now += MINUTE
    coached.does(StepAdded(*WITH, CALL, SOON))
    delivered(coached)
    coached.now += MINUTE
    between(coached)
    coached.now += MINUTE
    assert places(coached, StepSettled(*WITH, step(coached).id, Progress.DONE)) == [None]


def test_what_another_does_is_told_under_their_own_name(coached: Person) -> None:
    coached.now += MINUTE
    with coached.database.session() as session, session.begin():
        karim = Staff(email="karim@example.org", name="Karim Saïdi", password_hash="-", created_at=coached.now)
        session.add(karim)
    coached.does(StepAdded(*WITH, CALL, SOON))
    delivered(coached)
    coached.now += MINUTE
    said = coached.does(PlanSigned("staff:2", 1, 2))
    assert said == "Karim Saïdi has read your plan as it stands, and co-signs it."


def test_a_sitting_tells_what_its_changes_come_to(coached: Person) -> None:
    coached.now += MINUTE

    def goes_on(event: PlanEvent) -> str:
        said = coached.does(event)
        delivered(coached)
        coached.now += MINUTE
        return said

    goes_on(StepAdded(*WITH, CALL))
    own = coached.looks_up(lambda session, _chat: session.query(Step).filter_by(template="own-1").one().id)
    goes_on(StepReworded(*WITH, own, "Call the order of nurses", ""))
    said = goes_on(StepDated(*WITH, own, SOON))
    assert said == "Josée Tremblay added a step to your plan: Call the order of nurses, by December 24, 2026."
    first = step(coached)
    goes_on(StepSettled(*WITH, first.id, Progress.DONE))
    assert "Done:" not in goes_on(StepSettled(*WITH, first.id, Progress.TODO))
    assert coached.reads.count("•") == 2


def test_a_long_sitting_is_cut_with_how_many_more(coached: Person) -> None:
    coached.now += MINUTE
    many = [step(coached, number).id for number in range(15)]
    for each in many:
        coached.does(StepSettled(*WITH, each, Progress.DONE))
        delivered(coached)
        coached.now += MINUTE
    assert "• and 3 more before" in coached.reads
    assert coached.reads.count("• Done") == 12
    assert len(coached.sees) == 8


def test_who_answers_a_form_keeps_the_question(coached: Person) -> None:
    later = step(coached, 2)
    coached.follows(f"plan/{later.id}/later")
    said = coached.does(StepAdded(*WITH, CALL, SOON))
    assert said.endswith("The question above still waits for your answer.")
    assert "Noted:" in coached.says("2027-02-01")
    assert coached.looks_up(lambda session, _chat: session.get_one(Step, later.id).due) == date(2027, 2, 1)


def test_while_a_person_speaks_no_question_is_recalled(coached: Person) -> None:
    coached.follows("intake/landing")
    coached.does(TookOver("staff:0", 1, 1))
    assert "The question above" not in coached.does(StepAdded(*WITH, CALL, SOON))


def test_a_comment_on_a_step_that_is_gone_reaches_the_candidate_all_the_same(coached: Person) -> None:
    assert (
        coached.does(StepCommented(*WITH, 999, "Never mind the papers.")) == "Josée Tremblay:\nNever mind the papers."
    )
    assert coached.sees == ["Reply", "Home"]


@pytest.mark.parametrize(
    "event",
    [
        StepReworded(*WITH, 999, "Other", "words"),
        StepDated(*WITH, 999, SOON),
        StepSettled(*WITH, 999, Progress.DONE),
    ],
)
def test_a_change_of_a_step_that_is_gone_changes_nothing(coached: Person, event: PlanEvent) -> None:
    assert coached.does(event) == ""
    assert kinds(coached) == ["made"]


REFUSED: Sequence[tuple[PlanEvent, str, str]] = [
    (StepAdded(*WITH, OwnStep("", "", Phase.FRENCH)), "title", "Write something first."),
    (StepAdded(*WITH, OwnStep("x" * 5000, "", Phase.FRENCH)), "title", "5,000 characters long, and 120 fit here"),
    (StepAdded(*WITH, OwnStep("x", "x" * 5000, Phase.FRENCH)), "details", "1,000 fit here"),
    (StepAdded(*WITH, CALL, date(2026, 11, 22)), "day", "Choose today or a later day"),
    (StepAdded(*WITH, "no-such-step"), "step", "not in the catalogue any more"),
    (StepReworded(*WITH, 1, "😀" * 61, ""), "title", "122 characters"),
    (StepDated(*WITH, 1, date(2026, 11, 22)), "day", "Choose today or a later day"),
    (StepDated(*WITH, 1, date(2099, 1, 1)), "day", "within five years"),
    (StepCommented(*WITH, 1, ""), "text", "Write something first."),
    (StepCommented(*WITH, 1, "x" * 5000), "text", "2,000 fit here"),
    (StepSettled(*WITH, 1, Progress.SKIPPED), "reason", "say why"),
]


@pytest.mark.parametrize(("event", "field", "told"), REFUSED)
def test_what_cannot_be_done_is_told_to_staff_and_changes_nothing(
    coached: Person, event: PlanEvent, field: str, told: str
) -> None:
    refusal = refusals.refusal(event, coached.programme.catalogue, coached.now.date())
    assert refusal
    assert refusal.field == field
    with coached.turn(event) as turn:
        assert told in turn.reader.plain(refusal.words)
    assert coached.does(event) == ""
    assert kinds(coached) == ["made"]


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2031, 11, 1), None])
def test_today_and_the_next_five_years_can_be_chosen(coached: Person, day: date | None) -> None:
    assert refusals.refusal(StepDated(*WITH, 1, day), coached.programme.catalogue, date(2026, 11, 23)) is None


def test_before_there_is_a_plan_nothing_is_done(amina: Person) -> None:
    for event in (StepAdded(*WITH, CALL), StepCommented(*WITH, 1, "Hello"), PlanSigned(*WITH)):
        assert amina.does(event) == ""


def test_who_has_left_is_left_in_peace(coached: Person) -> None:
    leaves(coached)
    for event in (
        StepAdded(*WITH, CALL, SOON),
        StepCommented(*WITH, step(coached).id, "Come back!"),
        PlanSigned(*WITH),
    ):
        assert coached.does(event) == ""
    assert kinds(coached) == ["made"]


def test_who_has_not_agreed_to_the_words_of_today_is_not_written_to_and_nothing_is_lost(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Consent).update({"version": "2020-01"})
    assert coached.does(StepAdded(*WITH, CALL, SOON)) == ""
    assert coached.does(StepCommented(*WITH, step(coached).id, "For later.")) == ""
    assert kinds(coached) == ["made", "added", "commented"]


def test_a_chat_that_a_file_has_left_is_told_nothing(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().candidate_id = None
    assert coached.does(PlanSigned(*WITH)) == ""


@pytest.mark.parametrize("language", languages())
def test_the_longest_words_of_a_counsellor_fit_every_page_of_the_plan(coached: Person, language: str) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().locale = language
        session.query(PlanVersion).delete()
        session.query(Step).delete()
        plan = session.query(Plan).one()
        for position, template in enumerate(catalogue.shipped()):
            words = {"title": "W" * refusals.LONGEST_TITLE, "details": "W" * refusals.LONGEST_DETAILS}
            row = Step(template=template.key, position=position, **words)
            plan.steps.append(row)
            row.comments = [Comment(staff_id=1, text="W" * 2000, at=coached.now) for _number in range(3)]
        session.flush()
        ids = [each.id for each in plan.steps]
    for each in ids:
        coached.follows(f"plan/{each}")
    for phase in Phase:
        coached.follows(f"plan/phase/{phase}")
    for each in ids[:20]:
        coached.does(StepSettled(*WITH, each, Progress.DONE))
        delivered(coached)
        coached.now += MINUTE
    coached.follows("plan/history")
    coached.follows("plan")
    coached.does(StepCommented(*WITH, ids[0], "W" * refusals.LONGEST_COMMENT))
