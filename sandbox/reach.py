"""Two ways to reach a messenger: in the same process, or over HTTP in another."""

from io import BytesIO
from typing import Any, Protocol

import aiohttp

from sandbox import deeds, views
from sandbox.deeds import Deed, DeedError
from sandbox.errors import Json
from sandbox.files import Upload
from sandbox.world import World


class Reach(Protocol):
    async def meet(self, user_id: int, first_name: str, last_name: str, language_code: str) -> None:
        """Makes the person if the sandbox does not know that id."""

    async def do(self, user_id: int, deed: Deed) -> Any:
        """Does a deed and returns its fruit; raises DeedError for one that a messenger would not allow."""

    async def send(self, user_id: int, kind: str, upload: Upload, caption: str) -> int:
        """Sends a file and returns the message's id."""

    async def look(self, user_id: int, since: int, wait: float) -> Json:
        """What changed in the chat after a version, as soon as something did."""


class Nearby:
    """A world of this process."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def meet(self, user_id: int, first_name: str, last_name: str, language_code: str) -> None:
        self._world.store.ensure_person(user_id, first_name, last_name, language_code)

    async def do(self, user_id: int, deed: Deed) -> Any:
        return deeds.perform(self._world, user_id, deed)

    async def send(self, user_id: int, kind: str, upload: Upload, caption: str) -> int:
        return deeds.sends(self._world, user_id, kind, upload, caption)

    async def look(self, user_id: int, since: int, wait: float) -> Json:
        return await views.look_when_changed(self._world, user_id, since, wait)


class Remote:
    """A sandbox by the address of its messenger, such as "http://127.0.0.1:8080/sandbox"."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url.rstrip("/")
        self._session = session

    async def meet(self, user_id: int, first_name: str, last_name: str, language_code: str) -> None:
        about = {"user_id": user_id, "first_name": first_name, "last_name": last_name, "language_code": language_code}
        async with self._session.post(f"{self._url}/people", json=about) as answer:
            await _fruit(answer)

    async def do(self, user_id: int, deed: Deed) -> Any:
        about = {name: getattr(deed, name) for name in Deed.__dataclass_fields__}
        async with self._session.post(f"{self._url}/people/{user_id}/deeds", json=about) as answer:
            return await _fruit(answer)

    async def send(self, user_id: int, kind: str, upload: Upload, caption: str) -> int:
        query = {"kind": kind, "name": upload.name, "caption": caption}
        address = f"{self._url}/people/{user_id}/files"
        headers = {"Content-Type": upload.mime}
        content = BytesIO(upload.content)
        async with self._session.post(address, params=query, data=content, headers=headers) as answer:
            return int(await _fruit(answer))

    async def look(self, user_id: int, since: int, wait: float) -> Json:
        query = {"since": since, "wait": wait}
        async with self._session.get(f"{self._url}/people/{user_id}", params=query) as answer:
            seen: Json = await _fruit(answer)
            return seen


async def _fruit(answer: aiohttp.ClientResponse) -> Any:
    body = await answer.json()
    if not answer.ok:
        raise DeedError(body["error"])
    return body["result"]
