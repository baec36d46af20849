"""A module taken together: its code and link, the cards that a group answers, and who was there.

An answer counts once for each person and card; until the trainer shows the result, the last one counts.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from coaching.cards import Option, Quiz, Scenario
from coaching.learning import Learner
from coaching.modules import Lesson, Module
from storage import groups
from storage.candidates import Candidate
from storage.conversations import Conversation
from storage.encryption import keyring
from storage.groups import Attendance, GroupSession
from storage.staff import Staff
from storage.training import Enrolment, Mode, Phase, TrainingAnswer

ALPHABET = "CFHKMPRWX2346789"
"""Sixteen signs that are neither read nor heard as another one in French, English or Spanish; they make no words."""
LENGTH = 6
MARK = "G-"
"""How the code of a session begins in a link, so that it is never taken for an invitation."""
TOGETHER = (Mode.GROUP, Mode.FRENCH_CLASS)
AFTERWARDS = timedelta(days=1)
"""How long after a session its trainer can still confirm who was there."""
LONGEST = timedelta(days=30)
"""How long a trainer's link works for a session that nobody ends."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A card that a group answers together, by letters."""

    lesson: Lesson
    card: Scenario | Quiz

    @property
    def keys(self) -> tuple[str, str]:
        return self.lesson.key, self.card.key


def scenes(module: Module) -> list[Scene]:
    """The scenarios and quizzes of a module, in its order."""
    return [
        Scene(lesson, card) for lesson in module.lessons for card in lesson.cards if isinstance(card, Scenario | Quiz)
    ]


def scene(module: Module, lesson: str | None, card: str | None) -> Scene | None:
    """The scene under these keys; None where the author has taken it out."""
    return next((each for each in scenes(module) if each.keys == (lesson, card)), None)


def code(chance: str) -> str:
    """Six signs to read aloud, made of what chance gives."""
    number = int(hashlib.sha256(chance.encode()).hexdigest(), 16)
    return "".join(ALPHABET[number >> 4 * place & len(ALPHABET) - 1] for place in range(LENGTH))


def meant(typed: str) -> str:
    """The code in what was typed: spelled with spaces, in small letters, in a whole link; "" where there is none."""
    text = re.sub(r"[\s.\-‐‑‒–—−]", "", typed.rpartition("start=")[2]).upper()
    text = text.removeprefix(MARK[0]) if len(text) > LENGTH else text
    return text if len(text) == LENGTH and set(text) <= set(ALPHABET) else ""


def spaced(code: str) -> str:
    """A code as it is shown: in two groups of three."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


@dataclass(frozen=True, slots=True)
class Opening:
    """What whoever opens a session chooses."""

    module: Module
    mode: Mode
    organization: str


def open_(session: Session, opener: Staff, opening: Opening, chance: Callable[[], str], now: datetime) -> GroupSession:
    """Opens a session under a code of its own."""
    group = GroupSession(
        staff_id=opener.id,
        module=opening.module.key,
        mode=opening.mode,
        organization=opening.organization,
        code=_free_code(session, chance),
        link_digest="",
        opened_at=now,
    )
    group.link_digest = _digest(_secrets(session, group)[0])
    session.add(group)
    session.flush()
    return group


def _free_code(session: Session, chance: Callable[[], str]) -> str:
    found = code(chance())
    while groups.is_taken(session, found):
        found = code(chance())
    return found


def link(session: Session, group: GroupSession) -> str:
    """The secret of the trainer's link, made with the key of the settings; "" where that key is gone.

    Only its digest is stored: a copy of the table opens nothing.
    """
    return next((each for each in _secrets(session, group) if _digest(each) == group.link_digest), "")


def _secrets(session: Session, group: GroupSession) -> list[str]:
    """One for each key of the settings, the newest first."""
    return keyring(session.get_bind().dialect).digests(f"group session {group.code}")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def by_link(session: Session, secret: str, now: datetime) -> GroupSession | None:
    """The session that a trainer's link leads to, until a day after its end."""
    group = groups.by_link(session, _digest(secret))
    if group is None:
        return None
    until = group.closed_at + AFTERWARDS if group.closed_at else group.opened_at + LONGEST
    return group if now <= until else None


def move(group: GroupSession, scene: Scene) -> bool:
    """Goes to a card, forward or back; False where it is asked already, or the session is over."""
    if group.closed_at or (group.lesson, group.card) == scene.keys:
        return False
    (group.lesson, group.card), group.shown_at = scene.keys, None
    return True


def show(group: GroupSession, now: datetime) -> bool:
    """Shows the result of the card that is asked; from now on no answer to it is taken."""
    if group.closed_at or group.card is None or group.shown_at:
        return False
    group.shown_at = now
    return True


def close(group: GroupSession, now: datetime) -> bool:
    """Ends a session; it says nothing of who was there."""
    if group.closed_at:
        return False
    group.closed_at = now
    return True


def join(session: Session, group: GroupSession, candidate_id: int, now: datetime) -> Attendance:
    """Puts a candidate among those in a session; a second time changes nothing."""
    found = groups.attendance(session, group.id, candidate_id)
    if found is None:
        found = Attendance(session_id=group.id, candidate_id=candidate_id, joined_at=now)
        session.add(found)
        session.flush()
    return found


class Taken(StrEnum):
    """What became of an answer."""

    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"


def answer(session: Session, group: GroupSession, scene: Scene, option: Option, learner: Learner) -> Taken:
    """Counts an answer while the result is not shown: one for each person, the last."""
    found = groups.answer(session, group.id, *scene.keys, learner.candidate_id)
    right = option.good if isinstance(scene.card, Quiz) else None
    if found:
        taken = Taken.SAME if found.chosen == option.key else Taken.CHANGED
        found.tries += taken is Taken.CHANGED
        found.chosen, found.right, found.at = option.key, right, learner.now
        return taken
    session.add(
        TrainingAnswer(
            candidate_id=learner.candidate_id,
            module=group.module,
            lesson=scene.lesson.key,
            card=scene.card.key,
            phase=Phase.GROUP,
            chosen=option.key,
            right=right,
            session_id=group.id,
            at=learner.now,
        )
    )
    session.flush()
    return Taken.FIRST


def confirm(
    session: Session, attendance: Attendance, module: Module, conversation: Conversation | None, now: datetime
) -> bool:
    """Says that somebody was there: they are enrolled, with the mode of the session; False where that was known."""
    if attendance.confirmed_at:
        return False
    attendance.confirmed_at = now
    enrolment = _learner(session, attendance.candidate, conversation, now).enrol(module, attendance.group.mode)
    if is_untouched(enrolment):
        enrolment.mode = attendance.group.mode
    return True


def is_untouched(enrolment: Enrolment) -> bool:
    """Whether somebody began a module and finished no lesson of it: the session then is how they take it."""
    return not enrolment.done and enrolment.finished_at is None


def _learner(session: Session, candidate: Candidate, conversation: Conversation | None, now: datetime) -> Learner:
    profile = candidate.profile
    locale = conversation.locale if conversation else "fr"
    return Learner(session, candidate.id, now, locale, profile.immigration_class if profile else None)
