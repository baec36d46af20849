"""What the bot sends, through PTB over HTTP."""

import io
import struct

import pytest
from telegram import (
    Bot,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from sandbox import pictures
from sandbox.errors import ApiError
from sandbox.person import PIXEL, Person
from tests.sandbox.conftest import Place


@pytest.mark.parametrize("chat_id", [999, "@jalon", "x", 10**30])
async def test_a_chat_that_nobody_began_is_not_found(bot: Bot, chat_id: int | str) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(chat_id, "Bonjour")


async def test_a_person_who_never_wrote_is_not_found(place: Place, bot: Bot) -> None:
    place.world.store.ensure_person(102, "Luis")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(102, "Bonjour")


async def test_without_chat_id_the_call_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat_id is empty"):
        await bot.send_message("", "Bonjour")


async def test_a_person_who_blocked_the_bot_gets_nothing_until_unblocked(bot: Bot, amina: Person) -> None:
    await amina.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(101, "Bonjour")
    await amina.unblocks()
    await bot.send_message(101, "Bonjour")
    statuses = [
        update.my_chat_member.new_chat_member.status for update in await bot.get_updates() if update.my_chat_member
    ]
    assert statuses == ["kicked", "member"]


async def test_text_limits_reach_the_client_as_bad_request(bot: Bot, amina: Person) -> None:
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(101, "x" * 4097)
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(101, "")
    with pytest.raises(BadRequest, match='can\'t find end tag corresponding to start tag "b"'):
        await bot.send_message(101, "<b>x", parse_mode="HTML")


async def test_options_are_accepted_and_shown_back(bot: Bot, amina: Person) -> None:
    options = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(101, "https://exemple.ca", link_preview_options=options, protect_content=True)
    assert sent.has_protected_content
    assert sent.link_preview_options == options
    answer = await bot.send_message(101, "Voir plus haut", reply_parameters=ReplyParameters(sent.message_id))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.message_id == sent.message_id


async def test_a_reply_to_a_missing_message_is_refused_unless_allowed(bot: Bot, amina: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(101, "Oui", reply_parameters=ReplyParameters(999))
    alone = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(101, "Oui", reply_parameters=alone)).reply_to_message is None


async def test_a_keyboard_below_the_chat_stays_until_removed(bot: Bot, amina: Person) -> None:
    rows: list[list[str | KeyboardButton]] = [["Oui", KeyboardButton("Mon numéro", request_contact=True)]]
    sent = await bot.send_message(101, "Alors?", reply_markup=ReplyKeyboardMarkup(rows))
    assert sent.reply_markup is None
    await amina.presses("Oui")
    assert (await bot.get_updates())[-1].message.text == "Oui"  # type: ignore[union-attr]
    assert amina.keyboard == ["Oui", "Mon numéro"]
    await bot.send_message(101, "Merci", reply_markup=ReplyKeyboardRemove())
    await amina.reads()
    assert amina.keyboard == []


async def test_a_keyboard_for_one_time_goes_away_with_the_answer(bot: Bot, amina: Person) -> None:
    await bot.send_message(101, "Alors?", reply_markup=ReplyKeyboardMarkup([["Oui"]], one_time_keyboard=True))
    await amina.presses("Oui")
    await amina.reads()
    assert amina.keyboard == []


async def test_a_photo_is_measured_kept_and_sent_again_by_its_id(bot: Bot, amina: Person) -> None:
    sent = await bot.send_photo(101, PIXEL, caption="<i>Vue</i>", parse_mode="HTML")
    assert (sent.photo[0].width, sent.photo[0].height) == (1, 1)
    assert sent.caption_entities[0].type == "italic"
    again = await bot.send_photo(101, sent.photo[0].file_id)
    assert again.photo[0].file_unique_id == sent.photo[0].file_unique_id
    file = await bot.get_file(sent.photo[0])
    assert bytes(await file.download_as_bytearray()) == PIXEL


async def test_a_document_keeps_its_name_and_kind(bot: Bot, amina: Person) -> None:
    content = InputFile(io.BytesIO(b"%PDF-1.4"), filename="Mon plan.pdf")
    sent = await bot.send_document(101, content, caption="Le voici")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("Mon plan.pdf", "application/pdf")
    assert sent.document.file_size == 8
    assert (await amina.waits_for("Le voici")).raw["document"]["file_name"] == "Mon plan.pdf"


async def test_a_file_in_an_attached_part_is_found(bot: Bot, amina: Person) -> None:
    sent = await bot.send_document(101, InputFile(b"x", filename="a.txt", attach=True))
    assert sent.document is not None
    assert sent.document.file_name == "a.txt"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no picture", "Image_process_failed"),
        ("AgACAgQ", "Wrong remote file identifier specified"),
        ("https://exemple.ca/x.png", "Failed to get http url content"),
    ],
)
async def test_what_is_no_photo_is_refused(bot: Bot, amina: Person, content: bytes | str, words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.send_photo(101, content)


async def test_a_document_is_no_photo_and_an_empty_file_is_nothing(bot: Bot, amina: Person) -> None:
    sent = await bot.send_document(101, b"x")
    assert sent.document is not None
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(101, sent.document.file_id)
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(101, b"")
    with pytest.raises(BadRequest, match="There is no document in the request"):
        await bot.send_document(101, "")


async def test_files_above_telegrams_limits_are_refused(bot: Bot, amina: Person) -> None:
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.send_photo(101, PIXEL + b"\0" * (10 << 20))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.send_document(101, b"\0" * ((50 << 20) + 1))
    large = await bot.send_document(101, b"\0" * ((20 << 20) + 1))
    assert large.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large.document)


async def test_typing_is_told_and_an_unknown_action_refused(bot: Bot, amina: Person) -> None:
    assert await bot.send_chat_action(101, "typing")
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(101, "dancing")


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\0" * 20


def webp(kind: bytes, rest: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + rest


@pytest.mark.parametrize(
    ("content", "extent"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + struct.pack(">II", 30, 20), (30, 20)),
        (b"GIF89a" + struct.pack("<HH", 30, 20), (30, 20)),
        (jpeg(30, 20), (30, 20)),
        (webp(b"VP8 ", b"\0" * 10 + struct.pack("<HH", 30, 20)), (30, 20)),
        (webp(b"VP8L", b"\0" * 5 + struct.pack("<I", 29 | 19 << 14)), (30, 20)),
        (webp(b"VP8X", b"\0" * 8 + b"\x1d\0\0\x13\0\0"), (30, 20)),
        (webp(b"ALPH", b""), None),
        (b"GIF89a", None),
        (b"GIF89a\0\0\0\0", None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8\x00\x00", None),
        (b"%PDF", None),
    ],
)
def test_a_picture_is_measured_by_its_first_bytes(content: bytes, extent: tuple[int, int] | None) -> None:
    assert pictures.measured(content) == extent


@pytest.mark.parametrize("extent", [(9000, 1001), (2100, 100)])
def test_a_photo_too_large_or_too_narrow_is_refused(extent: tuple[int, int]) -> None:
    with pytest.raises(ApiError, match="PHOTO_INVALID_DIMENSIONS"):
        pictures.checked(jpeg(*extent))
