"""The version of a résumé that a page or a form is about, found through its candidate only.

Its forms are declared before the pages are, so it knows none of them, and spells the path of a version itself.
"""

from collections.abc import Mapping
from typing import Any

from dialogs.engine.forms import SUBJECT, Form
from dialogs.engine.screens import Link, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import _
from storage import resumes as store
from storage.resumes import Resume, ResumeHead


def mine(turn: Turn, number: int) -> Resume | None:
    return next((each for each in store.of_candidate(turn.session, turn.candidate.id) if each.id == number), None)


def head(turn: Turn) -> ResumeHead:
    """The candidate's head, from now on stored."""
    row = store.head(turn.session, turn.candidate.id)
    turn.session.add(row)
    return row


def heading(turn: Turn, number: int) -> Words | None:
    """What a form says first: which version it is about, where there are several."""
    row = mine(turn, number)
    return _("Résumé: <b>{target}</b>", target=row.target) if row else None


def onward(number: int) -> Link:
    return Link(f"resume/{number}")


def go_on(turn: Turn, form: Form, subject: str | int) -> Screen:
    """Goes on with a form that was left about this, or asks anew."""
    begun = turn.state.answers.get(form.name, {}).get(SUBJECT) == subject
    return form.open(turn) if begun else form.open_about(turn, subject)


def ask_again(turn: Turn, form: Form, subject: str | int, given: Mapping[str, Any]) -> Screen:
    """Asks what is left out of the answers that stand."""
    turn.state.answers[form.name] = {SUBJECT: subject, **given}
    return form.open(turn)


def touch(turn: Turn, row: Resume) -> None:
    row.updated_at = turn.now
    turn.session.flush()
