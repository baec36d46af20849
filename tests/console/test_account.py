"""One's own account, and how somebody gets one."""

import pytest

from console.passwords import hash_password, verify
from console.staff import StaffError, add_staff
from console.templating import browser, initials
from storage.staff import Role, Staff
from tests.console.office import Office
from tests.people import NOW

PASSWORD = "the snow is early this year"
BETTER = "and the river is late as well"
HASHED = hash_password(PASSWORD)


async def test_language_and_time_zone_are_kept(office: Office) -> None:
    member = office.hired()
    answer = await office.submit("/account/settings", {"locale": "fr", "time_zone": "Asia/Tokyo"})
    assert answer.location == "/console/account?said=kept"
    stored = office.with_(lambda session: session.get_one(Staff, member.id))
    assert (stored.locale, stored.time_zone) == ("fr", "Asia/Tokyo")
    assert '<html lang="fr"' in (await office.get("/account?said=kept")).text


@pytest.mark.parametrize("fields", [{"locale": "xx"}, {"time_zone": "../etc/passwd"}, {"time_zone": "Mars/North"}])
async def test_a_language_or_zone_that_is_none_is_refused(office: Office, fields: dict[str, str]) -> None:
    office.hired()
    answer = await office.submit("/account/settings", {"locale": "fr", "time_zone": "Asia/Tokyo", **fields})
    assert answer.status == 400


async def test_a_changed_password_ends_the_other_sign_ins(office: Office) -> None:
    member = office.hires(email="josee@example.org", password_hash=HASHED)
    other = office.signs_in(member)
    office.signs_in(member)
    answer = await office.submit("/account/password", {"password": PASSWORD, "new_password": BETTER})
    assert answer.location == "/console/account?said=password"
    stored = office.with_(lambda session: session.get_one(Staff, member.id))
    assert verify(BETTER, stored.password_hash)
    assert (await office.get("/account")).status == 200
    office.client.session.cookie_jar.update_cookies({"jalon_session": other}, office.client.make_url("/"))
    assert (await office.get("/account")).status == 303


@pytest.mark.parametrize(
    ("present", "wanted", "told"),
    [(BETTER, BETTER, "not your present password"), (PASSWORD, "short", "at least 12 characters")],
)
async def test_a_password_is_changed_by_who_knows_it_to_a_good_one(
    office: Office, present: str, wanted: str, told: str
) -> None:
    member = office.hires(password_hash=HASHED)
    office.signs_in(member)
    answer = await office.submit("/account/password", {"password": present, "new_password": wanted})
    assert answer.status == 422
    assert told in answer.words
    assert office.with_(lambda session: session.get_one(Staff, member.id)).password_hash == HASHED


async def test_guessing_the_present_password_is_limited(office: Office) -> None:
    office.signs_in(office.hires(password_hash=HASHED))
    fields = {"password": "x", "new_password": BETTER}
    for _attempt in range(10):
        assert (await office.submit("/account/password", fields)).status == 422
    assert (await office.submit("/account/password", fields)).status == 429


async def test_other_sign_ins_are_listed_and_ended(office: Office) -> None:
    member = office.hires()
    agents = ("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", "Mozilla/5.0 (iPhone) Safari/605")
    tokens = [office.signs_in(member, {"browser": agent}) for agent in agents]
    words = (await office.get("/account")).words
    assert "Firefox · Windows" in words
    assert "Safari · iPhone here" in words
    await office.submit("/account/sign-out-elsewhere")
    assert (await office.get("/account")).status == 200
    office.client.session.cookie_jar.update_cookies({"jalon_session": tokens[0]}, office.client.make_url("/"))
    assert (await office.get("/account")).status == 303


def test_somebody_is_added_and_can_sign_in(office: Office) -> None:
    added = office.with_(
        lambda session: add_staff(session, " Karim@example.org ", "Karim Benali", "supervisor", PASSWORD, NOW)
    )
    assert (added.email, added.name, added.role) == ("Karim@example.org", "Karim Benali", Role.SUPERVISOR)
    assert verify(PASSWORD, added.password_hash)


@pytest.mark.parametrize(
    ("email", "name", "role", "password", "told"),
    [
        ("karim", "Karim", "admin", PASSWORD, "not an e-mail address"),
        ("k@example.org", " ", "admin", PASSWORD, "name"),
        ("k@example.org", "Karim", "king", PASSWORD, "counsellor, supervisor"),
        ("k@example.org", "Karim", "admin", "short", "at least 12"),
        ("TAKEN@example.org", "Karim", "admin", PASSWORD, "already"),
    ],
)
def test_what_is_wrong_with_somebody_new_is_said(
    office: Office, email: str, name: str, role: str, password: str, told: str
) -> None:
    office.hires(email="taken@example.org", disabled_at=NOW)
    with pytest.raises(StaffError, match=told):
        office.with_(lambda session: add_staff(session, email, name, role, password, NOW))


@pytest.mark.parametrize(
    ("told", "shown"), [("", "?"), ("Mozilla/5.0 (X11; Linux x86_64) Chrome/150 Safari/537", "Chrome · Linux")]
)
def test_browsers_are_called_as_people_call_them(told: str, shown: str) -> None:
    assert browser(told) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("Amina Haddad", "AH"), ("Ana Paula Ribeiro", "AR"), ("Cher", "C"), ("<3", "?"), ("", "?")]
)
def test_faces_carry_initials(name: str, shown: str) -> None:
    assert initials(name) == shown
