"""The methods by name; Telegram does not mind the case."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from sandbox.arguments import Call
from sandbox.methods import editing, profile, receiving, sending
from sandbox.world import World

Method: TypeAlias = Callable[[World, Call], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    name.lower(): method
    for name, method in {
        "getMe": profile.get_me,
        "getUpdates": receiving.get_updates,
        "setWebhook": receiving.set_webhook,
        "deleteWebhook": receiving.delete_webhook,
        "getWebhookInfo": receiving.get_webhook_info,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "sendDocument": sending.send_document,
        "sendChatAction": sending.send_chat_action,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "setMessageReaction": editing.set_message_reaction,
        "answerCallbackQuery": editing.answer_callback_query,
        "setMyCommands": profile.set_my_commands,
        "getMyCommands": profile.get_my_commands,
        "deleteMyCommands": profile.delete_my_commands,
        "setMyDescription": profile.set_my_words,
        "setMyShortDescription": profile.set_my_words,
        "setMyName": profile.accept,
        "setChatMenuButton": profile.accept,
        "getChat": profile.get_chat,
        "getFile": profile.get_file,
    }.items()
}
