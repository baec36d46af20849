"""The tour of the seventeen regions: one at a time, and the wish to live there."""

from collections.abc import Sequence
from dataclasses import replace

from coaching import profiles
from coaching.touring import Portrait
from dialogs import intake, profile, region_moving, region_pairs, region_work, seeking, sourcing, ways
from dialogs import offers as look_for
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers
from dialogs.engine.screens import Button, Document, Row, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.region_offers import Offered, offered
from dialogs.seeking import Seek
from locales.text import Text, _, lines, ngettext
from papers.roads import Stop, picture

HERE = "📍"


@page("regions")
def show(turn: Turn) -> Screen:
    text = lines(
        _("<b>The regions of Québec</b>"),
        _("There are seventeen. Work, cost and ways of life differ."),
        _("You wish to live in: <b>{region}</b>.", region=home.region.name) if (home := wished(turn)) else None,
        "",
        _("Choose a region to look at."),
    )
    work = Button(_("Where is my work wanted?"), region_work.show.to(), style="primary")
    moving = Button(_("Would I move for a job?"), region_moving.FORM.to(region_moving.MOVING))
    notes = Button(_("Good to know everywhere"), hold.to())
    roads = Button(_("How far? A picture"), draw.to())
    around = ways.listed(moving, roads, notes)
    return Screen(text, (*ways.listed(work), *_stops(turn), *around, ways.searchward()))


def _stops(turn: Turn) -> list[Row]:
    home = wished(turn)
    buttons = [Button(named(each, home), open_region.to(each.code)) for each in turn.programme.tour]
    return in_pairs(buttons)


def in_pairs(buttons: Sequence[Button]) -> list[Row]:
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def named(portrait: Portrait, home: Portrait | None) -> Words:
    """The name on a button, with a mark on the region where the candidate wishes to live."""
    name = portrait.region.name
    return _("{mark} {region}", mark=HERE, region=name) if portrait == home else name


def wished(turn: Turn) -> Portrait | None:
    region = seeking.mine_of(turn).region
    return turn.programme.tour.get(region) if region else None


@page("regions/{code}")
def open_region(turn: Turn, code: str) -> Screen:
    """What one region is like."""
    portrait = turn.programme.tour.get(code)
    return stop(turn, portrait) if portrait else show(turn)


def stop(turn: Turn, portrait: Portrait) -> Screen:
    offers = offered(turn, portrait)
    text = lines(
        _("<b>{region}</b>", region=portrait.region.name),
        portrait.place,
        distance(portrait),
        _("Towns: {towns}", towns=portrait.region.cities),
        *part(_("<b>Work</b>"), portrait.work),
        *part(_("<b>Life</b>"), portrait.life),
        *part(_("<b>Cost</b>"), (cost(portrait),)),
        *part(_("<b>Good to know</b>"), portrait.know),
        *part(_("<b>For you</b>"), (organizations(portrait), *counted(offers))),
    )
    return Screen(text, (*_from_here(turn, portrait, offers), (_to_list(), *ways.homeward())))


def part(title: Text, said: Sequence[Words]) -> Sequence[Words]:
    return ("", title, *said) if said else ()


def distance(portrait: Portrait) -> Text | None:
    if not portrait.km:
        return None
    return _("{town} is about {km} km from Montréal by road.", town=portrait.town, km=portrait.km)


def cost(portrait: Portrait) -> Text:
    if portrait.need is None:
        return _("I know no figure for this region.")
    return _(
        "In {town}, one person needs about {amount} $ a year after tax (IRIS, 2025).",
        town=portrait.town,
        amount=portrait.need,
    )


def organizations(portrait: Portrait) -> Text:
    return ngettext(
        "{count} partner organization helps newcomers for free.",
        "{count} partner organizations help newcomers for free.",
        portrait.region.partners,
    )


