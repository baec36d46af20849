import re
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher

from console.passwords import NOBODY, hash_password, outdated, verify, weakness
from console.sessions import COOKIE
from storage.audit import last
from storage.database import Database
from storage.staff import Role, Staff, StaffSession
from tests.console.office import Answer, Office, opened

PASSWORD = "the snow is early this year"
HASHED = hash_password(PASSWORD)


async def tries(office: Office, email: str = "josee@example.org", password: str = PASSWORD, wanted: str = "") -> Answer:
    form = await office.get("/sign-in", next=wanted)
    return await office.post(
        "/sign-in", {"csrf": form.field("csrf"), "email": email, "password": password, "next": wanted}
    )


def josee(office: Office, **columns: datetime) -> Staff:
    return office.hires(Role.COUNSELLOR, email="josee@example.org", password_hash=HASHED, **columns)


async def test_the_right_password_opens_the_list(office: Office) -> None:
    josee(office)
    answer = await tries(office)
    assert (answer.status, answer.location) == (303, "/console/candidates")
    assert (await office.get("/candidates")).status == 200


async def test_e_mail_addresses_are_found_in_any_case(office: Office) -> None:
    josee(office)
    assert (await tries(office, " Josee@Example.ORG ")).status == 303


async def test_signing_in_is_written_down(office: Office) -> None:
    member = josee(office)
    await tries(office)
    entry = office.with_(lambda session: last(session, member, "staff.signed_in"))
    assert entry
    assert entry.detail == "127.0.0.1"


async def test_a_wrong_password_is_refused_and_the_address_kept(office: Office) -> None:
    josee(office)
    answer = await tries(office, password="the snow is late this year")
    assert answer.status == 401
    assert "do not belong together" in answer.words or "ne vont pas ensemble" in answer.words
    assert 'value="josee@example.org"' in answer.text
    assert COOKIE not in answer.cookies


async def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(office: Office) -> None:
    josee(office)
    wrong = await tries(office, password="no")
    unknown = await tries(office, "nobody@example.org")
    assert unknown.status == wrong.status
    hidden = re.compile(r'value="[^"]*"|"X-CSRF-Token": "[^"]*"')
    assert hidden.sub("", unknown.text) == hidden.sub("", wrong.text)


async def test_who_is_disabled_cannot_sign_in(office: Office) -> None:
    josee(office, disabled_at=office.now)
    assert (await tries(office)).status == 401


async def test_who_is_disabled_is_out_at_once(office: Office) -> None:
    member = office.hired()
    office.with_(lambda session: setattr(session.get_one(Staff, member.id), "disabled_at", office.now))
    assert (await office.get("/candidates")).location.startswith("/console/sign-in")


async def test_the_eleventh_attempt_on_an_address_must_wait_even_with_the_right_password(office: Office) -> None:
    josee(office)
    for _attempt in range(10):
        assert (await tries(office, password="x")).status == 401
    answer = await tries(office)
    assert answer.status == 429
    assert COOKIE not in answer.cookies


async def test_attempts_on_one_address_do_not_lock_another(office: Office) -> None:
    josee(office)
    for _attempt in range(11):
        await tries(office, "other@example.org", "x")
    assert (await tries(office)).status == 303


async def test_success_makes_earlier_mistakes_forgotten(office: Office) -> None:
    josee(office)
    for _round in range(2):
        for _attempt in range(9):
            await tries(office, password="x")
        assert (await tries(office)).status == 303
        office.client.session.cookie_jar.clear()


async def test_behind_our_proxy_attempts_are_counted_by_the_address_that_it_adds(sqlite: Database) -> None:
    async with opened(sqlite, proxies=1) as office:
        member = josee(office)
        form = await office.get("/sign-in")
        fields = {"csrf": form.field("csrf"), "email": "josee@example.org", "password": PASSWORD}
        await office.post("/sign-in", fields, X_Forwarded_For="6.6.6.6, 203.0.113.9")
        entry = office.with_(lambda session: last(session, member, "staff.signed_in"))
        assert entry
        assert entry.detail == "203.0.113.9"


async def test_a_new_sign_in_gets_a_new_token_whatever_the_browser_held(office: Office) -> None:
    josee(office)
    office.client.session.cookie_jar.update_cookies({COOKIE: "planted"}, office.client.make_url("/"))
    answer = await tries(office)
    assert answer.cookies[COOKIE]
    assert "planted" not in answer.cookies[COOKIE]
    office.client.session.cookie_jar.update_cookies({COOKIE: "planted"}, office.client.make_url("/"))
    assert (await office.get("/candidates")).status == 303


