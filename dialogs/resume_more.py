"""What stands in every version: the head, the languages, voluntary work and courses."""

import re

from coaching import resumes
from dialogs import profile, resume, resume_mine, resume_subject, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, Reading, Retry
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.resume_words import Called, Own, apart
from locales.text import Text, _, lines

MOST, TONGUES = 8, 6
EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")
PHONE = re.compile(r"\+?[\d ().-]{7,25}")
DIGITS = (7, 15)


@page("resume/{number}/contact")
def contact(turn: Turn, number: int) -> Screen:
    """Which lines the head has; what they say stays out of the chat."""
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    head = resume_mine.head(turn)
    if not resumes.contact(head):
        return resume_mine.go_on(turn, CITY_FORM, number)
    text = lines(
        _("<b>The head of your résumé</b>"),
        turn.candidate.name,
        head.city or None,
        _("• Your e-mail address") if head.email else None,
        _("• Your phone number") if head.phone else None,
        "",
        _("It is in all your versions, and nowhere else. Address and number are kept encrypted."),
    )
    buttons = (
        Button(_("City"), write_head.to(number, "city")),
        Button(_("E-mail"), write_head.to(number, "email")),
        Button(_("Phone"), write_head.to(number, "phone")),
    )
    delete = (Button(_("Delete all of it"), clear.to(number)),)
    return Screen(text, (buttons, delete, resume_subject.back(number)))


@page("resume/{number}/contact/{line}")
def write_head(turn: Turn, number: int, line: str) -> Screen:
    if resume_mine.mine(turn, number) is None or line not in {"city", "email", "phone"}:
        return resume_subject.gone()
    form = {"city": CITY_FORM, "email": MAIL_FORM, "phone": CALL_FORM}[line]
    return resume_mine.go_on(turn, form, number)


