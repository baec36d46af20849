"""What a candidate told of themselves, question by question, in the words of the console."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coaching import labels, profiles, regions
from coaching.profile import SKILLS, UNDECIDED, Level, Profile
from coaching.programme import Programme
from locales.text import Country, Text, Value, _, ngettext
from storage import candidates

SKILL: Mapping[str, Text] = MappingProxyType(
    {
        "listening": _("Listening"),
        "speaking": _("Speaking"),
        "reading": _("Reading"),
        "writing": _("Writing"),
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    name: Text
    value: Value
    remark: Value | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """How far somebody is in each language, where they told."""

    name: Text
    french: Level | None
    english: Level | None


@dataclass(frozen=True, slots=True)
class Facts:
    answers: list[Fact]
    skills: list[Skill]
    worry: Text | None
    own_words: str


def facts(row: candidates.Profile, programme: Programme, locale: str) -> Facts:
    profile = profiles.read(row, programme.occupations)
    return Facts(
        list(_answers(profile, programme, locale)),
        _skills(profile),
        labels.label(profile.worry) if profile.worry else None,
        profile.worry_text or "",
    )


def _answers(profile: Profile, programme: Programme, locale: str) -> Iterator[Fact]:
    if profile.immigration:
        yield Fact(_("Immigration"), labels.label(profile.immigration))
    if profile.country:
        yield Fact(_("Country"), Country(profile.country))
    if profile.family:
        yield Fact(_("Settles"), labels.label(profile.family))
    if profile.occupation:
        yield _occupation(profile, programme, locale)
    if profile.permit:
        yield Fact(_("Permit to practise"), labels.label(profile.permit))
    if profile.education:
        yield Fact(_("Education"), labels.label(profile.education))
    if profile.experience_years is not None:
        yield Fact(_("Experience"), ngettext("{count} year", "{count} years", profile.experience_years))
    if profile.region:
        yield Fact(_("Region wished"), _region(profile.region))


def _occupation(profile: Profile, programme: Programme, locale: str) -> Fact:
    occupation = programme.occupations.by_code(profile.occupation or "")
    title = occupation.title(locale) if occupation else profile.occupation or ""
    return Fact(_("Occupation"), title, labels.label(profile.regulated) if profile.regulated else None)


def _region(code: str) -> Value:
    if code == UNDECIDED:
        return _("Not decided yet")
    region = regions.by_code(code)
    return region.name if region else code


def _skills(profile: Profile) -> list[Skill]:
    found = (
        Skill(SKILL[name], getattr(profile, f"french_{name}"), getattr(profile, f"english_{name}")) for name in SKILLS
    )
    return [skill for skill in found if skill.french or skill.english]
