"""Static files: read once, compressed once, and kept by browsers for as long as their content stays the same."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    path: str
    content: bytes

    @cached_property
    def version(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:12]

    @cached_property
    def compressed(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    @property
    def type(self) -> str:
        return TYPES[Path(self.path).suffix]

    def response(self, request: web.Request) -> web.Response:
        headers = {"Cache-Control": FOR_EVER, "ETag": f'W/"{self.version}"', "Vary": "Accept-Encoding"}
        if f'"{self.version}"' in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
        if squeezed:
            headers["Content-Encoding"] = "gzip"
        body = self.compressed if squeezed else self.content
        return web.Response(body=body, content_type=self.type, charset="utf-8", headers=headers)


class Assets:
    """Every file below a folder whose type browsers are given."""

    def __init__(self, folder: Path = FOLDER) -> None:
        files = (file for file in sorted(folder.rglob("*")) if file.suffix in TYPES)
        self._assets = {
            path: Asset(path, file.read_bytes()) for file in files if (path := file.relative_to(folder).as_posix())
        }

    def __getitem__(self, path: str) -> Asset:
        return self._assets[path]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        asset = self._assets.get(request.match_info["file"])
        if asset is None:
            raise web.HTTPNotFound
        return asset.response(request)
