"""Whether one would live elsewhere for a job: one question, asked again whenever one likes."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from coaching import willing
from dialogs import region_work, regions
from dialogs.engine.forms import Form
from dialogs.engine.questions import Answers, Choice, Option
from dialogs.engine.screens import Link, Screen
from dialogs.engine.turn import Turn
from locales.text import _


class Moving(StrEnum):
    YES = "yes"
    NO = "no"


MOVING = Choice(
    "moving",
    _("<b>Would you live elsewhere for a job?</b>"),
    hint=_("If yes, you see offers of other regions too, and the regions outside Montréal first."),
    options=lambda _turn: [
        Option(Moving.YES, _("Yes, I would move")),
        Option(Moving.NO, _("No, only where I wish to live")),
    ],
    kind=Moving,
    good=("Yes, I would move",),
    bad=("perhaps",),
)


def begin(turn: Turn) -> Mapping[str, Any]:
    known = willing.moves(turn.session, turn.candidate.id)
    return {} if known is None else {MOVING.name: (Moving.YES if known else Moving.NO).value}


def done(turn: Turn, answers: Answers) -> Screen:
    moves = answers.of(MOVING) is Moving.YES
    willing.keep(turn.session, turn.candidate.id, turn.now, moves=moves)
    return replace(region_work.show(turn), toast=_("Noted."))


def later() -> Link:
    return regions.show.to()


FORM = Form("elsewhere", (MOVING,), done, later, begin=begin, numbered=False)
