"""A plan step as the content tells it, before it is anybody's."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coaching.dues import Anchor, Due
from coaching.phases import Phase
from coaching.profile import Worry
from coaching.rules import ALWAYS, Rule
from locales.text import Text

ON_THE_PLAN = Due(Anchor.PLAN)
IN_TWO_WEEKS = Due(Anchor.PLAN, 14)


class Confidence(StrEnum):
    """How sure a fact is; what is less than medium is not taught."""

    HIGH = "high"
    MEDIUM = "medium"


@dataclass(frozen=True, slots=True)
class Source:
    """`date` is the version of the page, as far as it is known: "2026-06-10", "2026-06", "2026" or "undated"."""

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the fact pack that the step rests on."""

    id: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """A step as the content tells it, before it is anybody's.

    `eases` is which worries it answers; `root` is the due date hung on the landing or the plan itself, through the
    steps between.
    """

    key: str
    phase: Phase
    title: Text
    why: Text
    actions: tuple[Text, ...]
    duration: Text
    cost: Text
    proof: Text
    help: Text
    link: str
    link_title: Text
    measure: str
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    reviewed: date
    due: Due
    programme: Text | None = None
    link_fr: str = ""
    when: Rule = ALWAYS
    after: tuple[str, ...] = ()
    eases: tuple[Worry, ...] = ()
    root: Due = ON_THE_PLAN

    @property
    def waits(self) -> tuple[str, ...]:
        """The keys of the steps that come first: what it waits for, and what its date hangs on."""
        return (*self.after, self.due.step) if self.due.step else self.after

    @property
    def sourced(self) -> bool:
        """Whether it is the programme's content: a counsellor's own step has neither source nor official page."""
        return bool(self.link)

    def url(self, locale: str) -> str:
        """The official page in the reader's language where there is one."""
        return self.link_fr if self.link_fr and locale.startswith("fr") else self.link


def own(key: str, phase: Phase, title: Text, details: Text) -> StepTemplate:
    """A step that is no content's, or not any more: a title, and what there is to know.

    It is due in two weeks where nobody gave it a day.
    """
    nothing = Text("")
    return StepTemplate(
        key=key,
        phase=phase,
        title=title,
        why=details,
        actions=(),
        duration=nothing,
        cost=nothing,
        proof=nothing,
        help=nothing,
        link="",
        link_title=nothing,
        measure="2.1",
        sources=(),
        facts=(),
        reviewed=date.min,
        due=IN_TWO_WEEKS,
        root=IN_TWO_WEEKS,
    )
