"""What was missed is asked again: one small question a day for who wants it, or a few at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeAlias, assert_never

from coaching import reviewing
from coaching.cards import UNKNOWN, Option, Quiz, Scenario
from coaching.modules import Question
from coaching.reminders import DAY
from coaching.reviewing import DAILY, EVENING, Asked, Missed, Rhythm, evening_from
from dialogs import cards, intake, interview, lessons, reminding, settings, training, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage import timers
from storage.training import Phase

NAME = "review"
"""Under which the state keeps whether a question is wanted, and how the last ones went."""
AT_ONCE, BY_ITSELF = 5, 0
"""How many questions are asked in a row; and the number of one that came by itself."""
WEEK, MONTH, WEEKS_FROM, MONTHS_FROM = 7, 30, 14, 60
Given: TypeAlias = tuple[str, Option]


def is_wanted(turn: Turn) -> bool:
    return bool(turn.state.answers.get(NAME, {}).get("on"))


def _rhythm(turn: Turn) -> Rhythm:
    kept = turn.state.answers.get(NAME, {})
    return Rhythm(date.fromisoformat(kept["asked"]) if kept.get("asked") else None, kept.get("ignored", 0))


def _keep(turn: Turn, rhythm: Rhythm, *, wanted: bool) -> None:
    asked = rhythm.asked_on.isoformat() if rhythm.asked_on else None
    turn.state.answers[NAME] = {"on": wanted, "asked": asked, "ignored": rhythm.ignored}


def _missed(turn: Turn) -> list[Missed]:
    return reviewing.missed(turn.session, turn.candidate.id, turn.programme.training)


def follow(turn: Turn) -> None:
    """Sets the timer to the evening of the next question, by the clock, the answers and the wish of now."""
    missed = _missed(turn) if is_wanted(turn) else []
    if missed:
        _ring(turn, _rhythm(turn).day(missed[0].due, evening_from(intake.local(turn))))
    else:
        timers.drop(turn.conversation, DAILY)


def _ring(turn: Turn, day: date) -> None:
    timers.set_(turn.session, turn.conversation, DAILY, datetime.combine(day, EVENING))


def reminded(turn: Turn) -> Screen | None:
    """Asks the question of the day, or puts it off to an evening that is a good one: not that before an interview."""
    missed = _missed(turn) if is_wanted(turn) else []
    if not missed:
        return None
    local, later, rhythm = intake.local(turn), reminding.wait(turn), _rhythm(turn)
    day = rhythm.day(missed[0].due, turn.today)
    if interview.speaks(turn):
        day = max(day, turn.today + DAY)
    if later or day > turn.today or local.time() < EVENING:
        _ring(turn, max(day, later or day))
        return None
    _keep(turn, rhythm.asked(turn.today), wanted=True)
    follow(turn)
    greeting = _("Hello, {name}. One small question:", name=turn.candidate.first_name)
    asked = _question(missed[0], BY_ITSELF, missed[0].due.toordinal())
    return replace(asked, text=lines(greeting, *((SLOWS,) if rhythm.slows else ()), "", asked.text), fresh=True)


SLOWS = _(
    "You have not answered the last questions, so I ask only once a week now. As soon as you answer one, they come "
    "daily again."
)


def told(turn: Turn) -> Text | None:
    """The line about it on the page of reminders."""
    if not is_wanted(turn):
        return None
    return _("Questions on what you missed: one a day at most, at {time} on your clock.", time=f"{EVENING:%H:%M}")


def offered(turn: Turn, screen: Screen) -> Screen:
    """The end of a lesson, and once, after the first points that were missed, the offer to ask them again."""
    if NAME in turn.state.answers or not _missed(turn):
        return screen
    _keep(turn, Rhythm(), wanted=False)
    offer = _("Some answers were not right yet. Do you want <b>one small question a day</b> to keep them in mind?")
    *rows, last = screen.rows
    return replace(screen, text=lines(screen.text, "", offer), rows=(*rows, (_beginning(),), last))


def _beginning() -> Button:
    return Button(_("One question a day"), start.to())


def _ending() -> Button:
    return Button(_("Stop the daily question"), stop.to())


@page("review")
def show(turn: Turn) -> Screen:
    """What was missed, when it comes back, and whether it comes by itself."""
    missed = _missed(turn)
    text = lines(
        _("<b>Coming back to what you missed</b>"),
        _("What you missed comes back the day after. When you know it, it comes back later and later."),
        "",
        *_counted(turn, missed),
        *_standing(turn),
    )
    practise = Button(_("Practise now"), ask.to(1), style="primary") if missed else None
    return Screen(text, (*ways.listed(practise, _ending() if is_wanted(turn) else _beginning()), _back()))


def _counted(turn: Turn, missed: Sequence[Missed]) -> list[Words]:
    if not missed:
        return [_("You have missed nothing so far.")]
    waiting = sum(each.due <= turn.today for each in missed)
    return [
        ngettext("{count} question is on your list.", "{count} questions are on your list.", len(missed)),
        ngettext("{count} of them is for today.", "{count} of them are for today.", waiting)
        if waiting
        else _("The next one comes back on {date}.", date=missed[0].due),
    ]


def _standing(turn: Turn) -> list[Words]:
    until = settings.paused(turn)
    at = f"{EVENING:%H:%M}"
    if not is_wanted(turn):
        return [_("One small question a day: <b>off</b>. It would come at {time} on your clock.", time=at)]
    on = _("One small question a day: <b>on</b>. It comes at {time} on your clock, on days that have one.", time=at)
    return [on, *([_("Reminders: <b>paused until {date}</b>", date=intake.local(turn, until).date())] if until else [])]


def _back() -> Row:
    return (Button(_("‹ Training"), training.show.to()), *ways.homeward())


@action("review/start")
def start(turn: Turn) -> Screen:
    _keep(turn, _rhythm(turn).answered(), wanted=True)
    follow(turn)
    return replace(show(turn), toast=_("Noted."))


@action("review/stop")
def stop(turn: Turn) -> Screen:
    _keep(turn, _rhythm(turn), wanted=False)
    follow(turn)
    return replace(show(turn), toast=_("Noted."))


@page("review/now/{number}")
def ask(turn: Turn, number: int) -> Screen:
    """The next question that is due, of five at most; else when one will be."""
    missed = _missed(turn)
    if not missed or missed[0].due > turn.today or not 0 < number <= AT_ONCE:
        return show(turn)
    return _question(missed[0], number, missed[0].due.toordinal())


def _question(missed: Missed, number: int, due: int) -> Screen:
    """A question, whose buttons know the day on which it was due: each day counts one answer."""
    asked, review = missed.asked, missed.review.id
    text = lines(_("<i>{module}</i>", module=missed.module.title), "", cards.with_options(asked))
    letters = tuple(
        Button(letter, answer.to(number, review, due, option.key)) for letter, option in cards.options(asked)
    )
    unknown = Button(_("I do not know"), answer.to(number, review, due, UNKNOWN))
    known = None if isinstance(asked, Scenario) else unknown
    return Screen(text, (letters, *ways.listed(known), _out(number)))


def _out(number: int) -> Row:
    return (_ending(), *ways.homeward()) if number == BY_ITSELF else _back()


@action("review/{number}/{review}/{due}/{chosen}")
def answer(turn: Turn, number: int, review: int, due: int, chosen: str) -> Screen:
    """Takes an answer and explains it; one that was given already is only explained."""
    missed = next((each for each in _missed(turn) if each.review.id == review), None)
    if missed is None:
        text = _("This question is not asked any more: the training has been renewed. What you have done is kept.")
        return Screen(text, (_back(),))
    given = cards.option(missed.asked, chosen)
    if given is None and chosen != UNKNOWN:
        return _question(missed, number, due)
    if due == missed.due.toordinal():
        _count(turn, missed, chosen)
    return _explained(turn, missed, number, given)


def _count(turn: Turn, missed: Missed, chosen: str) -> None:
    right, review = reviewing.is_good(missed.asked, chosen), missed.review
    missed.answered(turn.today, right=right)
    if NAME in turn.state.answers:
        _keep(turn, _rhythm(turn).answered(), wanted=is_wanted(turn))
    said = None if isinstance(missed.asked, Scenario) else right
    training.keep(turn, missed.module, Phase.REVIEW, review.lesson, review.card, chosen, right=said)


def _explained(turn: Turn, missed: Missed, number: int, given: Given | None) -> Screen:
    following = _following(turn, number)
    text = lines(
        cards.asked(missed.asked),
        "",
        _("<b>{letter}.</b> {text}", letter=given[0], text=given[1].text) if given else None,
        "" if given else None,
        *_why(missed.asked, given),
        "",
        _again((missed.due - turn.today).days),
        _("That is all for today.") if number != BY_ITSELF and following is None else None,
    )
    return Screen(text, (*ways.listed(following, _lesson(missed)), _out(number)))


def _following(turn: Turn, number: int) -> Button | None:
    """To the next question of a few."""
    waits = BY_ITSELF < number < AT_ONCE and any(each.due <= turn.today for each in _missed(turn))
    return Button(_("Next question"), ask.to(number + 1), style="primary") if waits else None


def _lesson(missed: Missed) -> Button | None:
    lesson = missed.lesson
    if lesson is None:
        return None
    return Button(_("Lesson: {lesson}", lesson=lesson.title), lessons.open_lesson.to(missed.module.key, lesson.key))


def _why(asked: Asked, given: Given | None) -> list[Words]:
    """Whether it is right, and why; after any other answer, the good ones too."""
    is_right = given is not None and given[1].good
    good = [each for each in cards.options(asked) if each[1].good and not is_right]
    match asked:
        case Question():
            correct = [_("✅ <b>{letter}.</b> {text}", letter=letter, text=option.text) for letter, option in good]
            return [_verdict(given), *correct, asked.why]
        case Quiz() | Scenario():
            correct = [
                _("✅ <b>{letter}.</b> {text} {why}", letter=letter, text=option.text, why=option.then)
                for letter, option in good
            ]
            said = [lessons.verdict(asked, given[1]), given[1].then] if given else [_verdict(given)]
            return [*said, *([""] if given and correct else []), *correct]
        case _ as never:
            assert_never(never)


def _verdict(given: Given | None) -> Text:
    if given is None:
        return _("<b>Here is the answer.</b>")
    return _("<b>✅ Right.</b>") if given[1].good else _("<b>Not quite.</b>")


def _again(days: int) -> Text:
    """When it comes back, in the words that one would say it in."""
    if days < 1:
        return _("This question is due again today.")
    if days == 1:
        return _("This question comes back tomorrow.")
    if days < WEEKS_FROM:
        return ngettext("This question comes back in {count} day.", "This question comes back in {count} days.", days)
    if days < MONTHS_FROM:
        weeks = round(days / WEEK)
        return ngettext(
            "This question comes back in about {count} week.", "This question comes back in about {count} weeks.", weeks
        )
    months = round(days / MONTH)
    return ngettext(
        "This question comes back in about {count} month.", "This question comes back in about {count} months.", months
    )
