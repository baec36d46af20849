"""Keyboards are kept as Telegram keeps them, or refused in its words."""

from typing import Any

import pytest

from sandbox import keyboards
from sandbox.errors import ApiError

KEY = {"text": "Oui", "callback_data": "yes"}


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    "button",
    [
        KEY,
        {**KEY, "style": "primary"},
        {"text": "Oui", "callback_data": "é" * 32},
        {"text": "Site", "url": "https://exemple.ca/"},
        {"text": "Moi", "url": "tg://user?id=101"},
        {"text": "Copier", "copy_text": {"text": "JALON-42"}},
        {"text": "App", "web_app": {"url": "https://exemple.ca/"}},
    ],
)
def test_a_good_button_is_kept(button: dict[str, Any]) -> None:
    assert keyboards.checked(inline(button)) == inline(button)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ("Oui", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (
            {"text": "Oui", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "Oui", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({**KEY, "style": "purple"}, "can't parse inline keyboard button: invalid button style specified"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": "JALON"}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "url": "http://localhost:8080"},
            "inline keyboard button URL 'http://localhost:8080' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "ftp://a.ca"},
            "inline keyboard button URL 'ftp://a.ca' is invalid: Unsupported URL protocol",
        ),
        ({"text": "x", "url": "http://"}, "inline keyboard button URL 'http://' is invalid: URL host is empty"),
        (
            {"text": "x", "url": "http://a b.ca"},
            "inline keyboard button URL 'http://a b.ca' is invalid: Disallowed character in URL host",
        ),
        (
            {"text": "x", "url": "http://a.ca:x"},
            "inline keyboard button URL 'http://a.ca:x' is invalid: Wrong port number specified in the URL",
        ),
    ],
)
def test_a_bad_button_is_refused(button: Any, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        keyboards.checked(inline(button))
    assert refusal.value.description == f"Bad Request: {words}"


@pytest.mark.parametrize("rows", [[[KEY] * 9], [[KEY] * 8] * 13])
def test_nine_buttons_in_a_row_or_more_than_a_hundred_are_refused(rows: list[list[Any]]) -> None:
    with pytest.raises(ApiError, match="reply markup is too long"):
        keyboards.checked({"inline_keyboard": rows})
    keyboards.checked({"inline_keyboard": [[KEY] * 8] * 12})


@pytest.mark.parametrize("value", ["x", [KEY], {"inline_keyboard": "x"}, {"keyboard": [["Oui"], "Non"]}])
def test_what_is_no_keyboard_is_refused(value: Any) -> None:
    with pytest.raises(ApiError, match=r"expected as reply markup|must be an Array of Arrays"):
        keyboards.checked(value)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ({}, None),
        ({"inline_keyboard": [[]]}, None),
        ({"keyboard": [[]]}, None),
        ({"remove_keyboard": True}, {"remove_keyboard": True}),
        ({"force_reply": True}, {"force_reply": True}),
        (
            {"keyboard": [["Oui", {"text": "Tél.", "request_contact": True}]], "resize_keyboard": True},
            {"keyboard": [[{"text": "Oui"}, {"text": "Tél.", "request_contact": True}]], "resize_keyboard": True},
        ),
        (
            {"keyboard": [["Oui"]], "input_field_placeholder": "2027-03-15"},
            {"keyboard": [[{"text": "Oui"}]], "input_field_placeholder": "2027-03-15"},
        ),
    ],
)
def test_other_markups_are_kept(value: Any, kept: Any) -> None:
    assert keyboards.checked(value) == kept


def test_a_reply_button_must_be_a_string_or_an_object() -> None:
    with pytest.raises(ApiError, match="KeyboardButton must be a String or an Object"):
        keyboards.checked({"keyboard": [[1]]})


def test_an_edited_message_takes_an_inline_keyboard_only() -> None:
    with pytest.raises(ApiError, match="inline keyboard expected"):
        keyboards.inline_only({"keyboard": [["Oui"]]})
