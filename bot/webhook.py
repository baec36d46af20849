"""The webhook: 200 only after the commit, so that Telegram keeps and repeats what we could not."""

import hmac
from http import HTTPStatus

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.receive import Receiver, numbered

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LARGEST = 1_000_000
log = structlog.get_logger()


def app(receiver: Receiver, secret: str) -> web.Application:
    """A sub-application with one route, for Telegram only."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="surrogatepass"), secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            raw = await request.json()
        except (ValueError, LookupError, RecursionError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if not numbered(raw):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        try:
            await receiver.take(raw)
        except SQLAlchemyError as error:
            log.error("update not kept", update=raw["update_id"], error=type(error).__name__)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()

    application = web.Application(client_max_size=LARGEST)
    application.router.add_post("/", receive)
    return application
