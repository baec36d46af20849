"""For which job a résumé is, and its summary in three sentences."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coaching import profiles, resumes
from dialogs import resume, resume_mine, resume_subject, trade
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Offer, Option, Reading, Search
from dialogs.engine.screens import Link, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.resume_words import Called, Own
from locales.text import Text, _, lines
from storage.resumes import Resume, of_candidate

NEW = 0
EXAMPLES: Mapping[str, Text] = MappingProxyType(
    {
        "0": _(
            "Manager of a sales team of 15 people, with ten years in retail. I opened 3 shops and raised sales by"
            " 20 % in two years. I would like to lead a team in a growing company."
        ),
        "1": _(
            "Accounting technician with six years in small companies. I closed the books of 12 clients each month,"
            " without a day of delay. I am looking for a team that takes care of its clients."
        ),
        "2": _(
            "Software developer, seven years, mostly in Python. I made a payment service twice as fast, for"
            " 40,000 users. I would like to build tools that people use every day."
        ),
        "3": _(
            "Nurse with eight years in intensive care. I trained 12 colleagues and cut medication errors by a third."
            " I would like to care for patients in a hospital outside the big city."
        ),
        "4": _(
            "Early childhood educator, five years with groups of 8 children. I set up a reading hour that 6 other"
            " groups took over. I am looking for a centre where parents take part."
        ),
        "5": _(
            "Graphic designer, six years in an agency. I designed 40 campaigns, two of which won a prize."
            " I would like to work for a museum or a cultural centre."
        ),
        "6": _(
            "Cook with nine years in hotels. I ran a kitchen of 6 people and served 200 meals a day. I am looking"
            " for a kitchen that works with fresh products."
        ),
        "7": _(
            "Welder with ten years on building sites, in all positions. I finished 30 projects without an accident."
            " I would like to join a workshop that trains its people."
        ),
        "8": _(
            "Farm worker, six years with dairy cows. I looked after a herd of 80 and raised the yield by 10 %."
            " I am looking for a farm in the regions, all year round."
        ),
        "9": _(
            "Machine operator, eight years in food processing. I led a line of 7 people and cut waste by 15 %."
            " I would like to work in a plant where safety comes first."
        ),
    }
)
"""By the first digit of the NOC: the family of the occupation. Nobody's own; an example only."""
ANY = EXAMPLES["7"]


class Wished(Search[str]):
    """An occupation; what was found is asked back with its number, since official titles are long."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        chosen = trade.by_number(turn, text)
        reading = super().pressed(turn, chosen) if chosen else super().read_text(turn, text)
        if not isinstance(reading, Offer):
            return reading
        turn.state.answers[trade.OFFERED] = {"codes": [option.value for option in reading.options]}
        return trade.numbered(reading)


def _mine(turn: Turn) -> Sequence[Option]:
    """The occupation of the profile, in one tap."""
    told = profiles.of(turn.candidate, turn.programme.occupations)
    title = trade.label(turn, told.occupation) if told and told.occupation else None
    return [Option(told.occupation, title)] if told and told.occupation and title else []


@page("resume/{number}/target")
def ask(turn: Turn, number: int) -> Screen:
    if number != NEW and resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    return resume_mine.go_on(turn, TARGET, number)


def ask_for_copy(turn: Turn, number: int) -> Screen:
    return resume_mine.go_on(turn, TARGET, f"copy.{number}")


def _heading(turn: Turn, subject: str | int) -> Words | None:
    number = _number(subject)
    if number == NEW:
        return _("Let us begin your résumé.")
    row = resume_mine.mine(turn, number)
    if row is None:
        return None
    if _is_copy(subject):
        return _("A new version that begins like the one for <b>{target}</b>.", target=row.target)
    return resume_mine.heading(turn, number)


def _is_copy(subject: str | int) -> bool:
    return str(subject).startswith("copy.")


def _number(subject: str | int) -> int:
    told = str(subject).removeprefix("copy.")
    return int(told) if told.isdecimal() else -1


def _onward(subject: str | int) -> Link:
    return resume.version.to(_number(subject)) if _number(subject) > NEW else resume.show.to()


def _targeted(turn: Turn, answers: Answers) -> Screen:
    number, title = _number(answers.subject), answers[TITLE.name]
    row = resume_mine.mine(turn, number)
    if number != NEW and row is None:
        return resume_subject.gone()
    if row is None or _is_copy(answers.subject):
        row = _begun(turn, row)
        if row is None:
            return resume.show(turn)
    row.target = row.name = title
    row.occupation = answers.of(OCCUPATION)
    turn.session.add(row)
    resume_mine.touch(turn, row)
    return resume.version(turn, row.id)


def _begun(turn: Turn, like: Resume | None) -> Resume | None:
    """A new version, unless there are as many as one may have."""
    if len(of_candidate(turn.session, turn.candidate.id)) >= resume.MOST:
        return None
    if like:
        return resumes.copied(like, turn.now)
    times = {"created_at": turn.now, "updated_at": turn.now}
    return Resume(candidate_id=turn.candidate.id, name="", target="", summary="", skills=[], hidden=[], **times)


@page("resume/{number}/summary")
def summarize(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    return resume_mine.go_on(turn, SUMMARY, number)


def _example(turn: Turn, number: int) -> Words | None:
    row = resume_mine.mine(turn, number)
    if row is None:
        return None
    example = EXAMPLES.get((row.occupation or "-")[0], ANY)
    told = _("So far: <i>{summary}</i>", summary=row.summary) if row.summary else None
    return lines(
        resume_mine.heading(turn, number),
        _("For example, by somebody else: <i>{example}</i>", example=example),
        told,
        "",
    )


def _summarized(turn: Turn, answers: Answers) -> Screen:
    row = resume_mine.mine(turn, answers.subject)
    if row is None:
        return resume_subject.gone()
    row.summary = answers.of(SENTENCES) or ""
    resume_mine.touch(turn, row)
    return resume.version(turn, row.id)


OCCUPATION = Wished(
    "occupation",
    _("<b>Which work do you look for?</b>"),
    hint=_("Tap it, or type what it is called, in any way."),
    which=_("Which of these comes closest?"),
    options=_mine,
    kind=str,
    find=trade.find,
    label=trade.label,
    optional=True,
    good=("nurse", "soudeur", "72106"),
    bad=("qqqqq",),
)
TITLE = Called(
    "title",
    _("<b>How is this job called in the offers?</b>"),
    hint=_("In a few words, for one person: it stands under your name. For example: Nurse, Welder, Web developer."),
    good=("Nurse", "Soudeuse"),
    bad=("x" * 81, "Nurse, write to me: a.b@example.org"),
)
SENTENCES = Own(
    "sentences",
    _("<b>Who are you at work? Write three sentences.</b>"),
    hint=_("1. What you are, and since when. 2. Your best result, with a figure. 3. What you would like to do here."),
    longest=600,
    good=("I am a nurse with eight years in intensive care. I trained 12 people. I would like to work in a region.",),
    bad=("x" * 601, "I am a nurse. Write to me: amina@example.org", "I am 34 years old."),
)
TARGET = Form("resume-target", (OCCUPATION, TITLE), _targeted, _onward, about=_heading)
SUMMARY = Form("resume-summary", (SENTENCES,), _summarized, resume_mine.onward, about=_example, numbered=False)
