"""Files as people send them: small, and whole."""

import io
import zipfile
from collections.abc import Sequence

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
PROTECTED = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 7 0 R")
THUMBNAIL = b"\xff\xd8\xff\xda\x00\x02a\xff\xd9"
JPEG = b"\xff\xd8\xff\xe1\x00\x0f" + b"Exif" + THUMBNAIL + b"\xff\xdb\x00\x04\x00\x10\xff\xda\x00\x02scan\xff\xd9"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)
WEBP = b"RIFF\x12\x00\x00\x00WEBPVP8 \x06\x00\x00\x00pixels"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x00\x1cmdatall of the picture.."
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00This program cannot be run in DOS mode."
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(*names: str) -> bytes:
    """An archive with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return written.getvalue()


def word(first: Sequence[str] = ("[Content_Types].xml", "_rels/.rels")) -> bytes:
    return zipped(*first, "word/document.xml")


def pdf(size: int) -> bytes:
    """A PDF of so many bytes."""
    filled = PDF.replace(b"trailer", b"%" + b"x" * (size - len(PDF) - 2) + b"\ntrailer")
    assert len(filled) == size
    return filled
