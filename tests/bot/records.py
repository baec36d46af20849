"""What stands in the database while a bot works, waiting until it stands there; and updates as the platform sends."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.errors import Json
from sandbox.faults import bad_gateway
from storage import messages
from storage.conversations import Conversation
from storage.database import Database
from storage.events import EventKey, FailedTurn
from storage.messages import Author, Delivery, Direction, Message
from tests.people import NOW

T = TypeVar("T")
PATIENCE = 20.0
BROKEN = bad_gateway()
_number = count(500_000_000)


async def until(work: Callable[[Session], T], database: Database, patience: float = PATIENCE) -> T:
    """Asks the database again and again until the answer is true."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while not (answer := await database.read(work)):
        if loop.time() > deadline:
            raise AssertionError(f"waited in vain:\n{await database.read(told)}")
        await asyncio.sleep(0.005)
    return answer


async def together(*posts: Awaitable[T]) -> list[T]:
    """What each gives back that happens at once."""
    return list(await asyncio.gather(*posts))


async def eventually(condition: Callable[[], Any], patience: float = PATIENCE) -> None:
    """Waits until something in this process is true."""
    async with asyncio.timeout(patience):
        while not condition():
            await asyncio.sleep(0.005)


def told(session: Session) -> str:
    rows = session.scalars(select(Message).order_by(Message.id)).all()
    return "\n".join(f"{m.id} {m.direction} {m.delivery} {m.platform_id} {m.body[:60]!r} {m.failure}" for m in rows)


def out(session: Session, chat_id: int | None = None) -> Sequence[Message]:
    """What was said to people, in order."""
    query = select(Message).join(Conversation).where(Message.direction == Direction.OUT).order_by(Message.id)
    return session.scalars(query if chat_id is None else query.where(Conversation.chat_id == chat_id)).all()


def heard(session: Session) -> list[str]:
    """What people said, in order."""
    return list(session.scalars(select(Message.body).where(Message.direction == Direction.IN).order_by(Message.id)))


def failed(session: Session) -> Sequence[FailedTurn]:
    return session.scalars(select(FailedTurn).order_by(FailedTurn.id)).all()


def keys(session: Session) -> list[str]:
    return list(session.scalars(select(EventKey.key).order_by(EventKey.key)))


def delivered(session: Session) -> bool:
    """Whether nothing waits to be sent."""
    return session.scalar(select(Message.id).where(Message.delivery == Delivery.PENDING).limit(1)) is None


async def rest(database: Database) -> None:
    await until(delivered, database)


def conversation(session: Session, chat_id: int = 101) -> Conversation:
    return session.scalars(select(Conversation).where(Conversation.chat_id == chat_id)).one()


def counted(session: Session, chat_id: int = 101) -> int:
    """How often the counter of the town was pressed."""
    times: int = conversation(session, chat_id).state.get("answers", {}).get("count", {}).get("times", 0)
    return times


async def say(database: Database, chat_id: int, *bodies: str, **columns: Any) -> None:
    """Writes messages to a chat, to be sent; its conversation is begun if there is none."""

    def write(session: Session) -> None:
        known = session.scalar(select(Conversation).where(Conversation.chat_id == chat_id))
        if known is None:
            known = Conversation(chat_id=chat_id, name="Amina", locale="en", created_at=NOW, state={})
            session.add(known)
            session.flush()
        row = {"conversation_id": known.id, "direction": Direction.OUT, "author": Author.BOT, "created_at": NOW}
        messages.write(session, [{**row, "delivery": Delivery.PENDING, "body": body} | columns for body in bodies])

    await database.run(write)


def typed(text: str, chat_id: int = 101, update_id: int | None = None, **more: Any) -> Json:
    """An update with a message of a person's."""
    return update("message", {"message_id": next(_number), "date": 0, "text": text, **more}, chat_id, update_id)


def pressed(path: str, message_id: int = 999_999, chat_id: int = 101, update_id: int | None = None) -> Json:
    sits_on = {"message_id": message_id, "date": 0, "chat": {"id": chat_id, "type": "private"}}
    return update("callback_query", {"id": str(next(_number)), "data": path, "message": sits_on}, chat_id, update_id)


def update(kind: str, body: Json, chat_id: int = 101, update_id: int | None = None) -> Json:
    user = {"id": chat_id, "is_bot": False, "first_name": "Amina", "language_code": "en"}
    chat = {} if kind == "callback_query" else {"chat": {"id": chat_id, "type": "private"}}
    number = next(_number) if update_id is None else update_id
    return {"update_id": number, kind: {"from": user, **chat, **body}}
