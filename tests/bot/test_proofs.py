"""Proofs: fetched from the platform, looked at, kept encrypted, told of, and sent back."""

import pytest
from sqlalchemy import func, select, text

from bot.delivery import LARGEST_PICTURE
from coaching.history import read
from coaching.proofs import LARGEST, Refusal
from sandbox import faults, files
from sandbox.faults import Fault
from storage.database import Database
from storage.messages import File
from storage.plans import PlanVersion, Progress, Step
from tests import samples
from tests.bot import records
from tests.bot.conftest import Place
from tests.bot.proving import KEPT, TITLE, asked_for_a_proof, checked, sent, stored, the_proof, upload, working


async def test_a_pdf_is_kept_encrypted_with_its_step_and_its_candidate_is_told(
    place: Place, database: Database
) -> None:
    await working(place, database)
    amina = await asked_for_a_proof(place, database)
    await amina.sends_document(samples.PDF, "diploma.pdf")
    said = await amina.waits_for("I have kept")
    assert said.text == KEPT
    assert said.labels == ["Mark this step as done", "Send another", "Open this step", "Home"]
    proof = await database.read(the_proof)
    assert (proof.file_id, proof.checked_at, proof.refused) == (1, place.clock.at, None)
    assert await database.read(stored) == [samples.PDF]
    raw = await database.read(lambda session: session.execute(text("SELECT content FROM files")).scalar_one())
    assert b"PDF" not in bytes(raw)
    last = await database.read(lambda session: session.scalars(select(PlanVersion)).all()[-1])
    assert (read(last.change).kind, last.change["step"], last.staff_id) == ("proved", "own-1", None)
    await amina.presses("Mark this step as done")
    await amina.waits_for("Well done")
    assert (await database.read(lambda session: session.get_one(Step, proof.step_id))).progress is Progress.DONE


async def test_a_photo_is_kept_whatever_type_it_is_declared_as(place: Place, sqlite: Database) -> None:
    await working(place, sqlite)
    amina = await asked_for_a_proof(place, sqlite)
    await amina.sends_photo(samples.PNG)
    await amina.waits_for("I have kept photo.jpg")
    for name, kind in (("IMG_1.HEIC", "image/heic"), ("scan", "application/octet-stream"), ("a.bin", "x/y")):
        await amina.presses("Send another")
        await amina.waits_for("Send me a photo or a PDF")
        await amina.sends_document(samples.HEIC if "HEIC" in name else samples.PDF, name, kind)
        await amina.waits_for(f"I have kept {name}")
    found = await sqlite.read(lambda session: session.scalars(select(File).order_by(File.id)).all())
    assert [(file.name, file.type) for file in found] == [
        ("photo.jpg.png", "image/png"),
        ("IMG_1.HEIC", "image/heic"),
        ("scan.pdf", "application/pdf"),
        ("a.bin.pdf", "application/pdf"),
    ]


async def test_every_photo_of_an_album_is_kept_and_they_are_confirmed_once(place: Place, database: Database) -> None:
    await working(place, database)
    place.world.faults.plan("getFile", faults.slow(0.5))
    amina = await asked_for_a_proof(place, database)
    for content in (samples.PNG, samples.PNG, samples.PNG):
        await amina.sends_photo(content)
    said = await amina.waits_for("I have kept")
    assert said.text == f"📎 I have kept 3 files with the step {TITLE}."
    await records.rest(database)
    assert await database.read(stored) == [samples.PNG] * 3
    assert sum("I am looking at" in each for each in place.shown(101)) == 1
    assert sum("I have kept" in each for each in place.shown(101)) == 1


async def test_a_program_renamed_to_pdf_is_refused_with_what_was_expected_and_another_is_taken(
    place: Place, database: Database
) -> None:
    await working(place, database)
    amina = await asked_for_a_proof(place, database)
    await amina.sends_document(samples.PROGRAM, "diploma.pdf")
    said = await amina.waits_for("I could not keep diploma.pdf")
    assert said.text.splitlines()[1:] == [
        "It is a program, whatever its name says. Send a photo of the paper, or a PDF.",
        "A proof is a photo or a PDF, 20 MB at most.",
        f"Step: {TITLE}",
    ]
    assert await database.read(stored) == []
    assert (await database.read(the_proof)).refused == "program"
    assert await database.read(lambda session: session.scalar(select(func.count()).select_from(PlanVersion))) == 0
    await amina.presses("Send another")
    await amina.waits_for("Send me a photo or a PDF")
    await amina.sends_document(samples.PDF, "diploma.pdf")
    await amina.waits_for("I have kept")


