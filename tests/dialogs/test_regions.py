"""Laws of the tour of the regions, as a candidate takes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from coaching import touring, willing
from dialogs.engine.screens import Link
from storage.conversations import Conversation
from storage.opportunities import Kind, Opportunity, Organization
from storage.searching import Search
from tests.dialogs.conftest import CODE, NOON
from tests.dialogs.driver import Person

SCREEN = 1400
"""Characters: what a phone shows with one movement of the thumb."""
CODES = [portrait.code for portrait in touring.shipped()]
NURSE, PROGRAMMER, TAILOR = "31301", "21232", "64200"


def offer(person: Person, region: str | None, occupation: str | None = NURSE, **other: object) -> None:
    """An opportunity of our list, open for a month."""
    told = {"kind": Kind.JOB, "expires_on": NOON.date() + timedelta(30), **other}
    with person.database.session() as session, session.begin():
        house = session.query(Organization).first() or Organization(name="Roy", folded="roy", created_at=NOON)
        count = session.query(Opportunity).count()
        session.add(
            Opportunity(
                source="test",
                reference=str(count),
                organization=house,
                title="Work",
                occupation=occupation,
                region=region,
                published_at=NOON,
                updated_at=NOON,
                **told,
            )
        )


def moves(person: Person) -> bool | None:
    return person.looks_up(lambda session, chat: willing.moves(session, chat.candidate_id or 0))


def region(person: Person) -> str | None:
    def asked(_session: Session, chat: Conversation) -> str | None:
        profile = chat.candidate.profile if chat.candidate else None
        return profile.region if profile else None

    return person.looks_up(asked)


def test_the_tour_begins_with_the_list_of_the_seventeen(coached: Person) -> None:
    coached.follows("search")
    said = coached.taps("🧭 The regions of Québec")
    assert "You wish to live in: Estrie." in said
    assert sum(link.path.removeprefix("regions/") in CODES for link in links(coached)) == 17
    assert "📍 Estrie" in coached.sees


def links(person: Person) -> list[Link]:
    return [to for shown in person.screens for _label, to in shown.buttons if isinstance(to, Link)]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", CODES)
def test_a_region_fits_the_screen_of_a_phone(coached: Person, code: str, language: str) -> None:
    coached.follows(f"language/{language}")
    said = coached.follows(f"regions/{code}")
    assert len(said) <= SCREEN
    assert coached.in_words("<b>Work</b>") in said


def test_who_goes_on_has_seen_every_region_when_the_first_one_comes_back(coached: Person) -> None:
    seen = [coached.follows("regions/01").splitlines()[0]]
    for _stop in range(17):
        onward = next(label for label in coached.sees if label.endswith("›"))
        seen.append(coached.taps(onward).splitlines()[0])
    assert seen[0] == seen[-1] == "Bas-Saint-Laurent"
    assert len(set(seen)) == 17


def test_a_region_tells_work_cost_distance_and_who_helps(coached: Person) -> None:
    said = coached.follows("regions/04")
    assert "Trois-Rivières is about 140 km from Montréal by road." in said
    assert "In Trois-Rivières, one person needs about 31,696 $ a year after tax (IRIS, 2025)." in said
    assert "6 partner organizations help newcomers for free." in said
    assert "Factories make machines" in said


def test_where_no_source_tells_the_cost_the_tour_says_so(coached: Person) -> None:
    assert "I know no figure for this region." in coached.follows("regions/17")


def test_sources_have_their_date_and_the_day_of_the_review(coached: Person) -> None:
    coached.follows("regions/05")
    said = coached.taps("Sources")
    assert "Ministère de l'Économie, Estrie, Structure économique (2023)" in said
    assert "Checked on November 25, 2026." in said
    assert coached.taps("‹ Estrie").startswith("Estrie")


def test_what_holds_everywhere_is_told_once_with_its_sources(coached: Person) -> None:
    coached.follows("regions")
    said = coached.taps("Good to know everywhere")
    assert "Winter tires are compulsory from 1 December to 15 March." in said
    assert "Sources:" in said


@pytest.mark.parametrize(
    "path",
    [
        "regions/99",
        "regions/99/sources",
        "regions/99/live",
        "regions/99/with",
        "regions/99/with/01",
        "regions/01/with/x",
    ],
)
def test_a_region_that_does_not_exist_leads_to_the_list(coached: Person, path: str) -> None:
    assert coached.follows(path).startswith("The regions of Québec")
    assert region(coached) == "05"


def test_i_would_live_here_changes_the_profile_and_asks_whether_the_plan_follows(coached: Person) -> None:
    coached.follows("regions/08")
    said = coached.taps("I would live here")
    assert region(coached) == "08"
    assert "Shall your plan follow?" in said or "Your plan stays as it is." in said
    coached.follows("regions/08")
    assert "I would live here" not in coached.sees


def test_who_leaves_montreal_for_a_region_is_offered_the_steps_of_a_region(coached: Person) -> None:
    coached.follows("regions/06/live")
    coached.follows("plan/changes")
    if "Yes, change my plan" in coached.sees:
        coached.taps("Yes, change my plan")
    coached.follows("regions/08")
    assert "Shall your plan follow?" in coached.taps("I would live here")


def test_the_same_wish_again_changes_nothing(coached: Person) -> None:
    coached.follows("regions/05/live")
    assert coached.screens[0].toast == "Nothing has changed."


def test_a_wish_told_while_the_profile_is_being_answered_is_kept_in_its_answers(amina: Person) -> None:
    said = amina.follows("regions/11/live")
    assert "not finished yet" in said
    assert amina.screens[0].toast == "Noted."
    amina.taps("Continue my profile")
    amina.taps("Skilled worker")
    amina.follows("intake/region")
    assert "Your answer so far: Gaspésie–Îles-de-la-Madeleine" in amina.reads


def test_a_wish_told_before_the_first_question_leads_to_it(person: Person, invite: Callable[..., int]) -> None:
    invite()
    person.opens(CODE)
    person.taps("English")
    person.taps("I agree")
    assert "not finished yet" in person.follows("regions/11/live")
    assert person.screens[0].toast is None


def test_the_list_of_offers_is_counted_as_it_is_today(coached: Person) -> None:
    assert "No offers of work here in our list today." in coached.follows("regions/02")
    offer(coached, "02")
    offer(coached, "02", "31300")
    offer(coached, "02", "72106")
    offer(coached, "02", None)
    offer(coached, "02", expires_on=NOON.date() - timedelta(1))
    offer(coached, "02", withdrawn_at=NOON)
    offer(coached, "02", kind=Kind.JOB_FAIR)
    offer(coached, "03")
    offer(coached, None)
    said = coached.follows("regions/02")
    assert "4 offers of work here in our list today." in said
    assert "2 of them are in your field." in said
    said = coached.taps("Offers here")
    assert "• Region: Saguenay–Lac-Saint-Jean" in said
    assert "3 offers fit." in said


def test_offers_of_other_work_are_shown_where_there_are_none_in_the_field(coached: Person) -> None:
    coached.follows("regions/02")
    assert "Offers here" not in coached.sees
    offer(coached, "02", "72106")
    coached.follows("regions/02")
    assert "1 offer fits." in coached.taps("Offers here")


def test_work_is_found_by_industry_and_by_offers_with_the_reason_in_words(coached: Person) -> None:
    offer(coached, "08")
    offer(coached, "08")
    offer(coached, "11")
    coached.follows("regions")
    said = coached.taps("Where is my work wanted?")
    assert "Every region has work in health care." in said
    assert "1. Gaspésie–Îles-de-la-Madeleine: 1 offer in your field; strong in health care" in said
    assert "2. Abitibi-Témiscamingue: 2 offers in your field" in said
    assert "3. Capitale-Nationale: strong in health care" in said
    assert "our sources name no such industry" not in said


def test_the_wished_region_is_told_even_where_nothing_speaks_for_it(amina: Person) -> None:
    amina.tells_all(work=PROGRAMMER)
    said = amina.follows("regions/work")
    assert "Where you wish to live, Estrie: our sources name no such industry" in said
    for code in ("01", "02", "04", "07", "08"):
        offer(amina, code, PROGRAMMER)
        offer(amina, code, PROGRAMMER)
    offer(amina, "05", PROGRAMMER)
    offer(amina, "03", PROGRAMMER)
    assert "Where you wish to live, Estrie: 1 offer in your field" in amina.follows("regions/work")


def test_work_that_nothing_speaks_for_is_told_honestly(amina: Person) -> None:
    amina.tells_all(work=TAILOR)
    said = amina.follows("regions/work")
    assert "Other places may want you too." in said
    assert "1. " not in said


def test_unknown_work_is_asked_for(amina: Person) -> None:
    amina.tells_all(work="-")
    offer(amina, "01")
    assert "1 offer of work here in our list today." in amina.follows("regions/01")
    assert "in your field" not in amina.reads
    assert "I do not know your work yet." in amina.follows("regions/work")
    amina.taps("Tell my work")
    amina.follows(f"intake/occupation/{NURSE}")
    amina.taps("Not started yet")
    assert "Every region has work in health care." in amina.follows("regions/work")


def test_an_unfinished_profile_is_finished_first(amina: Person) -> None:
    assert "not finished yet" in amina.follows("regions/work")


def test_two_regions_are_compared_line_by_line(coached: Person) -> None:
    offer(coached, "06")
    coached.follows("regions/05")
    coached.taps("Compare with…")
    assert "Estrie" not in [label.removeprefix("📍 ") for label in coached.sees if not label.startswith("‹")]
    said = coached.taps("Montréal")
    assert said.startswith("Estrie and Montréal")
    assert "One person needs 6,489 $ a year less in Sherbrooke than in Montréal (IRIS, 2025)." in said
    assert "• Estrie: about 150 km by road to Sherbrooke" in said
    assert "• Montréal: the city itself" in said
    assert "• Estrie: 0\n" in said
    assert "• Montréal: 1, and 1 in your field" in said
    assert "• Montréal: 35" in said
    assert len(said) <= SCREEN


def test_a_comparison_says_where_no_figure_is_known(coached: Person) -> None:
    said = coached.follows("regions/17/with/05")
    assert "• Centre-du-Québec: no figure that I know" in said
    assert "less in" not in said


def test_without_known_work_all_offers_are_compared(amina: Person) -> None:
    amina.tells_all(work="-")
    offer(amina, "06")
    assert "• Montréal: 1\n" in f"{amina.follows('regions/05/with/06')}\n"


def test_a_region_is_not_compared_with_itself(coached: Person) -> None:
    assert "With which region do you compare Estrie?" in coached.follows("regions/05/with/05")


def test_who_would_move_says_so_once_and_sees_the_regions_first(coached: Person) -> None:
    offer(coached, "06")
    offer(coached, "05")
    assert moves(coached) is None
    coached.follows("regions")
    assert "Would you live elsewhere for a job?" in coached.taps("Would I move for a job?")
    said = coached.taps("Yes, I would move")
    assert moves(coached) is True
    assert "Montréal and Laval stand last." in said
    assert "1. Estrie" in said
    coached.taps("Would I move for a job?")
    assert "Your answer so far: Yes, I would move" in coached.reads
    assert "stand last" not in coached.taps("No, only where I wish to live")
    assert moves(coached) is False


def test_the_wish_to_move_leaves_the_other_wishes_of_the_search_alone(coached: Person) -> None:
    with coached.database.session() as session, session.begin():
        chat = coached._conversation(session)
        session.add(Search(candidate_id=chat.candidate_id, pace="daily", goal=3, updated_at=NOON))
    coached.follows("elsewhere/moving")
    coached.follows("elsewhere/moving/yes")
    kept = coached.looks_up(lambda session, _chat: session.query(Search).one())
    assert (kept.pace, kept.goal, kept.moves) == ("daily", 3, True)


def test_a_picture_shows_how_far_each_region_is(coached: Person) -> None:
    coached.follows("regions")
    assert "How far are the regions from Montréal?" in coached.taps("How far? A picture")
    drawn = coached.screens[0].document
    assert drawn is not None
    assert (drawn.name, drawn.type) == ("regions-en.png", "image/png")
    assert drawn.content.startswith(b"\x89PNG")
