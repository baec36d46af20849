"""A candidate's plan between its rows and the rules: made, and made to follow what has changed, when they agree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from coaching import history, rows
from coaching import plan as planning
from coaching.history import Change, Kind
from coaching.mornings import Mornings
from coaching.phases import Phase
from coaching.plan import PlannedStep
from coaching.profile import Profile, Worry
from coaching.programme import Programme
from coaching.rows import planned
from coaching.templates import own
from locales.text import Text
from storage.candidates import Candidate
from storage.conversations import of_candidate
from storage.plans import Plan, Step


@dataclass(frozen=True, slots=True)
class Hand:
    """In whose hand a plan is: `by` is a member of staff, None the candidate; `now` is on the candidate's own clock."""

    session: Session
    profile: Profile
    programme: Programme
    now: datetime
    by: int | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def landing(self) -> str | None:
        """The landing of the profile, as it is stored."""
        return self.profile.landing.isoformat() if self.profile.landing else None

    def note(self, plan: Plan, change: Change, *touched: Step) -> None:
        """Writes down what this hand changed; reminders follow it."""
        history.note(self.session, plan, change, touched, self.now, self.by)
        conversation = of_candidate(self.session, plan.candidate_id)
        if conversation:
            mornings = Mornings(self.session, conversation, plan, self.programme.catalogue, self.now)
            mornings.follow(known=self.by is None)


@dataclass(frozen=True, slots=True)
class Move:
    """Another date for a step, by its key."""

    key: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a plan would follow the profile and the content as they are now; nothing is changed yet."""

    arranged: tuple[PlannedStep, ...]
    added: tuple[PlannedStep, ...]
    removed: tuple[Step, ...]
    moved: tuple[Move, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved)

    @property
    def change(self) -> Change:
        return Change(
            Kind.FOLLOWED,
            added=tuple(step.key for step in self.added),
            removed=tuple(step.template for step in self.removed),
            moved=tuple(move.key for move in self.moved),
        )

    @property
    def digest(self) -> str:
        """Of all that it would do, so that a yes counts for what was shown."""
        told = ([(step.key, step.due) for step in self.added], self.change.removed, self.moved)
        return sha256(repr(told).encode()).hexdigest()[:12]


def make(hand: Hand, candidate_id: int) -> Plan:
    """Makes the first plan that follows from a profile."""
    candidate = hand.session.get_one(Candidate, candidate_id)
    plan = Plan(candidate=candidate, created_at=hand.now, updated_at=hand.now, steps=[])
    hand.session.add(plan)
    plan.landing = hand.profile.landing
    touched = rows.write(plan, planning.build(hand.profile, hand.programme.catalogue, hand.today))
    hand.session.flush()
    hand.note(plan, Change(Kind.MADE), *touched)
    return plan


def propose(hand: Hand, plan: Plan) -> Proposal:
    """What would change if the plan followed the profile, the content and the day.

    What is done, set aside, chosen by a person or written on by anybody stays, whatever the profile says.
    """
    fresh = {step.key: step for step in planning.build(hand.profile, hand.programme.catalogue, hand.today)}
    before = {step.template: step.due for step in plan.steps}
    removed = tuple(step for step in plan.steps if _falls_away(step, hand))
    kept = planned([step for step in plan.steps if step not in removed], hand.programme.catalogue, hand.now)
    added = [replace(step, due=None) for key, step in fresh.items() if key not in before]
    date_anew = planning.complete if plan.landing == hand.profile.landing else planning.redate
    arranged = date_anew([*_renewed(kept, fresh), *added], hand.profile, hand.today)
    return Proposal(
        arranged,
        added=tuple(step for step in arranged if step.key not in before),
        removed=removed,
        moved=tuple(
            Move(step.key, before[step.key], step.due)
            for step in arranged
            if step.key in before and before[step.key] != step.due
        ),
    )


def _falls_away(step: Step, hand: Hand) -> bool:
    template = hand.programme.catalogue.get(step.template)
    applies = template and planning.still_applies(template, hand.profile, hand.today)
    return not applies and rows.is_untouched(step)


def _renewed(kept: tuple[PlannedStep, ...], fresh: Mapping[str, PlannedStep]) -> list[PlannedStep]:
    """The steps as they are, with the reason that speaks for them now."""
    return [replace(step, because=fresh[step.key].because) if step.key in fresh else step for step in kept]


def as_agreed(hand: Hand, plan: Plan) -> Profile:
    """The profile with the landing that the plan's dates hang on: to another one the candidate has not agreed yet."""
    return replace(hand.profile, landing=plan.landing)


