"""Contacts: the people of one's network, when one spoke to them last, and when to write again."""

from collections.abc import Sequence
from datetime import date

from dialogs import board, next_actions, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, DateQuestion, Sentence
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage import participations as store
from storage.participations import Contact

MOST, PART, LONGEST_LABEL = 100, 8, 60


def mine(turn: Turn, number: int | str) -> Contact | None:
    found = turn.session.get(Contact, int(number)) if str(number).isdecimal() else None
    return found if found and found.candidate_id == turn.candidate.id else None


@page("contacts")
def show(turn: Turn) -> Screen:
    return listed(turn, 1)


@page("contacts/{part}")
def listed(turn: Turn, part: int) -> Screen:
    """Whom one spoke to last first, a few at a time."""
    rows = store.contacts(turn.session, turn.candidate.id)
    parts = max(1, -(-len(rows) // PART))
    at = min(max(part, 1), parts)
    shown_now = rows[(at - 1) * PART : at * PART]
    text = lines(
        _("<b>My contacts</b>"),
        _("Former colleagues, people of your profession, people met at a fair: many jobs begin with a talk."),
        "" if rows else None,
        *(_("• {who}, {date}", who=_named(row), date=row.last_on) for row in shown_now),
    )
    add = Button(_("➕ Add a contact"), FORM.to(), style="" if rows else "primary") if len(rows) < MOST else None
    people = (Button(ways.shortened(row.name, LONGEST_LABEL), one.to(row.id)) for row in shown_now)
    less = Button(_("‹ Before"), listed.to(at - 1)) if at > 1 else None
    more = Button(_("More ›"), listed.to(at + 1)) if at < parts else None
    paging = tuple(button for button in (less, more) if button)
    back = (Button(_("‹ My applications"), board.show.to()), *ways.homeward())
    return Screen(text, (*ways.listed(*people), *((paging,) if paging else ()), *ways.listed(add), back))


def _named(row: Contact) -> Words:
    return _("{name} ({employer})", name=row.name, employer=row.employer) if row.employer else row.name


def gone() -> Screen:
    return Screen(_("This contact is not on your list any more."), (_back(),))


def _back() -> Row:
    return (Button(_("‹ My contacts"), show.to()), *ways.homeward())


@page("contact/{number}")
def one(turn: Turn, number: int) -> Screen:
    row = mine(turn, number)
    return shown(row) if row else gone()


def shown(row: Contact, said: Words | None = None) -> Screen:
    """All that is known of one; what was just `said` stands first."""
    text = lines(
        said,
        _("<b>{who}</b>", who=_named(row)),
        _("• How you met: {met}", met=row.met) if row.met else None,
        _("• You spoke last on {date}.", date=row.last_on),
        _("• I remind you on {date}.", date=row.next_on) if row.next_on else None,
        _("<i>Your note: {note}</i>", note=ways.shortened(row.note)) if row.note else None,
    )
    buttons = (
        (Button(_("💬 We spoke today"), spoke.to(row.id), style="primary"), Button(_("✏️ My note"), write.to(row.id))),
        (Button(_("⏰ Remind me"), again.to(row.id)), Button(_("Delete"), remove.to(row.id))),
    )
    return Screen(text, (*buttons, _back()))


@action("contact/{number}/spoke")
def spoke(turn: Turn, number: int) -> Screen:
    row = mine(turn, number)
    if row is None:
        return gone()
    row.last_on = turn.today
    return shown(row, _("Noted."))


@action("contact/{number}/delete")
def remove(turn: Turn, number: int) -> Screen:
    row = mine(turn, number)
    if row is None:
        return gone()
    turn.session.delete(row)
    turn.session.flush()
    next_actions.follow(turn)
    return show(turn)


@page("contact/{number}/note")
def write(turn: Turn, number: int) -> Screen:
    return NOTES.open_about(turn, number) if mine(turn, number) else gone()


@page("contact/{number}/when")
def again(turn: Turn, number: int) -> Screen:
    if mine(turn, number) is None:
        return gone()
    return next_actions.off() if next_actions.are_off(turn) else AGAIN.open_about(turn, number)


def _done(turn: Turn, answers: Answers) -> Screen:
    name = answers.of(NAME)
    if name is None or len(store.contacts(turn.session, turn.candidate.id)) >= MOST:
        return show(turn)
    row = Contact(candidate_id=turn.candidate.id, name=name, last_on=turn.today, created_at=turn.now)
    row.employer, row.met = answers.of(EMPLOYER) or "", answers.of(MET) or ""
    turn.session.add(row)
    turn.session.flush()
    return shown(row)


def _noted(turn: Turn, answers: Answers) -> Screen:
    row = mine(turn, answers.subject)
    if row is None:
        return gone()
    row.note = answers.of(WORDS)
    return shown(row)


def _dated(turn: Turn, answers: Answers) -> Screen:
    row = mine(turn, answers.subject)
    if row is None:
        return gone()
    row.next_on = answers.of(DAY)
    next_actions.follow(turn)
    return shown(row)


def due(turn: Turn, today: date) -> Sequence[Contact]:
    """To whom to write today."""
    rows = store.contacts(turn.session, turn.candidate.id)
    return [row for row in rows if row.next_on and row.next_on <= today]


def next_day(turn: Turn) -> date | None:
    """The first day on which to write to somebody."""
    return min((row.next_on for row in store.contacts(turn.session, turn.candidate.id) if row.next_on), default=None)


def opening(row: Contact) -> Button:
    return Button(_("Write to {name}", name=ways.shortened(row.name, LONGEST_LABEL)), one.to(row.id))


def _later() -> Link:
    return show.to()


def _onward(number: int | str) -> Link:
    return one.to(int(number))


def _heading(turn: Turn, number: int | str) -> Words | None:
    row = mine(turn, number)
    return _("<b>{who}</b>", who=_named(row)) if row else None


NAME = Sentence("name", _("<b>Whom did you speak to?</b>"), longest=120, good=("Julie Roy",), bad=("x" * 121,))
EMPLOYER = Sentence(
    "employer",
    _("<b>Where do they work?</b>"),
    optional=True,
    longest=200,
    good=("CHUS Sherbrooke",),
    bad=("x" * 201,),
)
MET = Sentence(
    "met",
    _("<b>How did you meet?</b>"),
    hint=_("For example: a fair online, a former colleague, LinkedIn."),
    optional=True,
    longest=200,
    good=("A fair online",),
    bad=("x" * 201,),
)
FORM = Form("contact-new", (NAME, EMPLOYER, MET), _done, _later)
WORDS = Sentence(
    "words",
    _("What do you want to remember?"),
    hint=_("What you spoke about. “Skip” deletes the note."),
    optional=True,
    longest=1000,
    good=("She knows the head nurse.",),
    bad=("x" * 1001,),
)
NOTES = Form("contact-note", (WORDS,), _noted, _onward, about=_heading, numbered=False)
DAY = DateQuestion(
    "day",
    _("When shall I remind you?"),
    hint=_("Tap one, or write the date. I write at 9 in the morning on your clock."),
    options=lambda turn: next_actions.days(turn),  # noqa: PLW0108 - the module may still be loading
    columns=2,
    days_back=0,
    days_ahead=365,
    good=("Tomorrow", "No reminder"),
    bad=("soon", "2001-01-01"),
)
AGAIN = Form("contact-day", (DAY,), _dated, _onward, about=_heading, numbered=False)
