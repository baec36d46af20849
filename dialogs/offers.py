"""Offers: looking for them, reading them in short lists and one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from coaching import labels, offering, opportunities, regions
from dialogs import asking, reaching, seeking, suspicions, trade, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import page
from dialogs.engine.questions import Answers, Offer, Option, Reading, Search
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.seeking import Seek
from locales.text import Money, Text, _, lines, ngettext
from storage import opportunities as store
from storage.opportunities import Kind, Opportunity, Standing

PART = 5
"""How many offers a phone shows well."""
COUNTED = 100
LONGEST_LABEL, LONGEST_TEXT = 60, 1500
PAYS = (18, 20, 25, 30, 40, 50)
FRENCH = (0, 4, 8)


@page("offers")
def begin(turn: Turn) -> Screen:
    return look(turn, str(seeking.proposed(turn)))


@page("offers/{asked}")
def look(turn: Turn, asked: str) -> Screen:
    """What is looked for, to be changed part by part, and how many offers fit."""
    seek = seeking.read(turn, asked)
    count = store.count(turn.session, seek.wanted, turn.today, COUNTED)
    text = lines(
        _("<b>Look for offers</b>"),
        _("• Work: <b>{work}</b>", work=seeking.work(turn, seek)),
        _("• Region: <b>{region}</b>", region=seeking.region(seek)),
        _("• Kind: <b>{kind}</b>", kind=seeking.kind(seek)),
        _("• French: <b>{french}</b>", french=seeking.french(seek)),
        _("• Pay: <b>{pay}</b>", pay=seeking.pay(seek)),
        "",
        _fitting(count),
    )
    first = Button(_("Show the offers"), newest.to(str(seek)), style="primary") if count else None
    return Screen(text, (*ways.listed(first, *_wider(seek)), *_changing(turn, seek), ways.searchward()))


def _fitting(count: int) -> Words:
    if count == 0:
        return lines(
            _("<b>No offer fits now.</b>"),
            _("Ask for less at once: another region, all kinds, or close work."),
        )
    if count >= COUNTED:
        return _("More than {count} offers fit. The newest come first.", count=COUNTED - 1)
    return ngettext("{count} offer fits.", "{count} offers fit. The newest come first.", count)


def _wider(seek: Seek) -> Sequence[Button]:
    if not seek.work:
        return ()
    label = _("Only this work") if seek.is_close else _("Close work too")
    return (Button(label, look.to(str(seek.widened()))),)


def _changing(turn: Turn, seek: Seek) -> tuple[Row, ...]:
    asked = str(seek)
    anew = Button(_("As in my profile"), begin.to()) if seek != seeking.proposed(turn) else None
    return (
        (Button(_("Work"), change_work.to(asked)), Button(_("Region"), change_region.to(asked))),
        (
            Button(_("Kind"), change_kind.to(asked)),
            Button(_("French"), change_french.to(asked)),
            Button(_("Pay"), change_pay.to(asked)),
        ),
        *ways.listed(anew),
    )


@page("offers/{asked}/work")
def change_work(turn: Turn, asked: str) -> Screen:
    return FORM.open_about(turn, str(seeking.read(turn, asked)))


@page("offers/{asked}/region")
def change_region(turn: Turn, asked: str) -> Screen:
    seek = seeking.read(turn, asked)
    buttons = [_to(region.name, replace(seek, region=region.code)) for region in regions.every()]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    every = _to(_("All of Québec"), replace(seek, region=""))
    return Screen(_("<b>In which region?</b>"), ((every,), *pairs, (_to(_("‹ Back"), seek), *ways.homeward())))


@page("offers/{asked}/kind")
def change_kind(turn: Turn, asked: str) -> Screen:
    seek = seeking.read(turn, asked)
    buttons = [_to(offering.KINDS[kind], replace(seek, kind=kind)) for kind in Kind]
    return _choice(_("<b>What kind of offers?</b>"), seek, _to(_("All kinds"), replace(seek, kind=None)), *buttons)


@page("offers/{asked}/french")
def change_french(turn: Turn, asked: str) -> Screen:
    """By what is asked at most, on the twelve levels of the Échelle québécoise."""
    seek, mine = seeking.read(turn, asked), seeking.mine_of(turn).french
    text = lines(
        _("<b>How much French may be asked?</b>"),
        _("By your profile, you have: {level}.", level=labels.LEVEL[mine]) if mine else None,
    )
    buttons = [_to(seeking.french(wish), wish) for wish in (replace(seek, french=level) for level in FRENCH)]
    return _choice(text, seek, _to(_("All levels"), replace(seek, french=None)), *buttons)


@page("offers/{asked}/pay")
def change_pay(turn: Turn, asked: str) -> Screen:
    seek = seeking.read(turn, asked)
    text = lines(
        _("<b>What should it pay at least?</b>"),
        _("By the hour, before taxes. Offers that do not tell their pay are then left out."),
    )
    buttons = [
        _to(
            _(
                "{amount} an hour, about {year} a year",
                amount=Money(pay * seeking.CENTS),
                year=Money(opportunities.by_year(pay * seeking.CENTS, None)),
            ),
            replace(seek, pay=pay),
        )
        for pay in PAYS
    ]
    return _choice(text, seek, _to(_("Any pay"), replace(seek, pay=None)), *buttons)


def _choice(text: Words, seek: Seek, *buttons: Button) -> Screen:
    return Screen(text, (*ways.listed(*buttons), (_to(_("‹ Back"), seek), *ways.homeward())))


def _to(label: Words, seek: Seek) -> Button:
    return Button(label, look.to(str(seek)))


@dataclass(frozen=True, eq=False)
class Work(Search[str]):
    """An occupation; official titles are too long for a button, and stand in full above it."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        reading = super().read_text(turn, text)
        return trade.numbered(reading) if isinstance(reading, Offer) else reading


