import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from storage import caseload, conversations, messages
from storage.conversations import AccessRequest, Conversation, Speaker
from storage.database import Database
from storage.messages import Author, Delivery, Direction, Message
from tests.people import NOW, a_candidate, a_conversation


def said(session: Session, chat: Conversation, platform_id: int | None, **columns: Any) -> None:
    row = {"conversation_id": chat.id, "direction": Direction.OUT, "author": Author.BOT, "body": "Bonjour"}
    delivery = Delivery.SENT if platform_id else Delivery.PENDING
    given = {"created_at": NOW, "delivery": delivery, "platform_id": platform_id}
    messages.write(session, [{**row, **given, **columns}])


def newest(session: Session, chat: Conversation) -> int | None:
    ((found, shown),) = conversations.locked(session, [chat.chat_id])
    assert found is chat
    return shown


def test_conversations_are_found_by_chat_and_by_id_in_one_order(database: Database) -> None:
    with database.session() as session:
        one, two, three = (a_conversation(session) for _ in range(3))
        found = conversations.locked(session, [three.chat_id, one.chat_id, 404], [two.id, one.id])
        assert [conversation for conversation, _ in found] == [one, two, three]
        assert conversations.locked(session, []) == []


def test_the_newest_message_is_the_last_that_the_bot_showed(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        assert newest(session, chat) is None
        said(session, chat, 71)
        said(session, chat, 72)
        said(session, other, 99)
        said(session, chat, 73, direction=Direction.IN, author=Author.CANDIDATE, delivery=Delivery.RECEIVED)
        assert newest(session, chat) == 72


def test_the_newest_message_has_no_number_before_it_is_delivered(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        said(session, chat, 71)
        said(session, chat, None)
        assert newest(session, chat) is None


@pytest.mark.parametrize("became", [Delivery.FAILED, Delivery.BLOCKED])
def test_a_message_that_never_arrived_is_not_the_newest(database: Database, became: Delivery) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        said(session, chat, 71)
        said(session, chat, None, delivery=became)
        assert newest(session, chat) == 71


def test_what_another_worker_said_while_we_waited_is_the_newest(postgres: Database) -> None:
    """The lock is held by one worker; when it lets go, the other sees all that it wrote."""
    with postgres.session() as session:
        chat = a_conversation(session)
        said(session, chat, 71)
        session.commit()
    waiting = threading.Event()

    def second() -> tuple[int | None, str]:
        with postgres.session() as session:
            event.listen(session.connection(), "before_cursor_execute", lambda *_: waiting.set())
            ((found, shown),) = conversations.locked(session, [chat.chat_id])
            return shown, found.name

    with ThreadPoolExecutor(1) as pool, postgres.session() as session:
        ((mine, shown),) = conversations.locked(session, [chat.chat_id])
        assert shown == 71
        task = pool.submit(second)
        waiting.wait(10)
        _until_somebody_waits(postgres)
        said(session, mine, 72)
        mine.name = "Changed"
        session.commit()
        assert task.result(10) == (72, "Changed")


def test_a_conversation_read_before_it_was_locked_is_read_again(postgres: Database) -> None:
    with postgres.session() as session:
        person = a_candidate(session)
        chat = a_conversation(session, candidate=person)
        session.commit()
        assert session.get_one(Conversation, chat.id).name == "Amina"
        with postgres.session() as other:
            other.get_one(Conversation, chat.id).name = "Changed"
            other.commit()
        ((found, _),) = conversations.locked(session, [chat.chat_id])
        assert found.name == "Changed"
        with postgres.session() as other:
            other.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(OperationalError, match="lock"):
                conversations.of_candidate(other, person.id)


def test_locking_keeps_what_was_changed_before(database: Database) -> None:
    with database.session() as session:
        person = a_candidate(session)
        chat = a_conversation(session, candidate=person)
        chat.locale = "en"
        assert conversations.of_candidate(session, person.id) is chat
        assert chat.locale == "en"
        assert conversations.of_candidate(session, person.id + 1) is None


def test_a_new_conversation_is_answered_by_the_bot_in_french(database: Database) -> None:
    with database.session() as session:
        chat = Conversation(chat_id=2**52, created_at=NOW)
        session.add(chat)
        session.commit()
        session.refresh(chat)
        assert (chat.speaker, chat.locale, chat.locale_chosen, chat.state) == (Speaker.BOT, "fr", False, {})


def test_a_changed_state_is_kept(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        chat.state = {"answers": {"profile": {"country": "MA", "years": 5}}, "asking": ["profile", "region"]}
        session.commit()
        session.expire_all()
        assert chat.state == {"answers": {"profile": {"country": "MA", "years": 5}}, "asking": ["profile", "region"]}


def test_a_request_for_access_is_open_until_staff_decide(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        assert conversations.open_request(session, chat) is None
        later = AccessRequest(conversation=other, words="Moi aussi", asked_at=NOW + timedelta(hours=1))
        asked = AccessRequest(conversation=chat, words="Bonjour", asked_at=NOW)
        session.add_all([later, asked])
        assert conversations.open_request(session, chat) is asked
        assert caseload.requests(session) == [asked, later]
        asked.decided_at, asked.granted = NOW, False
        assert conversations.open_request(session, chat) is None
        assert caseload.requests(session) == [later]


def test_the_transcript_is_read_forwards_and_backwards_by_its_growing_id(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        for number in range(5):
            said(session, chat, number + 1, body=str(number))
            said(session, other, number + 1, body="other")
        messages.write(session, [])
        everything = messages.transcript(session, chat.id)
        assert [message.body for message in everything] == ["0", "1", "2", "3", "4"]
        assert everything[0].direction is Direction.OUT
        assert _bodies(messages.transcript(session, chat.id, after=everything[1].id, limit=2)) == ["2", "3"]
        assert _bodies(messages.latest(session, chat.id, limit=2)) == ["3", "4"]
        assert _bodies(messages.latest(session, chat.id, before=everything[3].id, limit=2)) == ["1", "2"]


def _bodies(found: Any) -> list[str]:
    return [message.body for message in found if isinstance(message, Message)]


def _until_somebody_waits(database: Database) -> None:
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(200):
        with database.engine.connect() as connection:
            if connection.scalar(query):
                return
        threading.Event().wait(0.02)
    raise AssertionError("nobody waits for the lock")
