"""The sandbox as one web application, to be mounted anywhere or to stand alone."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime

from aiohttp import web

from sandbox import messenger, page, server
from sandbox.server import WORLD
from sandbox.store import Store
from sandbox.world import Bot, World

ROUTES = (
    web.route("*", "/bot{token}/{method}", server.answer),
    web.get("/file/bot{token}/{folder}/{name:file_(?P<number>\\d+)\\..*}", server.download),
)


def create(
    store: Store, token: str, username: str, now: Callable[[], datetime], *, name: str = "Jalon"
) -> web.Application:
    """The Bot API and the messenger over a store; `app[WORLD]` is its world."""
    app = web.Application(middlewares=[messenger.guard])
    app[WORLD] = World(store, Bot(token, username, name), now)
    app.router.add_routes([*ROUTES, *messenger.ROUTES, *page.ROUTES])
    app.cleanup_ctx.append(_running)
    app.on_shutdown.append(_closing)
    app.on_response_prepare.append(page.no_cache)
    return app


async def _running(app: web.Application) -> AsyncIterator[None]:
    await app[WORLD].webhook.open()
    yield
    await app[WORLD].webhook.close()


async def _closing(app: web.Application) -> None:
    app[WORLD].close()
