"""Builds the console."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import aiohttp_session
from aiohttp import web

from console import doors, routing
from console.assets import Assets
from console.attempts import Attempts
from console.faults import explain
from console.following import Follower
from console.parts import PARTS, Parts, Post
from console.sessions import DatabaseStorage
from console.settings import ConsoleSettings
from console.shields import raise_shields
from console.templating import install
from storage.database import Database

__all__ = ["ConsoleSettings", "create"]

# aiohttp_session 2.12 keeps its two values under strings, of which aiohttp 3.14 warns.
warnings.filterwarnings("ignore", category=web.NotAppKeyWarning, module="aiohttp_session")


def create(database: Database, settings: ConsoleSettings, post: Post) -> web.Application:
    """Makes the console. `post` applies what staff do in a conversation; it may be mounted under any path."""
    app = web.Application()
    follower = Follower(database)
    app[PARTS] = Parts(database, settings, post, follower, Attempts(), Assets())
    install(app)
    app.middlewares.append(explain)
    aiohttp_session.setup(app, DatabaseStorage(database, settings))
    raise_shields(app, settings)
    _route(app)
    app.cleanup_ctx.append(_following(follower))
    app.on_shutdown.append(_end(follower))
    return app


def _route(app: web.Application) -> None:
    app.router.add_get("/static/{file:.+}", app[PARTS].assets.serve, name="asset")
    for path, pages in routing.resources(routing.pages()):
        resource = app.router.add_resource(path, name=pages[0].name)
        for page in pages:
            resource.add_route(page.method, doors.door(page))


def _following(follower: Follower) -> Callable[[web.Application], AsyncIterator[None]]:
    async def follow(_app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(follower.run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    return follow


def _end(follower: Follower) -> Callable[[web.Application], Awaitable[None]]:
    async def end(_app: web.Application) -> None:
        follower.end()

    return end
