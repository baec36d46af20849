"""The placement pool: the team shows a résumé to employers, without a name, until the candidate withdraws it."""

from coaching import pool, unnamed
from coaching.unnamed import Unnamed
from dialogs import intake, milestones, resume, resume_mine, resume_subject, trade, ways
from dialogs.engine.pages import action, page
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import _, lines
from storage import resumes as store
from storage.resumes import Posting, Resume

LONGEST = 2000
"""How much of a résumé one message shows."""


@page("resume/{number}/employers")
def show(turn: Turn, number: int) -> Screen:
    """What employers would see, to the letter, and what agreeing to it means."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    posted = store.posting(turn.session, turn.candidate.id)
    if posted and posted.resume_id == number:
        return _standing(turn, posted)
    if resume.next_part(resume.drafted(turn, row)):
        text = _("Fill in your résumé first: employers should see all that you can do.")
        return Screen(text, (resume_subject.back(number),))
    return _asked(turn, row, posted)


def _asked(turn: Turn, row: Resume, posted: Posting | None) -> Screen:
    text = lines(
        _("<b>Shall employers see this version?</b>"),
        _("• <b>What they see:</b> what you can do, without name, address, employers or schools."),
        _("• <b>Who:</b> the team, signed in, which proposes it to employers."),
        _("• <b>Your name</b> goes to an employer only if your counsellor asks you and you say yes."),
        _("• <b>Until when:</b> until you withdraw it here. Then nobody sees it any more."),
        _("It takes the place of your other version there.") if posted else None,
        "",
        *seen(turn, unnamed.anonymous(resume.drafted(turn, row), turn.today)),
    )
    yes = Button(_("I agree: show it"), post.to(row.id, pool.VERSION), style="success")
    return Screen(text, (*ways.listed(yes, Button(_("Not now"), resume.version.to(row.id))), ways.homeward()))


def seen(turn: Turn, shown: Unnamed) -> list[Words]:
    """What employers see, in the reader's language, as much as one message holds."""
    title = trade.label(turn, shown.occupation) if shown.occupation else None
    parts: list[Words] = [
        _("<i>This is what they see:</i>"),
        _("<b>{title}</b>", title=shown.target or title or _("Candidate")),
    ]
    told: list[Words] = [
        shown.summary,
        ", ".join(shown.skills),
        *(_("• {title}, {length}", title=job.title or _("Work"), length=job.length) for job in shown.jobs),
        *(f"– {result}" for job in shown.jobs for result in job.results),
        *(_("• {title}", title=study.title) for study in shown.studies),
        *(_("• {line}", line=each) for each in shown.tongues),
    ]
    room = LONGEST
    for each in (each for each in told if each):
        room -= len(turn.reader.plain(each))
        if room < 0:
            return [*parts, _("<i>and so on</i>")]
        parts.append(each)
    return parts


def _standing(turn: Turn, posted: Posting) -> Screen:
    day = intake.local(turn, posted.posted_at).date()
    text = lines(
        _("<b>Employers see this version, without your name</b>"),
        _("Since {date}, posted from abroad.", date=day)
        if posted.abroad
        else _("Since {date}, posted from Québec.", date=day),
        _("What you change in it, they see at once."),
        _("When an employer asks for your name, your counsellor asks you first."),
    )
    number = posted.resume_id or 0
    return Screen(text, (*ways.listed(Button(_("Withdraw it"), withdraw.to(number))), resume_subject.back(number)))


@action("resume/{number}/employers/{words}/yes")
def post(turn: Turn, number: int, words: str) -> Screen:
    """Posts a version in the words that were agreed to; a second tap counts once."""
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    posted = store.posting(turn.session, turn.candidate.id)
    if words != pool.VERSION or (posted and posted.resume_id == number) or resume.next_part(resume.drafted(turn, row)):
        return show(turn, number)
    abroad = not milestones.has_landed(turn)
    made = pool.post(turn.session, turn.candidate, row, turn.now, turn.conversation.locale, abroad=abroad)
    return _standing(turn, made)


@action("resume/{number}/employers/withdraw")
def withdraw(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    posted = store.posting(turn.session, turn.candidate.id)
    if posted is None or posted.resume_id != number:
        return show(turn, number)
    pool.withdraw(turn.session, turn.candidate, turn.now, turn.conversation.locale)
    text = lines(
        _("Withdrawn: employers do not see your résumé any more."),
        _("Who has your name already, keeps it. You may show your résumé again at any time."),
    )
    again = Button(_("Show it to employers"), show.to(number))
    return Screen(text, (*ways.listed(again), resume_subject.back(number)))


def let_go(turn: Turn, row: Resume) -> None:
    """Before a version is deleted."""
    pool.let_go(turn.session, turn.candidate, row, turn.now, turn.conversation.locale)
