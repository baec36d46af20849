"""The plan in the console: read whole, step by step, and with what may be added to it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coaching import plans, rows, steps
from coaching.history import Reason
from coaching.phases import Phase
from console.plans import opened
from locales.catalogs import reader
from storage.audit import AuditEntry
from storage.conversations import Conversation
from storage.database import Database
from storage.messages import File
from storage.plans import Proof, Step
from storage.staff import Role, Staff
from tests.console.office import PROGRAMME, Office
from tests.console.planned import SOON, actions, first, hand, planned, sends, told
from tests.console.test_candidate import TOLD, followed, page
from tests.people import NOW, a_member_of_staff, a_profile


async def test_a_step_stands_with_all_that_there_is_to_know_of_it(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = planned(session, member, waiting_since=NOW)
        mine, staff = hand(session, talk), hand(session, talk, member.id)
        step = first(session)
        steps.tick(step, rows.template_of(step, PROGRAMME.catalogue).actions[0], NOW)
        steps.get_stuck(mine, step)
        steps.comment(mine, step, "A paper is missing")
        file = File(name="csq.pdf", type="application/pdf", content=b"%PDF", created_at=NOW)
        session.add(file)
        session.flush()
        kept = {"platform_id": "1", "name": "csq.pdf", "type": "application/pdf", "size": 4, "sent_at": NOW}
        session.add(Proof(step=step, file_id=file.id, checked_at=NOW, **kept))
        session.add(Proof(step=step, refused="cut", checked_at=NOW, **{**kept, "name": "half.pdf"}))
        plans.add_own(staff, step.plan, Phase.FIRST_WEEK, "Call the order", "Together.", SOON)
        return talk

    talk = office.with_(fill)
    words = (await office.get(page(talk))).words
    for said in ("Stuck since January 15, 2027:", "stuck since January 15, 2027", "1/", "Call the order"):
        assert said in words
    answer = await office.get(page(talk))
    for label in ("1 comment", "1 proof kept", "A day chosen by hand", "Added by Josée Tremblay"):
        assert f'aria-label="{label}"' in answer.text
    opened = await office.get(f"{page(talk)}/plan/{office.with_(first).id}")
    for said in ("A paper is missing", "csq.pdf", "What Amina reads", "Official page", "checked on"):
        assert said in opened.words
    assert "half.pdf" not in opened.words
    proof = office.with_(lambda session: session.scalars(select(Proof.id).where(Proof.name == "csq.pdf")).one())
    assert f'href="/console{page(talk)}/proofs/{proof}"' in opened.text


def a_stuck_one(session: Session, member: Staff) -> Conversation:
    talk = planned(session, member, waiting_since=NOW)
    steps.get_stuck(hand(session, talk), first(session))
    return talk


async def test_who_is_stuck_is_answered_by_the_answer_and_freed_in_one_click(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: a_stuck_one(session, member))
    step = f"{page(talk)}/plan/{office.with_(first).id}"
    assert "Stuck since January 15, 2027:" in (await office.get(page(talk))).words
    await office.submit(f"{page(talk)}/answer", {"text": "Try this."})
    assert "Stuck since January 15, 2027, and answered:" in (await office.get(page(talk))).words
    opened = (await office.get(step)).words
    assert "answered, stuck since January 15, 2027" in opened
    assert "Not stuck any more" in opened
    freed = await sends(office, f"{step}/free", {}, **{"HX-Request": "true"})
    assert "Done. Amina reads it in the chat." in freed.words
    assert "stuck since" not in freed.words
    assert "Not stuck any more" not in freed.words
    assert "noted that you are not stuck any more" in told(office, talk)[-1]
    assert actions(office) == [("plan.freed", f"step {office.with_(first).id}")]
    assert "Josée Tremblay Not stuck any more:" in (await office.get(f"{page(talk)}/plan/history")).words


async def test_freeing_one_who_has_gone_on_meanwhile_changes_nothing_and_is_not_told(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: a_stuck_one(session, member))
    office.with_(lambda session: steps.go_on(hand(session, talk), first(session)))
    await sends(office, f"{page(talk)}/plan/{office.with_(first).id}/free", {})
    assert (told(office, talk), actions(office)) == ([], [])


async def test_the_steps_that_nobody_has_answered_come_first(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = planned(session, member, waiting_since=NOW + timedelta(minutes=5))
        one, two = session.scalars(select(Step).order_by(Step.position).limit(2))
        steps.get_stuck(hand(session, talk), one)
        steps.get_stuck(hand(session, talk, minutes=5), two)
        return talk

    words = (await office.get(page(office.with_(fill)))).words
    assert words.index("Stuck since January 15, 2027:") < words.index("Stuck since January 15, 2027, and answered:")


def asking(session: Session, member: Staff) -> Conversation:
    """Somebody who waits for an answer about the first step."""
    talk = planned(session, member, waiting_since=NOW)
    steps.comment(hand(session, talk), first(session), "How much is it?")
    return talk


async def test_a_candidate_who_waits_for_a_word_on_a_step_is_seen(office: Office) -> None:
    member = office.hired()

    talk = office.with_(lambda session: asking(session, member))
    assert "Waits for a word:" in (await office.get(page(talk))).words
    await sends(office, f"{page(talk)}/plan/{office.with_(first).id}/comment", {"text": "It is free."})
    assert "waits for a word" not in (await office.get(page(talk))).words.lower()


async def test_who_is_answered_in_the_chat_waits_for_a_word_on_no_step(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: asking(session, member))
    await office.submit(f"{page(talk)}/answer", {"text": "It is free."})
    assert "waits for a word" not in (await office.get(page(talk))).words.lower()
    later = NOW + timedelta(hours=1)
    office.with_(lambda session: setattr(session.get_one(Conversation, talk.id), "waiting_since", later))
    assert "waits for a word" not in (await office.get(page(talk))).words.lower()
    office.with_(lambda session: steps.comment(hand(session, talk, minutes=60), first(session), "Also for two?"))
    assert "Waits for a word:" in (await office.get(page(talk))).words


async def test_nobody_waits_for_a_word_on_a_step_that_is_settled(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: asking(session, member))
    office.with_(lambda session: steps.finish(hand(session, talk), first(session)))
    assert "waits for a word" not in (await office.get(page(talk))).words.lower()


async def test_the_catalogue_is_searched_without_accents_in_both_languages(office: Office) -> None:
    member = office.hired(locale="fr")
    talk = office.with_(lambda session: planned(session, member))
    for words in ("social insur", "numéro d’assurance sociale", "NUMERO ASSUR"):
        answer = await office.get(f"{page(talk)}/plan/add?q={words}")
        assert "/plan/" in answer.text
        assert reader("fr", "UTC").plain(PROGRAMME.catalogue["sin"].title) in answer.words
    nothing = await office.get(f"{page(talk)}/plan/add?q=<xyzzy>")
    assert "&lt;xyzzy&gt;" in nothing.text
    assert "/plan/add?step=" not in nothing.text


async def test_the_catalogue_says_what_is_in_the_plan_and_why_the_rest_is_not(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: planned(session, member))
    assert "In the plan" in (await office.get(f"{page(talk)}/plan/add?q=social")).words
    every = (await office.get(f"{page(talk)}/plan/add")).words
    assert "It is meant for another answer to “Immigration”:" in every
    assert "The answers of the profile do not call for it." in every
    assert "In the plan" not in every


@pytest.mark.parametrize(
    ("landing", "told"),
    [(date(2026, 12, 1), "It is for the time before the departure."), (date(2025, 1, 1), "after the landing is over")],
)
async def test_a_step_whose_time_is_over_says_so(office: Office, landing: date, told: str) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = followed(session, member)
        assert talk.candidate
        a_profile(session, talk.candidate, **{**TOLD, "landing": landing})
        plans.make(hand(session, talk), talk.candidate.id)
        return talk

    assert told in (await office.get(f"{page(office.with_(fill))}/plan/add")).words


async def test_the_history_is_told_in_the_words_of_the_chat_with_who(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = planned(session, member)
        steps.set_aside(hand(session, talk), first(session), Reason.LATER)
        plans.sign(hand(session, talk, member.id), first(session).plan)
        return talk

    words = (await office.get(f"{page(office.with_(fill))}/plan/history")).words
    signed, aside, made = (
        words.index(told)
        for told in ("Josée Tremblay The plan was co-signed.", "Amina Set aside:", "Amina The plan was made")
    )
    assert signed < aside < made


async def test_a_long_history_is_read_on_demand(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = planned(session, member)
        for _time in range(25):
            steps.finish(hand(session, talk), first(session))
            steps.put_back(hand(session, talk), first(session))
        return talk

    talk = office.with_(fill)
    short = await office.get(f"{page(talk)}/plan/history")
    assert short.text.count("Put back:") == 20
    assert "The whole history" in short.words
    long = await office.get(f"{page(talk)}/plan/history?all=1")
    assert long.text.count("Put back:") == 25
    assert "The whole history" not in long.words


async def test_a_change_of_a_step_that_has_left_the_plan_is_still_told_by_name(office: Office) -> None:
    member = office.hired()

    def fill(session: Session) -> Conversation:
        talk = planned(session, member)
        step = session.scalars(select(Step).where(Step.template == "sin")).one()
        steps.finish(hand(session, talk), step)
        step.plan.steps.remove(step)
        session.delete(step)
        return talk

    talk = office.with_(fill)
    assert "Done: Get your social insurance number" in (await office.get(f"{page(talk)}/plan/history")).words


async def test_an_auditor_reads_the_plan_and_finds_nothing_to_change(office: Office) -> None:
    office.hired(Role.AUDITOR)

    def fill(session: Session) -> Conversation:
        talk = planned(session, None)
        steps.comment(hand(session, talk), first(session), "A question")
        return talk

    talk = office.with_(fill)
    for path in ("", "/plan", f"/plan/{office.with_(first).id}", "/plan/history"):
        answer = await office.get(page(talk) + path)
        assert answer.status == 200
        assert '<form class="drop' not in answer.text
        assert "/plan/add" not in answer.text
        assert "<textarea" not in answer.text
    assert (await office.get(f"{page(talk)}/plan/add")).status == 403


async def test_reading_a_pane_is_noted_as_reading_the_file_is(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    for path in ("/plan", f"/plan/{step.id}", "/plan/history", "/plan/add"):
        await office.get(page(talk) + path)
        await office.get(page(talk) + path, HX_Request="true")
    read = office.with_(lambda session: list(session.scalars(select(AuditEntry.action))))
    assert read == ["candidate.read"] * 4


@pytest.mark.parametrize("headers", [{}, {"HX_Request": "true"}])
async def test_reading_a_form_that_came_back_is_noted_as_reading_the_file_is(
    office: Office, headers: dict[str, str]
) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    for path, status in ((f"/plan/{step.id}/comment", 422), ("/plan/add", 422), ("/plan/999/comment", 404)):
        assert (await sends(office, page(talk) + path, {"text": ""}, **headers)).status == status
        assert office.with_(lambda session: list(session.scalars(select(AuditEntry.action)))) == ["candidate.read"]


async def test_a_pane_comes_with_the_whole_page_where_no_script_asks_for_it(office: Office) -> None:
    member = office.hired()
    talk, step = office.with_(lambda session: planned(session, member)), office.with_(first)
    answer = await office.get(f"{page(talk)}/plan/{step.id}")
    assert '<div class="desk" data-pane="plan">' in answer.text
    assert 'id="answer"' in answer.text
    alone = await office.get(f"{page(talk)}/plan/{step.id}", HX_Request="true")
    assert "<html" not in alone.text
    assert '<div class="desk" data-pane="file">' in (await office.get(f"{page(talk)}?pane=file")).text


async def test_a_plan_is_read_whole_alike_on_both_databases(database: Database) -> None:
    def ask(session: Session) -> tuple[int, list[str], str | None]:
        member = a_member_of_staff(session)
        talk = planned(session, member)
        steps.comment(hand(session, talk, member.id), first(session), "Hello")
        plans.sign(hand(session, talk, member.id), first(session).plan)
        session.flush()
        session.expire_all()
        found = opened(session, talk.candidate_id or 0)
        assert found
        assert opened(session, 0) is None
        said = [comment.author.name for step in found.plan.steps for comment in step.comments if comment.author]
        return len(found.entries), said, found.plan.signer.name if found.plan.signer else None

    assert await database.run(ask) == (3, ["Josée Tremblay"], "Josée Tremblay")
