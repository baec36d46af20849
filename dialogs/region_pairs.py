"""Two regions side by side, in words that fit a phone."""

from collections.abc import Sequence

from coaching.touring import Portrait
from dialogs import regions, ways
from dialogs.engine.pages import page
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.region_offers import Offered, offered
from locales.text import Text, Value, _, lines, ngettext


@page("regions/{code}/with")
def choose(turn: Turn, code: str) -> Screen:
    """Asks for the other region."""
    portrait = turn.programme.tour.get(code)
    if portrait is None:
        return regions.show(turn)
    home = regions.wished(turn)
    others = [
        Button(regions.named(other, home), show.to(code, other.code))
        for other in turn.programme.tour
        if other != portrait
    ]
    text = _("With which region do you compare <b>{region}</b>?", region=portrait.region.name)
    back = Button(_("‹ {region}", region=portrait.region.name), regions.open_region.to(code))
    return Screen(text, (*regions.in_pairs(others), (back, *ways.homeward())))


@page("regions/{code}/with/{other}")
def show(turn: Turn, code: str, other: str) -> Screen:
    """Compares two regions."""
    one, two = turn.programme.tour.get(code), turn.programme.tour.get(other)
    if one is None or two is None:
        return regions.show(turn)
    if one == two:
        return choose(turn, code)
    text = lines(
        _("<b>{one} and {two}</b>", one=one.region.name, two=two.region.name),
        *side_by_side(_("<b>Work</b>"), (one, _work(one)), (two, _work(two))),
        *side_by_side(_("<b>Cost</b>"), (one, _need(one)), (two, _need(two))),
        _difference(one, two),
        *side_by_side(_("<b>From Montréal</b>"), (one, _distance(one)), (two, _distance(two))),
        *side_by_side(_("<b>Partner organizations</b>"), (one, one.region.partners), (two, two.region.partners)),
        *_offers(turn, one, two),
    )
    look = tuple(Button(each.region.name, regions.open_region.to(each.code)) for each in (one, two))
    again = Button(_("Compare with another one"), choose.to(code))
    every = Button(_("‹ All regions"), regions.show.to())
    return Screen(text, (look, *ways.listed(again), (every, *ways.homeward())))


def side_by_side(title: Text, *said: tuple[Portrait, Value]) -> Sequence[Words]:
    told = [_("• {region}: {said}", region=portrait.region.name, said=words) for portrait, words in said]
    return ("", title, *told)


def _work(portrait: Portrait) -> Value:
    return [industry.name for industry in portrait.industries]


def _need(portrait: Portrait) -> Text:
    if portrait.need is None:
        return _("no figure that I know")
    return _("about {amount} $ a year in {town}", amount=portrait.need, town=portrait.town)


def _difference(one: Portrait, two: Portrait) -> Text | None:
    """What one person needs less in the cheaper of the two towns."""
    if one.need is None or two.need is None or one.need == two.need:
        return None
    low, high = (one, two) if one.need < two.need else (two, one)
    less = (high.need or 0) - (low.need or 0)
    return _(
        "One person needs {amount} $ a year less in {low} than in {high} (IRIS, 2025).",
        amount=less,
        low=low.town,
        high=high.town,
    )


def _distance(portrait: Portrait) -> Text:
    if not portrait.km:
        return _("the city itself")
    return _("about {km} km by road to {town}", km=portrait.km, town=portrait.town)


def _offers(turn: Turn, *compared: Portrait) -> Sequence[Words]:
    told = [(each, _counts(offered(turn, each))) for each in compared]
    return side_by_side(_("<b>Offers of work in our list today</b>"), *told)


def _counts(offers: Offered) -> Value:
    if offers.mine is None or not offers.every:
        return offers.every
    return ngettext(
        "{offers}, and {count} in your field", "{offers}, and {count} in your field", offers.mine, offers=offers.every
    )
