"""The plan to take along: as a picture, as a document to print and sign, and in a calendar."""

from collections.abc import Sequence

from coaching import labels, spelling, steps
from coaching.plan import BEFORE
from coaching.templates import StepTemplate
from dialogs import intake, plan, profile, ways, zones
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Document, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from papers.plan import Action, Entry, Part, PlanSheet, State, pdf, picture
from storage.plans import Plan, Progress, Step, of_candidate, versions

STATES = {Progress.TODO: State.TODO, Progress.DONE: State.DONE, Progress.SKIPPED: State.ASIDE}


@page("plan/paper")
def show(turn: Turn) -> Screen:
    if of_candidate(turn.session, turn.candidate.id) is None:
        return profile.unfinished()
    text = lines(
        _("<b>Take your plan along</b>"),
        _("• As a picture: the whole way at a glance."),
        _("• As a document (PDF): every step with its small actions, to print, to fill in, to show to somebody."),
        _("• For your calendar: the days of your steps, with a reminder the day before."),
    )
    return Screen(text, (*_ways(), (Button(_("‹ My plan"), plan.show.to()), *ways.homeward())))


def _ways() -> tuple[Row, ...]:
    return (
        (Button(_("Picture"), draw.to(), style="primary"), Button(_("Document (PDF)"), print_.to())),
        (Button(_("Calendar"), mark_days.to()),),
    )


@action("plan/paper/picture")
def draw(turn: Turn) -> Screen:
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    drawn = Document(_name(turn, "png"), "image/png", picture(sheet(turn, mine), turn.reader))
    return _given(lines(_("<b>Your plan, as of today</b>"), plan.progress(mine), plan.landing(turn)), drawn)


@action("plan/paper/pdf")
def print_(turn: Turn) -> Screen:
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    made = Document(_name(turn, "pdf"), "application/pdf", pdf(sheet(turn, mine), turn.reader))
    return _given(lines(_("<b>Your plan, to print or to show</b>"), plan.progress(mine)), made)


@action("plan/paper/calendar")
def mark_days(turn: Turn) -> Screen:
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    days = sheet(turn, mine)
    if not days.dated:
        return _undated()
    from papers.calendar import calendar  # noqa: PLC0415 - what draws is loaded with the first paper, not at each start

    made = Document(_name(turn, "ics"), "text/calendar", calendar(days, turn.reader, turn.now))
    told = lines(
        _("<b>The days of your plan, for your calendar</b>"),
        _("Open the file on your phone or computer. When your plan changes, take a new one: it replaces the old days."),
    )
    return _given(told, made)


def _undated() -> Screen:
    text = _("No step that is still open has a day yet: they come with the day of your landing.")
    return Screen(text, ((Button(_("‹ My plan"), plan.show.to()), *ways.homeward()),))


def _given(said: Words, document: Document) -> Screen:
    return Screen(said, (*_ways(), (Button(_("‹ My plan"), plan.show.to()), *ways.homeward())), document=document)


def _name(turn: Turn, ending: str) -> str:
    return f"jalon-{turn.today.isoformat()}.{ending}"


def sheet(turn: Turn, mine: Plan) -> PlanSheet:
    """All that a paper says of the plan, today, in the candidate's own words for dates."""
    changes = len(versions(turn.session, mine))
    return PlanSheet(
        name=turn.candidate.name,
        made_on=turn.today,
        landing=_landing(turn),
        progress=plan.progress(mine),
        next=[_entry(turn, step, changes) for step in plan.next_steps(turn, mine)],
        parts=[
            Part(labels.PHASE[phase], [_entry(turn, step, changes) for step in found], phase in BEFORE)
            for phase, found in plan.by_phase(turn, mine).items()
        ],
        signed=plan.signed(turn, mine) or "",
        clock=_clock(turn),
    )


def _landing(turn: Turn) -> Words:
    """In one short sentence, for there is little room on the road."""
    known = turn.candidate.profile and turn.candidate.profile.landing
    return plan.landing(turn) if known else _("The day of your landing is not known yet.")


def _entry(turn: Turn, step: Step, changes: int) -> Entry:
    template = plan.words(turn, step)
    return Entry(
        key=f"step-{step.id}",
        title=template.title,
        state=STATES[step.progress],
        due=step.due,
        when=_when(turn, step),
        late=step.due is not None and step.due < turn.today,
        why=lines(spelling.read(step.because) if step.because else None, template.why),
        actions=_actions(step, template),
        note=next((said.text for said in reversed(step.comments) if said.staff_id), ""),
        link=template.url(turn.conversation.locale),
        link_title=template.link_title,
        updated=changes,
    )


def _actions(step: Step, template: StepTemplate) -> Sequence[Action]:
    return [Action(action, ticked=steps.is_ticked(step, action)) for action in template.actions]


def _when(turn: Turn, step: Step) -> Words:
    if step.progress is Progress.DONE and step.settled_at:
        return _("Done on {date}.", date=intake.local(turn, step.settled_at).date())
    return _("Set aside.") if step.progress is Progress.SKIPPED else plan.due(turn, step)


def _clock(turn: Turn) -> Text | str:
    """Which clock the days are of, and that of the office beside it."""
    mine = turn.conversation.time_zone
    here, there = (zones.clock(zone, turn.now) for zone in (mine, zones.QUEBEC))
    if here == there:
        return ""
    city = zones.city(mine, turn.conversation.locale)
    return _(
        "The days are those of your clock ({city}). At {here} with you, it is {there} in Montréal.",
        city=city,
        here=here,
        there=there,
    )
