"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, with Telegram's real status codes."""

import asyncio
import inspect
import json
from hmac import compare_digest
from typing import Any

from aiohttp import web

from sandbox import arguments, files
from sandbox.arguments import Call
from sandbox.errors import ApiError, bad_request, not_found, unauthorized
from sandbox.faults import Fault
from sandbox.methods.table import METHODS
from sandbox.world import World

WORLD = web.AppKey("world", World)


async def answer(request: web.Request) -> web.StreamResponse:
    """One call of the Bot API."""
    world = request.config_dict[WORLD]
    name = request.match_info["method"]
    try:
        _check_token(world, request)
        call = await arguments.read(request, name)
        world.calls[name.lower()] += 1
        fault = world.faults.take(name)
        return await _faulty(world, request, call, fault) if fault else _ok(await _do(world, call))
    except ApiError as error:
        return _refused(error)


async def download(request: web.Request) -> web.StreamResponse:
    """The bytes of a file whose path `getFile` gave."""
    world = request.config_dict[WORLD]
    try:
        _check_token(world, request)
        number = request.match_info["number"]
        file = files.get(world.store, int(number))
        if file is None or file.path != f"{request.match_info['folder']}/{request.match_info['name']}":
            raise not_found()
    except ApiError as error:
        return _refused(error)
    return web.Response(body=files.content(world.store, file.file_id), content_type="application/octet-stream")


def _check_token(world: World, request: web.Request) -> None:
    if not compare_digest(request.match_info["token"].encode(), world.bot.token.encode()):
        raise unauthorized()


async def _do(world: World, call: Call) -> Any:
    method = METHODS.get(call.method.lower())
    if method is None:
        raise not_found()
    try:
        result = method(world, call)
        return await result if inspect.isawaitable(result) else result
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise bad_request("can't parse the parameters of the request") from error


async def _faulty(world: World, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
    await asyncio.sleep(fault.before)
    done = _ok(await _do(world, call)) if fault.done or fault.only_delays else None
    await asyncio.sleep(fault.after)
    if fault.hang:
        await world.faults.hang()
    if (fault.close or fault.hang) and request.transport:
        request.transport.close()
    if fault.raw:
        return web.Response(status=fault.status, text=fault.raw, content_type="text/html")
    if fault.status:
        raise ApiError(fault.status, fault.description, **fault.parameters)
    return done or web.Response(status=502)


def _ok(result: Any) -> web.Response:
    body = json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()
    return web.Response(body=body, content_type="application/json")


def _refused(error: ApiError) -> web.Response:
    after = error.parameters.get("retry_after")
    headers = {"Retry-After": str(after)} if after else {}
    return web.json_response(error.body(), status=error.status, headers=headers)
