"""A step in the words for one person: who governs their occupation, the region that they wish."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from coaching import regions
from coaching.occupations import Occupations
from coaching.profile import Profile
from coaching.templates import StepTemplate
from locales.text import Text, Value, _

UNTOLD: Mapping[str, Value] = MappingProxyType(
    {"authority": _("the body that governs your profession"), "region": _("the region that you choose")}
)


def filled(text: Text, values: Mapping[str, Value]) -> Text:
    """The text with those of the values that it names."""
    named = {name: value for name, value in values.items() if f"{{{name}}}" in text.msgid}
    return replace(text, values=named) if named else text


def values(profile: Profile, occupations: Occupations) -> Mapping[str, Value]:
    occupation = occupations.by_code(profile.occupation) if profile.occupation else None
    region = regions.by_code(profile.region) if profile.region else None
    authorities = occupation.authorities if occupation else ()
    return {
        "authority": authorities or UNTOLD["authority"],
        "region": region.name if region else UNTOLD["region"],
    }


def told(template: StepTemplate, profile: Profile, occupations: Occupations) -> StepTemplate:
    """The template with its {authority} and {region} put in for this person."""
    known = values(profile, occupations)
    return replace(
        template,
        title=filled(template.title, known),
        why=filled(template.why, known),
        actions=tuple(filled(action, known) for action in template.actions),
        proof=filled(template.proof, known),
        help=filled(template.help, known),
    )
