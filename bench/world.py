"""The world of a simulated year: people with their deeds, the bot at work among them, and what it must have told them.

The bot's own reminders and turns work on a real database; nothing is sent, and what reminds counts as sent
within the hour.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bench import lives
from bench.expected import Findings, Message, Words, Year
from bench.lives import Deed, Life, Spell
from bench.newcomers import BEGINS
from bot.arrivals import Arrival, Person
from bot.reminders import LARGEST, Reminders
from bot.timing import Timing
from bot.turns import Turns
from bot.writing import BULK
from coaching import personal
from coaching.programme import Programme
from dialogs import front
from dialogs.engine.events import Event
from dialogs.engine.staffing import HandedBack, TookOver
from locales.catalogs import reader
from locales.text import ngettext
from storage import events, messages
from storage.database import Database
from storage.events import KEPT, FailedTurn
from storage.messages import Delivery, Direction
from storage.plans import Plan, PlanVersion

HOUR, AFTER = timedelta(hours=1), timedelta(minutes=5)
"""The bot looks on the hour; people act five minutes later."""
OUTAGE = timedelta(hours=30)
FORGETTING = 24 * 7
_number = count(1)


@dataclass
class World:
    """Everybody, and the bot at work among them. The clock stands at `now`."""

    database: Database
    programme: Programme
    lives: Sequence[Life]
    span: Spell
    outage: Spell
    now: datetime = BEGINS
    planned: defaultdict[int, list[tuple[Life, Deed]]] = field(default_factory=lambda: defaultdict(list))
    by_conversation: dict[int, Life] = field(init=False)
    fired: int = 0
    acted: int = 0
    seen: int = 0

    def __post_init__(self) -> None:
        self.by_conversation = {life.conversation_id: life for life in self.lives}

    async def live(self, tell: Callable[[str], None]) -> None:
        """Lets all hours go by; what people wanted to do while the bot was down they do afterwards."""
        turns = Turns(self.database, front.site(), self.programme, lambda: self.now, lambda: None)
        reminders = Reminders(self.database, turns, lambda: self.now, Timing())
        held: list[tuple[Life, Deed]] = []
        for hour in range((self.span.ends - self.span.begins) // HOUR):
            self.now = self.span.begins + hour * HOUR
            held += self.planned.pop(hour, [])
            if self.now in self.outage:
                continue
            if await self._remind(reminders):
                await self._plan_answers(hour)
            self.now += AFTER
            await self._act(turns, held)
            held = []
            if hour % FORGETTING == 0:
                await self.database.run(lambda session: events.forget(session, self.now - KEPT))
                tell(f"day {hour // 24}: {self.fired} reminders, {self.acted} turns of people")

    async def _remind(self, reminders: Reminders) -> bool:
        """Whether any timer rang."""
        before = self.fired
        while await reminders.look() == LARGEST:
            pass
        self.fired = reminders.fired
        return self.fired > before

    async def _plan_answers(self, hour: int) -> None:
        """What people do about what they have just been told, some time in the next half day."""
        for number, conversation_id, keyboard in await self.database.run(self._new):
            self.seen, life = number, self.by_conversation[conversation_id]
            deed = lives.answered(life, paths(keyboard))
            if deed:
                self.planned[hour + life.chance.randrange(1, 12)].append((life, deed))

    def _new(self, session: Session) -> Sequence[Any]:
        said = messages.Message
        session.execute(update(said).where(messages.PERISHABLE).values(delivery=Delivery.SENT))
        query = select(said.id, said.conversation_id, said.keyboard).where(said.id > self.seen, said.priority == BULK)
        return session.execute(query.order_by(said.id)).all()

    async def _act(self, turns: Turns, deeds: Sequence[tuple[Life, Deed]]) -> None:
        arrivals = [arrival(life, happened) for life, deed in deeds for happened in deed(life, self.now)]
        self.acted += len(arrivals)
        await asyncio.gather(*map(turns.take, arrivals))


def arrival(life: Life, happened: Event) -> Arrival:
    if isinstance(happened, TookOver | HandedBack):
        return Arrival(happened.key, happened, conversation_id=life.conversation_id)
    return Arrival(f"tg:{next(_number)}", happened, person=Person(life.number, "Amina", life.locale))


def paths(keyboard: Sequence[Sequence[dict[str, str]]] | None) -> list[str]:
    return [button.get("path", "") for row in keyboard or () for button in row]


def proved(world: World) -> Findings:
    """Holds everybody's transcript against what they had to be told."""
    found = Findings()
    with world.database.session() as session:
        for life in world.lives:
            year(session, world, life, found).check()
        for failed in session.scalars(select(FailedTurn)):
            found.faults.setdefault("a turn that failed", []).append(failed.traceback)
    return found


def year(session: Session, world: World, life: Life, found: Findings) -> Year:
    said, mine = messages.Message, Plan.candidate_id == life.candidate_id
    changes = select(PlanVersion.at, PlanVersion.change, PlanVersion.steps).join(Plan).where(mine)
    heard = select(said.created_at, said.body, said.keyboard).where(said.conversation_id == life.conversation_id)
    told = heard.where(said.direction == Direction.OUT, said.priority == BULK).order_by(said.id)
    return Year(
        life=life,
        catalogue=world.programme.catalogue,
        history=[tuple(row) for row in session.execute(changes.order_by(PlanVersion.id))],
        messages=[Message(at, body, paths(keyboard)) for at, body, keyboard in session.execute(told)],
        words=Words(titles(world.programme, life), more(life.locale)),
        span=world.span,
        outage=world.outage,
        found=found,
    )


def titles(programme: Programme, life: Life) -> dict[str, str]:
    words = reader(life.locale, "UTC")
    told = [personal.told(each, life.told, programme.occupations) for each in programme.catalogue]
    return {words.html(each.title): each.key for each in told}


@cache
def more(locale: str) -> dict[str, int]:
    """How many more there are, by the sentence that says so."""
    words = reader(locale, "UTC")
    sentence = "And {count} more in your plan."
    return {words.html(ngettext(sentence, sentence, number)): number for number in range(1, 100)}
