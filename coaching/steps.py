"""One step of a plan in somebody's hand: done, set aside, put back, put off, reworded, spoken about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from coaching import plan as planning
from coaching import rows
from coaching.catalogue import Catalogue
from coaching.history import Change, Kind, Reason
from coaching.plans import Hand, as_agreed
from locales.text import Text
from storage.plans import Comment, PlanVersion, Progress, Step, as_it_stood, versions


def finish(hand: Hand, step: Step) -> None:
    """Marks a step as done; what hangs on it gets its date. A second time changes nothing."""
    if step.progress is not Progress.DONE:
        _settle(hand, step, Progress.DONE, Change(Kind.DONE, step.template))


def set_aside(hand: Hand, step: Step, reason: Reason) -> None:
    if step.progress is not Progress.SKIPPED or step.reason != reason:
        _settle(hand, step, Progress.SKIPPED, Change(Kind.ASIDE, step.template, reason=reason))


def put_back(hand: Hand, step: Step) -> None:
    """Takes back that a step was settled; what hung on that day is dated as before it."""
    if step.progress is not Progress.TODO:
        step.progress, step.settled_at, step.reason = Progress.TODO, None, None
        hand.note(step.plan, Change(Kind.BACK, step.template), step, *_as_before(hand, step))


def _as_before(hand: Hand, step: Step) -> list[Step]:
    """Gives the steps that moved when this one was settled, and not since, their dates of before; returns them."""
    told = versions(hand.session, step.plan)
    settled = [number for number, each in enumerate(told) if _settles(each, step)]
    if not settled:
        return []
    stood = as_it_stood(told[: settled[-1]])
    moved = {each["template"]: each["due"] for each in told[settled[-1]].steps}
    found = [row for row in step.plan.steps if row is not step and _is_free(row) and row.template in moved]
    dues = {row.template: row.due.isoformat() if row.due else None for row in found}
    back = [row for row in found if moved[row.template] == dues[row.template] and row.template in stood]
    for row in back:
        before = stood[row.template]["due"]
        row.due = date.fromisoformat(before) if before else None
    return back


def _settles(version: PlanVersion, step: Step) -> bool:
    return version.change.get("step") == step.template and version.change["kind"] in {Kind.DONE, Kind.ASIDE}


def _is_free(row: Step) -> bool:
    return row.progress is Progress.TODO and not row.held


def _settle(hand: Hand, step: Step, progress: Progress, change: Change) -> None:
    step.progress, step.settled_at = progress, hand.now
    step.reason, step.stuck_at = change.reason, None
    hand.note(step.plan, change, step, *_follow(hand, step))


def postpone(hand: Hand, step: Step, day: date) -> None:
    """Holds a step to a date that a person chose; what hangs on it follows."""
    if step.due != day or not step.held:
        step.due, step.held = day, True
        hand.note(step.plan, Change(Kind.LATER, step.template, day), step, *_follow(hand, step))


def let_go(hand: Hand, step: Step) -> None:
    """Gives a step back the date that follows from the plan."""
    if step.held:
        step.held, step.due = False, None
        moved = _date_anew(hand, step, {step.template})
        hand.note(step.plan, Change(Kind.LATER, step.template), step, *moved)


def tick(step: Step, action: Text, now: datetime) -> None:
    """Ticks one of the small actions, or takes the tick away: too small a thing for the history."""
    step.plan.updated_at = now
    mark = rows.mark(action)
    step.ticked = [each for each in step.ticked if each != mark] if mark in step.ticked else [*step.ticked, mark]


def is_ticked(step: Step, action: Text) -> bool:
    return rows.mark(action) in step.ticked


def get_stuck(hand: Hand, step: Step) -> None:
    """The candidate cannot go on with a step: the counsellor is to see it."""
    if step.stuck_at is None and step.progress is Progress.TODO:
        step.stuck_at = hand.now
        hand.note(step.plan, Change(Kind.STUCK, step.template), step)


def is_answered(step: Step, waiting_since: datetime | None) -> bool:
    """Whether staff have answered since the candidate got stuck, who waits for an answer since then, or no more."""
    return step.stuck_at is not None and (waiting_since is None or waiting_since > step.stuck_at)


def stay_stuck(hand: Hand, step: Step) -> None:
    """The answer did not help: the counsellor is to see it anew."""
    if step.stuck_at is not None:
        step.stuck_at = hand.now
        hand.note(step.plan, Change(Kind.STUCK, step.template), step)


def go_on(hand: Hand, step: Step) -> None:
    """Nobody is stuck with a step any more: so the candidate says, or a counsellor who knows."""
    if step.stuck_at is not None:
        step.stuck_at = None
        hand.note(step.plan, Change(Kind.FREED, step.template), step)


def reword(hand: Hand, step: Step, title: str, details: str) -> None:
    """Puts a counsellor's words in place of the content's; none gives the content's back."""
    own = step.template.startswith(rows.OWN)
    words = (title or (step.title if own else None), details or None)
    if (step.title, step.details) != words:
        step.title, step.details = words
        hand.note(step.plan, Change(Kind.REWORDED, step.template), step)


def comment(hand: Hand, step: Step, text: str) -> Comment:
    said = Comment(step=step, staff_id=hand.by, text=text, at=hand.now)
    hand.session.add(said)
    hand.note(step.plan, Change(Kind.COMMENTED, step.template), step)
    return said


def _follow(hand: Hand, step: Step) -> list[Step]:
    """Dates the steps that hang on this one; the others keep theirs, so that what is late stays late."""
    hanging = set(_hanging(step.template, hand.programme.catalogue))
    return _date_anew(hand, step, hanging)


def _date_anew(hand: Hand, step: Step, keys: Iterable[str]) -> list[Step]:
    """Gives these steps of the same plan their dates again; returns those that moved."""
    free = {row.template for row in step.plan.steps if row.template in set(keys) and not row.held}
    steps = [
        replace(each, due=None) if each.key in free and not each.settled else each
        for each in rows.planned(step.plan.steps, hand.programme.catalogue, hand.now)
    ]
    dates = {each.key: each.due for each in planning.complete(steps, as_agreed(hand, step.plan), hand.today)}
    moved = [
        row
        for row in step.plan.steps
        if row.template in free and row.progress is Progress.TODO and row.due != dates[row.template]
    ]
    for row in moved:
        row.due = dates[row.template]
    return moved


def _hanging(key: str, catalogue: Catalogue) -> set[str]:
    found = {key}
    for _round in range(len(catalogue)):
        more = {each.key for each in catalogue if each.due.step in found} - found
        if not more:
            break
        found |= more
    return found - {key}
