"""How a plan step is written in YAML, and what is said of one that is not written well."""

import re
from collections.abc import Iterator

from coaching import dues, fields
from coaching.dues import Anchor, Due
from coaching.fields import Fields, Shape
from coaching.phases import Phase
from coaching.profile import Worry
from coaching.sheets import Place
from coaching.templates import StepTemplate
from locales.text import Text

MEASURE = re.compile(r"[1-5]\.\d")
LONGEST_KEY = 24
SHAPE = Shape(
    "a step",
    (
        *("key", "title", "why", "actions", "duration", "cost", "proof", "help"),
        *("link", "link_title", "measure", "due", "facts", "sources", "reviewed"),
    ),
    ("link_fr", "programme", "when", "after", "eases"),
    {"title": 64, "why": 400, "actions": 240, "duration": 60, "cost": 140, "proof": 160, "help": 160},
)


def steps(root: Place) -> Iterator[tuple[Place, StepTemplate]]:
    """The steps of one file, which names its phase once: `phase: first_week`, then `steps:`."""
    parts = dict(root.entries('"phase: ..." and "steps: ..."'))
    for name in parts.keys() ^ {"phase", "steps"}:
        root.named(name).wrong('a file holds "phase" and "steps", and nothing else')
    phase = fields.choice(parts["phase"], Phase) if "phase" in parts else None
    for place in parts["steps"].items("steps") if "steps" in parts else ():
        if step := template(place, phase or Phase.FIRST_WEEK):
            yield place.named(step.key), step


def template(place: Place, phase: Phase) -> StepTemplate | None:
    pairs = dict(place.entries("a step"))
    key = fields.slug(pairs["key"], LONGEST_KEY) if "key" in pairs else ""
    told = fields.fields(place.named(key or "step"), pairs, SHAPE)
    if not key:
        return None
    return StepTemplate(
        key=key,
        phase=phase,
        title=told.text("title"),
        why=told.text("why"),
        actions=actions(told),
        duration=told.text("duration"),
        cost=told.text("cost"),
        proof=told.text("proof"),
        help=told.text("help"),
        link=told.link("link"),
        link_fr=told.link("link_fr"),
        link_title=told.text("link_title"),
        measure=measure(told),
        programme=told.text("programme") if "programme" in told else None,
        when=told.when(),
        after=told.words("after", "the key of a step"),
        due=due(told),
        eases=told.choices("eases", Worry),
        facts=told.facts(),
        sources=told.sources(),
        reviewed=told.reviewed(),
    )


def actions(told: Fields) -> tuple[Text, ...]:
    found = told.texts("actions")
    told.count("actions", found, 3, 6)
    return found


def measure(told: Fields) -> str:
    place = told.places.get("measure")
    found = place.scalar("a measure such as 2.1") if place else ""
    if place and found and not MEASURE.fullmatch(found):
        place.wrong(f'expected a measure such as 2.1, found "{found}"')
    return found


def due(told: Fields) -> Due:
    place = told.places.get("due")
    day = place.scalar(f"a day such as {dues.EXAMPLES}") if place else ""
    found = dues.parse(day)
    if place and day and not found:
        place.wrong(f'expected a day such as {dues.EXAMPLES}, found "{day}"')
    return found or Due(Anchor.PLAN)
