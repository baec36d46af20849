"""Plans to put on paper, and those who read them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from locales.reader import PLAIN, Reader, Rendering, Sentences
from locales.text import _, ngettext
from locales.translations import Translations
from locales.wording import wording
from papers.plan import Action, Entry, Part, PlanSheet, State

ENGLISH = Reader("en", "America/Toronto")
FRENCH = Reader("fr", "America/Toronto")
LANDING = date(2027, 3, 15)

INSURANCE = Entry(
    "step-1",
    _("Get your social insurance number"),
    due=date(2027, 3, 18),
    when=_("by {date}", date=date(2027, 3, 18)),
    why="You need this number to work.",
    actions=(Action("Find the nearest centre.", ticked=True), Action("Take your papers.")),
    note="Come and see me first.\nJulie",
    link="https://www.canada.ca/en/sin.html",
    link_title="Canada.ca",
    updated=2,
)
TRANSLATED = Entry("step-2", "Translate your diploma", State.DONE, when="Done on March 3, 2027.")
DRIVING = Entry("step-3", "Change your driving licence", State.ASIDE, when="Set aside.")
ARABIC = {
    "Personalized action plan": "خطة العمل الشخصية",
    "What comes next": "ما الذي يأتي بعد ذلك",
    "{done} of {total}": "{done} من {total}",
    "by {date}": "قبل {date}",
    "Get your social insurance number": "احصلوا على رقم التأمين الاجتماعي",
}


def sheet(parts: Sequence[Part] = (), **changes: Any) -> PlanSheet:
    """A plan that lands in March, with what comes next taken from its open steps."""
    steps = [entry for part in parts for entry in part.entries]
    done = sum(entry.state is State.DONE for entry in steps)
    made = PlanSheet(
        "Amina Benali",
        date(2027, 3, 1),
        landing=_("You land on {date}.", date=LANDING),
        progress=ngettext("{count} step done of {total}.", "{count} steps done of {total}.", done, total=len(steps)),
        next=[entry for entry in steps if entry.state is State.TODO][:3],
        parts=parts,
    )
    return replace(made, **changes)


def small() -> PlanSheet:
    before = Part("Before departure", [TRANSLATED, DRIVING], before_landing=True)
    return sheet([before, Part("First week", [INSURANCE])])


def large(state: State = State.TODO) -> PlanSheet:
    """Eighty steps in eight parts, with more or less to say of each."""
    steps = [step(number, state) for number in range(80)]
    parts = [Part(f"Part {at // 10}", steps[at : at + 10], before_landing=at < 20) for at in range(0, 80, 10)]
    return sheet(parts, signed="Co-signed by Julie Tremblay.", clock="Times are those of Tunis.")


def step(number: int, state: State) -> Entry:
    return replace(
        INSURANCE,
        key=f"step-{number}",
        title=f"Step {number}",
        state=state,
        due=LANDING + timedelta(number) if number % 3 else None,
        late=number % 7 == 0,
        why="You need this number to work. " * (number % 5),
        actions=[*INSURANCE.actions] * (number % 4),
        note=INSURANCE.note if number % 6 == 0 else "",
    )


def arabic() -> Reader:
    """A reader of Arabic, whether or not Arabic is shipped."""
    words = wording("ar")
    known = Translations({msgid: (form,) for msgid, form in ARABIC.items()}, lambda _count: 0)
    reader = object.__new__(Reader)
    reader.locale, reader.zone, reader._wording = "ar", "Africa/Tunis", words
    reader.plain = Rendering(words, ZoneInfo("Africa/Tunis"), Sentences(known, PLAIN)).show
    return reader
