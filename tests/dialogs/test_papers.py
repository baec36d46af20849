"""Laws of the plan that is taken along."""

import pytest

from storage.plans import Progress, Step
from tests.dialogs.driver import Person


@pytest.mark.parametrize(
    ("label", "kind", "beginning", "ending"),
    [
        ("Picture", "image/png", b"\x89PNG", ".png"),
        ("Document (PDF)", "application/pdf", b"%PDF-", ".pdf"),
        ("Calendar", "text/calendar", b"BEGIN:VCALENDAR", ".ics"),
    ],
)
def test_a_plan_is_taken_along_as_a_file(coached: Person, label: str, kind: str, beginning: bytes, ending: str) -> None:
    coached.says("/plan")
    assert "Take your plan along" in coached.taps("Take it along")
    coached.taps(label)
    [screen] = coached.screens
    assert screen.document
    assert screen.document.type == kind
    assert screen.document.content.startswith(beginning)
    assert screen.document.name == f"jalon-2026-11-23{ending}"


def test_the_calendar_holds_the_days_of_all_steps_and_takes_back_those_that_are_settled(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        dated = session.query(Step).where(Step.due.is_not(None)).order_by(Step.position).all()
        count = len(dated)
        dated[0].progress, dated[0].settled_at = Progress.DONE, coached.now
        dated[1].progress, dated[1].settled_at = Progress.SKIPPED, coached.now
    coached.follows("plan/paper/calendar")
    document = coached.screens[0].document
    assert document
    assert document.content.count(b"BEGIN:VEVENT") == count
    assert document.content.count(b"STATUS:CANCELLED") == 2
    assert document.content.count(b"BEGIN:VALARM") == count - 2


def test_without_a_day_there_is_nothing_for_a_calendar(amina: Person) -> None:
    amina.tells_all(landing="Not known yet")
    with amina.database.session() as session, session.begin():
        for step in session.query(Step):
            step.due = None
    assert "has a day yet" in amina.follows("plan/paper/calendar")
    assert amina.screens[0].document is None
    amina.follows("plan/paper/picture")
    assert amina.screens[0].document


def test_the_papers_of_a_plan_that_lived_are_drawn(coached: Person) -> None:
    """One step done, one set aside, one spoken about; on the clock of Montréal too."""
    with coached.database.session() as session:
        first, second, third = (step.id for step in session.query(Step).order_by(Step.position).limit(3))
    coached.follows(f"plan/{first}/done")
    coached.follows(f"plan/{second}/aside/already")
    coached.follows(f"plan/{third}/ask")
    coached.says('Is a copy enough? #panic("x") *bold* $x$ <b>')
    coached.says("/settings")
    coached.taps("Time zone")
    coached.says("Montréal")
    for path in ("plan/paper/pdf", "plan/paper/picture", "plan/paper/calendar"):
        coached.follows(path)
        assert coached.screens[0].document


def test_before_there_is_a_plan_nothing_is_drawn(amina: Person) -> None:
    for path in ("", "/picture", "/pdf", "/calendar"):
        assert "not finished yet" in amina.follows(f"plan/paper{path}")
