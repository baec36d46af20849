"""Files that went through the chats, and the names that the Bot API gives them."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from sandbox import pictures
from sandbox.errors import Json, bad_request
from sandbox.store import Store

MEGABYTE = 1024 * 1024
PHOTO_LIMIT = 10 * MEGABYTE
DOCUMENT_LIMIT = 50 * MEGABYTE
DOWNLOAD_LIMIT = 20 * MEGABYTE
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}
FILE_ID = re.compile(r"(photo|document|voice|sticker):(\d+)$")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: `name` may be empty."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class File:
    file_id: int
    kind: str
    name: str
    mime: str
    width: int
    height: int
    size: int

    def telegram(self) -> Json:
        """The fields that every kind of file has."""
        name = urlsafe_b64encode(f"{self.kind}:{self.file_id}".encode()).decode().rstrip("=")
        return {"file_id": f"SANDBOX_{name}", "file_unique_id": f"SBX{self.file_id}", "file_size": self.size}

    @property
    def path(self) -> str:
        extension = self.name.rpartition(".")[2] if "." in self.name else "bin"
        return f"{FOLDERS[self.kind]}/file_{self.file_id}.{extension}"

    def attachment(self) -> Json:
        """The field of a message that holds it."""
        match self.kind:
            case "photo":
                return {"photo": [{**self.telegram(), "width": self.width, "height": self.height}]}
            case "voice":
                return {"voice": {**self.telegram(), "duration": 3, "mime_type": self.mime}}
            case "sticker":
                flags = {"is_animated": False, "is_video": False, "type": "regular", "emoji": "👋"}
                return {"sticker": {**self.telegram(), "width": 512, "height": 512, **flags}}
        return {"document": {**self.telegram(), "file_name": self.name, "mime_type": self.mime}}


def keep_photo(store: Store, upload: Upload) -> File:
    if len(upload.content) > PHOTO_LIMIT:
        raise bad_request("file is too big")
    return keep(store, "photo", upload, pictures.checked(upload.content))


def keep_document(store: Store, upload: Upload) -> File:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > DOCUMENT_LIMIT:
        raise bad_request("file is too big")
    return keep(store, "document", upload)


def keep(store: Store, kind: str, upload: Upload, extent: tuple[int, int] = (0, 0)) -> File:
    size = len(upload.content)
    file_id = store.write(
        "INSERT INTO files (kind, name, mime, width, height, size, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(kind, upload.name, upload.mime, *extent, size, upload.content),
    )
    return File(file_id, kind, upload.name, upload.mime, *extent, size)


def named(store: Store, file_id: str) -> File | None:
    """The file of a `file_id`, if it is one of ours."""
    try:
        name = urlsafe_b64decode(file_id.removeprefix("SANDBOX_") + "===").decode()
    except ValueError:
        return None
    found = FILE_ID.match(name)
    return get(store, int(found[2])) if found and file_id.startswith("SANDBOX_") else None


def get(store: Store, number: int) -> File | None:
    columns = "file_id, kind, name, mime, width, height, size"
    row = store.row(f"SELECT {columns} FROM files WHERE file_id = ?", number)  # noqa: S608 -- the columns stand above
    return File(**dict(row)) if row else None


def content(store: Store, number: int) -> bytes:
    row = store.row("SELECT content FROM files WHERE file_id = ?", number)
    return bytes(row["content"]) if row else b""
