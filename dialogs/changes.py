"""What has changed around a plan: shown before and after, and followed only where the candidate agrees."""

from collections.abc import Sequence
from datetime import date
from itertools import islice

from coaching import plans
from coaching.plans import Move, Proposal
from dialogs import plan, profile, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage.plans import Plan, of_candidate

SHOWN = 8
"""How many steps or dates are told one by one."""


@page("plan/changes")
def show(turn: Turn) -> Screen:
    """How the plan would follow, and the question whether it should."""
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    proposal = plans.propose(plan.hand(turn), mine)
    return asked(turn, proposal) if proposal else _nothing(turn)


def _nothing(turn: Turn) -> Screen:
    text = lines(_("Your plan stays as it is."), "", plan.landing(turn))
    return Screen(text, (*ways.listed(_to_plan()), ways.homeward()))


def _to_plan() -> Button:
    return Button(_("My plan"), plan.show.to(), style="primary")


def noticed(turn: Turn, mine: Plan) -> Screen:
    """What a change of the profile would do to the plan; where it does nothing, nothing is asked."""
    proposal = plans.propose(plan.hand(turn), mine)
    if proposal:
        return asked(turn, proposal)
    plans.follow(plan.hand(turn), mine)
    to_profile = Button(_("My profile"), profile.show.to())
    text = lines(_("Your plan stays as it is."), plan.landing(turn))
    return Screen(text, (*ways.listed(_to_plan(), to_profile), ways.homeward()))


def asked(turn: Turn, proposal: Proposal) -> Screen:
    text = lines(
        _("<b>Shall your plan follow?</b>"),
        plan.landing(turn),
        "",
        *_gained(proposal),
        *_lost(turn, proposal),
        *_moved(proposal),
        _("What you have done, written or chosen stays as it is."),
    )
    yes = Button(_("Yes, change my plan"), follow.to(proposal.digest), style="success")
    no, answers = Button(_("No, keep it as it is"), keep.to()), Button(_("My profile"), profile.show.to())
    return Screen(text, (*ways.listed(yes, no, answers), ways.homeward()))


def _gained(proposal: Proposal) -> Sequence[Words]:
    titles = [step.template.title for step in proposal.added]
    told = ngettext("<b>{count} new step</b>", "<b>{count} new steps</b>", len(titles))
    return (told, *_bullets(titles), "") if titles else ()


def _lost(turn: Turn, proposal: Proposal) -> Sequence[Words]:
    titles = [plan.title(turn, step) for step in proposal.removed]
    told = ngettext(
        "<b>{count} step that no longer concerns you</b>",
        "<b>{count} steps that no longer concern you</b>",
        len(titles),
    )
    return (told, *_bullets(titles), "") if titles else ()


def _moved(proposal: Proposal) -> Sequence[Words]:
    titles = {step.key: step.template.title for step in proposal.arranged}
    told = [_move(move, titles[move.key]) for move in proposal.moved]
    count = ngettext("<b>{count} new date</b>", "<b>{count} new dates</b>", len(told))
    return (count, *_first(told), "") if told else ()


def _move(move: Move, title: Text) -> Text:
    match move.before, move.after:
        case date() as before, date() as after:
            return _("• {title}: {before} → <b>{after}</b>", title=title, before=before, after=after)
        case None, date() as after:
            return _("• {title}: <b>{after}</b>", title=title, after=after)
        case before, _:
            return _("• {title}: no date yet", title=title)


def _bullets(titles: Sequence[Text]) -> list[Words]:
    return _first([_("• {title}", title=title) for title in titles])


def _first(told: Sequence[Words]) -> list[Words]:
    more = len(told) - SHOWN
    rest = [ngettext("• and {count} more", "• and {count} more", more)] if more > 0 else []
    return [*islice(told, SHOWN), *rest]


@action("plan/follow/{shown}")
def follow(turn: Turn, shown: str) -> Screen:
    """Does what was shown; where that is something else by now, it is shown again."""
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    proposal = plans.propose(plan.hand(turn), mine)
    if proposal and proposal.digest != shown:
        return asked(turn, proposal)
    plans.follow(plan.hand(turn), mine)
    return plan.said(turn, mine, _("Done: your plan follows.") if proposal else _("Your plan stays as it is."))


@action("plan/keep")
def keep(turn: Turn) -> Screen:
    mine = of_candidate(turn.session, turn.candidate.id)
    if mine is None:
        return profile.unfinished()
    plans.decline(plan.hand(turn), mine)
    return plan.said(turn, mine, _("Your plan stays as it is."))