def _work_options(_turn: Turn) -> Sequence[Option]:
    return (Option(ALL_WORK, _("All work")),)


def _work_label(turn: Turn, code: str) -> Words | None:
    return trade.label(turn, code)


def _work_chosen(turn: Turn, answers: Answers) -> Screen:
    seek, code = seeking.read(turn, str(answers.subject)), str(answers[WORK.name])
    return look(turn, str(replace(seek, work="" if code == ALL_WORK else code)))


def _heading(turn: Turn, asked: Any) -> Words | None:
    seek = seeking.read(turn, str(asked))
    return _("Looked for so far: <b>{work}</b>", work=seeking.work(turn, seek))


def _onward(asked: str) -> Link:
    return look.to(str(asked))


ALL_WORK = "all"
WORK = Work(
    "work",
    _("<b>Which work do you look for?</b>"),
    hint=_("Type it in your own words, for example: nurse, welder, accountant."),
    which=_("Which of these do you mean?"),
    options=_work_options,
    find=trade.find,
    label=_work_label,
    kind=str,
    good=("soudeur", "nurse", "All work"),
    bad=("qwzxqwzx",),
)
FORM = Form("seek", (WORK,), _work_chosen, _onward, about=_heading, numbered=False)


@page("offers/{asked}/list")
def newest(turn: Turn, asked: str) -> Screen:
    return _list(turn, seeking.read(turn, asked), None)


@page("offers/{asked}/{after}")
def older(turn: Turn, asked: str, after: int) -> Screen:
    """What comes after an offer, wherever that stands by now."""
    return _list(turn, seeking.read(turn, asked), turn.session.get(Opportunity, after))


def _list(turn: Turn, seek: Seek, after: Opportunity | None) -> Screen:
    found = store.found(turn.session, seek.wanted, turn.today, after, PART + 1)
    if not found:
        return look(turn, str(seek)) if after is None else _no_more(seek)
    shown_now = found[:PART]
    told: list[Words] = []
    for number, row in enumerate(shown_now, 1):
        told += ["", _("{number}. <b>{title}</b>", number=number, title=row.title), _where(row), offering.pay(row)]
    openings = [
        Button(
            _("{number}. {title}", number=number, title=ways.shortened(row.title, LONGEST_LABEL)),
            read_in.to(row.id, str(seek)),
        )
        for number, row in enumerate(shown_now, 1)
    ]
    top = Button(_("‹ The newest"), newest.to(str(seek))) if after else None
    more = Button(_("More ›"), older.to(str(seek), shown_now[-1].id)) if len(found) > PART else None
    along = tuple(button for button in (top, more) if button)
    rows = (
        *ways.listed(*openings),
        *((along,) if along else ()),
        (_to(_("Change the search"), seek), *ways.homeward()),
    )
    return Screen(lines(_("<b>Offers, the newest first</b>"), *told), rows)


def _no_more(seek: Seek) -> Screen:
    first = Button(_("‹ The newest"), newest.to(str(seek)))
    return Screen(
        _("There are no more offers that fit."), ((first, _to(_("Change the search"), seek)), ways.homeward())
    )


def _where(row: Opportunity) -> Words:
    """Employer and place."""
    found = regions.by_code(row.region) if row.region else None
    named = [part for part in (row.organization.name, row.place, found.name if found else "") if part]
    where = ", ".join(dict.fromkeys(named))
    return _("{where} (remote work is possible)", where=where) if row.remote else where


@page("offer/{offer}")
def read(turn: Turn, offer: int) -> Screen:
    row = turn.session.get(Opportunity, offer)
    return shown(turn, row) if row else gone()


@page("offer/{offer}/{asked}")
def read_in(turn: Turn, offer: int, asked: str) -> Screen:
    """One offer of a list, and the way to the next."""
    row = turn.session.get(Opportunity, offer)
    if row is None:
        return gone()
    seek = seeking.read(turn, asked)
    following = store.found(turn.session, seek.wanted, turn.today, row, 1)
    onward = Button(_("Next offer ›"), read_in.to(following[0].id, str(seek))) if following else None
    back = Button(_("‹ The list"), newest.to(str(seek)))
    others = tuple(button for button in (back, onward) if button)
    return shown(turn, row, onward=others)


def gone() -> Screen:
    again = Button(_("Look for offers"), begin.to())
    return Screen(_("This offer is not there. Look for another one."), (*ways.listed(again), ways.homeward()))


def shown(turn: Turn, row: Opportunity, onward: Row = ()) -> Screen:
    """An offer with all that is known of it, and the ways onto the board."""
    standing = row.standing(turn.today)
    text = lines(
        _("<b>{title}</b>", title=row.title),
        _where(row),
        _standing(row, standing),
        *suspicions.warning(turn, row),
        "",
        *asking.facts(turn, row),
        *_description(row),
        *_ending(row, standing),
    )
    link = Button(_("Open the offer"), row.link) if row.link and standing is Standing.OPEN else None
    suspect = Button(_("It looks suspicious"), suspicions.suspect.to(row.id)) if standing is Standing.OPEN else None
    others = reaching.offered(turn, row) if standing is Standing.OPEN else ()
    onward = onward or (Button(_("Look for offers"), begin.to()),)
    return Screen(text, (*ways.listed(link, *others, suspect), onward, ways.homeward()))


def _standing(row: Opportunity, standing: Standing) -> Text:
    match standing:
        case Standing.OPEN:
            return _("{kind}, open until {date}", kind=offering.KINDS[row.kind], date=row.expires_on)
        case Standing.EXPIRED:
            return _("<b>This offer ended on {date}.</b>", date=row.expires_on)
        case Standing.WITHDRAWN:
            return _("<b>This offer was withdrawn.</b> Do not apply any more.")


def _description(row: Opportunity) -> list[Words]:
    return ["", ways.shortened(row.description, LONGEST_TEXT)] if row.description else []


def _ending(row: Opportunity, standing: Standing) -> list[Words]:
    if standing is not Standing.OPEN:
        return []
    published = _("<i>Published on {date}.</i>", date=row.published_at.date())
    return ["", published, _("<i>Never pay to get a job.</i>")]
