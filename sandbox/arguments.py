"""What a call of the Bot API brings: its parameters in any of the forms that Telegram takes, and its uploads."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from sandbox.errors import ApiError, Json, bad_request
from sandbox.files import MEGABYTE, Upload

BODY_LIMIT = 52 * MEGABYTE
NUMBER_LIMIT = 1 << 63


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    fields: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "1"}

    def structure(self, name: str, words: str) -> Any:
        """A parameter that is JSON; `words` name it in Telegram's refusal."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise bad_request(f"can't parse {words} JSON object") from error

    def listed(self, name: str, words: str) -> list[Any]:
        value = self.structure(name, words)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"expected an Array of {words}")
        return value or []

    def chat_id(self) -> int:
        written = self.text("chat_id").strip()
        if not written:
            raise bad_request("chat_id is empty")
        if not written.lstrip("-").isdecimal() or abs(int(written)) >= NUMBER_LIMIT:
            raise bad_request("chat not found")
        return int(written)

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter: a part of that name, or the part that `attach://` names."""
        attached = self.text(name).removeprefix("attach://")
        return self.uploads.get(name) or self.uploads.get(attached)


async def read(request: web.Request, method: str) -> Call:
    """Parameters of the address and of the body, which may be JSON, urlencoded or multipart."""
    fields: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "multipart/form-data":
        await _read_parts(request, fields, uploads)
    elif request.can_read_body:
        fields |= await _body(request)
    return Call(method, fields, uploads)


async def _body(request: web.Request) -> Json:
    source = await _limited(request)
    if request.content_type == "application/json":
        try:
            found = json.loads(source)
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        return found if isinstance(found, dict) else {}
    return dict(await request.post())


async def _limited(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise _too_large() from error


async def _read_parts(request: web.Request, fields: Json, uploads: dict[str, Upload]) -> None:
    """Parts are read one by one: the size that an upload may have is not the front door's to limit."""
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = await _content(part)
        if part.filename is None:
            fields[part.name] = content.decode(errors="replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, mime, content)


async def _content(part: BodyPartReader) -> bytes:
    read = bytearray()
    while chunk := await part.read_chunk(MEGABYTE):
        read += chunk
        if len(read) > BODY_LIMIT:
            raise _too_large()
    return bytes(read)


def _too_large() -> ApiError:
    return ApiError(413, "Request Entity Too Large")
