"""Proofs: a photo or a document that shows that a step is done, kept with it, and given back when asked for."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coaching.history import Change, Kind
from coaching.proofs import LARGEST, Refusal
from dialogs import gate, intake, plan, stuck, subject, ways
from dialogs import step as one_step
from dialogs.engine.events import Attachment, Examined
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import MEGABYTE, Answers, FileQuestion
from dialogs.engine.screens import Button, Document, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import proofs
from storage.plans import Progress, Proof, Step

UNNAMED = _("your file")
MOST, LONGEST_LABEL = 20, 40
"""How many one step has at most, and how much of a name stands on a button."""
REFUSED: Mapping[Refusal, Text] = MappingProxyType(
    {
        Refusal.EMPTY: _("It is empty: there is nothing in it. Check that it opens on your phone, and send it again."),
        Refusal.TOO_LARGE: _("It is too large. Send a photo of the paper, or a smaller PDF."),
        Refusal.PROGRAM: _("It is a program, whatever its name says. Send a photo of the paper, or a PDF."),
        Refusal.OFFICE: _("It is a file of Word, Excel or the like. Save it as a PDF, and send that."),
        Refusal.ARCHIVE: _(
            "It is a package of files, such as a ZIP. Take out what is in it, and send each photo or PDF by itself."
        ),
        Refusal.UNKNOWN: _("I find no photo and no PDF in it. Take a photo or a screenshot of it, and send that."),
        Refusal.CUT: _(
            "It is cut short: its end is missing. Send it again where the connection is good, or send a photo of it."
        ),
        Refusal.GONE: _("Telegram does not hand it out: it is gone there, or too large. Please send it again."),
        Refusal.BROKEN: _(
            "Something went wrong on our side while I looked at it. Please send it again; "
            "if that happens once more, write to your counsellor."
        ),
    }
)


@page("plan/{step}/proof")
def add(turn: Turn, step: int) -> Screen:
    row = one_step.mine(turn, step)
    if row is None:
        return one_step.gone()
    return _full(row) if _is_full(row) else FORM.open_about(turn, step)


def _is_full(row: Step) -> bool:
    return sum(proof.file_id is not None or proof.checked_at is None for proof in row.proofs) >= MOST


def _full(row: Step) -> Screen:
    text = _(
        "There are {count} proofs with this step already. Write to your counsellor if one must be replaced.", count=MOST
    )
    see = Button(_("See the proofs"), show.to(row.id))
    ask = Button(_("Ask my counsellor about this"), stuck.ask.to(row.id))
    back = Button(_("‹ Back to this step"), one_step.open_step.to(row.id))
    return Screen(text, (*ways.listed(see, ask), (back, *ways.homeward())))


def done(turn: Turn, answers: Answers) -> Screen:
    """Takes the file in: it is fetched, looked at, and kept; the word on it comes in the chat."""
    row, sent = one_step.mine(turn, answers.subject), answers.of(FILE)
    if row is None or sent is None:
        return one_step.gone()
    if _is_full(row):
        return _full(row)
    turn.session.add(_proof(row.id, sent, turn))
    text = lines(
        _("Thank you. I am looking at <b>{name}</b>, and tell you in a moment.", name=sent.name or UNNAMED),
        _("What I keep is encrypted. Only you and the team can open it."),
    )
    another = Button(_("Send another"), add.to(row.id))
    back = Button(_("‹ Back to this step"), one_step.open_step.to(row.id))
    return Screen(text, ((another,), (back, Button(_("My plan"), plan.show.to())), ways.homeward()))


def _proof(step_id: int, sent: Attachment, turn: Turn) -> Proof:
    name = sent.name or turn.reader.plain(UNNAMED)
    return Proof(
        step_id=step_id, platform_id=sent.id, name=name[-200:], type=sent.type[:100], size=sent.size, sent_at=turn.now
    )


def examined(turn: Turn, event: Examined) -> Screen | None:
    """Says what became of a proof, once, in a message of its own; what is being asked meanwhile stays asked."""
    candidate = turn.conversation.candidate
    proof = proofs.waiting(turn.session, candidate.id, event.proof_id) if candidate else None
    if proof is None:
        return None
    why_not = None if proof.file_id else event.refusal
    proof.checked_at, proof.refused = turn.now, why_not
    if why_not is None:
        plan.hand(turn).note(proof.step.plan, Change(Kind.PROVED, proof.step.template), proof.step)
    if gate.barred(turn):
        return None
    return _refused(turn, proof, why_not) if why_not else _kept(turn, proof, protected=event.protected)


def _kept(turn: Turn, proof: Proof, *, protected: bool) -> Screen:
    row = proof.step
    said = _("📎 I have kept <b>{name}</b> with the step <b>{title}</b>.", name=proof.name, title=plan.title(turn, row))
    locked = _(
        "It is a protected PDF. If it asks for a password, your counsellor cannot read it: "
        "then send a copy without one."
    )
    finish = Button(_("Mark this step as done"), one_step.done.to(row.id), style="success")
    text = lines(said, locked if protected else None)
    return Screen(text, (*ways.listed(finish if row.progress is Progress.TODO else None), *_onward(row)), fresh=True)


def _refused(turn: Turn, proof: Proof, why: Refusal) -> Screen:
    text = lines(
        _("I could not keep <b>{name}</b>.", name=proof.name),
        REFUSED[why],
        _("A proof is a photo or a PDF, {limit} MB at most.", limit=LARGEST // MEGABYTE),
        subject.heading(turn, proof.step_id),
    )
    return Screen(text, _onward(proof.step), fresh=True)


def _onward(row: Step) -> tuple[Row, ...]:
    another = Button(_("Send another"), add.to(row.id))
    return ((another, Button(_("Open this step"), one_step.open_step.to(row.id))), ways.homeward())


@page("plan/{step}/proofs")
def show(turn: Turn, step: int) -> Screen:
    """What is kept with a step, each to be had again, and what is still looked at."""
    row = one_step.mine(turn, step)
    if row is None:
        return one_step.gone()
    kept = [proof for proof in row.proofs if proof.file_id]
    text = lines(
        subject.heading(turn, step),
        *_listed(turn, kept),
        *[_("• {name}: I am looking at it.", name=proof.name) for proof in row.proofs if proof.checked_at is None],
        "",
        _(
            "Proofs stay with your plan, and nothing is thrown away. "
            "If you sent a wrong one, send the right one, and tell {name}.",
            name=ways.counsellor_name(turn),
        ),
    )
    again = [
        Button(_("📎 {name}", name=ways.shortened(proof.name, LONGEST_LABEL)), send_back.to(step, proof.id))
        for proof in kept
    ]
    another = Button(_("Send another"), add.to(step))
    ask = Button(_("Ask my counsellor about this"), stuck.ask.to(step))
    back = Button(_("‹ Back to this step"), one_step.open_step.to(step))
    return Screen(text, (*ways.listed(*again, another, ask), (back, *ways.homeward())))


def _listed(turn: Turn, kept: Sequence[Proof]) -> list[Words]:
    if not kept:
        return [_("No proof is kept with this step yet.")]
    told = [_("• {name}, {date}", name=proof.name, date=_day(turn, proof)) for proof in kept]
    return [_("<b>Proofs kept with this step</b>"), *told]


def _day(turn: Turn, proof: Proof) -> Words:
    return Text("{date}", {"date": intake.local(turn, proof.sent_at).date()})


@page("plan/{step}/proofs/{proof}")
def send_back(turn: Turn, step: int, proof: int) -> Screen:
    """Sends a proof as it is kept."""
    found = proofs.kept(turn.session, turn.candidate.id, proof)
    if found is None or found.file is None or found.step_id != step:
        return show(turn, step)
    text = _(
        "<b>{name}</b>, which you sent on {date} for the step <b>{title}</b>.",
        name=found.name,
        date=_day(turn, found),
        title=plan.title(turn, found.step),
    )
    back = Button(_("‹ Back to this step"), one_step.open_step.to(step))
    file = found.file
    return Screen(
        text, ((back, *ways.homeward()),), document=Document(file.name, file.type, file.content, kept=file.id)
    )


FILE = FileQuestion(
    "file",
    _("<b>Send me a photo or a PDF.</b>"),
    hint=_("20 MB at most. A photo of the paper on a table, in good light, is enough."),
    types=(),
    largest=LARGEST,
)
FORM = Form("proof", (FILE,), done, subject.onward, about=subject.heading, numbered=False)
