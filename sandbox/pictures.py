"""Width and height of a picture, read from its first bytes."""

import struct

from sandbox.errors import bad_request

MOST_PIXELS = 10_000
MOST_RATIO = 20
SEGMENT = 0xFF
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def checked(content: bytes) -> tuple[int, int]:
    """The extent of a picture that Telegram would take as a photo; else its refusal."""
    extent = measured(content)
    if extent is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(extent) > MOST_PIXELS or max(extent) > MOST_RATIO * min(extent):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return extent


def measured(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP; None for anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _pair(struct.unpack(">II", content[16:24]))
        if content.startswith((b"GIF87a", b"GIF89a")):
            return _pair(struct.unpack("<HH", content[6:10]))
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError):
        return None
    return None


def _pair(numbers: tuple[int, ...]) -> tuple[int, int] | None:
    width, height = numbers
    return (width, height) if width and height else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Goes from segment to segment until the one that begins the frame."""
    at = 2
    while content[at] == SEGMENT:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return _pair((width, height))
        at += 2 + length
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    match content[12:16]:
        case b"VP8 ":
            return _pair(tuple(side & 0x3FFF for side in struct.unpack("<HH", content[26:30])))
        case b"VP8L":
            bits = struct.unpack("<I", content[21:25])[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            wide, high = content[24:27], content[27:30]
            return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    return None