async def test_a_file_of_25_megabytes_is_refused_at_once(place: Place, sqlite: Database) -> None:
    await working(place, sqlite)
    amina = await asked_for_a_proof(place, sqlite)
    await amina.sends_document(samples.pdf(25_000_000), "diploma.pdf")
    said = await amina.waits_for("This file is too large: 20 MB at most")
    assert "Send me a photo or a PDF" in said.text
    assert place.world.calls["getfile"] == 0
    await amina.sends_document(samples.PDF, "diploma.pdf")
    await amina.waits_for("I have kept")


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", Refusal.EMPTY), (samples.zipped("a.pdf"), Refusal.ARCHIVE), (samples.PDF[:-9], Refusal.CUT)],
)
async def test_what_is_no_proof_is_told_so_once(place: Place, database: Database, content: bytes, why: Refusal) -> None:
    await sent(place, database, content)
    await working(place, database)
    proof = await checked(database)
    await records.rest(database)
    assert (proof.refused, proof.file_id) == (why, None)
    assert len(place.shown(101)) == 1
    assert place.shown(101)[0].startswith("I could not keep diploma.pdf.")


@pytest.mark.parametrize("platform_id", ["no-such-file", "larger than the platform hands out"])
async def test_what_the_platform_does_not_hand_out_is_asked_for_again(
    place: Place, sqlite: Database, platform_id: str
) -> None:
    large = upload(place, samples.pdf(files.DOWNLOAD_LIMIT + 1))
    await sent(place, sqlite, platform_id=large if "larger" in platform_id else platform_id)
    await working(place, sqlite)
    assert (await checked(sqlite)).refused == "gone"
    await records.rest(sqlite)
    assert "Please send it again." in place.shown(101)[0]


async def test_a_protected_pdf_is_kept_with_a_word_of_caution(place: Place, sqlite: Database) -> None:
    await sent(place, sqlite, samples.PROTECTED)
    await working(place, sqlite)
    await checked(sqlite)
    await records.rest(sqlite)
    assert "If it asks for a password" in place.shown(101)[0]
    assert await sqlite.read(stored) == [samples.PROTECTED]


async def test_twenty_megabytes_go_through(place: Place, database: Database) -> None:
    content = samples.pdf(LARGEST)
    await sent(place, database, content)
    await working(place, database)
    await checked(database, patience=30)
    assert await database.read(stored) == [content]
    await records.rest(database)
    assert place.shown(101) == [KEPT]


async def test_a_question_that_is_being_answered_stays_asked(place: Place, database: Database) -> None:
    await working(place, database)
    place.world.faults.plan("getFile", faults.slow(0.3))
    amina = await asked_for_a_proof(place, database)
    await amina.sends_document(samples.PDF, "diploma.pdf")
    await amina.waits_for("I am looking at diploma.pdf")
    await amina.forges("plan/1/later")
    await amina.waits_for("On which day do you want to do it?")
    await amina.waits_for("I have kept")
    await amina.types("2027-02-20")
    await amina.waits_for("Noted: Ask for your CSQ, by")
    assert (await database.read(lambda session: session.get_one(Step, 1))).held


async def test_a_proof_is_sent_back_as_it_was_and_stored_no_second_time(place: Place, database: Database) -> None:
    await working(place, database)
    amina = await asked_for_a_proof(place, database)
    await amina.sends_document(samples.PDF, "diploma.pdf")
    await amina.waits_for("I have kept")
    await amina.presses("Open this step")
    await amina.waits_for("1 proof is kept with this step")
    await amina.presses("See the proofs")
    await amina.waits_for("• diploma.pdf, January 15, 2027")
    await amina.presses("📎 diploma.pdf")
    said = await amina.waits_for("which you sent on January 15, 2027")
    document = said.raw["document"]
    file = files.named(place.world.store, document["file_id"])
    assert file
    assert files.content(place.world.store, file.file_id) == samples.PDF
    assert (document["file_name"], document["mime_type"]) == ("diploma.pdf", "application/pdf")
    assert len(await database.read(stored)) == 1


@pytest.mark.parametrize(("content", "method"), [(samples.PNG, "sendphoto"), (samples.WEBP, "senddocument")])
async def test_a_photo_is_sent_back_as_one_where_the_platform_takes_it_so(
    place: Place, sqlite: Database, content: bytes, method: str
) -> None:
    await sent(place, sqlite, content)
    await working(place, sqlite)
    await checked(sqlite)
    amina = place.person()
    await amina.types("/plan")
    await amina.waits_for("Your plan")
    await amina.forges("plan/1/proofs/1")
    await amina.waits_for("which you sent on")
    assert place.world.calls[method] == 1


@pytest.mark.parametrize("size", [10_000_001, 999])
async def test_a_photo_that_the_platform_does_not_show_is_sent_back_as_a_document(
    place: Place, sqlite: Database, size: int
) -> None:
    """It is too large, or of a shape that is not taken."""
    place.world.faults.plan("sendPhoto", Fault(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    await sent(place, sqlite, samples.JPEG.ljust(size, b"."))
    await working(place, sqlite)
    await checked(sqlite)
    amina = place.person()
    await amina.types("/plan")
    await amina.waits_for("Your plan")
    await amina.forges("plan/1/proofs/1")
    said = await amina.waits_for("which you sent on")
    assert said.raw["document"]["file_size"] == size
    assert place.world.calls["sendphoto"] == (size < LARGEST_PICTURE)
