"""What the sandbox begins with: a counsellor, and three people at different points of their path.

Their conversations are played, not written: each taps and types as in life, and the bot answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.passwords import hash_password
from dialogs import consent
from jalon import demo_offers
from jalon.house import House, invitation_code, now
from sandbox.person import Person
from storage import invitations
from storage.candidates import Candidate
from storage.encryption import derive
from storage.invitations import Invitation
from storage.staff import Role, Staff

EMAIL = "camille@jalon.example"
NAME = "Camille Tremblay"
VALID = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Told:
    """What a newcomer needs to look around; `invitation` is the link that nobody has used yet."""

    email: str
    password: str
    invitation: str | None


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone in the sandbox. `path` is what they do in order: tap a button, or type."""

    user_id: int
    first_name: str
    last_name: str
    language: str
    path: Sequence["Tap | str"] = ()


@dataclass(frozen=True, slots=True)
class Tap:
    """A button, by the path that it leads to."""

    path: str


def intake(**answers: str) -> list[Tap]:
    return [Tap(f"intake/{question}/{answer}") for question, answer in answers.items()]


def personas(today: date) -> tuple[Persona, ...]:
    """One invited, one in the middle of the questions, one who follows a plan."""
    landing = today + timedelta(days=120)
    return (
        Persona(101, "Amina", "Haddad", "fr"),
        Persona(
            102,
            "Samuel",
            "Nkeng",
            "fr",
            (
                *(Tap("language/fr"), Tap(f"consent/{consent.VERSION}/yes"), Tap("clock/city/Africa:Douala")),
                *intake(immigration="skilled", country="CM", family="couple_children"),
                "soudeur",
            ),
        ),
        Persona(
            103,
            "Joy",
            "Santos",
            "en",
            (
                *(Tap("language/en"), Tap(f"consent/{consent.VERSION}/yes"), Tap("clock/city/Asia:Manila")),
                *intake(immigration="skilled", country="PH", family="couple_children"),
                *("registered nurse", Tap("intake/occupation/31301")),
                *intake(permit="in_progress", education="bachelor"),
                "6",
                *intake(french="get_by", fr_listening="intermediate", fr_speaking="intermediate"),
                *intake(fr_reading="intermediate", fr_writing="beginner", english="native", region="03"),
                landing.isoformat(),
                *(Tap("intake/worry/recognition"), "I fear that my years in the hospital count for nothing."),
                *(Tap("plan/1"), Tap("plan/1/done"), Tap("write")),
                "Good morning! Which papers must the nurses' order have from my university, and in what language?",
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Scene:
    """What was prepared: `codes` are the invitations of a database that was empty, in the personas' order."""

    told: Told
    cast: Sequence[Persona]
    codes: Sequence[str]


async def prepare(house: House) -> Scene:
    """Fills an empty database with people; of one that is in use it only tells the sign-in."""
    password = derive(house.settings.keys()[0], "demo password").hex()[:12]
    cast = personas(now().date())
    codes = await house.database.run(lambda session: _invite(session, password, cast))
    if codes:
        await house.database.run(lambda session: demo_offers.add(session, house.programme.occupations, now()))
    open_code = await house.database.run(_unused)
    link = f"{house.bot_link}?start={open_code}" if open_code else None
    return Scene(Told(EMAIL, password, link), cast, codes)


async def play(house: House, scene: Scene) -> None:
    """Lets the personas do what they did, while a real person may do things at the same time."""
    if house.world is None:
        return
    for persona, code in zip(scene.cast, scene.codes, strict=False):
        person = Person(house.world, persona.user_id, persona.first_name, persona.language, last_name=persona.last_name)
        await person.reads()
        if persona.path:
            await _follow(person, persona.path, code)


def _invite(session: Session, password: str, cast: Sequence[Persona]) -> list[str]:
    """Writes the counsellor, the candidates and their invitations; returns the codes."""
    if session.scalar(select(Candidate.id).limit(1)):
        return []
    moment = now()
    counsellor = Staff(
        email=EMAIL, name=NAME, role=Role.ADMIN, password_hash=hash_password(password), created_at=moment
    )
    session.add(counsellor)
    codes = [invitation_code() for _persona in cast]
    for persona, code in zip(cast, codes, strict=True):
        candidate = Candidate(
            first_name=persona.first_name, last_name=persona.last_name, counsellor=counsellor, created_at=moment
        )
        invitations.issue(session, candidate, code, moment, moment + VALID)
    return codes


async def _follow(person: Person, path: Sequence[Tap | str], code: str) -> None:
    await person.opens(code)
    await person.waits_for(".")
    for deed in path:
        if isinstance(deed, Tap):
            await _offered(person, deed)
            await person.presses(deed.path)
        else:
            await person.types(deed)
        await person.waits_for(".")


async def _offered(person: Person, tap: Tap) -> None:
    """Waits until the button is there: an answer may come in two messages."""
    while tap.path not in _paths(person):
        await person.reads(1)


def _paths(person: Person) -> list[str]:
    return [button.get("callback_data", "") for row in person.screen.buttons for button in row]


def _unused(session: Session) -> str | None:
    """The code of an invitation that nobody has used yet."""
    query = select(Invitation).where(Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
    found = session.scalars(query.where(Invitation.expires_at > now()).order_by(Invitation.id).limit(1)).first()
    return found.code if found else None
