"""Proofs for tests: somebody with a plan of one step, and what they sent for it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.service import Service
from dialogs import consent, front
from sandbox import files
from sandbox.files import Upload
from sandbox.person import Person
from storage.consents import Consent, Decision
from storage.database import Database
from storage.messages import File
from storage.plans import Plan, Proof, Step
from tests import samples
from tests.bot import records
from tests.bot.conftest import Place
from tests.people import NOW, a_candidate, a_conversation, a_profile

KEPT = "📎 I have kept diploma.pdf with the step Ask for your CSQ."
TITLE = "Ask for your CSQ"


def a_step(session: Session, chat_id: int = 101) -> int:
    """A candidate who agreed, in English, with a plan of one step; its id."""
    candidate = a_candidate(session)
    a_profile(session, candidate)
    a_conversation(session, chat_id=chat_id, candidate=candidate, locale="en", locale_chosen=True)
    agreed = {"subject": consent.SUBJECT, "version": consent.VERSION, "locale": "en", "decision": Decision.AGREED}
    plan = Plan(candidate_id=candidate.id, created_at=NOW, updated_at=NOW, steps=[])
    step = Step(plan=plan, template="own-1", title=TITLE, phase="before_visa", position=0, ticked=[])
    session.add_all([Consent(candidate_id=candidate.id, at=NOW, **agreed), plan, step])
    session.flush()
    return step.id


def upload(place: Place, content: bytes, name: str = "diploma.pdf") -> str:
    """The platform's id of a file that somebody sent."""
    file = files.keep(place.world.store, "document", Upload(name, "application/pdf", content))
    return str(file.telegram()["file_id"])


async def sent(place: Place, database: Database, content: bytes = samples.PDF, **columns: object) -> int:
    """A proof that was taken in, by somebody who has a plan; its id."""
    place.known(101)
    given = {"platform_id": upload(place, content), "name": "diploma.pdf", "type": "application/pdf", "size": 0}

    def take_in(session: Session) -> int:
        proof = Proof(step_id=a_step(session), sent_at=NOW, **given | columns)
        session.add(proof)
        session.flush()
        return proof.id

    return await database.run(take_in)


def real(place: Place, database: Database, **given: Any) -> Service:
    """The service with the conversations as they are, not started."""
    return place.build(database, **{"site": front.site(), **given})


async def working(place: Place, database: Database, **given: Any) -> Service:
    return await place.start(database, **{"site": front.site(), **given})


def the_proof(session: Session) -> Proof:
    return session.scalars(select(Proof)).one()


async def checked(database: Database, patience: float = records.PATIENCE) -> Proof:
    """The proof, once it is checked off."""
    is_checked = select(Proof).where(Proof.checked_at.is_not(None))
    proof = await records.until(lambda session: session.scalar(is_checked), database, patience)
    assert proof
    return proof


def stored(session: Session) -> list[bytes]:
    return [file.content for file in session.scalars(select(File).order_by(File.id))]


def told(session: Session) -> list[str]:
    return [message.body for message in records.out(session)]


async def asked_for_a_proof(place: Place, database: Database) -> Person:
    """Somebody who has been asked for a photo or a PDF."""
    step = await database.run(a_step)
    amina = place.person()
    await amina.types("/plan")
    await amina.waits_for("Your plan")
    await amina.forges(f"plan/{step}/proof")
    await amina.waits_for("Send me a photo or a PDF")
    return amina
