"""The history of a plan: what changed, by whom, and why; candidates and staff read the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType
from typing import Any, assert_never

from sqlalchemy.orm import Session

from locales.text import Text, Value, _, ngettext
from storage import plans
from storage.plans import Plan, Step


class Kind(StrEnum):
    MADE = "made"
    FOLLOWED = "followed"
    KEPT = "kept"
    DONE = "done"
    ASIDE = "aside"
    BACK = "back"
    LATER = "later"
    STUCK = "stuck"
    FREED = "freed"
    ADDED = "added"
    REWORDED = "reworded"
    COMMENTED = "commented"
    PROVED = "proved"
    SIGNED = "signed"


ALTERS = frozenset({Kind.FOLLOWED, Kind.ADDED, Kind.REWORDED, Kind.LATER, Kind.ASIDE, Kind.BACK})
"""Changes after which a plan is another than the one that was co-signed."""


class Reason(StrEnum):
    """Why a step is set aside."""

    ALREADY = "already"
    NOT_MINE = "not_mine"
    LATER = "later"
    OTHER = "other"


WHY: Mapping[Reason, Text] = MappingProxyType(
    {
        Reason.ALREADY: _("done before"),
        Reason.NOT_MINE: _("does not apply"),
        Reason.LATER: _("to be seen later"),
        Reason.OTHER: _("for another reason"),
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which step, until when, why; of a plan that was made anew, the keys that it gained and lost."""

    kind: Kind
    step: str | None = None
    due: date | None = None
    reason: Reason | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as it is read later; `author` is a member of staff by name, None the candidate."""

    at: datetime
    author: str | None
    change: Change


def spell(change: Change) -> dict[str, Any]:
    told = {name: value for name, value in asdict(change).items() if value}
    return {**told, "due": change.due.isoformat()} if change.due else told


def read(stored: dict[str, Any]) -> Change:
    due, reason = stored.get("due"), stored.get("reason")
    return Change(
        Kind(stored["kind"]),
        stored.get("step"),
        date.fromisoformat(due) if due else None,
        Reason(reason) if reason else None,
        *(tuple(stored.get(name, ())) for name in ("added", "removed", "moved")),
    )


def note(
    session: Session, plan: Plan, change: Change, touched: Collection[Step], at: datetime, by: int | None = None
) -> None:
    """Writes a change down; `by` is the member of staff who made it, None the candidate."""
    plan.updated_at = at
    plans.keep_version(session, plan, at, spell(change), touched, by)


def entries(session: Session, plan: Plan) -> list[Entry]:
    """All changes, the latest first."""
    return [
        Entry(version.at, version.author.name if version.author else None, read(version.change))
        for version in reversed(plans.versions(session, plan))
    ]


def changed_since_signed(session: Session, plan: Plan) -> int:
    """How many changes make a plan another than the one that was co-signed; none where it never was."""
    if plan.signed_at is None:
        return 0
    changes = [read(version.change) for version in reversed(plans.versions(session, plan))]
    since = takewhile(lambda change: change.kind is not Kind.SIGNED, changes)
    return sum(change.kind in ALTERS for change in since)


def words(change: Change, title: Value) -> Text:  # noqa: PLR0911, PLR0912, C901 - one line for each kind of change
    """What a change did, in words; `title` is that of its step."""
    match change.kind:
        case Kind.MADE:
            return _("The plan was made from the profile.")
        case Kind.FOLLOWED:
            return _followed(change)
        case Kind.KEPT:
            return _("The plan was left as it is, although the profile or the programme has changed.")
        case Kind.DONE:
            return _("Done: {title}", title=title)
        case Kind.ASIDE if change.reason:
            return _("Set aside: {title} ({reason})", title=title, reason=WHY[change.reason])
        case Kind.ASIDE:
            return _("Set aside: {title}", title=title)
        case Kind.BACK:
            return _("Put back: {title}", title=title)
        case Kind.LATER if change.due:
            return _("New date, {date}: {title}", date=change.due, title=title)
        case Kind.LATER:
            return _("The date of the plan again: {title}", title=title)
        case Kind.STUCK:
            return _("Stuck: {title}", title=title)
        case Kind.FREED:
            return _("Not stuck any more: {title}", title=title)
        case Kind.ADDED:
            return _("Added: {title}", title=title)
        case Kind.REWORDED:
            return _("Changed: {title}", title=title)
        case Kind.COMMENTED:
            return _("Commented: {title}", title=title)
        case Kind.PROVED:
            return _("Proof received: {title}", title=title)
        case Kind.SIGNED:
            return _("The plan was co-signed.")
    assert_never(change.kind)


def _followed(change: Change) -> Text:
    counted: Sequence[Text] = [
        ngettext("{count} new step", "{count} new steps", len(change.added)),
        ngettext("{count} step left out", "{count} steps left out", len(change.removed)),
        ngettext("{count} new date", "{count} new dates", len(change.moved)),
    ]
    return _("The plan followed the profile or the programme: {changes}.", changes=[t for t in counted if t.count])
