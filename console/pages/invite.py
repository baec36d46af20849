"""Inviting a candidate: a short form, and then the link to hand on."""

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from console.desk import event_key
from console.invitations import VALID
from console.routing import ACTING, get, post
from console.visits import Visit
from locales.catalogs import LANGUAGES
from locales.text import Text, _
from storage import audit, candidates, dossiers, events, invitations, staff
from storage.candidates import Candidate, Status

INVITED = "candidate.invited"
LONGEST_NAME, LONGEST_EMAIL, LONGEST_NUMBER = 100, 254, 40


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it was filled in."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    file_number: str = ""
    locale: str = "fr"
    counsellor_id: str = ""

    @classmethod
    def read(cls, form: dict[str, str]) -> "Asked":
        return cls(**{name: form.get(name, "") for name in cls.__slots__})

    @property
    def problems(self) -> dict[str, Text]:
        """What is wrong, by field."""
        found = {}
        if not 0 < len(self.first_name) <= LONGEST_NAME:
            found["first_name"] = _("A first name is needed, of at most {limit} characters.", limit=LONGEST_NAME)
        if len(self.last_name) > LONGEST_NAME:
            found["last_name"] = _("At most {limit} characters fit here.", limit=LONGEST_NAME)
        if self.email and (self.email.count("@") != 1 or len(self.email) > LONGEST_EMAIL or " " in self.email):
            found["email"] = _("This is not an e-mail address. Leave it empty if you do not know it.")
        if len(self.file_number) > LONGEST_NUMBER:
            found["file_number"] = _("At most {limit} characters fit here.", limit=LONGEST_NUMBER)
        return found


class TakenError(Exception):
    """The file number belongs to another candidate."""


@get("/invite", roles=ACTING)
async def invite(visit: Visit) -> web.StreamResponse:
    return await _form(visit, Asked(counsellor_id=str(visit.staff.id)), {})


@post("/invite", roles=ACTING)
async def add(visit: Visit) -> web.StreamResponse:
    asked = Asked.read(await visit.form())
    key = event_key(await visit.form())
    problems = asked.problems
    if problems:
        return await _form(visit, asked, problems)
    try:
        candidate_id = await _invited(visit, asked, key)
    except TakenError:
        taken = _("Another candidate has this file number. Search for it in the list of candidates.")
        return await _form(visit, asked, {"file_number": taken})
    locale = asked.locale if asked.locale in LANGUAGES else "fr"
    return visit.redirect("invitation", candidate=candidate_id, locale=locale)


async def _invited(visit: Visit, asked: Asked, key: str) -> int | None:
    def once(session: Session) -> int | None:
        return _once(session, visit, asked, key)

    try:
        return await visit.run(once)
    except IntegrityError:  # this form, or a candidate of this number, was written meanwhile: now it is seen
        return await visit.run(once)


def _once(session: Session, visit: Visit, asked: Asked, key: str) -> int | None:
    """Adds a candidate; a form that is sent twice leads to the one who was added the first time."""
    if events.counted(session, [key]):
        return audit.subject(session, visit.staff, INVITED, key)
    events.count(session, [key], visit.now)
    return _add(session, visit, asked, key).id


def _add(session: Session, visit: Visit, asked: Asked, key: str) -> Candidate:
    number = asked.file_number or None
    if number and candidates.by_file_number(session, number):
        raise TakenError
    candidate = Candidate(
        first_name=asked.first_name,
        last_name=asked.last_name,
        email=asked.email or None,
        status=Status.INVITED,
        counsellor_id=_counsellor(session, asked.counsellor_id),
        created_at=visit.now,
    )
    if number:
        dossiers.give_number(session, candidate, number)
    invitations.issue(session, candidate, visit.parts.settings.chance(), visit.now, visit.now + VALID)
    session.flush()
    audit.note(session, visit.staff, INVITED, visit.now, candidate.id, detail=key)
    return candidate


def _counsellor(session: Session, asked: str) -> int | None:
    known = {str(member.id): member.id for member in staff.counsellors(session)}
    return known.get(asked)


async def _form(visit: Visit, asked: Asked, problems: dict[str, Text]) -> web.StreamResponse:
    counsellors = await visit.read(staff.counsellors)
    return visit.page(
        "invite.html",
        422 if problems else 200,
        asked=asked,
        problems=problems,
        counsellors=counsellors,
        languages=LANGUAGES,
    )
