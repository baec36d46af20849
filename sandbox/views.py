"""What a messenger shows of a chat."""

import asyncio

from sandbox import deeds, messages
from sandbox.errors import Json
from sandbox.messages import Message
from sandbox.methods import profile
from sandbox.people import Someone
from sandbox.world import World

MOST_MESSAGES = 300


def person(someone: Someone) -> Json:
    """A person with the state of their chat."""
    state = {"started": someone.started, "blocked": someone.blocked, "keyboard": someone.keyboard}
    return {**someone.user(), **state}


def look(world: World, user_id: int, since: int = 0) -> Json:
    """The chat, or what changed in it after a version; deleted messages come as their id only."""
    someone = deeds.someone(world, user_id)
    waiting = messages.waiting(world.store, user_id)
    changed = messages.changed(world.store, user_id, since, MOST_MESSAGES)
    return {
        "version": world.store.version,
        "person": person(someone),
        "messages": [_bubble(message, waiting) for message in changed],
        "answers": deeds.answers(world, user_id, since),
        "commands": profile.commands_for(world.store, someone),
        "description": profile.description_for(world.store, someone),
    }


async def look_when_changed(world: World, user_id: int, since: int, seconds: float) -> Json:
    """Waits until something changed after a version, or the time is over."""
    with world.hub.listening() as happenings:
        seen = look(world, user_id, since)
        try:
            async with asyncio.timeout(seconds):
                while not (seen["messages"] or seen["answers"]) and await happenings.get():
                    seen = look(world, user_id, since)
        except TimeoutError:
            pass
        return seen


def bubble(world: World, user_id: int, message_id: int) -> Json:
    """One message as it stands now."""
    found = messages.any_of(world.store, user_id, message_id)
    return _bubble(found, messages.waiting(world.store, user_id))


def _bubble(message: Message, waiting: set[int]) -> Json:
    about = {"from_bot": message.from_bot, "deleted": message.deleted, "version": message.version}
    if message.deleted:
        return {"message_id": message.message_id, **about}
    received = message.from_bot or message.message_id not in waiting
    return {**message.telegram(), **about, "received": received, "reaction": message.reaction}
