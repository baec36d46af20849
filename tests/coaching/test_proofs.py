"""What a file is, is told by its content; what is not kept is refused for a reason that helps."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.proofs import LARGEST, SUFFIXES, Format, Refusal, is_protected, look, named
from locales.catalogs import reader
from papers.plan import PlanSheet, pdf, picture
from tests import samples


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (samples.PDF, Format.PDF),
        (b"\xef\xbb\xbf\r\n" + samples.PDF, Format.PDF),
        (samples.PDF + bytes(2000), Format.PDF),
        (samples.PROTECTED, Format.PDF),
        (samples.JPEG, Format.JPEG),
        (samples.JPEG + b"a trailer of the camera's", Format.JPEG),
        (samples.PNG, Format.PNG),
        (samples.PNG[:33] + b"\x00\x00\x00\x08acTL" + bytes(12) + samples.PNG[33:], Format.PNG),
        (samples.WEBP, Format.WEBP),
        (samples.HEIC, Format.HEIC),
        (samples.HEIC.replace(b"heic", b"mif1", 1), Format.HEIC),
    ],
)
def test_photos_and_documents_are_told_by_their_content(content: bytes, found: Format) -> None:
    assert look(content) is found


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Refusal.EMPTY),
        (samples.pdf(LARGEST + 1), Refusal.TOO_LARGE),
        (samples.PROGRAM, Refusal.PROGRAM),
        (samples.PROGRAM + samples.PDF, Refusal.PROGRAM),
        (b"\x7fELF" + bytes(60), Refusal.PROGRAM),
        (samples.word(), Refusal.OFFICE),
        (samples.zipped("docProps/app.xml", *"abcdef", "[Content_Types].xml"), Refusal.OFFICE),
        (samples.OLD_WORD, Refusal.OFFICE),
        (b"{\\rtf1 Hello}", Refusal.OFFICE),
        (samples.zipped("photo.jpg"), Refusal.ARCHIVE),
        (b"Rar!\x1a\x07\x00", Refusal.ARCHIVE),
        (b"GIF89a" + bytes(20), Refusal.UNKNOWN),
        (b"<html><script>alert(1)</script>%PDF-1.7 %%EOF", Refusal.UNKNOWN),
        (b"#!/bin/sh\nrm -rf /\n", Refusal.UNKNOWN),
        (b"My diploma", Refusal.UNKNOWN),
        (b" \r\n", Refusal.UNKNOWN),
    ],
)
def test_what_is_no_photo_and_no_pdf_is_refused_whatever_it_is_called(content: bytes, why: Refusal) -> None:
    assert look(content) is why


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert look(samples.pdf(LARGEST)) is Format.PDF


@pytest.mark.parametrize("content", [samples.PDF, samples.JPEG, samples.PNG, samples.WEBP, samples.HEIC])
@pytest.mark.parametrize("missing", [8, 12])
def test_what_is_cut_short_is_told_so(content: bytes, missing: int) -> None:
    assert look(content[:-missing]) is Refusal.CUT


def test_a_pdf_made_for_the_web_is_whole_only_at_the_length_that_it_says() -> None:
    """It has an end near its beginning too."""
    head = b"%PDF-1.5\n1 0 obj\n<< /Linearized 1 /L 600 /H [ 1 2 ] >>\nendobj\nstartxref\n0\n%%EOF\n"
    whole = head.ljust(594) + b"%%EOF\n"
    assert look(whole) is Format.PDF
    assert look(whole[:300]) is Refusal.CUT
    assert look(whole + b"added later %%EOF") is Format.PDF


def test_boxes_of_a_photo_may_be_long_or_reach_to_the_end() -> None:
    long = samples.HEIC + b"\x00\x00\x00\x01mdat" + (20).to_bytes(8) + b"more"
    assert look(long) is Format.HEIC
    assert look(long[:-1]) is Refusal.CUT
    assert look(samples.HEIC + b"\x00\x00\x00\x00mdat and all the rest") is Format.HEIC


@pytest.mark.parametrize("fill", [b"\xff", b"\xff\xff", b"\xff" * 70_000])
def test_a_photo_may_have_bytes_that_fill_before_each_of_its_markers(fill: bytes) -> None:
    """The standard allows any number of them."""
    filled = samples.JPEG
    for marker in (b"\xff\xe1", b"\xff\xdb", b"\xff\xda\x00\x02scan"):
        filled = filled.replace(marker, fill + marker)
    assert look(filled) is Format.JPEG
    assert look(filled[:-2]) is Refusal.CUT
    assert look(filled[:-2] + fill + filled[-2:]) is Format.JPEG


def test_what_a_real_press_makes_is_known() -> None:
    sheet, words = PlanSheet("Amina", date(2027, 1, 15), landing="", progress=""), reader("fr", "UTC")
    made = pdf(sheet, words)
    assert look(made) is Format.PDF
    assert look(made[:-40]) is Refusal.CUT
    assert not is_protected(made)
    assert look(picture(sheet, words)) is Format.PNG


def test_a_pdf_that_may_ask_for_a_password_is_known() -> None:
    assert is_protected(samples.PROTECTED)
    assert not is_protected(samples.PDF)
    assert not is_protected(samples.JPEG + b"/Encrypt 7 0 R")


@pytest.mark.parametrize(
    ("name", "found", "kept"),
    [
        ("Diplôme.pdf", Format.PDF, "Diplôme.pdf"),
        ("SCAN.PDF", Format.PDF, "SCAN.PDF"),
        ("IMG_1.HEIC", Format.JPEG, "IMG_1.HEIC.jpg"),
        ("photo.jpeg", Format.JPEG, "photo.jpeg"),
        ("invoice.pdf.exe", Format.PDF, "invoice.pdf.exe.pdf"),
        ("file", Format.PNG, "file.png"),
        ("x" * 200, Format.PDF, "x" * 196 + ".pdf"),
    ],
)
def test_what_is_kept_ends_as_what_it_is(name: str, found: Format, kept: str) -> None:
    assert named(name, found) == kept


STARTS = [samples.PDF, samples.JPEG, samples.PNG, samples.WEBP, samples.HEIC, samples.word(), b"RIFF", b"\xff\xd8\xff"]


@given(st.sampled_from([b"", *STARTS]), st.integers(0, 120), st.binary(max_size=300))
def test_whatever_comes_has_an_answer(start: bytes, length: int, rest: bytes) -> None:
    content = start[:length] + rest
    assert look(content) in {*Format, *Refusal}
    assert is_protected(content) in {True, False}


def test_every_format_has_its_endings() -> None:
    assert set(SUFFIXES) == set(Format)
