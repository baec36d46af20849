"""What stands between storage and page: times in words, and messages made harmless."""

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import times
from console.sanitizing import TAGS, sanitized
from locales.catalogs import reader

NOW = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
ENGLISH = reader("en", "America/Montreal")


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_how_long_something_lasts(ago: timedelta, told: str) -> None:
    assert ENGLISH.plain(times.lasting(NOW - ago, NOW)) == told


@pytest.mark.parametrize(("days", "told"), [(0, "today"), (1, "in 1 day"), (43, "in 43 days"), (-2, "2 days ago")])
def test_how_far_a_day_is(days: int, told: str) -> None:
    today = date(2027, 1, 15)
    assert ENGLISH.plain(times.until(today + timedelta(days=days), today)) == told


def test_days_have_titles() -> None:
    titles = [ENGLISH.plain(times.day_title(ENGLISH, NOW - timedelta(days=days), NOW)) for days in (0, 1, 2)]
    assert titles == ["Today", "Yesterday", "Wednesday, January 13, 2027"]


def test_clocks_of_other_zones() -> None:
    assert times.clock(ENGLISH, NOW, "Africa/Algiers").replace("\u202f", " ") == "1:00 p.m."
    assert times.offset(NOW, "Asia/Kolkata") == "+05:30"
    assert times.offset(NOW, "America/Bogota") == "-05:00"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("<b>a</b> &amp; <i>b</i>", "<b>a</b> &amp; <i>b</i>"),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "<b>a</b><i>b</i><u>c</u><s>d</s>"),
        ("<tg-spoiler>x</tg-spoiler>", '<span class="spoiler">x</span>'),
        ('<span class="tg-spoiler">x</span>', '<span class="spoiler">x</span>'),
        ('<span class="evil">x</span>', "<span>x</span>"),
        ("<pre><code>1 &lt; 2</code></pre>", "<pre><code>1 &lt; 2</code></pre>"),
        ("<b>never closed", "<b>never closed</b>"),
        ("<b><i>crossed</b></i>", "<b><i>crossed</i></b>"),
        ("</b>closed only", "closed only"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<b onclick=alert(1)>x</b>", "<b>x</b>"),
        ("<b/>x", "<b></b>x"),
        ("<br/>x", "&lt;br/&gt;x"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="http://[">x</a>', "<a>x</a>"),
        ("<a>x</a>", "<a>x</a>"),
        (
            '<a href="https://a.example/?b=1&amp;c=&quot;">x</a>',
            '<a href="https://a.example/?b=1&amp;c=&quot;" target="_blank" rel="noopener noreferrer nofollow">x</a>',
        ),
        ("a < b", "a &lt; b"),
        ("<!-- hidden -->x", "x"),
    ],
)
def test_messages_keep_the_tags_of_telegram_and_nothing_else(sent: str, shown: str) -> None:
    assert sanitized(sent) == shown


class Seen(HTMLParser):
    """What a browser would make of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(st.text(alphabet="<>/ab=\"'& !-iscrptgx:\n", max_size=60) | st.text(max_size=30))
def test_whatever_comes_is_harmless_and_balanced(text: str) -> None:
    seen = Seen()
    seen.feed(sanitized(text))
    seen.close()
    assert seen.tags <= set(TAGS.values())
    assert seen.attributes <= {"href", "target", "rel", "class"}
    assert not seen.open
