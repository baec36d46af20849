"""Laws of offers: found as the profile asks, read with what one has beside, reported where one is suspicious."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from coaching import offering, opportunities
from coaching.profile import Level
from dialogs import seeking, suspicions
from dialogs.engine.events import Joined
from dialogs.seeking import Seek
from storage.candidates import Candidate
from storage.opportunities import Kind, Opportunity, Reason, Sort, Standing, Suspicion
from storage.participations import Participation, Stage
from tests.dialogs.driver import Person
from tests.offered import WELDER, an_offer

Offering = Callable[..., int]


@pytest.fixture
def offer(coached: Person) -> Offering:
    """Puts an offer up; returns its number."""

    def offered(title: str = "Nurse", **columns: Any) -> int:
        given = {"published_at": coached.now, "expires_on": (coached.now + timedelta(days=30)).date()} | columns
        return coached.looks_up(lambda session, _chat: an_offer(session, title, **given).id)

    return offered


def others(person: Person, count: int) -> list[int]:
    """Candidates beside this one."""

    def made(session: Any, _chat: object) -> list[int]:
        found = [Candidate(first_name=f"Other {number}", created_at=person.now) for number in range(count)]
        session.add_all(found)
        session.flush()
        return [each.id for each in found]

    return person.looks_up(made)


def reports(person: Person) -> list[tuple[Reason, str | None]]:
    return person.looks_up(lambda session, _chat: [(each.reason, each.said) for each in session.query(Suspicion)])


def test_from_home_to_an_offer_as_the_profile_asks(coached: Person, offer: Offering) -> None:
    offer("Nurse in surgery", region="05", place="Sherbrooke", pay_from=3000, pay_to=4000, hours=37.5)
    offer("Welder", occupation=WELDER)
    coached.says("/start")
    coached.taps("Job search")
    said = coached.taps("🔎 Look for offers")
    assert "• Work: Registered nurses and registered psychiatric nurses" in said
    coached.taps("Region")
    coached.taps("All of Québec")
    said = coached.taps("Show the offers")
    assert "1. Nurse in surgery" in said
    assert "Welder" not in said
    assert "Hôpital Exemple, Sherbrooke, Estrie" in said
    assert "$30 to $40 an hour, about $58,500 a year to $78,000 a year" in said.replace(
        "$58,500 to", "$58,500 a year to"
    )
    assert "37.5 hours a week" in coached.taps("1. Nurse in surgery")


def test_what_does_not_fit_is_said_with_what_to_change(coached: Person) -> None:
    assert "No offer fits now." in coached.follows("offers")
    assert "Show the offers" not in coached.sees


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("-.-.-.-.-", ["E", "D", "C", "B", "A"]),
        ("31301.-.-.-.-", ["B", "A"]),
        ("31301+.-.-.-.-", ["C", "B", "A"]),
        ("-.06.-.-.-", ["D", "A"]),
        ("-.-.training.-.-", ["E"]),
        ("-.-.-.4.-", ["E", "C", "B"]),
        ("-.-.-.-.30", ["D", "B"]),
        ("-.06.job.8.30", ["D"]),
    ],
)
def test_a_search_finds_all_that_fits_the_newest_first(
    coached: Person, offer: Offering, asked: str, titles: list[str]
) -> None:
    day = timedelta(days=1)
    rows: list[dict[str, Any]] = [
        {"region": "06", "french": 5},
        {"pay_from": 2500, "pay_to": 3000, "french": 4},
        {"occupation": "31302", "pay_from": 2999},
        {"occupation": WELDER, "region": "06", "french": 8, "pay_from": 3000},
        {"occupation": None, "kind": Kind.TRAINING},
    ]
    for age, (title, columns) in enumerate(zip("ABCDE", rows, strict=True)):
        offer(title, published_at=coached.now - 9 * day + age * day, **columns)
    offer("expired", expires_on=(coached.now - day).date())
    offer("withdrawn", withdrawn_at=coached.now)
    coached.follows(f"offers/{asked}/list")
    assert [label[3:] for label in coached.sees if label[1:3] == ". "] == titles


def test_a_page_of_a_list_goes_on_where_it_ended_whatever_came_in_between(coached: Person, offer: Offering) -> None:
    for number in range(7):
        offer(f"Old {number}", published_at=coached.now - timedelta(days=1), region="05")
    coached.follows("offers/31301.-.-.-.-/list")
    more = coached.path_of("More ›")
    for number in range(5):
        offer(f"New {number}")
    coached.later(days=9)
    assert [label for label in [coached.follows(more)] if "1. Old 1" in label and "2. Old 0" in label]
    assert "More ›" not in coached.sees
    assert "1. New 4" in coached.taps("‹ The newest")
    assert "no more offers" in coached.follows("offers/31301.-.-.-.-/1")
    assert "1. New 4" in coached.follows("offers/31301.-.-.-.-/999999")


def test_offers_are_read_one_after_the_other(coached: Person, offer: Offering) -> None:
    for title in ("First", "Second"):
        offer(title)
    coached.follows("offers/-.-.-.-.-/list")
    coached.taps("1. Second")
    assert coached.taps("Next offer ›").startswith("First")
    assert "Next offer ›" not in coached.sees
    assert "1. Second" in coached.taps("‹ The list")


def test_an_offer_says_what_it_asks_and_what_one_has(coached: Person, offer: Offering) -> None:
    number = offer(
        french=7,
        english=4,
        experience_years=10,
        permit=True,
        skills=["IV therapy"],
        places=3,
        from_abroad=True,
        remote=True,
        link="https://exemple.ca/1",
        starts_on=coached.now.date(),
        description="Care for <people> & more.",
    )
    said = coached.follows(f"offer/{number}")
    assert "French: level 7 asked (intermediate)." in said
    assert "English: level 4 asked (beginner)." in said
    assert "10 years of experience asked." in said
    assert "The permit of the professional order is asked. You: " in said
    assert "3 places are left." in said
    assert "You may apply from abroad." in said
    assert "Care for <people> & more." in said
    assert "Job, open until December 23, 2026" in said
    assert ("Open the offer", "https://exemple.ca/1") in coached.screens[-1].buttons
    assert "🔖 Save" in coached.sees


def test_each_way_onto_the_board_stands_once_on_an_offer(coached: Person, offer: Offering) -> None:
    number = offer()
    for path in (f"offer/{number}", f"offer/{number}/-.-.-.-.-"):
        coached.follows(path)
        assert [coached.sees.count(label) for label in ("🔖 Save", "📨 I have applied")] == [1, 1]
    coached.taps("🔖 Save")
    coached.follows(f"offer/{number}")
    assert coached.sees.count("On my board: Saved") == 1


def test_who_has_told_nothing_is_told_only_what_is_asked(amina: Person) -> None:
    number = amina.looks_up(
        lambda session, _chat: an_offer(session, french=9, english=1, experience_years=1, permit=True, pay_from=2000).id
    )
    said = amina.follows(f"offer/{number}")
    assert "French: level 9 asked (advanced)" in said
    assert "1 year of experience asked" in said
    assert "The permit of the professional order is asked." in said
    assert "$20 an hour, about $41,600 a year" in said
    assert "counted with 40 hours a week" in said
    assert "• Work: all" in amina.follows("offers")


def test_places_are_counted_from_those_who_were_accepted(coached: Person, offer: Offering) -> None:
    number = offer(places=1)

    def accept(session: Any, chat: Any) -> None:
        at = coached.now
        session.add(
            Participation(
                candidate_id=chat.candidate_id,
                opportunity_id=number,
                stage=Stage.ACCEPTED,
                began_at=at,
                touched_at=at,
            )
        )

    coached.looks_up(accept)
    assert "0 places are left." in coached.follows(f"offer/{number}")


@pytest.mark.parametrize(
    ("columns", "told"),
    [({"withdrawn_at": True}, "This offer was withdrawn."), ({"expires_on": True}, "This offer ended on ")],
)
def test_what_is_over_says_so_and_opens_nothing(
    coached: Person, offer: Offering, columns: dict[str, bool], told: str
) -> None:
    values = {"withdrawn_at": coached.now, "expires_on": (coached.now - timedelta(days=1)).date()}
    number = offer(link="https://exemple.ca/1", **{name: values[name] for name in columns})
    assert told in coached.follows(f"offer/{number}")
    assert not {"Open the offer", "It looks suspicious", "🔖 Save"} & set(coached.sees)


@pytest.mark.parametrize("path", ["offer/999", "offer/999/-.-.-.-.-", "offer/999/suspect"])
def test_an_offer_that_is_not_there_leads_to_others(coached: Person, path: str) -> None:
    assert "This offer is not there." in coached.follows(path)


@pytest.mark.parametrize(
    "asked", ["x", "31301", "99999.18.nothing.13.1000", "-.-.-.-.-.-.-", "31301++.06.job.8.25", "٣.-.-.٤.-"]
)
def test_a_path_that_asks_for_nonsense_asks_for_less(coached: Person, asked: str) -> None:
    assert coached.follows(f"offers/{asked}")
    with coached.turn(Joined()) as turn:
        seek = seeking.read(turn, asked)
        assert seeking.read(turn, str(seek)) == seek


def test_the_longest_search_fits_on_a_button() -> None:
    longest = Seek("31301+", "06", max(Kind, key=len), 12, 999)
    assert len(f"suspect/{10**17}/reason/documents".encode()) <= 64
    assert len(f"offer/{10**17}/{longest}".encode()) <= 64
    assert len(f"seek/{longest}/work/31301".encode()) <= 64


def test_another_work_is_found_by_what_one_calls_it(coached: Person, offer: Offering) -> None:
    offer("Soudure", occupation=WELDER)
    coached.follows("offers/31301.-.-.-.-")
    coached.taps("Work")
    assert "Which of these do you mean?" in coached.says("nurse")
    coached.taps("1. ")
    assert "• Work: " in coached.reads
    coached.taps("Work")
    assert "did not find" in coached.says("qwzxqwzx")
    assert "• Work: all" in coached.taps("All work")


def test_each_part_of_a_search_is_changed_by_itself(coached: Person) -> None:
    coached.follows("offers/31301.-.-.-.-")
    for part, choice in (
        ("Kind", "Mentoring"),
        ("French", "no French asked"),
        ("Pay", "$25 an hour"),
        ("Region", "Estrie"),
    ):
        coached.taps(part)
        coached.taps(choice)
    for told in ("Kind: Mentoring", "French: no French asked", "Pay: $25 an hour or more", "Region: Estrie"):
        assert told in coached.reads
    assert "and close work" in coached.taps("Close work too")
    assert "and close work" not in coached.taps("Only this work")
    assert "Kind: all" in coached.taps("As in my profile")


def test_a_suspicious_offer_is_reported_in_one_tap_and_answered_with_warnings_and_sources(
    coached: Person, offer: Offering
) -> None:
    number = offer()
    coached.follows(f"offer/{number}")
    assert "Why does it look suspicious?" in coached.taps("It looks suspicious")
    said = coached.taps("It asks for money")
    assert "A worker does not pay recruitment fees." in said
    assert "Warning if you use the services of a recruitment agency (2026-01-08)" in said
    assert reports(coached) == [(Reason.MONEY, None)]
    assert "You reported this offer on November 23, 2026." in coached.taps("‹ The offer")
    assert "Several people" not in coached.reads


def test_what_is_suspicious_may_be_told_in_words_and_is_one_report(coached: Person, offer: Offering) -> None:
    number = offer()
    for words in ("They want <500> dollars.", "And my passport."):
        coached.follows(f"offer/{number}/suspect")
        assert "The team looks at this offer." in coached.says(words)
    assert reports(coached) == [(Reason.OTHER, "And my passport.")]


def test_others_are_warned_from_the_second_report_on_until_staff_have_looked(coached: Person, offer: Offering) -> None:
    number = offer()
    first, second = others(coached, 2)

    def report(candidate: int) -> None:
        coached.looks_up(
            lambda session, _chat: opportunities.report(
                session, session.get_one(Opportunity, number), candidate, Reason.MONEY, "", coached.now
            )
        )

    report(first)
    report(first)
    assert "Several people" not in coached.follows(f"offer/{number}")
    report(second)
    assert "Several people find this offer suspicious." in coached.follows(f"offer/{number}")
    assert "1. Nurse" in coached.follows("offers/-.-.-.-.-/list")


def test_everything_that_can_be_told_of_an_offer_has_its_words() -> None:
    assert set(offering.KINDS) == set(Kind)
    assert set(offering.SORTS) == set(Sort)
    assert set(offering.REASONS) == set(suspicions.WARNINGS) == set(Reason)
    assert set(offering.STANDINGS) == set(Standing)
    assert set(offering.STAGES) == set(offering.HIGHEST) == set(Level)


@pytest.mark.parametrize(
    ("level", "stage"), [(0, Level.NONE), (1, Level.BEGINNER), (8, Level.INTERMEDIATE), (9, Level.ADVANCED)]
)
def test_the_twelve_levels_stand_in_three_stages(level: int, stage: Level) -> None:
    assert offering.stage(level) is stage
    assert offering.within_reach(level, stage)
    assert level == 0 or not offering.within_reach(level, Level.NONE)
