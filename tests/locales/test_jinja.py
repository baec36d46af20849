"""Templates say the same sentences as everything else, escaped once."""

from datetime import date
from typing import Any

import jinja2
import pytest
from markupsafe import Markup

from locales.catalogs import reader
from locales.jinja import install
from locales.text import _, lines


def shown(source: str, **values: Any) -> str:
    environment = jinja2.Environment(autoescape=True)
    install(environment)
    return environment.from_string(source).render(reader=reader("en", "UTC"), **values)


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ('{{ _("Hello, <b>{name}</b>.", name=name) }}', "Hello, <b>&lt;3 &amp; co</b>."),
        ('<p title="{{ _("For {name}", name=name) }}">', '<p title="For &lt;3 &amp; co">'),
        ('{{ _("Hello, {name}.", name=name|e) }}', "Hello, &lt;3 &amp; co."),
        ('{{ _("Hello, {name}.", name=_("you & me")) }}', "Hello, you & me."),
        (
            '{{ ngettext("{count} step for {name}", "{count} steps for {name}", 2, name=name) }}',
            "2 steps for &lt;3 &amp; co",
        ),
        ('{{ ngettext("{count} step", "{count} steps", count=1) }}', "1 step"),
        ("{{ title|words }}", "One\n\n&lt;3 &amp; co"),
        ("{{ title|plain }}", "One\n\n&lt;3 &amp; co"),
        ("{{ day|words }}", "March 15, 2027"),
        ("{{ name }}", "&lt;3 &amp; co"),
    ],
)
def test_values_are_escaped_once(source: str, page: str) -> None:
    title = lines(_("One"), "", "<3 & co")
    assert shown(source, name="<3 & co", title=title, day=date(2027, 3, 15)) == page


def test_what_a_sentence_gives_is_markup() -> None:
    assert shown("{% set a = _('<b>x</b>') %}{{ a }}{{ a is escaped }}", markup=Markup) == "<b>x</b>True"


def test_a_page_without_reader_is_our_mistake() -> None:
    environment = jinja2.Environment(autoescape=True)
    install(environment)
    with pytest.raises(TypeError, match="no `reader`"):
        environment.from_string('{{ _("Hello") }}').render()
