"""Texts are cleaned, trimmed and measured as Telegram does, and commands, links and addresses are found in them."""

import pytest

from sandbox import text
from sandbox.errors import ApiError


def refusal(source: str, parse_mode: str = "") -> str:
    with pytest.raises(ApiError) as refused:
        text.of_message(source, parse_mode)
    return refused.value.description


def test_a_message_may_hold_4096_utf16_units_and_no_more() -> None:
    assert text.of_message("👋" * 2048, "").text == "👋" * 2048
    assert refusal("👋" * 2048 + "!") == "Bad Request: message is too long"


def test_markup_does_not_count_towards_the_limit() -> None:
    assert len(text.of_message(f"<b>{'x' * 4096}</b>", "HTML").text) == 4096


def test_a_caption_may_hold_1024_units_and_no_more() -> None:
    assert text.of_caption("x" * 1024, "").text == "x" * 1024
    with pytest.raises(ApiError, match="message caption is too long"):
        text.of_caption("x" * 1025, "")


def test_an_empty_text_is_refused_and_one_of_spaces_otherwise() -> None:
    assert refusal("") == "Bad Request: message text is empty"
    assert refusal(" \n ") == "Bad Request: text must be non-empty"
    assert refusal("<b> </b>", "HTML") == "Bad Request: text must be non-empty"


def test_a_parse_mode_that_nobody_knows_is_refused() -> None:
    assert refusal("x", "RTF") == "Bad Request: unsupported parse_mode"
    assert "HTML only" in refusal("x", "MarkdownV2")


def test_a_source_of_more_than_32_kilobytes_is_refused() -> None:
    assert refusal("<b>x</b>" * 5000, "HTML") == "Bad Request: text is too long"


def test_spaces_around_are_trimmed_and_entities_move_along() -> None:
    made = text.of_message("\n  a <b>b </b> \n", "HTML")
    assert made.text == "a b"
    assert made.entities == ({"type": "bold", "offset": 2, "length": 1},)


def test_control_characters_and_direction_overrides_are_dropped() -> None:
    assert text.of_message("a\tb\r\n\u202ec\u2068d\u2069", "").text == "a b\nc\u2068d\u2069"


@pytest.mark.parametrize(
    ("source", "spots"),
    [
        ("/start x", [("bot_command", 0, 6)]),
        ("👋 /plan@jalon_bot, a/b", [("bot_command", 3, 15)]),
        ("Voir https://exemple.ca/a?b=c.", [("url", 5, 24)]),
        ("t.me/jalon_bot?start=X1", [("url", 0, 23)]),
        ("a@exemple.ca et @jalon_bot #plan #1", [("email", 0, 12), ("mention", 16, 10), ("hashtag", 27, 5)]),
    ],
)
def test_commands_links_and_addresses_are_found(source: str, spots: list[tuple[str, int, int]]) -> None:
    assert [(spot["type"], spot["offset"], spot["length"]) for spot in text.spotted(source)] == spots


def test_what_a_link_or_code_covers_is_not_marked_again() -> None:
    made = text.of_message("<code>/plan</code> <b>/help</b> <a href='exemple.ca'>/aide</a>", "HTML")
    assert [each["type"] for each in made.entities] == ["code", "bold", "bot_command", "text_link"]


def test_a_long_text_goes_out_in_pieces() -> None:
    assert [len(piece) for piece in text.pieces("x" * 5000)] == [4096, 904]
    assert text.pieces("👋" * 2049) == ["👋" * 2048, "👋"]
