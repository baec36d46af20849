"""The laws of the shipped content: true, sourced, reachable by somebody, and fit for a phone."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from urllib.parse import urlsplit

import pytest

from coaching.catalogue import shipped
from coaching.dues import Anchor
from coaching.phases import Phase
from coaching.plan import build
from coaching.profile import UNDECIDED, Education, Family, ImmigrationClass, Level, Permit, Profile, Regulated, Worry
from coaching.templates import StepTemplate
from locales.text import Text
from tests.coaching.personas import SIX

ABROAD = frozenset({Phase.BEFORE_VISA, Phase.BEFORE_DEPARTURE})

TODAY = date(2026, 11, 23)
REVIEWED = date(2026, 11, 23)
OFFICIAL = re.compile(
    r"(.*\.)?(quebec\.ca|gouv\.qc\.ca|canada\.ca)|www\.(revenuquebec\.ca|qualificationsquebec\.com|oiiq\.org)|ccq\.org"
)
ADDRESS = re.compile(r"https://[^\s|),]+")
WAGE = "16.60 $ an hour since 1 May 2026"


def sentences(template: StepTemplate) -> Iterator[Text]:
    yield from (template.title, template.why, *template.actions, template.duration)
    yield from (template.cost, template.proof, template.help, template.link_title)


def people() -> Iterator[Profile]:
    """Enough kinds of people to meet every step."""
    yield from (each.profile for each in SIX)
    for immigration in ImmigrationClass:
        for landing in (None, TODAY + timedelta(150), TODAY - timedelta(20)):
            for french in (Level.BEGINNER, Level.INTERMEDIATE):
                yield Profile(
                    immigration=immigration,
                    country="BR",
                    family=Family.COUPLE_CHILDREN,
                    regulated=Regulated.NO,
                    education=Education.BACHELOR,
                    french_speaking=french,
                    region="06" if french is Level.BEGINNER else "02",
                    landing=landing,
                )
    yield Profile(regulated=Regulated.UNKNOWN)
    yield Profile(immigration=ImmigrationClass.SKILLED, country="FR", regulated=Regulated.YES, region=UNDECIDED)
    for occupation, permit in (
        ("31301", Permit.NOT_STARTED),
        ("72200", None),
        ("31301", Permit.IN_PROGRESS),
    ):
        yield Profile(
            immigration=ImmigrationClass.SKILLED,
            country="DZ",
            occupation=occupation,
            regulated=Regulated.YES,
            permit=permit,
            education=Education.BACHELOR,
            french_speaking=Level.INTERMEDIATE,
        )


def test_there_are_enough_steps_in_every_phase() -> None:
    phases = [each.phase for each in shipped()]
    assert len(phases) >= 60
    assert all(phases.count(phase) >= 4 for phase in Phase)


def test_every_step_is_in_somebodys_plan() -> None:
    met = {each.key for profile in people() for each in build(profile, shipped(), TODAY)}
    assert met == set(shipped().templates)


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_a_step_rests_on_dated_sources_and_facts_that_are_sure_enough(template: StepTemplate) -> None:
    assert template.sources
    assert template.facts
    assert all(source.url.startswith("https://") and source.title and source.date for source in template.sources)
    assert template.reviewed >= REVIEWED


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_a_step_leads_to_the_page_of_an_official_body(template: StepTemplate) -> None:
    for url in filter(None, (template.link, template.link_fr)):
        assert OFFICIAL.fullmatch(urlsplit(url).netloc), url


def test_every_page_in_the_list_of_sources_serves_a_step() -> None:
    told = {url for each in shipped() for url in (each.link, each.link_fr, *(source.url for source in each.sources))}
    listed = set(ADDRESS.findall((files("content") / "SOURCES.md").read_text(encoding="utf-8")))
    assert listed
    assert not listed - told


def test_the_minimum_wage_is_told_with_its_day_and_everywhere_the_same() -> None:
    told = [each.msgid for template in shipped() for each in sentences(template) if "minimum wage" in each.msgid]
    assert told
    assert all(WAGE in each for each in told)


def test_no_two_steps_have_the_same_title() -> None:
    titles = [each.title.msgid for each in shipped()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_a_step_fits_on_one_screen_in_any_language(template: StepTemplate) -> None:
    assert sum(len(each.msgid) for each in sentences(template)) < 2200


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_what_is_before_the_departure_hangs_on_days_before_it(template: StepTemplate) -> None:
    if template.root.anchor is Anchor.LANDING:
        after = {Phase.FIRST_WEEK, Phase.FIRST_MONTH, Phase.FIRST_THREE_MONTHS, Phase.FIRST_JOB}
        assert template.root.days < 0 or template.phase not in ABROAD
        assert template.root.days > 0 or template.phase not in after
    assert template.root.anchor is not Anchor.WINTER or template.root.days > 0  # the landing itself may be in winter


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_a_step_asks_for_no_day_before_what_it_waits_for(template: StepTemplate) -> None:
    for key in template.after:
        other = shipped()[key]
        if other.root.anchor is template.root.anchor:
            assert other.root.days <= template.root.days, key


@pytest.mark.parametrize("worry", [worry for worry in Worry if worry is not Worry.OTHER])
def test_every_worry_is_answered_by_some_step_first(worry: Worry) -> None:
    assert [each for each in shipped() if worry in each.eases[:1]]


@pytest.mark.parametrize("template", shipped(), ids=lambda each: each.key)
def test_sentences_are_typed_with_care(template: StepTemplate) -> None:
    for each in sentences(template):
        assert "'" not in each.msgid
        assert "  " not in each.msgid
        assert not each.msgid.endswith(" ")
    assert not template.title.msgid.endswith(".")
    assert all(action.msgid.endswith(".") for action in template.actions)
