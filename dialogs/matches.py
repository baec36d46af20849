"""Offers for you: the best ones, why they fit, what is missing, and how to mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from coaching import matching, suggesting
from coaching.match_words import Reason
from coaching.matching import Fitting, Match
from coaching.suggesting import Suggesting
from dialogs import digests, lessons, offers, profile, training, ways
from dialogs import step as one_step
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import searching
from storage.opportunities import Opportunity
from storage.plans import Progress, of_candidate
from storage.searching import Alerts, Opinion

PART = 4
WAYS = 3
"""So many steps and lessons are offered at once."""
LONGEST = 60
PACES: Mapping[Alerts, Text] = MappingProxyType(
    {Alerts.DAILY: _("Every day"), Alerts.WEEKLY: _("Once a week"), Alerts.NEVER: _("Never")}
)


def mine(turn: Turn) -> Suggesting | None:
    return suggesting.of(turn.session, turn.candidate, turn.programme.occupations, turn.now, turn.today)


@page("matches")
def show(turn: Turn) -> Screen:
    return listed(turn, 1)


@page("matches/{part}")
def listed(turn: Turn, part: int) -> Screen:
    """The offers that fit best, each with why and with what is missing most."""
    looked = mine(turn)
    if looked is None:
        return profile.unfinished()
    best = looked.best()
    if not best:
        return _nothing()
    parts = -(-len(best) // PART)
    at = min(max(part, 1), parts)
    shown = list(enumerate(best[(at - 1) * PART : at * PART], (at - 1) * PART + 1))
    text = lines(
        _("<b>Offers for you</b>"),
        *(line for number, each in shown for line in ("", *named(turn, number, each))),
    )
    rows = (*ways.listed(*(opening(turn, *each) for each in shown)), *_paging(at, parts))
    return Screen(text, (*rows, (Button(_("Tell me of new ones"), alerts.to()),), ways.searchward()))


def _nothing() -> Screen:
    text = lines(
        _("<b>Offers for you</b>"),
        _("No offer fits you well today. New ones come in often: I can tell you."),
    )
    buttons = (
        Button(_("Tell me of new ones"), alerts.to(), style="primary"),
        Button(_("🔎 Look for offers"), offers.begin.to()),
    )
    return Screen(text, (*ways.listed(*buttons), ways.searchward()))


def named(turn: Turn, number: int, fitting: Fitting) -> Iterator[Words]:
    """An offer in four lines."""
    row, match = _row(turn, fitting.offer.id), fitting.match
    title = row.title if row else ""
    yield _("{number}. <b>{title}</b>", number=number, title=title)
    if row:
        yield _("{employer} · fits {score} of 100", employer=row.organization.name, score=match.score)
    yield from (_("✅ {reason}", reason=each.text) for each in match.reasons[:1])
    yield from (_("❗ {reason}", reason=each.text) for each in match.missing[:1])


def opening(turn: Turn, number: int, fitting: Fitting) -> Button:
    row = _row(turn, fitting.offer.id)
    title = ways.shortened(row.title if row else "", LONGEST)
    return Button(_("{number}. {title}", number=number, title=title), why.to(fitting.offer.id))


def _row(turn: Turn, number: int) -> Opportunity | None:
    return turn.session.get(Opportunity, number)


def _paging(at: int, parts: int) -> tuple[Row, ...]:
    back = Button(_("‹ Better ones"), listed.to(at - 1)) if at > 1 else None
    onward = Button(_("More ›"), listed.to(at + 1)) if at < parts else None
    row = tuple(button for button in (back, onward) if button)
    return (row,) if row else ()


@page("match/{offer}")
def why(turn: Turn, offer: int) -> Screen:
    """Why one offer fits, and what is missing, with the steps and lessons that help."""
    looked, row = mine(turn), _row(turn, offer)
    if looked is None:
        return profile.unfinished()
    if row is None:
        return offers.gone()
    match = matching.match(looked.seeker(), matching.offer_of(row, looked.occupations), turn.today)
    text = lines(
        _("<b>{title}</b>", title=row.title),
        _("{employer} · fits {score} of 100", employer=row.organization.name, score=match.score),
        *_why(match),
    )
    read = Button(_("Read the offer"), offers.read.to(offer), style="primary")
    no = Button(_("Not for me"), refuse.to(offer))
    back = (Button(_("‹ Offers for you"), show.to()), *ways.homeward())
    return Screen(text, (*ways.listed(read, *_helping(turn, match), no), back))


def _why(match: Match) -> Iterator[Words]:
    if match.reasons:
        yield from ("", _("<b>Why it fits</b>"))
        yield from (_("✅ {reason}", reason=each.text) for each in match.reasons)
    if match.missing:
        yield from ("", _("<b>What is missing, and what helps</b>"))
    for each in match.missing:
        yield _("❗ {reason}", reason=each.text)
        yield _("<i>{mend}</i>", mend=each.mend) if each.mend else ""


def _helping(turn: Turn, match: Match) -> list[Button]:
    """The open steps of the candidate's own plan that mend what is missing, and the lessons."""
    found = [button for each in match.missing for button in (*_steps(turn, each), *_lesson(turn, each))]
    return list({button.to: button for button in found}.values())[:WAYS]


def _steps(turn: Turn, reason: Reason) -> Iterator[Button]:
    plan = of_candidate(turn.session, turn.candidate.id)
    for row in plan.steps if plan else ():
        template = turn.programme.catalogue.get(row.template) if row.template in reason.steps else None
        if template and row.progress is Progress.TODO:
            yield Button(_("Step: {title}", title=template.title), one_step.open_step.to(row.id))
            return


def _lesson(turn: Turn, reason: Reason) -> Iterator[Button]:
    wanted = reason.lesson
    found = training.lesson(turn, wanted.module, wanted.key) if wanted else None
    if found:
        module, lesson = found
        yield Button(_("Lesson: {lesson}", lesson=lesson.title), lessons.open_lesson.to(module.key, lesson.key))


@action("match/{offer}/no")
def refuse(turn: Turn, offer: int) -> Screen:
    """It is shown no more among the best; whoever looks for it still finds it."""
    if _row(turn, offer) is None:
        return offers.gone()
    searching.suggest(turn.session, turn.candidate.id, offer, 0, turn.now).opinion = Opinion.NO
    return replace(show(turn), toast=_("Noted. I do not show it again."))


@page("matches/alerts")
def alerts(turn: Turn) -> Screen:
    """How often new offers are told."""
    pace = searching.pace(turn.session, turn.candidate.id)
    text = lines(
        _("<b>New offers that fit you</b>"),
        _(
            "I tell you at most {count} at a time, at noon on your clock, and never the same one twice.",
            count=suggesting.TOLD,
        ),
        _("Now: <b>{pace}</b>", pace=PACES[pace]),
    )
    buttons = (Button(label, choose.to(each), style="primary" if each is pace else "") for each, label in PACES.items())
    return Screen(text, (*ways.listed(*buttons), (Button(_("‹ Offers for you"), show.to()), *ways.homeward())))


@action("matches/alerts/{pace}")
def choose(turn: Turn, pace: Alerts) -> Screen:
    wishes = searching.of(turn.session, turn.candidate.id, turn.now)
    wishes.pace, wishes.updated_at = pace, turn.now
    digests.follow(turn)
    return replace(alerts(turn), toast=_("Noted."))
