"""New messages of the bot."""

from sandbox import files, keyboards, messages, people, text
from sandbox.arguments import Call
from sandbox.errors import Json, bad_request
from sandbox.files import File, Upload
from sandbox.messages import Message
from sandbox.people import Someone
from sandbox.world import World

ACTION_NAMES = (
    "typing upload_photo record_video upload_video record_voice upload_voice record_audio upload_audio "
    "upload_document choose_sticker find_location pick_up_location record_video_note upload_video_note "
    "cancel"
)
ACTIONS = frozenset(ACTION_NAMES.split())


def send_message(world: World, call: Call) -> Json:
    given = call.listed("entities", "MessageEntity")
    said = text.of_message(call.text("text"), call.text("parse_mode"), given)
    preview = call.structure("link_preview_options", "link preview options")
    options = {"link_preview_options": preview} if preview else {}
    return _deliver(world, call, {**said.fields(), **options})


def send_photo(world: World, call: Call) -> Json:
    return _send_file(world, call, "photo")


def send_document(world: World, call: Call) -> Json:
    return _send_file(world, call, "document")


def send_chat_action(world: World, call: Call) -> bool:
    person = people.reachable(world.store, call.chat_id())
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.hub.tell("typing", person.user_id, action=action)
    return True


def _send_file(world: World, call: Call, kind: str) -> Json:
    caption = text.of_caption(call.text("caption"), call.text("parse_mode"), call.listed("caption_entities", "Entity"))
    people.reachable(world.store, call.chat_id())
    keyboards.checked(call.structure("reply_markup", "reply keyboard markup"))
    file = _file(world, call, kind)
    words = caption.fields("caption") if caption.text else {}
    return _deliver(world, call, {**file.attachment(), **words})


def _file(world: World, call: Call, kind: str) -> File:
    upload = call.upload(kind)
    if upload:
        return _keep(world, kind, upload)
    named = call.text(kind)
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = files.named(world.store, named)
    if file is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _keep(world: World, kind: str, upload: Upload) -> File:
    with world.store.changing():
        return files.keep_photo(world.store, upload) if kind == "photo" else files.keep_document(world.store, upload)


def _deliver(world: World, call: Call, content: Json) -> Json:
    person = people.reachable(world.store, call.chat_id())
    markup = keyboards.checked(call.structure("reply_markup", "reply keyboard markup"))
    inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    body = {**_head(world, person), **_reply(world, call, person), **content, **inline, **_protected(call)}
    with world.store.changing():
        message = messages.add(world.store, person.user_id, from_bot=True, body=body)
        if markup and not inline:
            people.show_keyboard(world.store, person.user_id, None if "remove_keyboard" in markup else markup)
    world.hub.tell("message", person.user_id, message_id=message.message_id)
    return message.telegram()


def _head(world: World, person: Someone) -> Json:
    return {"from": world.bot.user(), "chat": person.chat(), "date": world.time()}


def _protected(call: Call) -> Json:
    return {"has_protected_content": True} if call.flag("protect_content") else {}


def _reply(world: World, call: Call, person: Someone) -> Json:
    asked = call.structure("reply_parameters", "reply parameters") or {}
    message_id = asked.get("message_id") or call.integer("reply_to_message_id")
    if not message_id:
        return {}
    message = messages.find(world.store, person.user_id, message_id)
    if message is None and not (asked.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")):
        raise bad_request("message to be replied not found")
    return _quoted(message) if message else {}


def _quoted(message: Message) -> Json:
    quoted = {key: value for key, value in message.telegram().items() if key != "reply_to_message"}
    return {"reply_to_message": quoted}
