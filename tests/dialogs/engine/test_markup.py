import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.engine.markup import parse, units


@pytest.mark.parametrize(
    ("source", "visible", "entities"),
    [
        ("Bonjour", "Bonjour", 0),
        ("<b>Bold <i>both</i></b> &amp; &lt;plain&gt; &quot;x&quot; &#39; &#x41;", 'Bold both & <plain> "x" \' A', 2),
        ('<a href="https://example.org/?a=1&amp;b=2">link</a>', "link", 1),
        ('<a href="tg://user?id=1">person</a> <a href="mailto:a@b.ca">mail</a>', "person mail", 2),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", 2),
        ('<pre><code class="language-python">x</code></pre><code>y</code>', "xy", 3),
        ("<blockquote expandable>a</blockquote><blockquote>b</blockquote>", "ab", 2),
        ('<tg-emoji emoji-id="536">x</tg-emoji><s>a</s><u>b</u>', "xab", 3),
        ("", "", 0),
    ],
)
def test_what_telegram_parses_is_right(source: str, visible: str, entities: int) -> None:
    parsed = parse(source)
    assert (parsed.visible, parsed.entities, parsed.mistake) == (visible, entities, "")


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("<b>open", "<b> is never closed"),
        ("<b><i>x</b></i>", "</b> closes what is not open"),
        ("x</b>", "</b> closes what is not open"),
        ("<br>", "<br> is no tag that Telegram knows"),
        ("<p>x</p>", "<p> is no tag that Telegram knows"),
        ('<b class="x">y</b>', '<b class="x"> is no tag that Telegram knows'),
        ("<a>x</a>", "<a> is no tag that Telegram knows"),
        ('<a href="javascript:alert()">x</a>', '<a href="javascript:alert()"> is no tag that Telegram knows'),
        ('<span class="red">x</span>', '<span class="red"> is no tag that Telegram knows'),
        ("5 < 6", "a bare < or > stands in it: escape it"),
        ("6 > 5", "a bare < or > stands in it: escape it"),
        ("I <3 you", "a bare < or > stands in it: escape it"),
        ("<B>x</B>", "a bare < or > stands in it: escape it"),
        ("Q&A", "a bare & stands before 'A': escape it"),
        ("&nbsp;", "a bare & stands before 'nbsp;': escape it"),
        ("x &", "a bare & stands before '': escape it"),
    ],
)
def test_what_telegram_would_refuse_or_show_wrongly_is_told(source: str, mistake: str) -> None:
    assert parse(source).mistake == mistake


@given(st.text())
def test_escaped_text_is_seen_as_it_was_written(text: str) -> None:
    parsed = parse(html.escape(text))
    assert parsed.mistake == ""
    assert parsed.visible == html.unescape(html.escape(text))


@given(st.text())
def test_no_text_makes_the_parser_raise(text: str) -> None:
    parse(text)


def test_length_is_counted_as_telegram_counts() -> None:
    assert (units("abc"), units("é"), units("\U0001f642"), units("👩\u200d🔧")) == (3, 1, 2, 5)
    assert parse("<b>\U0001f642&amp;</b>").units == 3
