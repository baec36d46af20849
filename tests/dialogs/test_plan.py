"""Laws of the plan in conversation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from coaching import catalogue
from coaching.phases import Phase
from coaching.plans import Changes, Reason
from coaching.programme import Programme
from dialogs import plan as pages
from dialogs import step as step_page
from dialogs.engine.events import Typed
from locales.catalogs import languages
from storage.candidates import Candidate
from storage.conversations import Conversation
from storage.plans import Plan, PlanVersion, Progress, Step
from tests.dialogs.driver import Person, shown


def steps(person: Person) -> Sequence[Step]:
    with person.database.session() as session:
        return list(session.query(Step).order_by(Step.position))


def reasons(person: Person) -> list[str]:
    return person.looks_up(lambda session, _chat: [version.reason for version in session.query(PlanVersion)])


def test_the_plan_shows_the_three_next_steps_with_their_dates(coached: Person) -> None:
    said = coached.says("/plan")
    assert "0 steps done of" in said
    assert said.count("by ") == 3
    assert [label[:2] for label in coached.sees[:3]] == ["1.", "2.", "3."]


def test_a_step_says_why_what_how_long_and_where_it_is_written(coached: Person) -> None:
    said = coached.taps("1.")
    for part in ("Because", "What to do", "Time:", "Cost:", "You are done when:", "Help:", "Sources:", "Checked on"):
        assert part in said
    assert any(isinstance(to, str) and to.startswith("https://") for _label, to in coached.screens[0].buttons)


def test_a_step_done_counts_and_gives_way_to_the_next(coached: Person) -> None:
    title = next(label[3:] for label in coached.sees if label.startswith("1."))
    coached.taps("1.")
    said = coached.taps("Done")
    assert f"✅ Well done: {title}" in said
    assert "1 step done of" in said
    assert title not in "\n".join(coached.sees)
    assert reasons(coached)[1:] == [f"done {next(s.template for s in steps(coached) if s.progress is Progress.DONE)}"]


def test_two_taps_on_done_count_once(coached: Person) -> None:
    coached.taps("1.")
    path = coached.path_of("Done")
    coached.follows(path)
    coached.follows(path)
    assert len(reasons(coached)) == 2


def test_a_step_is_set_aside_with_a_reason_and_put_back(coached: Person) -> None:
    coached.taps("1.")
    opened = coached.reads.splitlines()[0][2:].strip()
    assert "Why do you set aside" in coached.taps("Not for me")
    assert f"Set aside: {opened}." in coached.taps("I did it before")
    assert "steps done of" in coached.reads
    coached.taps("Undo")
    assert "To do: by" in coached.reads
    assert [reason.partition(" ")[0] for reason in reasons(coached)] == ["made", "set", "put"]


def test_a_step_set_aside_remembers_why(coached: Person) -> None:
    step = steps(coached)[0]
    coached.follows(f"plan/{step.id}/aside/later")
    assert "Set aside: I prefer to see later" in coached.follows(f"plan/{step.id}")
    assert coached.sees[1] == "Put it back"


def test_a_step_set_aside_before_reasons_were_kept_says_only_that(coached: Person) -> None:
    step = steps(coached)[0]
    with coached.database.session() as session, session.begin():
        session.get_one(Step, step.id).progress = Progress.SKIPPED
    assert "Set aside." in coached.follows(f"plan/{step.id}")


def test_a_step_that_is_done_says_when(coached: Person) -> None:
    step = steps(coached)[0]
    coached.follows(f"plan/{step.id}/done")
    assert "Done on November 23, 2026." in coached.follows(f"plan/{step.id}")
    coached.taps("Put it back")
    coached.taps("‹ My plan")
    assert "0 steps done" in coached.reads


@pytest.mark.parametrize("deed", ["", "/done", "/aside", "/aside/later", "/back", "/ask"])
def test_a_step_of_somebody_else_is_as_if_it_were_not_there(coached: Person, deed: str) -> None:
    with coached.database.session() as session, session.begin():
        other = Candidate(first_name="Karim", created_at=coached.now)
        session.add(other)
        session.flush()
        theirs = Plan(candidate_id=other.id, created_at=coached.now, updated_at=coached.now)
        step = Step(plan=theirs, template="fraud", position=0)
        session.add(step)
        session.flush()
        foreign = step.id
    assert "not in your plan any more" in coached.follows(f"plan/{foreign}{deed}")
    with coached.database.session() as session:
        assert session.get_one(Step, foreign).progress is Progress.TODO


@pytest.mark.parametrize(
    "path",
    ["plan/0", "plan/99999999999999999999", "plan/one", "plan/1/done/now", "plan/phase/moon", "plan/-1", "plan/١"],
)
def test_a_forged_path_gets_an_answer_that_helps(coached: Person, path: str) -> None:
    said = coached.follows(path)
    assert "not in your plan any more" in said or "I do not know this button" in said


def test_a_reason_that_does_not_exist_changes_nothing(coached: Person) -> None:
    step = steps(coached)[0]
    assert "I do not know this button" in coached.follows(f"plan/{step.id}/aside/lazy")
    assert len(reasons(coached)) == 1


def test_the_whole_plan_opens_by_phases(coached: Person) -> None:
    coached.says("/plan")
    coached.taps("The whole plan")
    assert any(label.startswith("First week: 0 of") for label in coached.sees)
    coached.taps("First week")
    assert "◻️ Get your social insurance number, by March" in coached.reads
    coached.taps("◻️ Get your social insurance number")
    assert "What to do" in coached.reads


def test_a_phase_that_is_not_in_the_plan_shows_the_whole(coached: Person) -> None:
    assert "Choose a part." in coached.follows("plan/phase/permanent")
    assert "Choose a part." in coached.follows("plan/phase/first_week/0")
    assert "Choose a part." in coached.follows("plan/phase/first_week/9")


def test_a_long_phase_is_shown_in_parts(coached: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PART", 2)
    coached.follows("plan/phase/first_week")
    assert "‹ Before" not in coached.sees
    coached.taps("After ›")
    assert "After ›" not in coached.sees
    coached.taps("‹ Before")
    assert "After ›" in coached.sees


def test_without_a_landing_a_step_says_what_its_date_hangs_on(amina: Person) -> None:
    amina.tells_all(landing="Not known yet")
    assert "You do not know yet when you land." in amina.reads
    assert "before you land" in amina.follows("plan/phase/before_departure")


def test_a_step_asks_the_counsellor_about_itself(coached: Person) -> None:
    coached.taps("1.")
    assert "What would you like to ask about" in coached.taps("Ask my counsellor about this")
    assert "Sent to Josée Tremblay." in coached.says("How much is it?")


def test_who_has_done_everything_is_told_so(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        for step in session.query(Step):
            step.progress, step.settled_at = Progress.DONE, coached.now
    assert "You have done everything that is open now." in coached.says("/plan")
    assert "You have done everything that is open now." in coached.says("/start")


def test_a_step_that_has_left_the_content_is_passed_over(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        step = session.query(Step).order_by(Step.position).first()
        assert step
        step.template = "gone"
        gone = step.id
    coached.says("/plan")
    assert "gone" not in coached.reads
    assert "not in your plan any more" in coached.follows(f"plan/{gone}")
    coached.taps("My plan")
    coached.taps("The whole plan")
    assert "gone" not in coached.reads


def test_before_there_is_a_plan_its_pages_lead_to_the_profile(amina: Person) -> None:
    for path in ("plan", "plan/all", "plan/phase/first_week", "plan/phase/first_week/1"):
        assert "not finished yet" in amina.follows(path)


def test_a_changed_landing_keeps_what_is_done_set_aside_and_noted(coached: Person) -> None:
    first, second, third = steps(coached)[:3]
    coached.follows(f"plan/{first.id}/done")
    coached.follows(f"plan/{second.id}/aside/already")
    with coached.database.session() as session, session.begin():
        session.get_one(Step, third.id).note = "Bring the original."
    coached.follows("intake/landing")
    coached.says("2027-09-01")
    kept = {step.id: step for step in steps(coached)}
    assert kept[first.id].progress is Progress.DONE
    assert kept[second.id].progress is Progress.SKIPPED
    assert kept[third.id].note == "Bring the original."


def test_a_long_list_of_changes_is_cut_with_how_many_more(coached: Person) -> None:
    keys = tuple(step.template for step in steps(coached)[:8])
    with coached.turn(Typed("")) as turn:
        said = shown(turn, pages.changed(turn, Changes(added=keys, removed=keys[:1], moved=keys[:1]))).plain
    assert "8 new steps in your plan:" in said
    assert "• and 3 more" in said
    assert "1 step no longer concerns you:" in said
    assert "1 step has a new date." in said


@pytest.mark.parametrize("language", languages())
def test_every_step_fits_a_message_in_every_language(coached: Person, language: str) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().locale = language
        session.query(Step).delete()
        plan = session.query(Plan).one()
        for position, template in enumerate(catalogue.shipped()):
            plan.steps.append(Step(template=template.key, position=position))
    for step in steps(coached):
        coached.follows(f"plan/{step.id}")
    for phase in Phase:
        coached.follows(f"plan/phase/{phase}")
    coached.follows("plan")


def test_a_source_without_a_date_says_only_its_title(coached: Person, programme: Programme) -> None:
    template = replace(next(iter(programme.catalogue)))
    source = replace(template.sources[0], date="undated")
    assert "(" not in step_page._source(source).msgid
    assert "{date}" in step_page._source(replace(source, date="2026")).msgid


def test_every_reason_has_words() -> None:
    assert set(step_page.REASONS) == set(Reason)


def test_a_plan_that_is_gone_is_our_mistake(amina: Person) -> None:
    with amina.turn(Typed("")) as turn, pytest.raises(LookupError):
        pages.first(turn)


def test_time_passing_leaves_late_steps_late(coached: Person) -> None:
    due = {step.id: step.due for step in steps(coached)}
    coached.now += timedelta(days=60)
    coached.says("/plan")
    coached.taps("1.")
    coached.taps("Done")
    late = [
        step for step in steps(coached) if step.progress is Progress.TODO and step.due and step.due < coached.now.date()
    ]
    assert late
    assert all(due[step.id] == step.due for step in late)
