"""Templates: text in them is put into words for the visitor, and everything else is escaped."""

from datetime import date, datetime
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from jinja2 import PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from coaching import labels
from console import times
from locales import jinja
from locales.jinja import reader_of


def install(app: web.Application) -> None:
    """Gives the application its templates."""
    made = aiohttp_jinja2.setup(
        app,
        loader=PackageLoader("console"),
        default_helpers=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.install(made)
    made.globals |= {"lasting": times.lasting, "until": times.until, "offset": times.offset, "ticking": ticking}
    made.filters |= {
        "clock": clock,
        "day": day,
        "initials": initials,
        "shade": shade,
        "browser": browser,
        "label": labels.label,
    }


@pass_context
def clock(context: Context, moment: datetime) -> str:
    return times.clock(reader_of(context), moment)


@pass_context
def day(context: Context, moment: datetime) -> date:
    return times.day(reader_of(context).zone, moment)


@pass_context
def ticking(context: Context, now: datetime, zone: str) -> Markup:
    """A clock of another zone, which the browser keeps going."""
    reader = reader_of(context)
    drawn = Markup('<time data-clock="{}" data-locale="{}-CA">{}</time>')
    return drawn.format(zone, reader.locale, times.clock(reader, now, zone))


def initials(name: Any) -> str:
    """Two letters to know somebody by."""
    parts = [part for part in str(name).split() if part[0].isalnum()]
    return "".join(part[0] for part in [*parts[:1], *parts[1:][-1:]]).upper() or "?"


def shade(number: int) -> int:
    """One of the six colours of faces."""
    return number % 6 + 1


def browser(told: str) -> str:
    """What people call the program that names itself so."""
    names = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}
    program = next((name for mark, name in names.items() if mark in told), "?")
    system = next((name for mark, name in systems.items() if mark in told), "Linux" if "Linux" in told else "")
    return f"{program} · {system}" if system else program
