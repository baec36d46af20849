"""What is stored about a person: told in plain words, and given as a file."""

import json

from coaching import archive
from dialogs import gate, intake, leaving, profile, settings, ways
from dialogs.engine.pages import Audience, action, page
from dialogs.engine.screens import Button, Document, Row, Screen
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext


@page("data", Audience.ANYONE)
def show(turn: Turn) -> Screen:
    """Open to every candidate, also one who refused or left."""
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    holdings = archive.holdings(turn.session, turn.conversation)
    text = lines(
        _("<b>What is stored about you</b>"),
        _("• Your name: {name}", name=turn.candidate.name),
        _("• Your profile, last changed on {date}", date=intake.local(turn, holdings.profile_at).date())
        if holdings.profile_at
        else None,
        _plan(holdings),
        *_with_the_plan(holdings),
        *_of_the_training(holdings),
        ngettext("• {count} message, both ways", "• {count} messages, both ways", holdings.messages),
        ngettext("• {count} file that you sent", "• {count} files that you sent", holdings.files)
        if holdings.files
        else None,
        ngettext("• {count} decision on consent", "• {count} decisions on consent", holdings.consents),
        _("• Your language, your time zone and the number of this chat"),
        _("Kept since {date}.", date=intake.local(turn, holdings.since).date()),
    )
    mine = () if gate.barred(turn) else (Button(_("My profile"), profile.show.to()),)
    rows = (
        (Button(_("Send me my data"), send.to(), style="primary"),),
        (*mine, Button(_("Leave the programme"), leaving.show.to())),
        _back(turn),
    )
    return Screen(text, rows)


def _back(turn: Turn) -> Row:
    """Who refused or left has no settings."""
    return ways.homeward() if gate.barred(turn) else (Button(_("‹ Settings"), settings.show.to()), *ways.homeward())


def _plan(holdings: archive.Holdings) -> Text | None:
    if not holdings.steps:
        return None
    steps = ngettext("{count} step", "{count} steps", holdings.steps)
    versions = ngettext("{count} version", "{count} versions", holdings.versions)
    return _("• Your plan: {steps}, {versions}", steps=steps, versions=versions)


def _with_the_plan(holdings: archive.Holdings) -> list[Text]:
    counted = (
        ngettext("• {count} proof kept with your steps", "• {count} proofs kept with your steps", holdings.proofs),
        ngettext("• {count} remark on your steps", "• {count} remarks on your steps", holdings.comments),
        ngettext("• {count} milestone that you told", "• {count} milestones that you told", holdings.milestones),
    )
    return [told for told in counted if told.count]


def _of_the_training(holdings: archive.Holdings) -> list[Text]:
    counted = (
        ngettext("• {count} module of the training", "• {count} modules of the training", holdings.modules),
        ngettext("• {count} answer to its questions", "• {count} answers to its questions", holdings.answers),
        ngettext("• {count} word on your list", "• {count} words on your list", holdings.words),
        ngettext("• {count} certificate", "• {count} certificates", holdings.certificates),
        ngettext("• {count} version of your résumé", "• {count} versions of your résumé", holdings.resumes),
        ngettext("• {count} application on your board", "• {count} applications on your board", holdings.applications),
        ngettext("• {count} contact on your list", "• {count} contacts on your list", holdings.contacts),
        ngettext("• {count} answer for interviews", "• {count} answers for interviews", holdings.practised),
    )
    return [told for told in counted if told.count]


@action("data/send", Audience.ANYONE)
def send(turn: Turn) -> Screen:
    """Everything, in a form that other programs can read."""
    if turn.conversation.candidate is None:
        return gate.onward(turn)
    everything = archive.everything(turn.session, turn.conversation, turn.now)
    has_proofs = archive.holdings(turn.session, turn.conversation).proofs > 0
    content = json.dumps(everything, ensure_ascii=False, indent=2).encode()
    document = Document(f"jalon-{turn.today.isoformat()}.json", "application/json", content)
    text = lines(
        _("Here is everything that is stored about you, as of today."),
        _("It is a text file (JSON) that other programs can read. Keep it in a safe place."),
        _("Your proofs are named in it. I send you each of them from its step in your plan.") if has_proofs else None,
    )
    return Screen(text, (_back(turn),), document=document)