async def test_signing_in_again_ends_the_session_before(office: Office) -> None:
    josee(office)
    before = office.hired()
    token = office.signs_in(before)
    form = await office.get("/account")
    await office.post("/sign-in", {"csrf": form.field("csrf"), "email": "josee@example.org", "password": PASSWORD})
    office.client.session.cookie_jar.update_cookies({COOKIE: token}, office.client.make_url("/"))
    assert (await office.get("/candidates")).status == 303


async def test_the_table_holds_no_token(office: Office) -> None:
    josee(office)
    token = (await tries(office)).cookies[COOKIE].partition(";")[0].partition("=")[2]
    stored = office.with_(lambda session: session.query(StaffSession).one())
    assert token
    assert token not in {stored.digest, str(stored.data)}


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(office: Office) -> None:
    josee(office)
    cookie = (await tries(office)).cookies[COOKIE]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


async def test_behind_https_cookies_are_secure_and_browsers_are_told_to_stay_there(sqlite: Database) -> None:
    async with opened(sqlite, "https://console.example.org") as office:
        answer = await office.get("/sign-in")
        assert "Secure" in answer.cookies["jalon_visitor"]
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


async def test_an_idle_session_ends(office: Office) -> None:
    office.hired()
    office.now += timedelta(hours=2, seconds=1)
    assert (await office.get("/candidates")).status == 303


async def test_work_keeps_a_session_alive_until_the_end_of_the_day(office: Office) -> None:
    office.hired()
    for _half_hour in range(23):
        office.now += timedelta(minutes=30)
        assert (await office.get("/candidates")).status == 200
    office.now += timedelta(minutes=31)
    assert (await office.get("/candidates")).status == 303


async def test_signing_out_ends_the_session_for_good(office: Office) -> None:
    token = office.signs_in(office.hires())
    answer = await office.submit("/sign-out")
    assert answer.location == "/console/sign-in"
    office.client.session.cookie_jar.update_cookies({COOKIE: token}, office.client.make_url("/"))
    assert (await office.get("/candidates")).status == 303


async def test_who_is_sent_to_sign_in_comes_back_to_the_page(office: Office) -> None:
    josee(office)
    asked = await office.get("/candidates?part=waiting")
    assert asked.location == "/console/sign-in?next=/console/candidates?part%3Dwaiting"
    answer = await tries(office, wanted="/console/candidates?part=waiting")
    assert answer.location == "/console/candidates?part=waiting"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "http://[",
        "/console/sign-in",
        "",
    ],
)
async def test_signing_in_leads_nowhere_but_here(office: Office, elsewhere: str) -> None:
    josee(office)
    assert (await tries(office, wanted=elsewhere)).location == "/console/candidates"


async def test_who_is_signed_in_is_not_asked_again(office: Office) -> None:
    office.hired()
    assert (await office.get("/sign-in")).location == "/console/candidates"


async def test_the_sign_in_page_speaks_the_language_of_the_browser_and_french_otherwise(office: Office) -> None:
    assert '<html lang="en"' in (await office.get("/sign-in", Accept_Language="en-CA,en;q=0.9")).text
    assert '<html lang="fr"' in (await office.get("/sign-in", Accept_Language="de, ja")).text


async def test_a_password_hashed_with_less_work_is_hashed_again(office: Office) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    member = office.hires(Role.ADMIN, email="josee@example.org", password_hash=weak)
    assert (await tries(office)).status == 303
    stored = office.with_(lambda session: session.get_one(Staff, member.id).password_hash)
    assert stored != weak
    assert not outdated(stored)


def test_the_hash_of_nobody_takes_as_long_as_others() -> None:
    assert not outdated(NOBODY)
    assert not verify("anything", None)
    assert not verify("anything", "no hash at all")


def test_composed_and_decomposed_letters_are_one_password() -> None:
    assert verify("un \u00e9t\u00e9", hash_password("un e\u0301te\u0301"))


@pytest.mark.parametrize("password", ["short", "x" * 300, "aaaaaaaaaaaaaaaa", "josee2027tremblay"])
def test_weak_passwords_are_refused_with_the_reason(password: str) -> None:
    assert weakness(password, "josee@example.org")


def test_a_sentence_is_a_good_password() -> None:
    assert weakness(PASSWORD, "josee@example.org") is None
