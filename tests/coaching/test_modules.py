"""The laws of the shipped training: true, varied, fair to guess at, and fit for a phone in both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from coaching.cards import Card, Matching, Option, Ordering, Quiz, Reading, Saying, Scenario, texts
from coaching.composing import ANSWER, CHOICE, EXPLAINED, FORMS, LESSON, MODULE, PAIR, POINT, QUESTION, options_of
from coaching.folding import fold
from coaching.glossary import SHAPE as WORD
from coaching.modules import Changes, Lesson, Module
from coaching.saying import heard
from coaching.training import shipped
from locales.catalogs import reader
from locales.text import Text
from tests.coaching.test_content import ADDRESS, OFFICIAL
from tests.house.files import ROOT
from tests.reading_level import sentences, words_of

ZONE = "America/Toronto"
LANGUAGES = ("en", "fr")
REVIEWED = date(2026, 11, 25)
LONGEST_SENTENCE = {"en": 20, "fr": 26}
PACK = ROOT.parent / "shared" / "facts" / "facts.yaml"
NEARLY_OFFICIAL = {
    "gpp.oiq.qc.ca": "the professional order of engineers, on the duties of employers for safety",
    "www.syndicatprehospitalier.com": "the union of paramedics, on the right to refuse dangerous work",
}
"""Where the fact pack has no page of an official body: whose word is taken instead."""
SMALL = re.compile(r"\b(un|une|le|la|les|l|du|de|des|d|etre|faire|c|est|mon|ma|avoir|se)\b")
MODULES = pytest.mark.parametrize("module", list(shipped()), ids=lambda each: each.key)
READERS = pytest.mark.parametrize("language", LANGUAGES)
Shown = tuple[Text, int]


def cards(module: Module) -> Iterator[Card]:
    for lesson in module.lessons:
        yield from lesson.cards


def shown(text: Text, language: str) -> str:
    return reader(language, ZONE).plain(text)


def decisions(module: Module) -> list[tuple[Option, ...]]:
    """The options of every question with a single right answer."""
    asked = [options_of(card) for card in cards(module)] + [question.options for question in module.check]
    return [options for options in asked if sum(option.good for option in options) == 1]


def stands_out(options: tuple[Option, ...], language: str) -> bool:
    """Whether the right option is longer than every other."""
    by_length = sorted(options, key=lambda option: len(shown(option.text, language)), reverse=True)
    lengths = [len(shown(option.text, language)) for option in by_length]
    return by_length[0].good and lengths[0] > lengths[1]


def consequences(lesson: Lesson) -> list[Card]:
    """Cards to which only a choice leads, each with something after it."""
    found = []
    for number, card in enumerate(lesson.cards[1:], 1):
        before = lesson.cards[:number]
        chosen = [option for each in before for option in options_of(each) if option.next == card.key]
        straight = any(lesson.after(each) is card for each in before if not all_lead(each))
        if chosen and not straight and lesson.after(card):
            found.append(card)
    return found


def all_lead(card: Card) -> bool:
    return bool(options_of(card)) and all(option.next for option in options_of(card))


def measured_options(options: tuple[Option, ...], text: int, then: int) -> Iterator[Shown]:
    for option in options:
        yield from ((option.text, text), (option.then, then))


def measured(card: Card) -> Iterator[Shown]:
    """Each sentence of a card with the characters that its form allows it."""
    match card:
        case Reading(told=told, title=title):
            yield from ((text, FORMS["read"].longest["read"]) for text in told)
            yield from ((text, FORMS["read"].longest["title"]) for text in (title,) if text)
        case Scenario(told=told, options=options):
            yield from ((text, FORMS["scenario"].longest["scenario"]) for text in told)
            yield from measured_options(options, CHOICE.longest["text"], CHOICE.longest["then"])
        case Quiz(asks=asks, options=options):
            yield asks, FORMS["quiz"].longest["quiz"]
            yield from measured_options(options, EXPLAINED.longest["text"], EXPLAINED.longest["why"])
        case Matching(asks=asks, pairs=pairs, why=why):
            yield from ((asks, FORMS["match"].longest["match"]), (why, FORMS["match"].longest["why"]))
            yield from ((side, PAIR.longest["left"]) for pair in pairs for side in (pair.left, pair.right))
        case Ordering(asks=asks, items=items, why=why):
            yield from ((asks, FORMS["order"].longest["order"]), (why, FORMS["order"].longest["why"]))
            yield from ((item, FORMS["order"].longest["items"]) for item in items)
        case Saying(asks=asks, points=points, answers=answers):
            yield asks, FORMS["say"].longest["say"]
            yield from ((point.text, POINT.longest["point"]) for point in points)
            yield from ((answer, FORMS["say"].longest["answers"]) for answer in answers)


def measured_module(module: Module) -> Iterator[Shown]:
    yield from ((module.title, MODULE.longest["title"]), (module.promise, MODULE.longest["promise"]))
    yield from ((lesson.title, LESSON.longest["title"]) for lesson in module.lessons)
    for question in module.check:
        yield from ((question.asks, QUESTION.longest["ask"]), (question.why, QUESTION.longest["why"]))
        yield from ((option.text, ANSWER.longest["text"]) for option in question.options)
    yield from chain.from_iterable(measured(card) for card in cards(module))


def vouched(host: str) -> bool:
    return bool(OFFICIAL.fullmatch(host)) or host in NEARLY_OFFICIAL


def sayings() -> list[tuple[Saying, Text]]:
    found = [card for module in shipped() for card in cards(module) if isinstance(card, Saying)]
    return [(card, answer) for card in found for answer in card.answers]


def lessons() -> list[Lesson]:
    return [lesson for module in shipped() for lesson in module.lessons]


@pytest.fixture(scope="module")
def pack() -> dict[str, dict[str, Any]]:
    if not PACK.exists():
        pytest.skip("The fact pack is not beside this copy of the project.")
    return {fact["id"]: fact for fact in yaml.load(PACK.read_text("utf-8"), Loader=yaml.CSafeLoader)}


def test_there_are_thirteen_modules_of_different_titles() -> None:
    assert len({module.title.msgid for module in shipped()}) == len(shipped()) == 13


@MODULES
def test_a_lesson_begins_with_reading_and_asks_for_a_decision_or_for_words(module: Module) -> None:
    for lesson in module.lessons:
        assert 5 <= len(lesson.cards) <= 9, lesson.key
        assert isinstance(lesson.cards[0], Reading), lesson.key
        assert any(isinstance(card, Scenario | Saying) for card in lesson.cards), lesson.key


@MODULES
def test_a_module_uses_many_forms(module: Module) -> None:
    assert len({type(card) for card in cards(module)}) >= 4


@MODULES
def test_a_module_has_a_scenario_with_two_good_choices(module: Module) -> None:
    assert [
        card.key for card in cards(module) if isinstance(card, Scenario) and sum(each.good for each in card.options) > 1
    ]


@MODULES
def test_a_module_plays_out_what_a_choice_brings_about(module: Module) -> None:
    assert [card.key for lesson in module.lessons for card in consequences(lesson)]


@MODULES
@READERS
def test_the_longest_answer_is_no_hint(module: Module, language: str) -> None:
    asked = decisions(module)
    assert sum(stands_out(options, language) for options in asked) <= len(asked) * 0.5


@MODULES
def test_whoever_chooses_otherwise_reads_why(module: Module) -> None:
    assert all(option.then.msgid for card in cards(module) for option in options_of(card))


@MODULES
@READERS
def test_sentences_are_short(module: Module, language: str) -> None:
    told = [shown(text, language) for card in cards(module) for text in texts(card)]
    long = [each for text in told for each in sentences(text) if len(words_of(each)) > LONGEST_SENTENCE[language]]
    assert long == []


@MODULES
@READERS
def test_what_is_shown_keeps_to_its_length_in_every_language(module: Module, language: str) -> None:
    assert [told for text, longest in measured_module(module) if len(told := shown(text, language)) > longest] == []


@READERS
def test_words_of_quebec_keep_to_their_length_in_every_language(language: str) -> None:
    for word in shipped().glossary:
        assert len(shown(word.meaning, language)) <= WORD.longest["meaning"], word.key
        assert len(shown(word.sense, language)) <= WORD.longest["sense"], word.key


@MODULES
def test_sentences_are_typed_with_care(module: Module) -> None:
    for text, _ in measured_module(module):
        assert not re.search(r"'|  |\.\.\.|\"", text.msgid), text.msgid
        assert not re.search(r"\d{4}\s\$|'|\"|\.\.\.", shown(text, "fr")), text.msgid


@pytest.mark.parametrize(("card", "answer"), sayings(), ids=lambda each: getattr(each, "key", ""))
@READERS
def test_a_good_answer_shows_all_that_is_asked_of_one(card: Saying, answer: Text, language: str) -> None:
    assert all(heard(card, shown(answer, language)))


@MODULES
def test_lessons_are_reviewed_and_name_dated_sources(module: Module) -> None:
    for lesson in module.lessons:
        assert lesson.reviewed >= REVIEWED, lesson.key
        assert all(source.title and source.date for source in lesson.sources), lesson.key


@MODULES
def test_what_the_law_or_a_policy_says_rests_on_a_page_of_an_official_body(module: Module) -> None:
    for lesson in module.lessons:
        hosts = {urlsplit(source.url).netloc for source in lesson.sources}
        assert lesson.changes is Changes.NEVER or any(map(vouched, hosts)), lesson.key


def test_facts_are_those_of_the_pack_and_as_sure(pack: dict[str, dict[str, Any]]) -> None:
    for lesson in lessons():
        for fact in lesson.facts:
            assert pack[fact.id]["confidence"] == fact.confidence != "low", (lesson.key, fact.id)


def test_a_lesson_changes_as_often_as_the_most_changeable_of_its_facts(pack: dict[str, dict[str, Any]]) -> None:
    order = list(Changes)
    for lesson in lessons():
        told = [Changes(pack[fact.id]["changes"]) for fact in lesson.facts]
        assert lesson.changes is max(told, key=order.index), lesson.key


def test_every_source_is_the_page_of_a_fact_or_stands_in_the_list_of_sources(pack: dict[str, dict[str, Any]]) -> None:
    listed = set(ADDRESS.findall((ROOT / "content" / "SOURCES.md").read_text("utf-8")))
    for lesson in lessons():
        pages = {pack[fact.id]["source_url"] for fact in lesson.facts}
        named = {source.url for source in lesson.sources}
        assert pages <= named <= pages | listed, lesson.key


def test_every_word_is_explained_on_some_card() -> None:
    used = {word for module in shipped() for card in cards(module) for word in card.words}
    assert {word.key for word in shipped().glossary} == used


def test_no_word_is_explained_twice() -> None:
    forms = [
        {" ".join(SMALL.sub(" ", fold(form)).split()) for form in word.term.split(",")} for word in shipped().glossary
    ]
    counted = Counter(chain.from_iterable(forms))
    assert [form for form, times in counted.items() if times > 1] == []
