"""What newcomers ask, in their own words, and the card that answers it, in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from coaching.cards import Card, Reading, texts
from coaching.composing import options_of
from coaching.modules import Lesson
from coaching.training import shipped
from locales.catalogs import reader
from locales.text import Text

ZONE = "America/Toronto"
NOT_TAUGHT = frozenset({"immigration_process", "noc_cnp", "public_service"})
"""Topics of the fact pack that are no matter of this training: selection, codes of occupations, jobs of the State."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`facts` answer it; one card must hold all the decisive words, in English (`en`) and in French (`fr`)."""

    asks: str
    facts: list[str]
    en: list[str]
    fr: list[str]


ASKED = [Asked(**each) for each in yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text("utf-8"))]


def topic(fact: str) -> str:
    return fact.rsplit("_", 1)[0]


def lessons() -> Iterator[Lesson]:
    for module in shipped():
        yield from module.lessons


def said(card: Card) -> list[Text]:
    """What a card tells: neither its title nor a wrong answer, but what is said of a wrong answer."""
    if isinstance(card, Reading):
        return list(card.told)
    wrong = [option.text for option in options_of(card) if not option.good]
    return [text for text in texts(card) if text not in wrong]


def holds(card: Card, language: str, decisive: list[str]) -> bool:
    """Among what a learner reads there, on one screen and whatever the spaces."""
    words = " ".join(reader(language, ZONE).plain(text) for text in said(card))
    shown = " ".join(words.split()).casefold()
    return all(each.casefold() in shown for each in decisive)


def test_there_are_at_least_thirty_questions_and_none_twice() -> None:
    assert len({each.asks for each in ASKED}) == len(ASKED) >= 30


@pytest.mark.parametrize("question", ASKED, ids=lambda each: each.asks)
def test_a_newcomers_question_is_answered_on_a_card_in_both_languages(question: Asked) -> None:
    cards = [card for lesson in lessons() for card in lesson.cards if {f.id for f in lesson.facts} & {*question.facts}]
    assert cards, "no lesson rests on these facts"
    assert [card.key for card in cards if holds(card, "en", question.en) and holds(card, "fr", question.fr)], (
        "no card holds the decisive words in both languages"
    )


@pytest.mark.parametrize("question", ASKED, ids=lambda each: each.asks)
def test_the_facts_of_an_answer_are_all_taught(question: Asked) -> None:
    assert {*question.facts} <= {fact.id for lesson in lessons() for fact in lesson.facts}


def test_something_is_asked_about_every_topic_that_is_taught() -> None:
    taught = {topic(fact.id) for lesson in lessons() for fact in lesson.facts}
    assert taught == {topic(fact) for question in ASKED for fact in question.facts}
    assert not taught & NOT_TAUGHT
