"""Sentences in templates: `{{ _("Hello, {name}.", name=name) }}` in the language of the page's `reader`.

The same brace places, plurals and escaping as everywhere else. What comes out is markup, so autoescaping leaves it as
it is; a value that is `Markup` already is taken as such. Write attributes in double quotes.
"""

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from locales import text
from locales.reader import Reader
from locales.text import Value


def install(environment: jinja2.Environment) -> None:
    """Gives templates `_`, `ngettext`, and the filters `words` and `plain` for any value."""
    environment.globals.update(_=sentence, ngettext=plural)
    environment.filters.update(words=words, plain=plain)


@jinja2.pass_context
def sentence(context: Context, msgid: str, /, **values: Value) -> Markup:
    return words(context, text._(msgid, **values))


@jinja2.pass_context
def plural(context: Context, singular: str, plural: str, /, count: int, **values: Value) -> Markup:
    return words(context, text.ngettext(singular, plural, count, **values))


@jinja2.pass_context
def words(context: Context, value: Value) -> Markup:
    """`{{ step.title|words }}`, `{{ candidate.landing|words }}`: a text, date, number, name or list."""
    return Markup(reader_of(context).html(value))  # noqa: S704 - the reader has escaped every value


@jinja2.pass_context
def plain(context: Context, value: Value) -> str:
    """For titles and attributes: without tags; autoescaping does the rest."""
    return reader_of(context).plain(value)


def reader_of(context: Context) -> Reader:
    reader = context.get("reader")
    if not isinstance(reader, Reader):
        raise TypeError(f"{context.name}: no `reader` in the context: pass one, and import macros `with context`")
    return reader
