from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from storage import messages, outbox
from storage.candidates import Status
from storage.conversations import Conversation, Speaker
from storage.database import Database
from storage.messages import PERISHABLE, Author, Delivery, Direction, File, Message
from storage.outbox import ON_ITS_WAY, Outcome, Outgoing
from tests.people import NOW, a_candidate, a_conversation


def say(session: Session, chat: Conversation, body: str, **columns: Any) -> int:
    row = {"conversation_id": chat.id, "direction": Direction.OUT, "author": Author.BOT, "body": body}
    messages.write(session, [{**row, "created_at": NOW, "delivery": Delivery.PENDING, **columns}])
    return session.scalars(select(Message.id).order_by(Message.id.desc())).first() or 0


def bodies(session: Session, known: tuple[int, ...] = (), limit: int = 100) -> list[str]:
    return [message.body for message in outbox.pending(session, known, limit)]


def deliveries(session: Session) -> dict[str, Delivery]:
    session.expire_all()
    return {message.body: message.delivery for message in session.scalars(select(Message))}


def test_answers_go_before_notices_and_the_oldest_first(database: Database) -> None:
    with database.session() as session:
        one, two = a_conversation(session), a_conversation(session)
        say(session, one, "notice", priority=5)
        say(session, one, "first")
        say(session, two, "second")
        say(session, one, "third")
        assert bodies(session) == ["first", "second", "third", "notice"]


