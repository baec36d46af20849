import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storage import candidates, invitations
from storage.database import Database
from storage.encryption import Encrypted, EncryptedBytes, Keyring, UnknownKeyError
from storage.messages import File
from tests.people import NOW, a_candidate, an_invitation

OLD, NEW = "an older secret", "a newer secret"
RING = Keyring([OLD])


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_is_encrypted_decrypts_to_the_same(plain: bytes, field: str) -> None:
    assert RING.decrypt(RING.encrypt(plain, field), field) == plain


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert RING.encrypt(b"A-123", "f") != RING.encrypt(b"A-123", "f")


def test_a_value_moved_to_another_field_does_not_decrypt() -> None:
    stored = RING.encrypt(b"amina@example.org", "candidates.email")
    with pytest.raises(UnknownKeyError, match=r"candidates\.phone does not decrypt"):
        RING.decrypt(stored, "candidates.phone")


@given(st.data())
def test_an_altered_value_does_not_decrypt(data: st.DataObject) -> None:
    stored = bytearray(RING.encrypt(b"amina@example.org", "f"))
    at = data.draw(st.integers(0, len(stored) - 1))
    stored[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(UnknownKeyError):
        RING.decrypt(bytes(stored), "f")


@pytest.mark.parametrize("broken", ["", "nonsense", "{key}:", "{key}:abc", "{key}:é", "{key}:====", ":", "{key}"])
def test_a_broken_value_says_which_field_it_is(broken: str, database: Database) -> None:
    with pytest.raises(UnknownKeyError, match=r"candidates\.email"):
        Encrypted("candidates.email").process_result_value(
            broken.format(key=_ring(database).prefix[:-1]), database.engine.dialect
        )


def test_a_value_of_an_unknown_key_names_the_setting_that_mends_it() -> None:
    stored = Keyring([OLD]).encrypt(b"x", "f")
    with pytest.raises(UnknownKeyError, match="JALON_SECRET_KEY"):
        Keyring([NEW]).decrypt(stored, "f")


def test_the_newest_key_encrypts_and_older_ones_still_decrypt() -> None:
    before, after = Keyring([OLD]), Keyring([NEW, OLD])
    assert after.decrypt(before.encrypt(b"x", "f"), "f") == b"x"
    assert after.encrypt(b"x", "f").startswith(after.prefix.encode())
    assert after.prefix != before.prefix
    with pytest.raises(UnknownKeyError):
        before.decrypt(after.encrypt(b"x", "f"), "f")


def test_a_keyring_shows_no_key_and_no_secret() -> None:
    shown = f"{RING!r} {RING}"
    assert OLD not in shown
    assert shown == f"Keyring({RING.prefix[:-1]}) Keyring({RING.prefix[:-1]})"


def test_a_keyring_needs_a_secret() -> None:
    with pytest.raises(ValueError, match="at least one secret"):
        Keyring([])


def test_a_digest_depends_on_the_key_and_not_on_case_or_spaces_around() -> None:
    assert RING.digest(" ABCD-2345\n") == RING.digest("abcd-2345")
    assert RING.digest("abcd-2345") != RING.digest("abcd-2346")
    assert Keyring([NEW, OLD]).digests("x") == [Keyring([NEW]).digest("x"), RING.digest("x")]


def test_the_database_never_holds_identity_in_plain(database: Database) -> None:
    with database.session() as session:
        person = a_candidate(session, file_number="A-123", email="amina@example.org", phone="+212 600")
        an_invitation(session, person)
        session.add(File(name="cv.pdf", type="application/pdf", content=b"%PDF secret", created_at=NOW))
        session.commit()
        stored = [
            *session.execute(text("SELECT file_number, email, phone FROM candidates")).one(),
            session.scalar(text("SELECT code FROM invitations")),
        ]
        content = session.scalar(text("SELECT content FROM files"))
        session.refresh(person)
        assert (person.file_number, person.email, person.phone) == ("A-123", "amina@example.org", "+212 600")
    assert all(value.startswith(_ring(database).prefix) for value in stored)
    assert not any(plain in "".join(stored) for plain in ("A-123", "amina", "600", "ABCD"))
    assert b"secret" not in bytes(content)


def test_nothing_stays_nothing(database: Database) -> None:
    dialect = database.engine.dialect
    for kind in (Encrypted("f"), EncryptedBytes("f")):
        assert kind.process_bind_param(None, dialect) is None
        assert kind.process_result_value(None, dialect) is None


def test_a_file_number_is_found_without_being_readable(database: Database) -> None:
    with database.session() as session:
        digest = _ring(database).digest("A-123")
        person = a_candidate(session, file_number="A-123", file_number_digest=digest)
        assert candidates.by_file_number(session, " a-123 ") is person
        assert candidates.by_file_number(session, "A-124") is None


def test_a_code_given_out_under_an_older_key_is_still_found(database: Database) -> None:
    with database.session() as session:
        given_out = an_invitation(session, a_candidate(session), "ABCD-2345")
        session.get_bind().dialect.keyring = Keyring([NEW, "a secret of the tests"])  # type: ignore[attr-defined]
        assert invitations.by_code(session, "abcd-2345") is given_out


def test_stored_text_is_url_safe_base64_after_the_key(database: Database) -> None:
    stored = Encrypted("f").process_bind_param("é" * 50, database.engine.dialect)
    assert stored is not None
    key, _, sealed = stored.partition(":")
    assert len(key) == 8
    assert set(sealed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=")


def _ring(database: Database) -> Keyring:
    ring: Keyring = database.engine.dialect.keyring  # type: ignore[attr-defined]
    return ring
