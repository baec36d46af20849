"""How long ago, how long until, and what a clock shows there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from locales.reader import Reader
from locales.text import Text, _, ngettext
from locales.wording import wording

MINUTE, HOUR, DAY = 60, 3600, 86400


def lasting(since: datetime, now: datetime) -> Text:
    """How long something lasts already."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < MINUTE:
        return _("less than a minute")
    if seconds < HOUR:
        return ngettext("{count} minute", "{count} minutes", seconds // MINUTE)
    if seconds < DAY:
        return ngettext("{count} hour", "{count} hours", seconds // HOUR)
    return ngettext("{count} day", "{count} days", seconds // DAY)


def until(day: date, today: date) -> Text:
    """How far a day is from today."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days)
    return ngettext("{count} day ago", "{count} days ago", -days)


def clock(reader: Reader, moment: datetime, zone: str = "") -> str:
    """The time of day there, or where the reader is."""
    return wording(reader.locale).time(moment.astimezone(ZoneInfo(zone or reader.zone)))


def day(zone: str, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def day_title(reader: Reader, moment: datetime, now: datetime) -> Text | str:
    """What stands above the messages of a day."""
    distance = (day(reader.zone, now) - day(reader.zone, moment)).days
    if distance == 0:
        return _("Today")
    return _("Yesterday") if distance == 1 else wording(reader.locale).day(day(reader.zone, moment))


def offset(moment: datetime, zone: str) -> str:
    """The distance of a zone's clock from UTC, such as +01:00."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%z}"[:3] + ":" + f"{local:%z}"[3:5]
