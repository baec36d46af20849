"""Proofs: what a file that a candidate sent really is, told by its content alone; and why one is not kept."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

import filetype  # type: ignore[import-untyped]  # it ships no types

LARGEST = 20_000_000
"""Telegram hands bots no files beyond 20 MB."""
LONGEST_NAME = 200
BEGINNING = 8192
BLANK = b"\xef\xbb\xbf \t\r\n"
"""What some programs write before a PDF, and every reader skips."""


class Format(StrEnum):
    """What is kept, by its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"


class Refusal(StrEnum):
    """Why a file is not kept; `GONE` where the platform does not hand it out, `BROKEN` by a mistake of ours."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PROGRAM = "program"
    OFFICE = "office"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"
    CUT = "cut"
    GONE = "gone"
    BROKEN = "broken"


PROGRAMS = frozenset({"exe", "elf", "wasm", "swf", "crx", "deb", "rpm"})
OFFICE = frozenset({"doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "rtf", "epub"})
ARCHIVES = frozenset({"zip", "rar", "7z", "tar", "gz", "bz2", "xz", "zst", "lz4", "lz", "cab", "br", "Z"})
OLD_OFFICE, IN_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"[Content_Types].xml"
"""How the files of an older office begin, and what every ZIP of a newer one holds."""
SUFFIXES: Mapping[Format, tuple[str, ...]] = MappingProxyType(
    {
        Format.PDF: (".pdf",),
        Format.JPEG: (".jpg", ".jpeg"),
        Format.PNG: (".png",),
        Format.WEBP: (".webp",),
        Format.HEIC: (".heic", ".heif"),
    }
)
LINEARIZED = re.compile(rb"/Linearized\s[^>]{0,200}?/L\s+(\d{1,12})\s")
ENCRYPTED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
JPEG_MARKER = re.compile(rb"\xff++(.)", re.DOTALL)
"""One byte 255 or more, and what begins there."""
JPEG_SCAN, JPEG_END, PNG_END, PDF_END = b"\xda", b"\xff\xd9", b"IEND\xaeB`\x82", b"%%EOF"
SMALLEST_BOX = 8


def look(content: bytes) -> Format | Refusal:
    """What a file is, whatever its name says, or why it is not kept. That it is whole is checked as far as it shows."""
    if not content:
        return Refusal.EMPTY
    if len(content) > LARGEST:
        return Refusal.TOO_LARGE
    found = _told(content)
    return Refusal.CUT if isinstance(found, Format) and not ENDS[found](content) else found


def named(name: str, found: Format) -> str:
    """The name under which it is kept: it always ends as what it is, so that nothing opens it as something else."""
    ending = "" if name.lower().endswith(SUFFIXES[found]) else SUFFIXES[found][0]
    return f"{name}{ending}"[-LONGEST_NAME:]


def is_protected(content: bytes) -> bool:
    """Whether it is a PDF that may ask for a password; many such open without one, which only a reader can tell."""
    return _told(content) is Format.PDF and ENCRYPTED.search(content) is not None


def _told(content: bytes) -> Format | Refusal:
    kind = filetype.guess(content[:BEGINNING].lstrip(BLANK))
    mime, extension = (kind.mime.replace("apng", "png"), kind.extension) if kind else ("", "")
    if mime in set(Format):
        return Format(mime)
    if extension in PROGRAMS:
        return Refusal.PROGRAM
    if extension in OFFICE or content.startswith(OLD_OFFICE):
        return Refusal.OFFICE
    if extension in ARCHIVES:
        return Refusal.OFFICE if IN_OFFICE in content else Refusal.ARCHIVE
    return Refusal.UNKNOWN


def _pdf_ends(content: bytes) -> bool:
    """A PDF made for the web has an end near its beginning too, and says how long it is."""
    told = LINEARIZED.search(content, 0, BEGINNING)
    return PDF_END in content and (told is None or len(content) >= int(told[1]))


def _jpeg_ends(content: bytes) -> bool:
    """Looks behind the headers, for the small picture in them has an end of its own."""
    at = 2
    while (marker := JPEG_MARKER.match(content, at)) and marker[1] != JPEG_SCAN:
        at = marker.end() + max(2, int.from_bytes(content[marker.end() : marker.end() + 2]))
    return content.find(JPEG_END, at) != -1


def _png_ends(content: bytes) -> bool:
    return PNG_END in content


def _webp_ends(content: bytes) -> bool:
    return len(content) >= 8 + int.from_bytes(content[4:8], "little")


def _heic_ends(content: bytes) -> bool:
    """Goes from box to box; one of size 0 reaches to the end, one of size 1 says a longer size."""
    at = 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 4])
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16])
        if size < SMALLEST_BOX:
            return True
        at += size
    return at == len(content)


ENDS: Mapping[Format, Callable[[bytes], bool]] = MappingProxyType(
    {
        Format.PDF: _pdf_ends,
        Format.JPEG: _jpeg_ends,
        Format.PNG: _png_ends,
        Format.WEBP: _webp_ends,
        Format.HEIC: _heic_ends,
    }
)
