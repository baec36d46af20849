"""How the bot gets its updates: long polling or a webhook."""

import json
import re

from sandbox import updates
from sandbox.arguments import Call
from sandbox.errors import Json, bad_request, conflict
from sandbox.links import LinkError, checked
from sandbox.updates import Pending
from sandbox.webhook import Target
from sandbox.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50
SECRET = re.compile(r"[A-Za-z0-9_-]*")
SECRET_LIMIT = 256
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LOCAL = re.compile(r"https?://(localhost|[\w-]+)(:\d+)?(/|$)")


async def get_updates(world: World, call: Call) -> list[Json]:
    if world.webhook.target:
        raise conflict(HOOKED)
    _remember_kinds(world, call)
    limit = min(max(call.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    timeout = min(max(call.integer("timeout"), 0), LONGEST_POLL)
    world.received(updates.confirm(world.store, call.integer("offset")))
    found = updates.pending(world.store, limit, world.now())
    if not found and timeout:
        await world.polls.wait(timeout)
        found = updates.pending(world.store, limit, world.now())
    return [_shown(update) for update in found]


def set_webhook(world: World, call: Call) -> bool:
    url = call.text("url")
    if not url:
        return delete_webhook(world, call)
    target = Target(_url(url), _secret(call), min(max(call.integer("max_connections", 40), 1), 100))
    _remember_kinds(world, call)
    _drop(world, call)
    world.polls.supplant("terminated by setWebhook request")
    world.webhook.set(target)
    return True


def delete_webhook(world: World, call: Call) -> bool:
    _drop(world, call)
    world.webhook.set(None)
    return True


def get_webhook_info(world: World, call: Call) -> Json:
    del call
    return world.webhook.info()


def _shown(update: Pending) -> Json:
    shown: Json = json.loads(update.body)
    return shown


def _remember_kinds(world: World, call: Call) -> None:
    """The kinds asked for last hold until others are asked for; none named means no change."""
    if "allowed_updates" in call.fields:
        kinds = call.listed("allowed_updates", "allowed updates")
        if kinds != world.store.setting("allowed_updates"):
            world.store.remember("allowed_updates", kinds)


def _drop(world: World, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        updates.forget_all(world.store)


def _url(url: str) -> str:
    """Telegram asks for https and a public host; here a bot may listen on this machine."""
    try:
        return url if LOCAL.match(url) else checked(url)
    except LinkError as error:
        raise bad_request("invalid webhook URL specified") from error


def _secret(call: Call) -> str:
    secret = call.text("secret_token")
    if len(secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret
