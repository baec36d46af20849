"""The client of the Bot API: python-telegram-bot's, with a way to call a method and take its answer as plain JSON.

Its typed methods build an object tree for every answer, of which we need one number: that costs more time than all the
rest of a turn.
"""

import asyncio
import logging
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.transport import NOT_GIVEN, AiohttpRequest

logging.getLogger("telegram").setLevel(logging.INFO)  # below that, the library writes down the token
NOT_FOUND = "Not Found"
"""How the platform puts its status 404, for which the library raises the same as for a token that is refused, 401."""
log = structlog.get_logger()


class TokenRefusedError(Exception):
    """The Bot API does not know the token."""


class Client(Bot):
    """`api` is the base address of a Bot API server, such as `https://api.telegram.org`.

    A call takes at most `seconds` where the caller names no other limit.
    """

    def __init__(self, api: str, token: str, seconds: float = 20) -> None:
        self._transports = (AiohttpRequest(connections=1, read_timeout=seconds), AiohttpRequest(read_timeout=seconds))
        super().__init__(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._transports[1],
            get_updates_request=self._transports[0],
        )

    def __repr__(self) -> str:
        """Names no token, as the library's would."""
        return "Client()"

    async def open(self) -> None:
        """Opens the connections, whether or not the server answers yet."""
        for transport in self._transports:
            await transport.initialize()

    async def close_all(self) -> None:
        for transport in self._transports:
            await transport.shutdown()

    async def call(self, method: str, content: dict[str, Any], seconds: float | None = None) -> Any:
        """Calls a method; returns its result as JSON. Raises the library's errors."""
        return await self._post(method, content, read_timeout=NOT_GIVEN if seconds is None else seconds)

    async def fetch(self, file_id: str) -> bytes:
        """The content of a file that somebody sent; raises LookupError where the platform has it no more.

        Whatever may pass, also a token that is refused, raises the library's errors.
        """
        try:
            found = await self.get_file(file_id)
        except BadRequest as error:
            raise LookupError("the platform has this file no more") from error
        try:
            return bytes(await found.download_as_bytearray())
        except InvalidToken as error:
            if error.message.startswith(NOT_FOUND):
                raise LookupError("the platform has this file no more") from error
            raise


async def link(api: str, token: str, patience: float) -> str:
    """The address that opens the bot; "" where the Bot API does not tell its name within `patience` seconds.

    Raises TokenRefusedError where the Bot API answers that the token is none.
    """
    client = Client(api, token)
    await client.open()
    try:
        async with asyncio.timeout(patience):
            return f"https://t.me/{(await client.call('getMe', {}))['username']}"
    except InvalidToken:
        raise TokenRefusedError(f"{api} refuses JALON_BOT_TOKEN: compare it with what BotFather wrote") from None
    except (TelegramError, TimeoutError) as error:
        log.warning("the bot's name is not known yet: invitations show their code only", error=type(error).__name__)
        return ""
    finally:
        await client.close_all()
