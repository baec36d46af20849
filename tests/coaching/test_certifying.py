"""Laws of certificates: earned once, under a code that nobody guesses, found however it is typed, taken back once."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from coaching import certifying
from storage.candidates import Candidate
from storage.certificates import COURSE, by_code, of_candidate, standing
from storage.database import Database
from tests.people import NOW, a_candidate, a_member_of_staff
from tests.small_training import small

WHOLE = small()
HOURS, SAFETY = WHOLE


def earns(session: Session, candidate: Candidate) -> certifying.Earned:
    return certifying.earn(session, candidate, HOURS, WHOLE, NOW)


def test_a_module_earns_one_certificate_however_often_it_is_asked_for(sqlite: Database) -> None:
    with sqlite.session() as session:
        candidate = a_candidate(session)
        first = earns(session, candidate)
        again = certifying.earn(session, candidate, HOURS, WHOLE, NOW + timedelta(days=1))
        assert first.module is again.module
        assert first.course is None
        assert len(of_candidate(session, candidate.id)) == 1


def test_the_last_module_earns_the_whole_course_too(sqlite: Database) -> None:
    with sqlite.session() as session:
        candidate = a_candidate(session)
        earns(session, candidate)
        earned = certifying.earn(session, candidate, SAFETY, WHOLE, NOW)
        assert earned.course
        assert (earned.module.module, earned.course.module) == (SAFETY.key, COURSE)
        assert earned.module.code != earned.course.code
        assert certifying.title(earned.course) == certifying.WHOLE


def test_a_module_that_was_taken_back_leaves_the_course_without_a_certificate(sqlite: Database) -> None:
    with sqlite.session() as session:
        candidate, josee = a_candidate(session), a_member_of_staff(session)
        certifying.revoke(earns(session, candidate).module, josee.id, "Somebody else answered", NOW)
        assert certifying.earn(session, candidate, SAFETY, WHOLE, NOW).course is None


def test_the_course_that_was_taken_back_is_not_issued_again(sqlite: Database) -> None:
    with sqlite.session() as session:
        candidate, josee = a_candidate(session), a_member_of_staff(session)
        earns(session, candidate)
        course = certifying.earn(session, candidate, SAFETY, WHOLE, NOW).course
        assert course
        certifying.revoke(course, josee.id, "Somebody else answered", NOW)
        assert certifying.earn(session, candidate, SAFETY, WHOLE, NOW).course is None


def test_the_day_is_the_offices(sqlite: Database) -> None:
    with sqlite.session() as session:
        issued = earns(session, a_candidate(session)).module
        issued.issued_at = datetime(2027, 1, 16, 3, tzinfo=UTC)
        assert certifying.issued_on(issued) == date(2027, 1, 15)


def test_a_code_has_sixty_bits_in_signs_that_are_not_mistaken(sqlite: Database) -> None:
    with sqlite.session() as session:
        codes = [earns(session, a_candidate(session)).module.code for _number in range(50)]
    assert len(set(codes)) == 50
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code) for code in codes)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0123-45AB-CDEF", "0123-45AB-CDEF"),
        ("o123-45ab-cdef", "0123-45AB-CDEF"),
        ("OI23 45AB CDEF", "0123-45AB-CDEF"),
        ("ol2345abcdef", "0123-45AB-CDEF"),
        ("0123–45AB–CDEU.", "0123-45AB-CDEV"),
        ("", ""),
        ("???", ""),
    ],
)
def test_a_code_is_meant_however_it_is_typed(typed: str, meant: str) -> None:
    assert certifying.meant(typed) == meant
    assert certifying.meant(certifying.meant(typed)) == meant


def test_the_code_that_was_issued_is_found_again(sqlite: Database) -> None:
    with sqlite.session() as session:
        issued = earns(session, a_candidate(session)).module
        for typed in (issued.code, issued.code.lower(), issued.code.replace("-", " "), issued.code.replace("0", "o")):
            assert by_code(session, certifying.meant(typed)) is issued


@pytest.mark.parametrize(
    ("first", "last", "initials"),
    [("Amina", "Haddad", "A. H."), ("élise", "", "É."), (" ", "Li", "L."), ("Jean-Luc", "d’Aoust", "J. D.")],
)
def test_initials_are_of_the_names_that_are_there(sqlite: Database, first: str, last: str, initials: str) -> None:
    with sqlite.session() as session:
        assert certifying.initials(a_candidate(session, first_name=first, last_name=last)) == initials


def test_one_that_is_taken_back_stays_so_with_its_first_reason(sqlite: Database) -> None:
    with sqlite.session() as session:
        candidate, josee = a_candidate(session), a_member_of_staff(session)
        issued = earns(session, candidate).module
        certifying.revoke(issued, josee.id, "Somebody else answered", NOW)
        certifying.revoke(issued, josee.id, "Another reason", NOW + timedelta(days=1))
        session.flush()
        assert (issued.revoked_at, issued.reason) == (NOW, "Somebody else answered")
        assert standing(session, candidate.id, HOURS.key) is None
        assert of_candidate(session, candidate.id) == [issued]
