"""The plan together with the counsellor: what staff change in it is done in their hand, and told to the candidate.

What one person changes in a row is one message that grows as long as nothing else is said: the candidate hears once of
a sitting, and reads all of it. Words are a message of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias, assert_never

from coaching import history, plans, steps
from coaching.history import Change, Kind, Reason
from coaching.plans import Hand
from dialogs import counsellor, gate, handover, home, plan, refusals, stuck, ways
from dialogs import history as past
from dialogs import step as one_step
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.staffing import (
    OwnStep,
    PlanEvent,
    PlanSigned,
    StepAdded,
    StepCommented,
    StepDated,
    StepFreed,
    StepReworded,
    StepSettled,
)
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage import messages
from storage import plans as stored
from storage.candidates import Status
from storage.conversations import Speaker
from storage.plans import Plan, Progress, Step

SITTING = "sitting"
"""Where the state keeps what the last message about the plan told."""
WHILE = timedelta(minutes=15)
"""How long after the last change a message still grows. It grows without a sound, so what comes later is told anew."""
TOLD, OPENED = 12, 5
"""How many changes are told one by one, and how many steps have a button."""

SETTLED = frozenset({Kind.DONE, Kind.ASIDE, Kind.BACK})
Deed: TypeAlias = StepAdded | StepReworded | StepDated | StepSettled | StepFreed | PlanSigned


@dataclass(frozen=True, slots=True)
class Sitting:
    """The version of the plan that a sitting begins with, and the message that told it so far."""

    since: int
    over: int | None


def edited(turn: Turn, event: PlanEvent) -> Screen | None:
    """Does what staff wish for the plan. Nothing is done where it cannot be, or where the candidate has left."""
    candidate = turn.conversation.candidate
    if candidate is None or candidate.status is Status.LEFT:
        return None
    mine = stored.of_candidate(turn.session, candidate.id)
    if mine is None or refusals.refusal(event, turn.programme.catalogue, turn.today):
        return None
    hand = plan.hand(turn, event.staff_id)
    screen = _comment(turn, hand, event) if isinstance(event, StepCommented) else _change(turn, hand, mine, event)
    return None if gate.barred(turn) else screen


def _comment(turn: Turn, hand: Hand, event: StepCommented) -> Screen:
    """The words of staff under their name; of a step that is gone meanwhile, the words alone."""
    turn.conversation.waiting_since = None
    turn.state.answers.pop(SITTING, None)
    name, row = handover.name_of(turn, event.staff_id), one_step.mine(turn, event.step_id)
    if row is None:
        write = Button(_("Reply"), counsellor.WRITE.to(), style="primary")
        return replace(handover.wrote(name, event.text), rows=(*ways.listed(write), ways.homeward()))
    steps.comment(hand, row, event.text)
    about = _("<b>{name}</b>, about the step <b>{title}</b>:", name=name, title=plan.title(turn, row))
    reply = Button(_("Reply about this step"), stuck.ask.to(row.id), style="primary")
    text = lines(about, event.text, *still_asked(turn))
    return Screen(text, (*ways.listed(reply, _opening(row)), _onward()), fresh=True)


def _change(turn: Turn, hand: Hand, mine: Plan, event: Deed) -> Screen | None:
    """What changes nothing, such as a step that is done already, is not told."""
    before = len(stored.versions(turn.session, mine))
    _do(turn, hand, mine, event)
    made = stored.versions(turn.session, mine)[before:]
    return _told(turn, mine, event.staff_id, made[0].id) if made else None


def _do(turn: Turn, hand: Hand, mine: Plan, event: Deed) -> None:
    match event:
        case StepAdded():
            _add(hand, mine, event)
        case PlanSigned():
            plans.sign(hand, mine)
        case StepReworded() | StepDated() | StepSettled() | StepFreed():
            row = one_step.mine(turn, event.step_id)
            if row:
                _do_to(hand, row, event)
        case _ as never:
            assert_never(never)


def _add(hand: Hand, mine: Plan, event: StepAdded) -> None:
    match event.step:
        case OwnStep(title, details, phase):
            plans.add_own(hand, mine, phase, title, details, event.due)
        case key:
            plans.add(hand, mine, key, event.due)


def _do_to(hand: Hand, row: Step, event: StepReworded | StepDated | StepSettled | StepFreed) -> None:
    """Does it to a step; one that is settled meanwhile needs no other date."""
    match event:
        case StepReworded(title=title, details=details):
            steps.reword(hand, row, title, details)
        case StepDated() if row.progress is not Progress.TODO:
            pass
        case StepDated(day=date() as day):
            steps.postpone(hand, row, day)
        case StepDated():
            steps.let_go(hand, row)
        case StepSettled(progress=Progress.SKIPPED, reason=Reason() as reason):
            steps.set_aside(hand, row, reason)
        case StepSettled(progress=Progress.DONE):
            steps.finish(hand, row)
        case StepSettled():
            steps.put_back(hand, row)
        case StepFreed():
            steps.go_on(hand, row)
        case _ as never:
            assert_never(never)


def _told(turn: Turn, mine: Plan, by: int, version: int) -> Screen:
    """The news of this change, with those before it in the same sitting."""
    sitting = _sitting(turn, by) or Sitting(version, None)
    turn.state.answers[SITTING] = {"by": by, "since": sitting.since, "told": turn.now.isoformat()}
    made = [each for each in stored.versions(turn.session, mine) if each.id >= sitting.since and each.staff_id == by]
    deeds = _last_of_each(history.read(each.change) for each in made)
    screen = _alone(turn, mine, by, deeds[0]) if len(deeds) == 1 else _gathered(turn, mine, by, deeds)
    return replace(screen, over=sitting.over, fresh=sitting.over is None)


def _sitting(turn: Turn, by: int) -> Sitting | None:
    """The sitting that goes on: the same hand, a while ago at most, and nothing was said or tapped since."""
    kept = turn.state.answers.get(SITTING)
    if kept is None or kept["by"] != by:
        return None
    told, heard = datetime.fromisoformat(kept["told"]), turn.conversation.heard_at
    last = messages.latest(turn.session, turn.conversation.id, limit=1)
    if turn.now - told > WHILE or (heard and heard >= told) or not last or last[0].created_at != told:
        return None
    over = last[0].platform_id or last[0].edits
    return Sitting(kept["since"], over) if over else None


def _last_of_each(deeds: Iterable[Change]) -> list[Change]:
    """What the changes of a sitting come to: the last of each kind, and nothing of what makes a new step what it is."""
    kept: dict[tuple[str | None, Kind], Change] = {}
    for deed in deeds:
        kind = Kind.DONE if deed.kind in SETTLED else deed.kind
        kept.pop((deed.step, kind), None)
        kept[deed.step, kind] = deed
    new = {step for step, kind in kept if kind is Kind.ADDED}
    return [deed for (step, kind), deed in kept.items() if step not in new or kind not in {Kind.LATER, Kind.REWORDED}]


def _alone(turn: Turn, mine: Plan, by: int, deed: Change) -> Screen:
    name, row = handover.name_of(turn, by), mine.step(deed.step)
    if row is None:
        signed = _("<b>{name}</b> has read your plan as it stands, and co-signs it.", name=name)
        text = lines(signed, *still_asked(turn))
        return Screen(text, (*ways.listed(ways.to_counsellor()), _onward()))
    text = lines(_news(deed, name, plan.title(turn, row), plan.due(turn, row)), *still_asked(turn))
    reply = Button(_("Reply about this step"), stuck.ask.to(row.id))
    return Screen(text, (*ways.listed(_opening(row), reply), _onward()))


def _news(deed: Change, name: str, title: Text, due: Words) -> Text:  # noqa: PLR0911 - one for each kind of change
    """What is told of a change that stands alone."""
    match deed.kind:
        case Kind.ADDED:
            return _("<b>{name}</b> added a step to your plan: <b>{title}</b>, {due}.", name=name, title=title, due=due)
        case Kind.LATER:
            return _("<b>{name}</b> gave a step another date: <b>{title}</b>, {due}.", name=name, title=title, due=due)
        case Kind.DONE:
            return _("<b>{name}</b> marked a step of your plan as done: <b>{title}</b>.", name=name, title=title)
        case Kind.ASIDE:
            why = history.WHY[deed.reason or Reason.OTHER]
            return _(
                "<b>{name}</b> set aside a step of your plan: <b>{title}</b> ({reason}).",
                name=name,
                title=title,
                reason=why,
            )
        case Kind.FREED:
            return _("<b>{name}</b> noted that you are not stuck any more: <b>{title}</b>.", name=name, title=title)
        case Kind.BACK:
            return _("<b>{name}</b> put a step back into your plan: <b>{title}</b>.", name=name, title=title)
        case _:
            return _("<b>{name}</b> put a step of your plan in other words: <b>{title}</b>.", name=name, title=title)


def _gathered(turn: Turn, mine: Plan, by: int, deeds: Sequence[Change]) -> Screen:
    shown = deeds[-TOLD:]
    rest = len(deeds) - len(shown)
    told: list[Words] = [_bullet(turn, mine, deed) for deed in shown]
    more = [ngettext("• and {count} more before", "• and {count} more before", rest)] if rest else []
    text = lines(
        _("<b>{name}</b> has worked on your plan:", name=handover.name_of(turn, by)), *more, *told, *still_asked(turn)
    )
    rows = {row.id: row for row in (mine.step(deed.step) for deed in shown) if row}
    openings = [Button(plan.title(turn, row), one_step.open_step.to(row.id)) for row in list(rows.values())[-OPENED:]]
    return Screen(text, (*ways.listed(*openings, ways.to_counsellor()), _onward()))


def _bullet(turn: Turn, mine: Plan, deed: Change) -> Text:
    return _("• {said}", said=history.words(deed, past.title(turn, mine, deed.step)))


def _opening(row: Step) -> Button:
    return Button(_("Open this step"), one_step.open_step.to(row.id))


def _onward() -> Row:
    return (Button(_("My plan"), plan.show.to()), Button(_("Home"), home.show.to()))


def still_asked(turn: Turn) -> Sequence[Words]:
    """A form goes on after such news: what is typed next is its answer."""
    if turn.state.asking is None or turn.conversation.speaker is Speaker.COUNSELLOR:
        return ()
    return ("", _("<i>The question above still waits for your answer.</i>"))
