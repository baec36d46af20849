import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage import events
from storage.candidates import Candidate
from storage.database import Database
from storage.events import FailedTurn
from tests.people import NOW, a_candidate, a_conversation


def test_an_event_counts_once(database: Database) -> None:
    with database.session() as session:
        assert events.counted(session, ["tg:1", "tg:2"]) == set()
        events.count(session, ["tg:1"], NOW)
        events.count(session, [], NOW)
        session.commit()
        assert events.counted(session, ["tg:1", "tg:2"]) == {"tg:1"}
        assert events.counted(session, []) == set()
        with pytest.raises(IntegrityError):
            events.count(session, ["tg:2", "tg:1"], NOW)


def test_keys_are_forgotten_when_nothing_can_repeat_them(database: Database) -> None:
    with database.session() as session:
        events.count(session, ["tg:1"], NOW - timedelta(days=8))
        events.count(session, ["tg:2"], NOW - timedelta(days=7))
        events.forget(session, NOW - timedelta(days=7))
        assert events.counted(session, ["tg:1", "tg:2"]) == {"tg:2"}


async def test_an_event_that_several_workers_bring_at_once_is_done_once(database: Database) -> None:
    def turn(session: Session) -> bool:
        if events.counted(session, ["tg:7"]):
            return False
        a_candidate(session)
        events.count(session, ["tg:7"], NOW)
        return True

    async def worker() -> bool:
        try:
            return await database.run(turn)
        except IntegrityError:
            return await database.run(turn)

    assert sorted(await asyncio.gather(*(worker() for _ in range(6)))) == [False] * 5 + [True]
    assert await database.read(lambda session: session.scalar(select(func.count(Candidate.id)))) == 1


def test_a_failed_turn_keeps_the_event_as_it_came(database: Database) -> None:
    with database.session() as session:
        chat = a_conversation(session)
        event = {"update_id": 7, "message": {"text": "\U0001f44b\u202e\u200b<b>"}}
        failed = FailedTurn(key="tg:7", conversation_id=chat.id, event=event, traceback="Traceback", at=NOW)
        session.add(failed)
        session.commit()
        session.refresh(failed)
        assert failed.event == event
