"""What a walk gathers: screens and the buttons on them, pages reached, examples taken, and what was wrong."""

import traceback
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeAlias

from dialogs.engine.examples import Example, Kind
from dialogs.engine.forms import Form
from dialogs.engine.limits import Mistake
from dialogs.engine.pages import Page
from dialogs.engine.questions import FileQuestion, Question
from dialogs.engine.report import Finding, Place, Report
from dialogs.engine.site import Site

Traveller: TypeAlias = tuple[str, str]
"""Who walks, and in which language."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen that somebody saw: the place that showed it, and where its buttons lead."""

    number: int
    traveller: Traveller
    place: str
    paths: tuple[str, ...]


class Survey:
    """Everything that a walk through one site gathered."""

    def __init__(self, site: Site) -> None:
        self.turns = 0
        self._site = site
        self._home = site.reception.home.pattern
        self._forms = {page.pattern: form for form in site.forms.values() for page in form.pages}
        self._findings: set[Finding] = set()
        self._seen: list[Seen] = []
        self._landed: dict[tuple[Traveller, str], Seen] = {}
        self._landed_alike: dict[tuple[Traveller, str], list[Seen]] = defaultdict(list)
        self._visited: set[str] = set()
        self._asked: set[tuple[str, str]] = set()
        self._taken: dict[tuple[str, str, str], bool] = {}

    def wrong(self, place: str, locale: str, mistake: Mistake) -> None:
        self._findings.add(Finding(place, locale, *mistake))

    def raised(self, place: str, locale: str, error: Exception, visited: list[str]) -> None:
        self._visited.update(visited)
        line = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{'/'.join(PurePath(line.filename).parts[-3:])}, line {line.lineno}"
        told = f"{type(error).__name__}: {error}".partition("\n")[0]
        self.wrong(place, locale, (f"it raises {told}", "an answer to all that a person can do", f"Mend {where}."))

    def saw(self, traveller: Traveller, place: str, paths: tuple[str, ...], visited: list[str]) -> Seen:
        """Notes a screen, its buttons, and the pages that made it."""
        seen = Seen(len(self._seen), traveller, place, paths)
        self._seen.append(seen)
        self._visited.update(visited)
        return seen

    def landed(self, traveller: Traveller, path: str, seen: Seen) -> None:
        """Notes which screen a button led to."""
        self._landed[traveller, path] = seen
        self._landed_alike[traveller, self._name(path)].append(seen)

    def asked(self, form: str, question: str) -> None:
        self._asked.add((form, question))

    def tried(self, example: Example, locale: str, *, taken: bool) -> None:
        """Notes whether an example was taken: a good one must be in some language, a bad one in none."""
        key = (example.form, example.question, example.text)
        if example.kind is Kind.GOOD:
            self._taken[key] = self._taken.get(key, False) or taken
        elif example.kind is Kind.BAD and taken:
            mistake = (f"its bad example {example.text!r} is taken", "words on what is expected", "Refuse it.")
            self.wrong(f"{example.form}/{example.question}", locale, mistake)

    def report(self) -> Report:
        for findings in (self._homeless(), self._unreached(), self._refused(), self._without_examples()):
            self._findings.update(findings)
        edges = {(self._drawn(seen.place), self._name(path)) for seen in self._seen for path in seen.paths}
        return Report(
            tuple(sorted(self._findings)), tuple(sorted(self._places())), frozenset(edges), self.turns, self._home
        )

    def _name(self, path: str) -> str:
        """What the place is called on the map that a path leads to."""
        page, _values = self._site.routes.find(path) or (self._site.reception.lost, {})
        return self._forms[page.pattern].name if page.pattern in self._forms else page.pattern

    def _drawn(self, place: str) -> str:
        """What the place of a screen is called on the map: a form is one place for all its questions."""
        first = place.partition("/")[0]
        return first if first in self._site.forms else place

    def _homeless(self) -> Iterator[Finding]:
        leading_home = self._leading_home()
        for seen in self._seen:
            if seen.number not in leading_home:
                mend = "Add a button home, or to a page that has one."
                what = "no way home by its buttons"
                yield Finding(seen.place, seen.traveller[1], what, "home within reach of every screen", mend)

    def _leading_home(self) -> set[int]:
        """Goes backwards from the screens that have a button home."""
        before = defaultdict(list)
        for seen in self._seen:
            for target in self._targets(seen):
                before[target.number].append(seen.number)
        found = {seen.number for seen in self._seen if self._home in seen.paths}
        queue = deque(found)
        while queue:
            fresh = [number for number in before[queue.popleft()] if number not in found]
            found.update(fresh)
            queue.extend(fresh)
        return found

    def _targets(self, seen: Seen) -> Iterator[Seen]:
        """Where the buttons of a screen led; one that was not taken leads where its like did."""
        for path in seen.paths:
            if (seen.traveller, path) in self._landed:
                yield self._landed[seen.traveller, path]
            else:
                yield from self._landed_alike[seen.traveller, self._name(path)]

    def _unreached(self) -> Iterator[Finding]:
        for page in self._site.routes.pages:
            if page.pattern not in self._visited and page.pattern not in self._forms:
                mend = "Link to it, or remove it."
                yield Finding(page.pattern, "", "nobody reached it", "a button or a command that leads to it", mend)
        for form, question in self._questions():
            if (form.name, question.name) not in self._asked:
                mend = "Mend `when`, or remove the question."
                yield Finding(
                    f"{form.name}/{question.name}", "", "nobody was asked it", "answers that lead to it", mend
                )

    def _refused(self) -> Iterator[Finding]:
        for (form, question, text), taken in self._taken.items():
            if not taken:
                what = f"its good example {text!r} is refused in every language"
                yield Finding(
                    f"{form}/{question}", "", what, "an answer that is taken", "Take it, or mend the example."
                )

    def _without_examples(self) -> Iterator[Finding]:
        for form, question in self._questions():
            if not (question.good or isinstance(question, FileQuestion)):
                mend = "Declare `good`, and `bad` where something can be wrong."
                yield Finding(f"{form.name}/{question.name}", "", "it has no good example", "at least one", mend)

    def _questions(self) -> Iterator[tuple[Form, Question[Any]]]:
        for form in self._site.forms.values():
            yield from ((form, question) for question in form.questions.values())

    def _places(self) -> Iterator[Place]:
        for page in self._site.routes.pages:
            if page.pattern not in self._forms:
                yield Place(page.pattern, _group(page), "action" if page.acts else "page")
        for form in self._site.forms.values():
            yield Place(form.name, _module(form.done), "form", len(form.questions))


def _group(page: Page[...]) -> str:
    return _module(page.function)


def _module(function: Any) -> str:
    return str(function.__module__).rpartition(".")[2]
