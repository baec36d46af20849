"""The dated steps of a plan as an iCalendar file (RFC 5545), for any calendar."""

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import CLASS, STATUS, TRANSP, Alarm, Calendar, Event, vText

from locales.reader import Reader
from locales.text import _, lines
from papers.plan import Entry, PlanSheet, State, Words, address

ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
MAKER = "-//Jalon//Jalon//EN"
DAY = timedelta(days=1)
BEFORE = timedelta(hours=-15)
"""From the midnight that begins the day to nine o'clock on the morning before, on the clock of the calendar."""


class Plain(vText):
    """Text as a person wrote it; the library would take a backslash and an N for a new line."""

    def to_ical(self) -> bytes:
        return self.translate(ESCAPES).encode()


def calendar(sheet: PlanSheet, reader: Reader, made_at: datetime) -> bytes:
    """An all-day event for each step that has a date; a later file changes the same events.

    What is done or set aside is cancelled, so that it leaves a calendar that an earlier file has put it in. Without any
    such steps (`sheet.dated`) there is nothing to open: RFC 5545 knows no empty calendar.
    """
    made = Calendar()
    made.add("PRODID", MAKER)
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    name = _line(reader, _("Personalized action plan of {name}", name=sheet.name))
    for field in ("NAME", "X-WR-CALNAME"):
        made.add(field, name)
    for due, entry in sheet.dated:
        made.add_component(_event(entry, due, reader, made_at.astimezone(UTC)))
    return bytes(made.to_ical())


def _event(entry: Entry, due: date, reader: Reader, stamp: datetime) -> Event:
    """It takes nobody's time, and those who share the calendar do not see what it is."""
    is_open = entry.state is State.TODO
    event = Event.new(
        uid=uuid5(NAMESPACE_URL, f"jalon:{entry.key}"),
        sequence=entry.updated,
        stamp=stamp,
        start=due,
        end=due + DAY,
        url=address(entry.link) or None,
        classification=CLASS.PRIVATE,
        transparency=TRANSP.TRANSPARENT,
        status=None if is_open else STATUS.CANCELLED,
        subcomponents=[_alarm(entry, reader)] if is_open else [],
    )
    event.add("SUMMARY", _line(reader, entry.title))
    event.add("DESCRIPTION", _description(entry, reader))
    return event


def _description(entry: Entry, reader: Reader) -> Plain:
    """Why, what is left to do, and the address once more, since some calendars show no other."""
    left = [_("• {action}", action=action.words) for action in entry.actions if not action.ticked]
    return Plain(reader.plain(lines(entry.why, "", *left, "", address(entry.link))).strip())


def _alarm(entry: Entry, reader: Reader) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _line(reader, _("Tomorrow: {title}", title=entry.title)))
    alarm.add("TRIGGER", BEFORE)
    return alarm


def _line(reader: Reader, words: Words) -> Plain:
    return Plain(" ".join(reader.plain(words).split()))