def test_only_what_waits_is_pending(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        for delivery in Delivery:
            say(session, chat, delivery, delivery=delivery)
        assert bodies(session) == ["pending"]


def test_what_the_sender_holds_already_is_left_out_and_does_not_count(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        ids = [say(session, chat, str(number)) for number in range(6)]
        assert bodies(session, known=(ids[0], ids[1], 999), limit=3) == ["2", "3", "4"]
        assert bodies(session, known=tuple(ids)) == []
        assert bodies(session, limit=2) == ["0", "1"]


def test_an_outgoing_message_carries_all_that_delivering_takes(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session, chat_id=2**40)
        kept = File(name="cv.pdf", type="application/pdf", content=b"%PDF", created_at=NOW)
        session.add(kept)
        session.flush()
        keyboard = [[{"text": "Plan", "path": "plan"}]]
        written = say(session, chat, "<b>Bonjour</b>", keyboard=keyboard, edits=7, file_id=kept.id, priority=1)
        assert outbox.pending(session, (), 10) == [Outgoing(written, 2**40, "<b>Bonjour</b>", keyboard, 7, kept.id, 1)]
        assert outbox.file(session, kept.id).content == b"%PDF"
        with pytest.raises(NoResultFound):
            outbox.file(session, kept.id + 1)


def test_what_became_of_messages_is_written_down_at_once(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        sent, failed = say(session, chat, "sent"), say(session, chat, "failed")
        say(session, chat, "waits")
        outbox.settle(
            session,
            [
                Outcome(sent, chat.chat_id, Delivery.SENT, NOW, platform_id=42),
                Outcome(failed, chat.chat_id, Delivery.FAILED, NOW, failure="Bad Request: text is empty"),
            ],
        )
        outbox.settle(session, [])
        assert deliveries(session) == {"sent": "sent", "failed": "failed", "waits": "pending"}
        found = session.get_one(Message, sent)
        assert (found.platform_id, found.delivered_at, found.failure) == (42, NOW, None)
        assert session.get_one(Message, failed).failure == "Bad Request: text is empty"


def test_a_chat_that_blocked_us_gets_nothing_more(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        refused = say(session, chat, "refused")
        say(session, chat, "next")
        say(session, other, "to another")
        outbox.settle(session, [Outcome(refused, chat.chat_id, Delivery.BLOCKED, NOW, failure="blocked by the user")])
        assert deliveries(session) == {"refused": "blocked", "next": "blocked", "to another": "pending"}
        assert chat.blocked_at == NOW
        outbox.settle(
            session, [Outcome(refused, chat.chat_id, Delivery.BLOCKED, NOW + timedelta(hours=1), failure="again")]
        )
        session.refresh(chat)
        assert chat.blocked_at == NOW


def test_a_chat_that_takes_a_message_blocks_us_no_more(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session, blocked_at=NOW)
        late, fresh = say(session, chat, "sent before the block"), say(session, chat, "sent after it")
        outbox.settle(session, [Outcome(late, chat.chat_id, Delivery.SENT, NOW - timedelta(seconds=1), 1)])
        session.refresh(chat)
        assert chat.blocked_at == NOW
        outbox.settle(session, [Outcome(fresh, chat.chat_id, Delivery.SENT, NOW + timedelta(hours=1), 2)])
        session.refresh(chat)
        assert chat.blocked_at is None


def test_an_outcome_of_a_chat_that_was_erased_harms_nothing(database: Database) -> None:
    with database.session() as session:
        outbox.settle(session, [Outcome(404, 404, Delivery.BLOCKED, NOW, failure="gone")])
        assert deliveries(session) == {}


def test_who_comes_back_gets_what_staff_wrote_meanwhile(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session, blocked_at=NOW), a_conversation(session, blocked_at=NOW)
        blocked = {"delivery": Delivery.BLOCKED, "failure": "blocked"}
        say(session, chat, "from the bot", **blocked)
        say(session, chat, "from a counsellor", author=Author.STAFF, **blocked)
        say(session, chat, "a notice", author=Author.NOTICE, **blocked)
        say(session, other, "to another", author=Author.STAFF, **blocked)
        outbox.unblock(session, chat)
        assert chat.blocked_at is None
        assert bodies(session) == ["from a counsellor"]
        assert other.blocked_at == NOW


EVENING = NOW + timedelta(hours=9)


def lasting(session: Session, chat: Conversation, body: str, until: datetime = EVENING) -> int:
    return say(session, chat, body, priority=1, good_until=until, path="plan")


def lost(session: Session, *outcomes: Outcome) -> list[int]:
    return [conversation.id for conversation in outbox.settle(session, outcomes)]


def test_what_is_good_until_an_evening_says_so_to_the_sender(database: Database) -> None:
    with database.session() as session:
        lasting(session, a_conversation(session), "good for today")
        assert [message.good_until for message in outbox.pending(session, (), 9)] == [EVENING]


def test_what_lapsed_at_the_sender_is_written_down_and_given_back_once(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        late, gone = lasting(session, chat, "late"), lasting(session, other, "gone")
        assert lost(session, Outcome(late, chat.chat_id, Delivery.EXPIRED, EVENING)) == [chat.id]
        assert lost(session, Outcome(late, chat.chat_id, Delivery.EXPIRED, EVENING)) == []
        assert outbox.recall(session, other, NOW)
        assert not outbox.recall(session, other, NOW)
        assert lost(session, Outcome(gone, other.chat_id, Delivery.RECALLED, EVENING)) == []
        assert deliveries(session) == {"late": "expired", "gone": "recalled"}
        assert session.get_one(Message, late).delivered_at == EVENING


def test_only_what_is_good_for_a_time_is_recalled(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        say(session, chat, "an answer")
        lasting(session, other, "to another")
        assert not outbox.recall(session, chat, NOW)
        assert deliveries(session) == {"an answer": "pending", "to another": "pending"}


def test_what_is_not_told_again_lapses_without_being_given_back(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        question = say(session, chat, "a small question", priority=1, good_until=EVENING)
        say(session, other, "another", priority=1, good_until=EVENING)
        assert not outbox.recall(session, other, NOW)
        assert lost(session, Outcome(question, chat.chat_id, Delivery.EXPIRED, EVENING)) == []
        assert outbox.expire(session, EVENING + ON_ITS_WAY) == []
        assert deliveries(session) == {"a small question": "expired", "another": "expired"}


def test_what_is_pending_past_its_evening_is_found_once_nothing_can_be_on_its_way(database: Database) -> None:
    with database.session() as session:
        chat, other = a_conversation(session), a_conversation(session)
        lasting(session, chat, "good for today")
        lasting(session, other, "good for tomorrow", EVENING + timedelta(days=1))
        say(session, chat, "an answer")
        assert outbox.expire(session, EVENING) == []
        assert [found.id for found in outbox.expire(session, EVENING + ON_ITS_WAY)] == [chat.id]
        assert deliveries(session) == {
            "good for today": "expired",
            "good for tomorrow": "pending",
            "an answer": "pending",
        }


def test_what_a_chat_did_not_get_because_it_blocks_us_is_given_back_if_it_was_good_for_a_time(
    database: Database,
) -> None:
    with database.session() as session:
        one, two, three = (a_conversation(session) for _chat in range(3))
        reminder, answer = lasting(session, one, "a reminder"), say(session, two, "an answer")
        behind = say(session, three, "an answer")
        lasting(session, three, "a reminder behind it")
        blocked = [
            Outcome(id_, chat.chat_id, Delivery.BLOCKED, NOW, failure="blocked")
            for id_, chat in ((reminder, one), (answer, two), (behind, three))
        ]
        assert lost(session, *blocked) == [one.id, three.id]


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({}, True),
        ({"paused_until": NOW + timedelta(days=1)}, False),
        ({"paused_until": NOW}, True),
        ({"speaker": Speaker.COUNSELLOR}, False),
    ],
)
def test_a_reminder_is_wanted_by_who_has_no_pause_and_speaks_with_the_bot(
    database: Database, columns: dict[str, Any], *, wanted: bool
) -> None:
    with database.session() as session:
        chat = a_conversation(session, candidate=a_candidate(session), **columns)
        assert outbox.is_wanted(session, lasting(session, chat, "a reminder"), NOW) is wanted


def test_a_reminder_is_not_wanted_by_who_left_nor_when_it_was_recalled(database: Database) -> None:
    with database.session() as session:
        gone = a_conversation(session, candidate=a_candidate(session, status=Status.LEFT))
        chat = a_conversation(session)
        assert not outbox.is_wanted(session, lasting(session, gone, "to who left"), NOW)
        reminder = lasting(session, chat, "a reminder")
        assert outbox.is_wanted(session, reminder, NOW)
        outbox.recall(session, chat, NOW)
        assert not outbox.is_wanted(session, reminder, NOW)


def test_what_is_pending_is_found_by_its_index(database: Database) -> None:
    """Among a hundred thousand delivered messages the few that wait are not searched for."""
    with database.session() as session:
        chat = a_conversation(session)
        row = {"conversation_id": chat.id, "direction": Direction.OUT, "author": Author.BOT, "created_at": NOW}
        messages.write(session, [{**row, "delivery": Delivery.SENT, "platform_id": n} for n in range(2000)])
        say(session, chat, "waits")
        query = outbox._PENDING.limit(500).compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        if not database.is_sqlite:
            session.connection().exec_driver_sql("ANALYZE messages")
        explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
        plan = " ".join(str(line) for line in session.connection().exec_driver_sql(explain + str(query)))
        assert "ix_messages_pending" in plan


def test_what_is_good_for_a_time_is_found_by_its_index(database: Database) -> None:
    """Among two thousand notices that wait, the one reminder is not searched for."""
    with database.session() as session:
        chat = a_conversation(session)
        row = {"conversation_id": chat.id, "direction": Direction.OUT, "author": Author.BOT, "created_at": NOW}
        messages.write(session, [{**row, "delivery": Delivery.PENDING, "priority": 1} for _n in range(2000)])
        lasting(session, chat, "waits")
        if not database.is_sqlite:
            session.connection().exec_driver_sql("ANALYZE messages")
        query = select(Message.id).where(Message.conversation_id == chat.id, PERISHABLE)
        compiled = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
        plan = " ".join(str(line) for line in session.connection().exec_driver_sql(explain + str(compiled)))
        assert "ix_messages_perishable" in plan
