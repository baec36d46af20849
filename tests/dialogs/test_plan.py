"""Laws of the plan in conversation."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from coaching import catalogue
from coaching.history import Reason
from coaching.phases import Phase
from dialogs import plan as pages
from dialogs import step as step_page
from dialogs.engine.events import Typed
from locales.catalogs import languages
from storage.candidates import Candidate
from storage.conversations import Conversation
from storage.plans import Plan, PlanVersion, Progress, Step
from tests.dialogs.driver import Person


def steps(person: Person) -> Sequence[Step]:
    with person.database.session() as session:
        return list(session.query(Step).order_by(Step.position))


def kinds(person: Person) -> list[str]:
    return person.looks_up(lambda session, _chat: [version.change["kind"] for version in session.query(PlanVersion)])


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
    assert kinds(coached) == ["made", "done"]


def test_two_taps_on_done_count_once(coached: Person) -> None:
    coached.taps("1.")
    path = coached.path_of("Done")
    coached.follows(path)
    coached.follows(path)
    assert kinds(coached) == ["made", "done"]


def test_a_step_is_set_aside_with_a_reason_and_put_back(coached: Person) -> None:
    coached.taps("1.")
    opened = coached.reads.splitlines()[0][2:].strip()
    assert "Why do you set aside" in coached.taps("Not for me")
    assert f"Set aside: {opened}." in coached.taps("I did it before")
    assert "steps done of" in coached.reads
    coached.taps("Undo")
    assert "To do: by" in coached.reads
    assert kinds(coached) == ["made", "aside", "back"]


def test_a_step_set_aside_remembers_why(coached: Person) -> None:
    step = steps(coached)[0]
    coached.follows(f"plan/{step.id}/aside/later")
    assert "Set aside: to be seen later" in coached.follows(f"plan/{step.id}")
    assert "Put it back" in coached.sees
    assert "Done" not in coached.sees


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


@pytest.mark.parametrize(
    "deed", ["", "/done", "/aside", "/aside/later", "/back", "/ask", "/tick/1", "/later", "/letgo", "/stuck", "/proof"]
)
def test_a_step_of_somebody_else_is_as_if_it_were_not_there(coached: Person, deed: str) -> None:
    with coached.database.session() as session, session.begin():
        other = Candidate(first_name="Karim", created_at=coached.now)
        session.add(other)
        session.flush()
        theirs = Plan(candidate_id=other.id, created_at=coached.now, updated_at=coached.now)
        step = Step(plan=theirs, template="fraud", position=0, ticked=[])
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
    assert kinds(coached) == ["made"]


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


def test_who_has_done_everything_is_told_so(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        for step in session.query(Step):
            step.progress, step.settled_at = Progress.DONE, coached.now
    assert "You have done everything that is open now." in coached.says("/plan")
    assert "You have done everything that is open now." in coached.says("/start")


def test_a_step_that_has_left_the_content_is_still_there_by_its_name(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        step = session.query(Step).order_by(Step.position).first()
        assert step
        step.template = "gone"
        gone = step.id
    said = coached.follows(f"plan/{gone}")
    assert said.startswith("◻️ ")
    assert "gone" not in said
    assert "Sources" not in said
    assert "Done" in coached.sees


def test_before_there_is_a_plan_its_pages_lead_to_the_profile(amina: Person) -> None:
    for path in (
        "",
        "/all",
        "/phase/first_week",
        "/phase/first_week/1",
        "/changes",
        "/follow/abc",
        "/keep",
        "/history",
    ):
        assert "not finished yet" in amina.follows(f"plan{path}")
    assert "not finished yet" in amina.follows("milestone/landing")


@pytest.mark.parametrize("language", languages())
def test_every_step_fits_a_message_in_every_language(coached: Person, language: str) -> None:
    with coached.database.session() as session, session.begin():
        session.query(Conversation).one().locale = language
        session.query(Step).delete()
        plan = session.query(Plan).one()
        for position, template in enumerate(catalogue.shipped()):
            plan.steps.append(Step(template=template.key, position=position, ticked=[]))
    for step in steps(coached):
        coached.follows(f"plan/{step.id}")
    for phase in Phase:
        coached.follows(f"plan/phase/{phase}")
    coached.follows("plan")


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


def test_small_actions_are_ticked_one_by_one(coached: Person) -> None:
    coached.taps("1.")
    coached.taps("◻️ 2")
    assert "✅ 2. " in coached.reads
    assert "◻️ 1. " in coached.reads
    coached.taps("✅ 2")
    assert "✅" not in coached.reads
    assert kinds(coached) == ["made"]


def test_a_small_action_that_is_not_there_changes_nothing(coached: Person) -> None:
    step = steps(coached)[0]
    for number in (0, 7, 99):
        assert "✅" not in coached.follows(f"plan/{step.id}/tick/{number}")
