"""How a training module is written in YAML, and what is said of one that is not written well."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from coaching import fields, notation
from coaching.cards import END, Card, Matching, Option, Ordering, Pair, Point, Quiz, Reading, Saying, Scenario
from coaching.fields import Fields, Shape
from coaching.modules import Changes, Lesson, Module, Question
from coaching.profile import Worry
from coaching.sheets import Place
from locales.text import Text

LONGEST_KEY = 12
TAKEN = ("on", "back")
"""Where `learn/…` leads already."""
ANY = ("next", "words")
"""What any card may have."""
MODULE = Shape(
    "a module",
    ("key", "title", "promise", "check", "lessons"),
    ("when", "eases", "completes"),
    {"title": 48, "promise": 240},
)
QUESTION = Shape("a question", ("key", "lesson", "ask", "options", "why"), (), {"ask": 240, "why": 240})
LESSON = Shape("a lesson", ("key", "title", "cards", "facts", "changes", "sources", "reviewed"), (), {"title": 40})
ANSWER = Shape("an answer", ("text",), ("right",), {"text": 110})
CHOICE = Shape("a choice", ("text", "then"), ("good", "next"), {"text": 110, "then": 400})
EXPLAINED = Shape("an answer", ("text", "why"), ("right", "next"), {"text": 110, "why": 240})
PAIR = Shape("a pair", ("left", "right"), (), {"left": 60, "right": 60})
POINT = Shape("a point", ("point", "signs"), (), {"point": 90})
FORMS: Mapping[str, Shape] = MappingProxyType(
    {
        "read": Shape("a card to read", ("read",), ("key", "title", *ANY), {"read": 300, "title": 60}),
        "scenario": Shape("a scenario", ("key", "scenario", "choices"), ANY, {"scenario": 300}),
        "quiz": Shape("a quiz", ("key", "quiz", "options"), ANY, {"quiz": 300}),
        "match": Shape("a card to match", ("key", "match", "pairs", "why"), ANY, {"match": 240, "why": 240}),
        "order": Shape(
            "a card to order",
            ("key", "order", "items", "why"),
            ANY,
            {"order": 240, "items": 80, "why": 240},
        ),
        "say": Shape("a card to answer", ("key", "say", "points", "answers"), ANY, {"say": 300, "answers": 240}),
    }
)


def module(root: Place) -> tuple[Place, Module] | None:
    """The one module of a file."""
    pairs = dict(root.entries("a module"))
    key = fields.slug(pairs["key"], LONGEST_KEY) if "key" in pairs else ""
    if key in TAKEN:
        pairs["key"].wrong(f'"{key}" is a page of the training: choose another key')
    told = fields.fields(root.named(key or "module"), pairs, MODULE)
    lessons = tuple(lesson(each) for each in told.items("lessons", "lessons"))
    check = tuple(question(each) for each in told.items("check", "questions"))
    told.count("lessons", lessons, 4, 7)
    told.count("check", check, 3, 5)
    refuse_twins(told, "lessons", [each.key for each in lessons])
    refuse_twins(told, "check", [each.key for each in check])
    for each in check:
        if each.lesson not in [taught.key for taught in lessons]:
            told.places["check"].wrong(f'"{each.key}" is taught by "{each.lesson}", which is no lesson: mend the key')
    if not key:
        return None
    return told.place, Module(
        key=key,
        title=told.text("title"),
        promise=told.text("promise"),
        check=check,
        lessons=lessons,
        when=told.when(),
        eases=told.choices("eases", Worry),
        completes=told.words("completes", "the key of a plan step"),
    )


def refuse_twins(told: Fields, name: str, keys: list[str]) -> None:
    for key in sorted({key for key in keys if key and keys.count(key) > 1}):
        told.places[name].wrong(f'the key "{key}" stands twice: choose another')


def refuse_same(told: Fields, name: str, texts: Sequence[Text]) -> None:
    """What is tapped is known by its sentence."""
    sentences = [text.msgid for text in texts if text.msgid]
    if len(set(sentences)) < len(sentences):
        told.place.wrong(f"has two {name} that read the same: make them different")


def keyed(place: Place, expected: str, shape: Shape) -> tuple[str, Fields]:
    pairs = dict(place.entries(expected))
    key = fields.slug(pairs["key"], LONGEST_KEY) if "key" in pairs else ""
    return key, fields.fields(place.named(f"{place.key}.{key}" if key else place.key), pairs, shape)


def question(place: Place) -> Question:
    key, told = keyed(place, "a question", QUESTION)
    options = tuple(answer(each) for each in told.items("options", "answers"))
    told.count("options", options, 2, 4)
    refuse_same(told, "answers", [each.text for each in options])
    right = sum(option.good for option in options)
    if options and right != 1:
        told.place.wrong(f"has {right} right answers: mark one with `right: true`")
    return Question(key, told.word("lesson", "the key of a lesson"), told.text("ask"), options, told.text("why"))


def answer(place: Place) -> Option:
    told = fields.fields(place, dict(place.entries("an answer")), ANSWER)
    return Option(told.text("text"), Text(""), is_true(told, "right"))


def is_true(told: Fields, name: str) -> bool:
    place = told.places.get(name)
    found = place.scalar("true or false") if place else "false"
    if place and found not in {"true", "false"}:
        place.wrong(f'expected true or false, found "{found}"')
    return found == "true"


def lesson(place: Place) -> Lesson:
    key, told = keyed(place, "a lesson", LESSON)
    cards = tuple(
        found for number, each in enumerate(told.items("cards", "cards"), 1) if (found := card(each, number, told))
    )
    told.count("cards", cards, 3, 9)
    check_ways(told, cards)
    if "facts" in told and not told.facts():
        told.places["facts"].wrong("is empty: name the facts on which the lesson rests")
    changes = fields.choice(told.places["changes"], Changes) if "changes" in told else None
    return Lesson(
        key,
        told.text("title"),
        cards,
        told.facts(),
        changes or Changes.YEARLY,
        told.sources(),
        told.reviewed(),
    )


def card(place: Place, number: int, of: Fields) -> Card | None:
    """A card is of the form whose name it bears; one that is only read is known by its number."""
    pairs = dict(place.named(f"{of.place.key}.cards").entries("a card"))
    form = next((name for name in pairs if name in FORMS), "")
    if not form:
        mend = f"is of no form: begin it with one of {', '.join(FORMS)}, not {', '.join(pairs)}"
        place.named(f"{of.place.key}.cards").wrong(mend)
        return None
    key = fields.slug(pairs["key"], LONGEST_KEY) if "key" in pairs else str(number)
    told = fields.fields(place.named(f"{of.place.key}.{key}"), pairs, FORMS[form])
    if key == END:
        told.place.wrong(f'"{END}" is where a lesson ends: choose another key')
    return BUILDERS[form](key, told)


def following(told: Fields) -> str:
    return told.word("next", "the key of a later card")


def words(told: Fields) -> tuple[str, ...]:
    found = told.words("words", "the key of a word")
    told.count("words", found, 1, 3)
    return found


def reading(key: str, told: Fields) -> Reading:
    paragraphs = told.texts("read")
    told.count("read", paragraphs, 1, 3)
    return Reading(key, paragraphs, told.text("title") if "title" in told else None, following(told), words(told))


def scenario(key: str, told: Fields) -> Scenario:
    paragraphs = told.texts("scenario")
    told.count("scenario", paragraphs, 1, 3)
    options = tuple(option(each, CHOICE, "then", "good") for each in told.items("choices", "choices"))
    told.count("choices", options, 2, 4)
    refuse_same(told, "choices", [each.text for each in options])
    if options and not any(each.good for each in options):
        told.place.wrong("has no good choice: mark at least one with `good: true`")
    return Scenario(key, paragraphs, options, following(told), words(told))


def option(place: Place, shape: Shape, then: str, good: str) -> Option:
    told = fields.fields(place, dict(place.entries(shape.name)), shape)
    return Option(told.text("text"), told.text(then), is_true(told, good), told.word("next", "the key of a later card"))


def quiz(key: str, told: Fields) -> Quiz:
    options = tuple(option(each, EXPLAINED, "why", "right") for each in told.items("options", "answers"))
    told.count("options", options, 2, 4)
    refuse_same(told, "answers", [each.text for each in options])
    if options and not any(each.good for each in options):
        told.place.wrong("has no right answer: mark at least one with `right: true`")
    return Quiz(key, told.text("quiz"), options, following(told), words(told))


def matching(key: str, told: Fields) -> Matching:
    pairs = tuple(pair(each) for each in told.items("pairs", "pairs"))
    told.count("pairs", pairs, 3, 5)
    refuse_same(told, "right sides", [each.right for each in pairs])
    return Matching(key, told.text("match"), pairs, told.text("why"), following(told), words(told))


def pair(place: Place) -> Pair:
    told = fields.fields(place, dict(place.entries("a pair")), PAIR)
    return Pair(told.text("left"), told.text("right"))


def ordering(key: str, told: Fields) -> Ordering:
    items = told.texts("items")
    told.count("items", items, 3, 5)
    refuse_same(told, "items", items)
    return Ordering(key, told.text("order"), items, told.text("why"), following(told), words(told))


def saying(key: str, told: Fields) -> Saying:
    points = tuple(point(each) for each in told.items("points", "points"))
    told.count("points", points, 2, 4)
    answers = told.texts("answers")
    told.count("answers", answers, 1, 2)
    return Saying(key, told.text("say"), points, answers, following(told), words(told))


def point(place: Place) -> Point:
    told = fields.fields(place, dict(place.entries("a point")), POINT)
    return Point(told.text("point"), told.words("signs", "the beginning of a word"))


BUILDERS: Mapping[str, Callable[[str, Fields], Card]] = MappingProxyType(
    {
        "read": reading,
        "scenario": scenario,
        "quiz": quiz,
        "match": matching,
        "order": ordering,
        "say": saying,
    }
)


def check_ways(told: Fields, cards: tuple[Card, ...]) -> None:
    """Ways lead forward only, so that each lesson ends; every card is on one of them."""
    keys = [each.key for each in cards]
    refuse_twins(told, "cards", keys)
    reached = {0}
    for number, each in enumerate(cards):
        named = [*(found.next for found in options_of(each) if found.next), *([each.next] if each.next else [])]
        for name in named:
            later = [*keys[number + 1 :], END]
            if name not in later:
                told.place.named(f"{told.place.key}.{each.key}").wrong(
                    f'leads to "{name}", which is no later card of this lesson{notation.nearest(name, later)}'
                )
        reached |= {keys.index(name) for name in named if name in keys}
        if not each.next and (not options_of(each) or not all(found.next for found in options_of(each))):
            reached.add(number + 1)
    for number in sorted(set(range(len(cards))) - reached):
        told.place.named(f"{told.place.key}.{keys[number]}").wrong("is never reached: lead to it, or take it out")


def options_of(card: Card) -> tuple[Option, ...]:
    match card:
        case Scenario() | Quiz():
            return card.options
        case _:
            return ()
