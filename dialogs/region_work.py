"""Where the candidate's work is wanted: the regions ranked, each with its reason in words."""

from collections.abc import Sequence

from coaching import wanting, willing
from coaching.occupations import Occupation
from coaching.wanting import Prospect
from dialogs import intake, profile, region_moving, regions, seeking, ways
from dialogs.engine.pages import page
from dialogs.engine.screens import Button, Screen, Words
from dialogs.engine.turn import Turn
from dialogs.region_offers import in_my_field
from locales.text import Text, _, lines, ngettext

SHOWN = 5


@page("regions/work")
def show(turn: Turn) -> Screen:
    told = seeking.mine_of(turn)
    occupation = turn.programme.occupations.by_code(told.occupation) if told.occupation else None
    if occupation is None:
        return _unknown(turn)
    moves = willing.moves(turn.session, turn.candidate.id) or False
    found = wanting.ranked(turn.programme.tour, occupation.code, in_my_field(turn), moves=moves)
    text = lines(
        _("<b>Where is your work wanted?</b>"),
        _("Your work: <b>{occupation}</b>", occupation=occupation.title(turn.conversation.locale)),
        _everywhere(turn, occupation),
        *(_reason(place, each) for place, each in enumerate(found[:SHOWN], 1)),
        *_wished(turn, found, occupation.code),
        "",
        _("Industries are from our sources, offers from our list today. Other places may want you too."),
        _("You would move for a job: Montréal and Laval stand last.") if moves else None,
    )
    look = [Button(each.portrait.region.name, regions.open_region.to(each.portrait.code)) for each in found[:SHOWN]]
    return Screen(text, (*regions.in_pairs(look), *_onward()))


def _onward() -> Sequence[tuple[Button, ...]]:
    moving = Button(_("Would I move for a job?"), region_moving.FORM.to(region_moving.MOVING))
    other = Button(_("My work is another one"), intake.FORM.to(intake.OCCUPATION))
    every = Button(_("‹ All regions"), regions.show.to())
    return (*ways.listed(moving, other), (every, *ways.homeward()))


def _unknown(turn: Turn) -> Screen:
    """Asks for the work; who is still answering the profile goes on with that."""
    if turn.candidate.profile is None or turn.candidate.profile.completed_at is None:
        return profile.unfinished()
    text = lines(_("<b>Where is your work wanted?</b>"), _("I do not know your work yet. Tell me, and I look."))
    ask = Button(_("Tell my work"), intake.FORM.to(intake.OCCUPATION), style="primary")
    every = Button(_("‹ All regions"), regions.show.to())
    return Screen(text, (*ways.listed(ask), (every, *ways.homeward())))


def _everywhere(turn: Turn, occupation: Occupation) -> Words:
    """Said of work that is found in every region, so that a region that is not listed is not ruled out."""
    industries = wanting.everywhere(turn.programme.tour, occupation.code)
    if not industries:
        return ""
    return lines(_("Every region has work in {industries}.", industries=[industry.name for industry in industries]), "")


def _reason(place: int, found: Prospect) -> Text:
    return _("{number}. <b>{region}</b>: {why}", number=place, region=found.portrait.region.name, why=_why(found))


def _why(found: Prospect) -> Text:
    strong = [industry.name for industry in found.industries]
    if not found.offers:
        return _("strong in {industries}", industries=strong)
    count = ngettext("{count} offer in your field", "{count} offers in your field", found.offers)
    return _("{offers}; strong in {industries}", offers=count, industries=strong) if strong else count


def _wished(turn: Turn, found: Sequence[Prospect], occupation: str) -> Sequence[Words]:
    """What is known of the region where the candidate wishes to live, where the list does not tell it."""
    home = regions.wished(turn)
    if home is None or home.code in [each.portrait.code for each in found[:SHOWN]]:
        return ()
    mine = wanting.prospect(home, occupation, in_my_field(turn))
    if mine.reasons:
        return ("", _("Where you wish to live, {region}: {why}", region=home.region.name, why=_why(mine)))
    nothing = _(
        "Where you wish to live, {region}: our sources name no such industry, and our list has no such offer today.",
        region=home.region.name,
    )
    return ("", nothing)
