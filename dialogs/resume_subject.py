"""What leads away from the pages of a résumé; and what was deleted, to be put back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dialogs import resume, resume_mine, ways
from dialogs.engine.pages import action
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage import resumes as store
from storage.resumes import Diploma, Experience, Resume
from storage.schema import Table

REMOVED = "resume removed"
"""Where the state keeps what was deleted last, to put it back."""
KINDS: Mapping[str, type[Table]] = {"job": Experience, "study": Diploma, "version": Resume}


def gone() -> Screen:
    text = _("I do not find this any more. Here is the way to your résumé:")
    return Screen(text, ((Button(_("My résumé"), resume.show.to()), *ways.homeward()),))


def back(number: int) -> Row:
    return (Button(_("‹ My résumé"), resume.version.to(number)), *ways.homeward())


def remember(turn: Turn, kind: str, row: Table) -> None:
    """Keeps a row that is about to be deleted."""
    names = [column.key for column in row.__mapper__.column_attrs]
    turn.state.answers[REMOVED] = {"kind": kind, "row": {name: _plain(getattr(row, name)) for name in names}}


def remember_line(turn: Turn, kind: str, line: str, place: int, of: int = 0) -> None:
    """Keeps a line of a list that is about to be deleted; a result is one of a job."""
    turn.state.answers[REMOVED] = {"kind": kind, "line": line, "place": place, "of": of}


def remember_letter(turn: Turn, row: Resume) -> None:
    turn.state.answers[REMOVED] = {"kind": "letter", "letter": row.letter}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def removed(number: int, said: Words, *onward: Button) -> Screen:
    """Says that something was deleted, with the way to put it back."""
    undo = Button(_("↩️ Put it back"), put_back.to(number), style="primary")
    return Screen(said, (*ways.listed(undo, *onward), back(number)))


@action("resume/{number}/undo")
def put_back(turn: Turn, number: int) -> Screen:
    """Puts back what was deleted last; a second tap finds nothing more."""
    row = resume_mine.mine(turn, number)
    kept = turn.state.answers.pop(REMOVED, None)
    if kept is None:
        return resume.version(turn, number) if row else resume.show(turn)
    kind = kept["kind"]
    if kind in KINDS:
        restored = KINDS[kind](**{name: _read(name, value) for name, value in kept["row"].items()})
        turn.session.add(restored)
        turn.session.flush()
        return _there_again(turn, restored.id if isinstance(restored, Resume) else number)
    _put_back_line(turn, row, kept)
    return _there_again(turn, number)


def _put_back_line(turn: Turn, row: Resume | None, kept: Mapping[str, Any]) -> None:
    jobs = store.experiences(turn.session, turn.candidate.id)
    job = next((each for each in jobs if each.id == kept.get("of")), None)
    match kept["kind"]:
        case "letter" if row:
            row.letter = kept["letter"]
        case "skill" if row:
            _insert(row, "skills", kept)
        case "result" if job:
            _insert(job, "results", kept)
        case "more":
            _insert(resume_mine.head(turn), "more", kept)
    turn.session.flush()


def _read(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if value and name.endswith("_at") else value


def _insert(row: Table, name: str, kept: Mapping[str, Any]) -> None:
    stood = list(getattr(row, name))
    stood.insert(kept["place"], kept["line"])
    setattr(row, name, stood)


def _there_again(turn: Turn, number: int) -> Screen:
    shown = resume.version(turn, number)
    return Screen(lines(_("It is there again."), "", shown.text), shown.rows)