def is_news(hand: Hand, plan: Plan, proposal: Proposal) -> bool:
    """Whether a proposal holds more than what was turned down already; with the days it may only shrink."""
    if not proposal or plan.declined is None:
        return bool(proposal)
    declined, change = plan.declined, proposal.change
    if proposal.moved and declined["landing"] != hand.landing:
        return True
    return not ({*change.added} <= {*declined["added"]} and {*change.removed} <= {*declined["removed"]})


def follow(hand: Hand, plan: Plan) -> Proposal:
    """Makes the plan follow; returns what that changed."""
    proposal = propose(hand, plan)
    for step in proposal.removed:
        plan.steps.remove(step)
        hand.session.delete(step)
    touched = rows.write(plan, proposal.arranged)
    plan.landing, plan.declined = hand.profile.landing, None
    if proposal:
        hand.session.flush()
        hand.note(plan, proposal.change, *touched)
    return proposal


def decline(hand: Hand, plan: Plan) -> None:
    """Leaves the plan as it is; the same is not proposed again."""
    proposal = propose(hand, plan)
    if is_news(hand, plan, proposal):
        change = proposal.change
        plan.declined = {"landing": hand.landing, "added": [*change.added], "removed": [*change.removed]}
        hand.note(plan, Change(Kind.KEPT))


def next_steps(hand: Hand, plan: Plan, worry: Worry | None = None) -> list[Step]:
    """The three to do next, the most pressing first, with one that eases the worry."""
    found = {step.template: step for step in plan.steps}
    standing = planned(plan.steps, hand.programme.catalogue, hand.now)
    return [found[step.key] for step in planning.focus(standing, hand.today, worry)]


def add(hand: Hand, plan: Plan, key: str, due: date | None = None) -> Step:
    """Adds a step of the catalogue that the rules did not choose; one that is in the plan already is given back."""
    there = plan.step(key)
    if there:
        return there
    return _insert(hand, plan, PlannedStep(hand.programme.catalogue[key], Text(""), due, held=due is not None))


def add_own(hand: Hand, plan: Plan, phase: Phase, title: str, details: str, due: date | None) -> Step:
    """Adds a step in a person's own words."""
    taken = [int(step.template.removeprefix(rows.OWN)) for step in plan.steps if step.template.startswith(rows.OWN)]
    template = own(f"{rows.OWN}{max(taken, default=0) + 1}", phase, rows.own_words(title), rows.own_words(details))
    return _insert(hand, plan, PlannedStep(template, Text(""), due, held=due is not None), title, details or None)


def _insert(hand: Hand, plan: Plan, step: PlannedStep, title: str | None = None, details: str | None = None) -> Step:
    standing = planned(plan.steps, hand.programme.catalogue, hand.now)
    rows.write(plan, planning.complete([*standing, step], as_agreed(hand, plan), hand.today))
    row = next(each for each in plan.steps if each.template == step.key)
    row.held, row.staff_id = step.held, hand.by
    row.title, row.details = title, details
    hand.session.flush()
    hand.note(plan, Change(Kind.ADDED, step.key, row.due), row)
    return row


def sign(hand: Hand, plan: Plan) -> None:
    """A counsellor approves the plan as it stands: from now on it is co-signed."""
    plan.signed_at, plan.signed_by = hand.now, hand.by
    hand.note(plan, Change(Kind.SIGNED))
