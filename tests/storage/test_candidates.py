import pytest
from sqlalchemy.exc import IntegrityError

from storage import candidates, consents
from storage.candidates import Candidate
from storage.consents import Consent, Decision
from storage.database import Database
from storage.staff import Role
from tests.people import NOW, a_candidate, a_conversation, a_member_of_staff, a_profile


def test_a_counsellor_sees_their_own_candidates_and_those_without_counsellor(database: Database) -> None:
    with database.session() as session:
        me, other = a_member_of_staff(session), a_member_of_staff(session)
        mine = a_candidate(session, counsellor_id=me.id)
        anothers = a_candidate(session, counsellor_id=other.id)
        nobodys = a_candidate(session)
        assert candidates.visible(session, me) == [nobodys, mine]
        assert candidates.visible_to(session, me, mine.id) is mine
        assert candidates.visible_to(session, me, nobodys.id) is nobodys
        assert candidates.visible_to(session, me, anothers.id) is None
        assert candidates.visible_to(session, me, 404) is None


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SUPERVISOR, Role.AUDITOR])
def test_those_who_lead_or_audit_see_everybody(database: Database, role: Role) -> None:
    with database.session() as session:
        leader, counsellor = a_member_of_staff(session, role), a_member_of_staff(session)
        one, two = a_candidate(session, counsellor_id=counsellor.id), a_candidate(session)
        session.expire_all()
        assert candidates.visible(session, leader) == [two, one]
        assert candidates.visible_to(session, leader, one.id) is one


def test_a_new_kind_of_staff_sees_nobody_elses_candidates(database: Database) -> None:
    """Whoever is not named among those who see everybody is limited like a counsellor."""
    for role in set(Role) - {Role.ADMIN, Role.SUPERVISOR, Role.AUDITOR}:
        with database.session() as session:
            one, two = a_member_of_staff(session, role), a_member_of_staff(session, role)
            assert candidates.visible_to(session, one, a_candidate(session, counsellor_id=two.id).id) is None


def test_a_name_is_whole_even_where_a_part_is_missing() -> None:
    assert Candidate(first_name="Amina", last_name="Haddad").name == "Amina Haddad"
    assert Candidate(first_name="Amina", last_name="").name == "Amina"


def test_a_candidate_has_one_profile_and_one_conversation(database: Database) -> None:
    with database.session() as session:
        person = a_candidate(session)
        profile = a_profile(session, person, country="MA", experience_years=5)
        chat = a_conversation(session, candidate=person)
        session.commit()
        session.expire_all()
        assert person.profile is profile
        assert person.conversation is chat
        assert chat.candidate is person
        with pytest.raises(IntegrityError):
            a_conversation(session, candidate_id=person.id)


def test_two_files_never_have_one_number(database: Database) -> None:
    with database.session() as session:
        a_candidate(session, file_number="A-1", file_number_digest="d")
        with pytest.raises(IntegrityError):
            a_candidate(session, file_number="A-1", file_number_digest="d")


def test_the_last_word_on_a_subject_stands_and_earlier_ones_are_kept(database: Database) -> None:
    with database.session() as session:
        person = a_candidate(session)
        for subject, decision in (("coaching", "agreed"), ("research", "refused"), ("coaching", "revoked")):
            session.add(
                Consent(
                    candidate_id=person.id,
                    subject=subject,
                    version="1",
                    locale="fr",
                    decision=Decision(decision),
                    at=NOW,
                )
            )
            session.flush()
        standing = consents.standing(person, "coaching")
        assert standing
        session.expire_all()
        assert standing.decision is Decision.REVOKED
        assert consents.standing(person, "notices") is None
        assert consents.standing(a_candidate(session), "coaching") is None
