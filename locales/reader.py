"""A reader puts text into words: in one language, on the clock of one time zone, for HTML or plain."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from markupsafe import Markup

from locales import foreign
from locales.sentences import Sentence, faults, parsed, without_markup
from locales.text import Country, Day, Lines, Money, Text, Tongue, Value
from locales.translations import Translations, translations
from locales.wording import Wording, wording

Ways: TypeAlias = Mapping[type, Callable[[Any], str]]


class Reader:
    """Text in the words of `locale` (a shipped language), with times on the clock of `zone` (an IANA name)."""

    __slots__ = ("_wording", "html", "locale", "plain", "zone")

    html: Callable[[Value], str]
    """As Telegram and browsers parse it: the markup of sentences is kept, every value is escaped once."""
    plain: Callable[[Value], str]
    """For buttons, titles and e-mail: without tags and entities, values as they are."""

    def __init__(self, locale: str, zone: str) -> None:
        self.locale = locale
        self.zone = zone
        self._wording = wording(locale)
        self.html = Rendering(self._wording, ZoneInfo(zone), sentences(locale, HTML)).show
        self.plain = Rendering(self._wording, ZoneInfo(zone), sentences(locale, PLAIN)).show

    def __repr__(self) -> str:
        return f"Reader({self.locale!r}, {self.zone!r})"

    @property
    def rtl(self) -> bool:
        return self._wording.direction == "rtl"

    def date(self, day: date) -> str:
        return self.plain(day)

    def country(self, code: str) -> str:
        return self._wording.country(code)

    def tongue(self, code: str) -> str:
        return self._wording.tongue(code)


@dataclass(frozen=True, slots=True)
class Medium:
    """What words are written for: how values of people, and how trusted sentences, are written there."""

    leaf: Callable[[foreign.Direction], foreign.Leaf]
    trusted: Callable[[str], str]


HTML = Medium(foreign.html, str.__str__)
PLAIN = Medium(foreign.plain, without_markup)


class Sentences:
    """The sentences of one language in one medium, each parsed the first time that it is said."""

    def __init__(self, known: Translations, medium: Medium) -> None:
        self.medium = medium
        self._known = known
        self._parsed: dict[str | tuple[str, bool, int], Sentence] = {}

    def of(self, text: Text) -> Sentence:
        key = (text.msgid, text.count == 1, self._known.form_of(text.count)) if text.plural else text.msgid
        return self._parsed.get(key) or self._parsed.setdefault(key, parsed(self.medium.trusted(self._words(text))))

    def _words(self, text: Text) -> str:
        """The translation where it is sound, else the English."""
        forms = self._known.forms.get(text.msgid, ())
        chosen = self._known.form_of(text.count) if text.plural else 0
        if chosen < len(forms) and not any(faults(forms[chosen], text.msgid, text.plural)):
            return forms[chosen]
        return text.plural if text.plural and text.count != 1 else text.msgid


@cache
def sentences(locale: str, medium: Medium) -> Sentences:
    return Sentences(translations(locale), medium)


class Rendering:
    """Values in words, each in the way of its type."""

    def __init__(self, wording: Wording, zone: ZoneInfo, sentences: Sentences) -> None:
        self._sentence = sentences.of
        self._listed = wording.listed
        self._ways: dict[type, Callable[[Any], str]] = {
            Text: self._text,
            Lines: self._lines,
            tuple: self._list,
            list: self._list,
            **ways_of_names(wording, sentences.medium),
            **ways_of_numbers(wording, zone),
        }

    def show(self, value: Value) -> str:
        return (self._ways.get(type(value)) or self._way_of_a_kind(value))(value)

    def _text(self, text: Text) -> str:
        sentence = self._sentence(text)
        if not sentence.names:
            return sentence.pattern
        return sentence.pattern % tuple([self.show(text.values[name]) for name in sentence.names])

    def _lines(self, lines: Lines) -> str:
        return "\n".join(self._each(lines))

    def _each(self, lines: Lines) -> Iterator[str]:
        for line in lines.lines:
            if isinstance(line, Lines):
                yield from self._each(line)
            elif line is not None:
                yield self.show(line)

    def _list(self, values: Sequence[Value]) -> str:
        return self._listed([self.show(value) for value in values])

    def _way_of_a_kind(self, value: Value) -> Callable[[Any], str]:
        """A subtype, such as an enumeration of strings, is shown as the nearest type that is known."""
        for kind in type(value).__mro__:
            if way := self._ways.get(kind):
                self._ways[type(value)] = way
                return way
        raise TypeError(f"{value!r} cannot be put into words: expected a text, number, date, name or list.")


def ways_of_names(wording: Wording, medium: Medium) -> Ways:
    leaf = medium.leaf(wording.direction)
    return {
        str: lambda words: leaf(str.__str__(words)),
        Markup: lambda words: medium.trusted(str.__str__(words)),
        Country: lambda country: leaf(wording.country(country.code)),
        Tongue: lambda tongue: leaf(wording.tongue(tongue.code)),
    }


def ways_of_numbers(wording: Wording, zone: ZoneInfo) -> Ways:
    return {
        int: wording.number,
        float: wording.number,
        date: wording.date,
        datetime: lambda moment: wording.moment(moment, zone),
        Day: lambda day: wording.day(day.date),
        Money: lambda money: wording.money(money.cents),
    }
