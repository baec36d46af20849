"""Proofs: a photo or a document that shows that a step is done, kept with it, and given back when asked for.

Several may be sent in a row, or as an album, which the platform brings photo by photo: what follows a proof is one of
the same step, and what became of those that came together is told in one message.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from coaching.history import Change, Kind
from coaching.proofs import LARGEST, Refusal
from dialogs import counsellor, gate, intake, plan, stuck, subject, ways
from dialogs import step as one_step
from dialogs.engine.events import Attachment, Examined, SentFile
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import MEGABYTE, Answers, FileQuestion, Retry
from dialogs.engine.screens import Button, Document, Row, Screen, Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines, ngettext
from storage import proofs
from storage.plans import Progress, Proof, Step

UNNAMED = _("your file")
MOST, LONGEST_LABEL = 20, 40
"""How many one step has at most, and how much of a name stands on a button."""
LAST, UNTOLD = "last proof", "untold proofs"
"""Where the state keeps of which step the last proof is, and what is not told yet of those that came together."""
IN_A_ROW, TOGETHER = timedelta(minutes=10), timedelta(minutes=1)
"""How long a file still follows the one before it, and how long it is one of the same lot."""
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
    return sum(proof.refused is None for proof in row.proofs) >= MOST


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
    return _full(row) if _is_full(row) else _taken(turn, row, sent)


def _taken(turn: Turn, row: Step, sent: Attachment) -> Screen:
    turn.session.add(_proof(row, sent, turn))
    turn.state.answers[LAST] = {"step": row.id, "at": turn.now.isoformat()}
    text = lines(
        _("Thank you. I am looking at <b>{name}</b>, and tell you in a moment.", name=sent.name or UNNAMED),
        _("What I keep is encrypted. Only you and the team can open it."),
    )
    another = Button(_("Send another"), add.to(row.id))
    back = Button(_("‹ Back to this step"), one_step.open_step.to(row.id))
    return Screen(text, ((another,), (back, Button(_("My plan"), plan.show.to())), ways.homeward()))


def _proof(row: Step, sent: Attachment, turn: Turn) -> Proof:
    name = sent.name or turn.reader.plain(UNNAMED)
    return Proof(
        step=row, platform_id=sent.id, name=name[-200:], type=sent.type[:100], size=sent.size, sent_at=turn.now
    )


def heard(turn: Turn) -> Screen | None:
    """Takes a file that follows a proof as one of the same step; all else that is said outside a form is for others."""
    row = _followed(turn)
    if row is None or not isinstance(turn.event, SentFile):
        return counsellor.heard(turn)
    last, reading = turn.state.answers[LAST], FILE.read_file(turn, turn.event)
    if _is_full(row):
        turn.state.answers[LAST] = {"step": row.id, "at": turn.now.isoformat(), "full": True}
        return None if "full" in last else _full(row)
    if isinstance(reading, Retry):
        turn.state.answers[LAST] = {**last, "at": turn.now.isoformat()}
        return Screen(lines(reading.reason, subject.heading(turn, row.id)), _onward(row))
    is_promised = any(_is_of_one_lot(proof, turn.now) for proof in row.proofs)
    screen = _taken(turn, row, turn.event.file)
    return None if is_promised else screen


def _followed(turn: Turn) -> Step | None:
    """The step whose proof was the last thing that the person sent, a while ago at most."""
    last = turn.state.answers.get(LAST)
    if last is None or gate.barred(turn):
        return None
    at, heard_at = datetime.fromisoformat(last["at"]), turn.conversation.heard_at
    if turn.now - at > IN_A_ROW or (heard_at and heard_at > at):
        return None
    return one_step.mine(turn, last["step"])


def forget(turn: Turn) -> None:
    """What is sent from now on follows no proof: a person has spoken in between."""
    turn.state.answers.pop(LAST, None)


def _is_of_one_lot(proof: Proof, sent_at: datetime) -> bool:
    """Whether a proof came together with another, and still waits to be looked at."""
    return proof.checked_at is None and abs(sent_at - proof.sent_at) < TOGETHER


def examined(turn: Turn, event: Examined) -> Screen | None:
    """Says what became of a proof and of those that came with it, once, when all have been looked at.

    It is a message of its own; what is being asked meanwhile stays asked.
    """
    candidate = turn.conversation.candidate
    proof = proofs.waiting(turn.session, candidate.id, event.proof_id) if candidate else None
    if proof is None:
        return None
    why_not = None if proof.file_id else event.refusal
    proof.checked_at, proof.refused = turn.now, why_not
    if why_not is None:
        plan.hand(turn).note(proof.step.plan, Change(Kind.PROVED, proof.step.template), proof.step)
    return None if gate.barred(turn) else _told(turn, proof, protected=event.protected)


def _told(turn: Turn, proof: Proof, *, protected: bool) -> Screen | None:
    row, untold = proof.step, turn.state.answers.setdefault(UNTOLD, {})
    lot = [*untold.pop(str(row.id), ()), [proof.id, protected]]
    if any(_is_of_one_lot(other, proof.sent_at) for other in row.proofs):
        untold[str(row.id)] = lot
        return None
    if not untold:
        del turn.state.answers[UNTOLD]
    ids, locked = {id_ for id_, _locked in lot}, any(is_locked for _id, is_locked in lot)
    came = [each for each in row.proofs if each.id in ids]
    kept, refused = [each for each in came if not each.refused], [each for each in came if each.refused]
    return _kept(turn, row, kept, refused, protected=locked) if kept else _refused(turn, row, refused)


def _kept(turn: Turn, row: Step, kept: Sequence[Proof], refused: Sequence[Proof], *, protected: bool) -> Screen:
    title = plan.title(turn, row)
    said = (
        _("📎 I have kept <b>{name}</b> with the step <b>{title}</b>.", name=kept[0].name, title=title)
        if len(kept) == 1
        else ngettext(
            "📎 I have kept {count} file with the step <b>{title}</b>.",
            "📎 I have kept {count} files with the step <b>{title}</b>.",
            len(kept),
            title=title,
        )
    )
    locked = _(
        "It is a protected PDF. If it asks for a password, your counsellor cannot read it: "
        "then send a copy without one."
    )
    finish = Button(_("Mark this step as done"), one_step.done.to(row.id), style="success")
    text = lines(said, locked if protected else None, *_not_kept(refused))
    return Screen(text, (*ways.listed(finish if row.progress is Progress.TODO else None), *_onward(row)), fresh=True)


def _not_kept(refused: Sequence[Proof]) -> list[Words]:
    """Each by its name, with why not."""
    if not refused:
        return []
    each: list[Words] = []
    for proof in refused:
        each += [_("I could not keep <b>{name}</b>.", name=proof.name), REFUSED[Refusal(proof.refused or "")]]
    return [*each, _("A proof is a photo or a PDF, {limit} MB at most.", limit=LARGEST // MEGABYTE)]


def _refused(turn: Turn, row: Step, refused: Sequence[Proof]) -> Screen:
    text = lines(*_not_kept(refused), subject.heading(turn, row.id))
    return Screen(text, _onward(row), fresh=True)


def _onward(row: Step) -> tuple[Row, ...]:
    another = Button(_("Send another"), add.to(row.id))
    return ((another, Button(_("Open this step"), one_step.open_step.to(row.id))), ways.homeward())


@page("plan/{step}/proofs")
def show(turn: Turn, step: int) -> Screen:
    """What is kept with a step, each to be had again, and what is still looked at."""
    row = one_step.mine(turn, step)
    if row is None:
        return one_step.gone()
    text = lines(
        subject.heading(turn, step),
        *_listed(turn, row.kept),
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
        for proof in row.kept
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