@action("resume/{number}/contact/delete")
def clear(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    head = resume_mine.head(turn)
    head.city, head.email, head.phone = "", None, None
    turn.session.flush()
    return resume.version(turn, number)


def _city(turn: Turn, answers: Answers) -> Screen:
    """Goes on to what is not there yet, so that the state of the conversation holds no address for long."""
    head = resume_mine.head(turn)
    head.city = answers.of(CITY) or head.city
    turn.session.flush()
    return contact(turn, answers.subject) if head.email else MAIL_FORM.open_about(turn, answers.subject)


def _mail(turn: Turn, answers: Answers) -> Screen:
    head = resume_mine.head(turn)
    head.email = answers.of(MAIL) or head.email
    turn.session.flush()
    return contact(turn, answers.subject) if head.phone else CALL_FORM.open_about(turn, answers.subject)


def _call(turn: Turn, answers: Answers) -> Screen:
    head = resume_mine.head(turn)
    head.phone = answers.of(CALL) or head.phone
    turn.session.flush()
    return resume.version(turn, answers.subject)


@page("resume/{number}/tongues")
def tongues(turn: Turn, number: int) -> Screen:
    row = resume_mine.mine(turn, number)
    if row is None:
        return resume_subject.gone()
    told = resumes.tongues(resume.drafted(turn, row))
    text = lines(
        _("<b>Your languages</b>"),
        *(_("• {line}", line=each) for each in told),
        "",
        _("French and English come from your profile, in the levels that Québec knows."),
    )
    buttons = (Button(_("Other languages"), other.to(number)), Button(_("Change my profile"), profile.show.to()))
    return Screen(text, (*ways.listed(*buttons), resume_subject.back(number)))


@page("resume/{number}/tongues/other")
def other(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    return resume_mine.ask_again(turn, OTHERS, number, {})


def _spoken(turn: Turn, answers: Answers) -> Screen:
    if resume_mine.mine(turn, answers.subject) is None:
        return resume_subject.gone()
    resume_mine.head(turn).tongues = list(apart(answers.of(TOLD) or ""))[:TONGUES]
    turn.session.flush()
    return tongues(turn, answers.subject)


@page("resume/{number}/more")
def show(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    every = resume_mine.head(turn).more
    text = lines(
        _("<b>Voluntary work and courses</b>"),
        _("Not needed, but read with interest in Québec. One line each, without religion or party."),
        "",
        *(_("{place}. {line}", place=place, line=line) for place, line in enumerate(every, 1)),
    )
    add = Button(_("Add a line"), write.to(number)) if len(every) < MOST else None
    each = [
        Button(_("Delete line {place}", place=place), remove.to(number, place)) for place in range(1, len(every) + 1)
    ]
    return Screen(
        text,
        (*ways.listed(add), *(tuple(each[at : at + 2]) for at in range(0, len(each), 2)), resume_subject.back(number)),
    )


@page("resume/{number}/more/write")
def write(turn: Turn, number: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    return resume_mine.go_on(turn, MORE, number)


@action("resume/{number}/more/{place}/delete")
def remove(turn: Turn, number: int, place: int) -> Screen:
    if resume_mine.mine(turn, number) is None:
        return resume_subject.gone()
    head = resume_mine.head(turn)
    if not 1 <= place <= len(head.more):
        return show(turn, number)
    line = head.more[place - 1]
    resume_subject.remember_line(turn, "more", line, place - 1)
    head.more = [each for at, each in enumerate(head.more, 1) if at != place]
    turn.session.flush()
    back = Button(_("‹ Voluntary work, courses"), show.to(number))
    return resume_subject.removed(number, _("Deleted: <i>{line}</i>", line=line), back)


def _added(turn: Turn, answers: Answers) -> Screen:
    if resume_mine.mine(turn, answers.subject) is None:
        return resume_subject.gone()
    head = resume_mine.head(turn)
    head.more = [*head.more, answers[LINE.name]][:MOST]
    turn.session.flush()
    return show(turn, answers.subject)


class Mail(Called):
    """An e-mail address, which may stand here."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        return text if EMAIL.fullmatch(text) and len(text) <= self.longest else Retry(self.expected(turn))

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002 - the same for everybody
        return _("This does not look like an e-mail address. Write it like amina@example.org.")


class Call(Called):
    """A phone number, which may stand here."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        count = sum(each.isdigit() for each in text)
        is_phone = PHONE.fullmatch(text) and DIGITS[0] <= count <= DIGITS[1]
        return text if is_phone else Retry(self.expected(turn))

    def expected(self, turn: Turn) -> Words:  # noqa: ARG002 - the same for everybody
        return _("Write the number with the code of the country, like +213 555 12 34 56.")


def _private(turn: Turn, number: int) -> Text | None:
    return (
        None
        if resume_mine.mine(turn, number) is None
        else _("The head of your résumé: only what you write here stands in it. It is kept encrypted.")
    )


CITY = Called(
    "city",
    _("<b>In which city do you live?</b>"),
    hint=_("City and country are enough: no street."),
    optional=True,
    good=("Alger, Algérie",),
    bad=("12, rue Didouche Mourad, Alger",),
)
MAIL = Mail(
    "email",
    _("<b>Which e-mail address may employers use?</b>"),
    hint=_("A plain one, with your name in it. You may skip this."),
    optional=True,
    private=True,
    good=("amina@example.org",),
    bad=("amina at example",),
)
CALL = Call(
    "phone",
    _("<b>Which phone number may employers call?</b>"),
    hint=_("With the code of your country. You may skip this."),
    optional=True,
    private=True,
    good=("+213 555 12 34 56",),
    bad=("call me",),
)
TOLD = Called(
    "others",
    _("<b>Which other languages do you speak?</b>"),
    hint=_("With how well, and commas between them. For example: Arabic (first language), Spanish (intermediate)."),
    optional=True,
    longest=200,
    good=("Arabe (langue première), espagnol (intermédiaire)",),
    bad=("x" * 201,),
)
LINE = Own(
    "line",
    _("<b>What was it, where, and when?</b>"),
    hint=_("For example: Red Crescent, first-aid volunteer, since 2018."),
    longest=160,
    good=("Red Crescent, first-aid volunteer, since 2018",),
    bad=("x" * 161, "Religion: Christian"),
)
CITY_FORM = Form("resume-city", (CITY,), _city, resume_mine.onward, about=_private, numbered=False)
MAIL_FORM = Form("resume-email", (MAIL,), _mail, resume_mine.onward, about=_private, numbered=False)
CALL_FORM = Form("resume-phone", (CALL,), _call, resume_mine.onward, about=_private, numbered=False)
OTHERS = Form("resume-tongues", (TOLD,), _spoken, resume_mine.onward, about=resume_mine.heading, numbered=False)
MORE = Form("resume-more", (LINE,), _added, resume_mine.onward, about=resume_mine.heading, numbered=False)
