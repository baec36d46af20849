"""HTML is parsed as Telegram parses it, and refused in its words."""

from typing import Any

import pytest

from sandbox import markup
from sandbox.errors import ApiError

VALID = [
    ("<b>Bonjour</b>", "Bonjour", [("bold", 0, 7)]),
    ("<strong>a</strong><em>b</em><i>c</i>", "abc", [("bold", 0, 1), ("italic", 1, 1), ("italic", 2, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
    ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
    ("👋 <b>é</b>", "👋 é", [("bold", 3, 1)]),
    ("<b>1<i>2</i></b>", "12", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<i><b>x</b></i>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
    ("<B>x</B >", "x", [("bold", 0, 1)]),
    ("<b>x</>", "x", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
    ("a &lt;b&gt; &amp; &quot;c&quot;", 'a <b> & "c"', []),
    ("&eacute; &copy &", "&eacute; &copy &", []),
    ("&#233;&#xE9;&#x1F44B;&lt", "éé👋<", []),
    ("&#0; &#x; &#x110000; &#0000000233;", "&#0; &#x; &#x110000; &#0000000233;", []),
    ("<code>x</code><pre>y</pre>", "xy", [("code", 0, 1), ("pre", 1, 1)]),
    ("<span class='tg-spoiler'>x</span><tg-spoiler>y</tg-spoiler>", "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
    ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ("<blockquote expandable=yes>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
    ("<a href='ni'>x</a>", "x", []),
    ("<b\nclass = x id='y' hidden >x</b>", "x", [("bold", 0, 1)]),
]
INVALID = [
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>x</ b>", "Unclosed end tag at byte offset 4"),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<a ", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href='x", "Unclosed start tag at byte offset 0"),
    ("<a href=x", "Unclosed start tag at byte offset 0"),
    ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ("<a ='x'>z</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<span class='bold'>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji emoji-id='x'>👍</tg-emoji>", "Invalid custom emoji identifier specified"),
    (
        "&#xD83D;",
        (
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ),
    ),
]


@pytest.mark.parametrize(("source", "text", "spans"), VALID)
def test_valid_markup_becomes_text_and_entities(source: str, text: str, spans: list[tuple[str, int, int]]) -> None:
    parsed, entities = markup.parse(source)
    assert parsed == text
    assert sorted((each["type"], each["offset"], each["length"]) for each in entities) == sorted(spans)


@pytest.mark.parametrize(("source", "words"), INVALID)
def test_invalid_markup_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        markup.parse(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        (
            "<a href='https://exemple.ca/é?a=1&amp;b=2'>x</a>",
            {"type": "text_link", "url": "https://exemple.ca/é?a=1&b=2"},
        ),
        ('<a href="exemple.ca">x</a>', {"type": "text_link", "url": "http://exemple.ca/"}),
        ("<a href='tg://resolve?domain=jalon'>x</a>", {"type": "text_link", "url": "tg://resolve?domain=jalon"}),
        (
            "<a href='tg://user?id=101'>x</a>",
            {"type": "text_mention", "user": {"id": 101, "is_bot": False, "first_name": "101"}},
        ),
        ("<tg-emoji emoji-id='5368'>x</tg-emoji>", {"type": "custom_emoji", "custom_emoji_id": "5368"}),
        ("<pre><code class='language-python'>x</code></pre>", {"type": "pre", "language": "python"}),
        ("<code class='language-python'><pre>x</pre></code>", {"type": "pre", "language": "python"}),
        ("<code class='language-python'>x</code>", {"type": "code"}),
    ],
)
def test_an_entity_carries_what_its_tag_said(source: str, entity: dict[str, Any]) -> None:
    assert markup.parse(source) == ("x", [{"offset": 0, "length": 1, **entity}])


def test_a_link_without_address_leads_where_its_text_says() -> None:
    assert markup.parse("<a>exemple.ca</a>")[1][0]["url"] == "http://exemple.ca/"
