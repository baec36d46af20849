"""Changing the plan in the console: done by events, told in the chat, written down, and nothing typed is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import rows
from coaching.phases import Phase
from dialogs.engine.staffing import OwnStep, PlanSigned, StepAdded, StepCommented, StepDated, StepReworded, StepSettled
from locales.catalogs import reader
from storage.candidates import Status
from storage.consents import Consent, Decision
from storage.conversations import Conversation
from storage.messages import Author, Delivery, Message, transcript
from storage.plans import Progress, Step
from tests.console.office import KEY, PROGRAMME, Office
from tests.console.planned import AGREED, SOON, actions, first, left_out, planned, sends, step_of, told
from tests.console.test_candidate import followed, page


async def test_a_comment_is_told_in_the_chat_and_stands_with_the_step(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    path = f"{page(talk)}/plan/{step.id}"
    answer = await office.submit(f"{path}/comment", {"text": "Bring <both> papers."})
    assert (answer.status, answer.location) == (303, f"/console{path}")
    assert office.posted == [StepCommented(f"staff:{KEY}", talk.id, member.id, step.id, "Bring <both> papers.")]
    (message,) = office.with_(lambda session: transcript(session, talk.id))
    assert (message.author, message.staff_id) == (Author.STAFF, member.id)
    assert "Bring &lt;both&gt; papers." in message.body
    assert "Bring &lt;both&gt; papers." in (await office.get(path)).text
    assert actions(office) == [("plan.commented", f"step {step.id}")]


async def test_a_form_sent_twice_counts_and_is_noted_once(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    for _click in range(2):
        await office.submit(f"{page(talk)}/plan/{step.id}/comment", {"text": "Once"})
    assert len(told(office, talk)) == 1
    assert len(actions(office)) == 1


async def test_a_part_of_the_page_gets_the_pane_with_a_word_that_it_was_done(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    answer = await sends(office, f"{page(talk)}/plan/{step.id}/comment", {"text": "Hello"}, HX_Request="true")
    assert answer.status == 200
    assert answer.text.lstrip().startswith('<div class="pane opened" id="pane"')
    assert "Done. Amina reads it in the chat." in answer.words
    assert "<html" not in answer.text


async def test_who_changes_nothing_is_told_nothing_of_the_candidate(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    for told_so in (True, False):
        date = {"day": SOON.isoformat()}
        answer = await sends(office, f"{page(talk)}/plan/{step.id}/date", date, HX_Request="true")
        assert "Done." in answer.words
        assert ("Amina reads it in the chat" in answer.words) is told_so
    assert len(told(office, talk)) == 1


async def test_what_changed_nothing_is_not_noted_as_done(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    path = f"{page(talk)}/plan/{step.id}"
    for _time in range(2):
        await sends(office, f"{path}/date", {"day": SOON.isoformat()})
        await sends(office, f"{path}/words", {"title": "Other", "details": "words"})
        await sends(office, f"{path}/settle", {"progress": "done"})
    assert len(office.posted) == 5
    assert [deed for deed, _detail in actions(office)] == ["plan.dated", "plan.reworded", "plan.settled"]


async def test_a_step_that_is_settled_gets_no_other_day(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    path = f"{page(talk)}/plan/{step.id}"
    await sends(office, f"{path}/settle", {"progress": "done"})
    assert "Another day" not in (await office.get(path)).words
    for fields in ({"day": SOON.isoformat()}, {"release": "1"}):
        answer = await sends(office, f"{path}/date", fields)
        assert answer.status == 422
        assert "Put it back into the plan first" in answer.words
    assert step_of(office, step.id).due == step.due
    assert len(office.posted) == 1


async def test_a_step_gets_another_day_and_the_day_of_the_plan_again(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    path = f"{page(talk)}/plan/{step.id}"
    await sends(office, f"{path}/date", {"day": SOON.isoformat()})
    assert (step_of(office, step.id).due, step_of(office, step.id).held) == (SOON, True)
    assert "by February 1, 2027" in (await office.get(path)).words
    assert "by February 1, 2027" in told(office, talk)[0]
    await sends(office, f"{path}/date", {"day": SOON.isoformat(), "release": "1"})
    assert step_of(office, step.id).held is False
    assert [type(event) for event in office.posted] == [StepDated, StepDated]


async def test_a_step_is_done_set_aside_with_a_reason_and_put_back(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    path = f"{page(talk)}/plan/{step.id}"
    await sends(office, f"{path}/settle", {"progress": "done"})
    assert "done on January 15, 2027" in (await office.get(path)).words
    await sends(office, f"{path}/settle", {"progress": "skipped", "reason": "not_mine"})
    assert "set aside, January 15, 2027: It does not concern them" in (await office.get(path)).words
    await sends(office, f"{path}/settle", {"progress": "todo"})
    assert step_of(office, step.id).progress is Progress.TODO
    assert [deed for deed, _detail in actions(office)] == ["plan.settled"] * 3


async def test_words_that_are_left_as_they_are_go_on_following_the_content(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member, locale="fr")), office.with_(first)
    path = f"{page(talk)}/plan/{step.id}"
    title = reader("fr", "UTC").plain(rows.template_of(step, PROGRAMME.catalogue).title)
    opened = await office.get(path)
    assert opened.field("title") == title
    assert "Amina reads French" in opened.words
    await sends(office, f"{path}/words", {"title": title, "details": "Josée vous aide à l’oral."})
    after = step_of(office, step.id)
    assert (after.title, after.details) == (None, "Josée vous aide à l’oral.")
    assert "Josée vous aide à l’oral." in (await office.get(path)).text
    await sends(office, f"{path}/words", {"title": title, "details": "Josée vous aide à l’écrit."})
    assert (step_of(office, step.id).title, step_of(office, step.id).details) == (None, "Josée vous aide à l’écrit.")


async def test_other_words_are_taken_back_for_those_of_the_content(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    path = f"{page(talk)}/plan/{step.id}"
    assert "words again" not in (await office.get(path)).words
    await sends(office, f"{path}/words", {"title": "My  own\ntitle", "details": "x"})
    assert (step_of(office, step.id).title, step_of(office, step.id).details) == ("My own title", "x")
    assert "The programme’s words again" in (await office.get(path)).words
    await sends(office, f"{path}/words", {"title": "My own title", "details": "x", "release": "1"})
    assert (step_of(office, step.id).title, step_of(office, step.id).details) == (None, None)
    assert [type(event) for event in office.posted] == [StepReworded, StepReworded]


async def test_a_step_of_the_catalogue_is_read_then_added(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: planned(session, member))
    key = left_out(office)
    read = await office.get(f"{page(talk)}/plan/add?step={key}")
    assert "What Amina reads" in read.words
    assert "The rules left it out." in read.words
    answer = await sends(office, f"{page(talk)}/plan/add", {"step": key, "day": SOON.isoformat()})
    added = office.with_(lambda session: session.scalars(select(Step).where(Step.template == key)).one())
    assert answer.location == f"/console{page(talk)}/plan/{added.id}"
    assert (added.due, added.held, added.staff_id) == (SOON, True, member.id)
    assert "added a step to your plan" in told(office, talk)[0]
    assert actions(office) == [("plan.added", key)]
    assert "It is in the plan." in (await office.get(f"{page(talk)}/plan/add?step={key}")).words
    again = await sends(office, f"{page(talk)}/plan/add", {"step": key})
    assert again.location == answer.location
    assert len(office.posted) == 1


async def test_a_step_in_own_words_is_added_and_opened(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: planned(session, member))
    fields = {"title": "Call <the order>", "details": "We call\ntogether.", "phase": "first_week", "day": ""}
    answer = await sends(office, f"{page(talk)}/plan/add", fields, HX_Request="true")
    added = office.with_(lambda session: session.scalars(select(Step).where(Step.template == "own-1")).one())
    assert isinstance(office.posted[0], StepAdded)
    assert office.posted[0].step == OwnStep("Call <the order>", "We call\ntogether.", Phase.FIRST_WEEK)
    assert answer.headers["HX-Replace-Url"] == f"/console{page(talk)}/plan/{added.id}"
    assert "Call &lt;the order&gt;" in answer.text
    assert "We call\ntogether." in answer.text
    assert actions(office) == [("plan.added", "own-1")]


REFUSED = [
    ("/comment", {"text": ""}, "Write something first"),
    ("/comment", {"text": "é" * 5000}, "5,000 characters long, and 2,000 fit here"),
    ("/date", {"day": ""}, "Please write a date"),
    ("/date", {"day": "31/02/2027"}, "Please write a date"),
    ("/date", {"day": "2026-01-01"}, "Choose today or a later day"),
    ("/words", {"title": "é" * 121, "details": ""}, "120 fit here"),
    ("/words", {"title": "x", "details": "é" * 1001}, "1,000 fit here"),
    ("/settle", {"progress": "skipped"}, "Please say why."),
    ("/settle", {"progress": "eaten"}, "Please choose what has become of it."),
]


@pytest.mark.parametrize(("path", "fields", "why"), REFUSED)
@pytest.mark.parametrize("headers", [{}, {"HX_Request": "true"}], ids=["page", "pane"])
async def test_what_cannot_be_done_comes_back_with_the_reason_and_what_was_written(
    office: Office, path: str, fields: dict[str, str], why: str, headers: dict[str, str]
) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    answer = await sends(office, f"{page(talk)}/plan/{step.id}{path}", fields, **headers)
    assert answer.status == 422
    assert why in answer.words
    for written in fields.values():
        assert written in answer.text or path == "/settle"
    assert "hx-morph-skip" in answer.text
    assert not office.posted


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": "", "phase": "french"}, "Write something first"),
        ({"title": "x" * 121, "phase": "french"}, "120 fit here"),
        ({"title": "Call", "phase": "winter"}, "choose a part of the plan"),
        ({"title": "Call", "phase": "french", "day": "soon"}, "Please write a date"),
        ({"title": "Call", "phase": "french", "day": "2026-01-01"}, "Choose today or a later day"),
        ({"step": "no-such-step"}, "not in the catalogue any more"),
        ({"step": "LEFT OUT", "day": "soon"}, "Please write a date"),
    ],
)
async def test_a_step_that_cannot_be_added_comes_back_as_it_was_written(
    office: Office, fields: dict[str, str], why: str
) -> None:
    member = office.hired()
    talk = office.with_(lambda session: planned(session, member))
    fields = {name: left_out(office) if value == "LEFT OUT" else value for name, value in fields.items()}
    answer = await sends(office, f"{page(talk)}/plan/add", fields)
    assert answer.status == 422
    assert why in answer.words
    assert fields.get("title", "") in answer.text
    assert not office.posted


async def test_what_was_written_about_a_step_that_is_gone_is_shown(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: planned(session, member))
    answer = await sends(office, f"{page(talk)}/plan/999/comment", {"text": "Half an hour of thought"})
    assert answer.status == 404
    assert "This step is not in the plan any more" in answer.words
    assert "Half an hour of thought" in answer.words
    assert "Nothing was sent." in answer.words
    assert (await office.get(f"{page(talk)}/plan/999")).status == 404
    assert not office.posted


async def test_before_there_is_a_plan_nothing_can_be_added_and_nothing_is_lost(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    for path in ("/plan", "/plan/add", "/plan/history"):
        assert "There is no plan yet" in (await office.get(page(talk) + path)).words
    answer = await sends(office, f"{page(talk)}/plan/add", {"title": "Call", "details": "Together", "phase": "french"})
    assert answer.status == 404
    assert "There is no plan yet" in answer.words
    assert "Together" in answer.words
    assert (await sends(office, f"{page(talk)}/plan/sign", {})).status == 303
    assert not office.posted


async def test_a_plan_is_co_signed_and_says_what_has_changed_since(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: planned(session, member))
    assert "Co-sign the plan" in (await office.get(page(talk))).words
    answer = await sends(office, f"{page(talk)}/plan/sign", {}, HX_Request="true")
    assert isinstance(office.posted[0], PlanSigned)
    assert "Co-signed by Josée Tremblay , January 15, 2027 · unchanged since" in answer.words
    assert "Co-sign" not in answer.words.replace("Co-signed by", "")
    step = office.with_(first)
    await sends(office, f"{page(talk)}/plan/{step.id}/date", {"day": SOON.isoformat()})
    await sends(office, f"{page(talk)}/plan/{step.id}/comment", {"text": "No change of the plan"})
    after = (await office.get(page(talk))).words
    assert "1 change since" in after
    assert "Co-sign it again" in after
    assert actions(office)[0] == ("plan.signed", "")


async def test_nobody_changes_the_plan_of_who_has_left(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = planned(session, member)
        assert talk.candidate
        talk.candidate.status = Status.LEFT
        return talk

    talk, step = office.with_(fill), office.with_(first)
    assert "<textarea" not in (await office.get(f"{page(talk)}/plan/{step.id}")).text
    for path in ("/add", "/sign", *(f"/{step.id}/{deed}" for deed in ("comment", "date", "words", "settle"))):
        assert (await sends(office, f"{page(talk)}/plan{path}", {"text": "Hello"})).status == 409
    assert not office.posted


async def test_who_has_not_agreed_is_not_told_and_the_counsellor_knows(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = planned(session, member)
        session.add(Consent(candidate_id=talk.candidate_id, **{**AGREED, "decision": Decision.REVOKED}))
        return talk

    talk, step = office.with_(fill), office.with_(first)
    assert "not told in the chat" in (await office.get(page(talk))).words
    answer = await sends(office, f"{page(talk)}/plan/{step.id}/comment", {"text": "For later"}, HX_Request="true")
    assert "Done." in answer.words
    assert "reads it in the chat" not in answer.words
    assert told(office, talk) == []


async def test_a_sitting_is_one_message_that_is_redrawn(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)

    def deliver(session: Session) -> None:
        for message in session.scalars(select(Message)):
            message.platform_id, message.delivery = message.edits or 5, Delivery.SENT

    for fields in ({"progress": "done"}, {"progress": "todo"}, {"progress": "done"}):
        await sends(office, f"{page(talk)}/plan/{step.id}/settle", fields)
        office.with_(deliver)
        office.now += timedelta(minutes=1)
    await sends(office, f"{page(talk)}/plan/sign", {})
    messages = office.with_(lambda session: transcript(session, talk.id))
    assert [message.edits for message in messages] == [None, 5, 5, 5]
    assert "has worked on your plan" in messages[-1].body


async def test_settling_is_told_by_the_progress_alone(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    await office.submit(f"{page(talk)}/plan/{step.id}/settle", {"progress": "done", "reason": "eaten"})
    assert office.posted == [StepSettled(f"staff:{KEY}", talk.id, member.id, step.id, Progress.DONE, None)]
