"""The messenger for people: its JSON, its stream of happenings, its files."""

from contextlib import suppress
from typing import Any

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from sandbox import deeds, files, messages, people, views
from sandbox.arguments import BODY_LIMIT
from sandbox.deeds import Deed, DeedError
from sandbox.errors import ApiError, Json
from sandbox.files import Upload
from sandbox.server import WORLD
from sandbox.world import World

LONGEST_WAIT = 30.0
RECONNECT_MS = 500
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
OWN_PAGES = frozenset({"", "same-origin", "none"})


async def everyone(request: web.Request) -> web.Response:
    world = _world(request)
    return _result([views.person(someone) for someone in people.everyone(world.store)])


async def meet(request: web.Request) -> web.Response:
    """Makes a person: first and last name, language, and an id if one is wanted."""
    world, about = _world(request), await _json(request)
    name = str(about.get("first_name", "")).strip()
    if not name:
        return _refused("a person needs a name")
    user_id = int(about.get("user_id") or people.next_id(world.store))
    language = str(about.get("language_code") or "fr")
    world.store.ensure_person(user_id, name, str(about.get("last_name", "")).strip(), language)
    world.hub.tell("person", user_id)
    return _result({"id": user_id})


async def chat(request: web.Request) -> web.Response:
    """A chat, or what changed in it after the version `since`; with `wait`, as soon as something did."""
    wait = min(float(request.query.get("wait", 0)), LONGEST_WAIT)
    since = int(request.query.get("since", 0))
    return _result(await views.look_when_changed(_world(request), _user_id(request), since, wait))


async def do(request: web.Request) -> web.Response:
    asked = await _json(request)
    words = {name: str(asked.get(name, "")) for name in ("do", "text", "data", "phone")}
    deed = Deed(**words, message_id=int(asked.get("message_id", 0)))
    return _result(deeds.perform(_world(request), _user_id(request), deed))


async def send(request: web.Request) -> web.Response:
    """The file is the body; its kind, name and caption are in the address."""
    source = request.clone(client_max_size=BODY_LIMIT)
    upload = Upload(request.query.get("name", "file"), request.content_type, await source.read())
    kind, caption = request.query.get("kind", "document"), request.query.get("caption", "")
    return _result(deeds.sends(_world(request), _user_id(request), kind, upload, caption))


async def show_file(request: web.Request) -> web.Response:
    """Pictures are shown, everything else is saved."""
    world, number = _world(request), int(request.match_info["number"])
    file = files.get(world.store, number)
    if file is None:
        raise web.HTTPNotFound
    shown = file.mime in SHOWN
    headers = {
        "Content-Disposition": "inline" if shown else "attachment",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400",
    }
    mime = file.mime if shown else "application/octet-stream"
    return web.Response(body=files.content(world.store, number), content_type=mime, headers=headers)


async def events(request: web.Request) -> web.StreamResponse:
    """A stream of what happens, each with the chat's id; a message comes as it now stands."""
    async with sse_response(request) as stream:
        with suppress(ConnectionResetError):  # the page was closed
            await _tell(_world(request), stream)
    return stream


async def _tell(world: World, stream: EventSourceResponse) -> None:
    with world.hub.listening() as happenings:
        await stream.send("", event="ready", retry=RECONNECT_MS)
        while happening := await happenings.get():
            await stream.send(_written(_told(world, happening)))


def _told(world: World, happening: Json) -> Json:
    chat_id = happening["chat_id"]
    match happening["kind"]:
        case "message":
            shown = views.bubble(world, chat_id, happening["message_id"])
            return {**happening, "message": shown, "person": views.person(deeds.someone(world, chat_id))}
        case "received":
            return {**happening, "waiting": sorted(messages.waiting(world.store, chat_id))}
    return happening


@web.middleware
async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
    """Other sites' pages have no business here; what a messenger would not allow is a 409."""
    if not _own_page(request):
        raise web.HTTPForbidden(text="This sandbox answers its own page only.")
    try:
        response: web.StreamResponse = await handler(request)
    except (DeedError, ApiError) as error:
        return _refused(str(error))
    return response


def _own_page(request: web.Request) -> bool:
    """A link from elsewhere may lead here, but nothing more."""
    led_here = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    return led_here or request.headers.get("Sec-Fetch-Site", "") in OWN_PAGES


ROUTES = (
    web.get("/people", everyone),
    web.post("/people", meet),
    web.get("/people/{user_id:\\d+}", chat),
    web.post("/people/{user_id:\\d+}/deeds", do),
    web.post("/people/{user_id:\\d+}/files", send),
    web.get("/files/{number:\\d+}/{name:.*}", show_file),
    web.get("/events", events),
)


def _world(request: web.Request) -> World:
    return request.config_dict[WORLD]


def _user_id(request: web.Request) -> int:
    return int(request.match_info["user_id"])


async def _json(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError as error:
        raise DeedError("the body must be JSON") from error
    return body if isinstance(body, dict) else {}


def _written(value: Any) -> str:
    return web.json_response(value).text or ""


def _result(value: Any) -> web.Response:
    return web.json_response({"result": value})


def _refused(words: str) -> web.Response:
    return web.json_response({"error": words}, status=409)