def counted(offers: Offered) -> list[Text]:
    if not offers.every:
        return [_("No offers of work here in our list today.")]
    count = ngettext(
        "{count} offer of work here in our list today.", "{count} offers of work here in our list today.", offers.every
    )
    if not offers.mine:
        return [count]
    return [count, ngettext("{count} of them is in your field.", "{count} of them are in your field.", offers.mine)]


def _to_offers(turn: Turn, portrait: Portrait, offers: Offered) -> Button | None:
    """To the offers there, those of close work where the list has some."""
    if not offers.every:
        return None
    seek = Seek(region=portrait.code)
    if offers.mine:
        seek = replace(seek, work=f"{seeking.mine_of(turn).occupation}{seeking.CLOSE}")
    return Button(_("Offers here"), look_for.look.to(str(seek)))


def _from_here(turn: Turn, portrait: Portrait, offers: Offered) -> Sequence[Row]:
    onward = turn.programme.tour.after(portrait)
    live = None
    if portrait != wished(turn):
        live = Button(_("I would live here"), settle.to(portrait.code), style="primary")
    compare = Button(_("Compare with…"), region_pairs.choose.to(portrait.code))
    sources = Button(_("Sources"), cite.to(portrait.code))
    following = Button(_("{region} ›", region=onward.region.name), open_region.to(onward.code))
    return (*ways.listed(live, _to_offers(turn, portrait, offers)), (compare, sources), *ways.listed(following))


def _to_list() -> Button:
    return Button(_("‹ All regions"), show.to())


@page("regions/{code}/sources")
def cite(turn: Turn, code: str) -> Screen:
    """Where what is said of a region comes from."""
    portrait = turn.programme.tour.get(code)
    if portrait is None:
        return show(turn)
    text = lines(
        _("<b>{region}</b>", region=portrait.region.name),
        *sourcing.listed(portrait.rest.sources, portrait.rest.reviewed),
        "",
        _("Distances are by road, rounded to ten kilometres. Offers are those of our own list."),
    )
    back = Button(_("‹ {region}", region=portrait.region.name), open_region.to(code))
    return Screen(text, ((back, _to_list()), ways.homeward()))


@action("regions/roads")
def draw(turn: Turn) -> Screen:
    """The roads from Montréal to all the regions, one under another."""
    home = wished(turn)
    roads = [
        Stop(each.region.name, each.town, each.km, _("{km} km", km=each.km), wished=each == home)
        for each in turn.programme.tour
    ]
    drawn = Document(f"regions-{turn.conversation.locale}.png", "image/png", picture(roads, turn.reader))
    text = _("<b>How far are the regions from Montréal?</b>")
    return Screen(text, ((_to_list(), *ways.homeward()),), document=drawn)


@page("regions/everywhere")
def hold(turn: Turn) -> Screen:
    """What holds in all regions."""
    tour = turn.programme.tour
    text = lines(
        _("<b>Good to know everywhere</b>"),
        "",
        *(_("• {note}", note=note) for note in tour.notes),
        "",
        *sourcing.listed(tour.rest.sources, tour.rest.reviewed),
    )
    return Screen(text, ((_to_list(), *ways.homeward()),))


@action("regions/{code}/live")
def settle(turn: Turn, code: str) -> Screen:
    """Takes the region as the answer to where one wishes to live; a plan asks whether it shall follow."""
    if turn.programme.tour.get(code) is None:
        return show(turn)
    begun = turn.state.answers.get(intake.NAME)
    if begun is not None:
        begun[intake.REGION.name] = code
    if profiles.of(turn.candidate, turn.programme.occupations) is None:
        unfinished = profile.unfinished()
        return replace(unfinished, toast=_("Noted.")) if begun is not None else unfinished
    given = {**intake.kept(turn), intake.REGION.name: code}
    asked = intake.FORM.applicable(given)
    answers = {question.name: given[question.name] for question in asked if question.name in given}
    return intake.done(turn, Answers(answers))
