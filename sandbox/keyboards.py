"""Keyboards under messages: what Telegram accepts, and its words for what it does not."""

from typing import Any

from sandbox import links
from sandbox.errors import ApiError, Json, bad_request
from sandbox.markup import units

MOST_IN_A_ROW = 8
MOST_IN_ALL = 100
MOST_DATA_BYTES = 64
MOST_COPIED = 256
STYLES = ("primary", "success", "danger")
FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")


def checked(value: Any) -> Json | None:
    """The markup as Telegram keeps it, or None for an empty one; a mistake is a 400 in Telegram's words."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if rows := value.get("keyboard"):
        return _reply(rows, value)
    if rows := value.get("inline_keyboard"):
        return _inline(rows)
    if value.get("remove_keyboard"):
        return {"remove_keyboard": True}
    if value.get("force_reply"):
        return {"force_reply": True, **_placeholder(value)}
    return None


def inline_only(value: Any) -> Json | None:
    """The markup of an edited message, which can be an inline keyboard only."""
    markup = checked(value)
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _inline(rows: Any) -> Json | None:
    wanted = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    kept = [[_inline_button(button) for button in row] for row in _rows(rows, wanted) if row]
    _within_limits(kept)
    return {"inline_keyboard": kept} if kept else None


def _reply(rows: Any, value: Json) -> Json | None:
    wanted = 'field "keyboard" must be an Array of Arrays'
    kept = [[_reply_button(button) for button in row] for row in _rows(rows, wanted) if row]
    _within_limits(kept)
    flags = {flag: True for flag in FLAGS if value.get(flag)}
    return {"keyboard": kept, **flags, **_placeholder(value)} if kept else None


def _rows(rows: Any, wanted: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(wanted)
    return rows


def _within_limits(rows: list[list[Json]]) -> None:
    if any(len(row) > MOST_IN_A_ROW for row in rows) or sum(map(len, rows)) > MOST_IN_ALL:
        raise bad_request("reply markup is too long")


def _placeholder(value: Json) -> Json:
    words = value.get("input_field_placeholder")
    return {"input_field_placeholder": str(words)[:64]} if words else {}


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unread("inline keyboard", "InlineKeyboardButton must be an Object")
    return {**_face("inline keyboard", button), **_inline_deed(button)}


def _inline_deed(button: Json) -> Json:
    if url := button.get("url"):
        return {"url": _url(str(url))}
    if data := button.get("callback_data"):
        return {"callback_data": _data(str(data))}
    if "copy_text" in button:
        return {"copy_text": {"text": _copied(button["copy_text"])}}
    for kind in ("web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"):
        if kind in button:
            return {kind: button[kind]}
    raise _unread("inline keyboard", "Text buttons are unallowed in the inline keyboard")


def _url(url: str) -> str:
    if links.user_in(url):
        return url
    try:
        return links.checked(url)
    except links.LinkError as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from reason


def _data(data: str) -> str:
    if len(data.encode()) > MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copied(value: Any) -> str:
    text = value.get("text", "") if isinstance(value, dict) else ""
    if not 0 < units(text) <= MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return str(text)


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _unread("keyboard", "KeyboardButton must be a String or an Object")
    asks = {kind: True for kind in ("request_contact", "request_location") if button.get(kind)}
    return {**_face("keyboard", button), **asks}


def _face(kind: str, button: Json) -> Json:
    if "text" not in button:
        raise _unread(kind, 'Can\'t find field "text"')
    text = str(button["text"])
    if not text.strip():
        raise bad_request(f"{kind} button text must be non-empty")
    style = button.get("style") or "default"
    if style not in {*STYLES, "default"}:
        raise _unread(kind, "invalid button style specified")
    return {"text": text} | ({} if style == "default" else {"style": style})


def _unread(kind: str, words: str) -> ApiError:
    return bad_request(f"can't parse {kind} button: {words}")
