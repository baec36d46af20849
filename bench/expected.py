"""What one person was to be told in a year, worked out anew from diary and history of the plan, held against it.

The rules of `coaching.reminders` are not used: each morning is gone through, each step asked for its three moments. A
morning has what it must tell, and what it may: more where a date was given when its moment had passed.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bench.lives import LANDED, Life, Spell
from coaching.catalogue import Catalogue
from coaching.dues import Anchor
from storage.plans import Pace, Progress

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAME = re.compile(r"^\d+\. <b>(.*)</b>$", re.MULTILINE)
NAMED, MONTH, WEEK = 6, 30, 7
PATIENCE, ENOUGH = timedelta(days=14), 2
"""Who does nothing for so long, though reminded so often, is reminded on Mondays only."""
DAWN, MORNING, EVENING = 8, 9, 21


@dataclass(frozen=True, slots=True)
class Message:
    at: datetime
    body: str
    paths: Collection[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The keys of steps by their titles, and how many more there are by the sentence that says so."""

    keys: Mapping[str, str]
    more: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to tell: steps by their keys, that a week is over, that the landing has come."""

    steps: frozenset[str]
    week: bool
    lands: bool

    def __bool__(self) -> bool:
        return bool(self.steps) or self.week or self.lands


@dataclass
class Findings:
    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def fault(self, kind: str, life: Life, at: datetime, what: object) -> None:
        self.faults.setdefault(kind, []).append(f"{life.number} in {life.zone(at)} at {at:%Y-%m-%d %H:%M}Z: {what}")


@dataclass(slots=True)
class Memory:
    """Days by their ordinal: until when all was told (`last`), the last message, and the same before it."""

    last: int
    heard: int
    last_before: int
    heard_before: int


@dataclass
class Year:
    life: Life
    catalogue: Catalogue
    history: Sequence[tuple[datetime, Mapping[str, Any], Sequence[Mapping[str, Any]]]]
    messages: Sequence[Message]
    words: Words
    span: Spell
    outage: Spell
    found: Findings
    due: dict[str, int | None] = field(default_factory=dict)
    done: dict[str, datetime] = field(default_factory=dict)
    told: set[tuple[str, int | None, str]] = field(default_factory=set)
    answered: list[tuple[datetime, date]] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    slow: bool = False

    def check(self) -> None:
        """Goes through every morning of the year."""
        self._hours()
        at_tick = {message.at: message for message in self.messages}
        first = self.life.today(self.span.begins).toordinal()
        memory, changes, before = Memory(first, first, first, first), iter(self.history), self.span.begins
        change = next(changes, None)
        for nine, tick, nominal in self._looks():
            while change and change[0] <= tick:
                self._change(*change)
                change = next(changes, None)
            self._new_pace(memory, before, tick)
            self._morning(memory, nine, tick, nominal, at_tick.pop(tick, None))
            before = tick
        for message in at_tick.values():
            self.found.fault("at no morning", self.life, message.at, message.body[:50])

    def _hours(self) -> None:
        """None in quiet hours, none twice on a day."""
        days = Counter(self.life.today(message.at) for message in self.messages)
        for message in self.messages:
            local = message.at.astimezone(ZoneInfo(self.life.zone(message.at)))
            if not DAWN <= local.hour < EVENING:
                self.found.fault("in quiet hours", self.life, message.at, local)
            if days[local.date()] > 1:
                self.found.fault("twice on a day", self.life, message.at, local)

    def _looks(self) -> Iterator[tuple[datetime, datetime, int]]:
        """Of several mornings that the bot looks back on at once, after the outage, the last."""
        mornings = self._mornings()
        last = next(mornings)
        for morning in mornings:
            if morning[1] != last[1]:
                yield last
            last = morning
        yield last

    def _mornings(self) -> Iterator[tuple[datetime, datetime, int]]:
        """Every nine o'clock in the zone of then, the full hour at which the bot looks, and the day that it was for."""
        moves = [*self.life.zones, (self.span.ends, "")]
        for (begins, zone), (ends, _zone) in pairwise(moves):
            place = ZoneInfo(zone)
            day = begins.astimezone(place).date()
            yield from self._passed_by(begins, place)
            while (nine := datetime.combine(day, time(MORNING), place).astimezone(begins.tzinfo)) < ends:
                tick = nine if nine.minute == 0 else nine.replace(minute=0) + HOUR
                tick = self.outage.ends if tick in self.outage else tick
                if nine >= begins and tick < ends:
                    yield nine, tick, day.toordinal()
                day += DAY

    def _passed_by(self, begins: datetime, place: ZoneInfo) -> Iterator[tuple[datetime, datetime, int]]:
        """Who moves to where the hour of the last message's repetition is past hears it at the next look."""
        asked = [(at, day) for at, day in self.life.agains if at < begins][-1:]
        for at, day in asked:
            nine = datetime.combine(day, time(MORNING), place).astimezone(begins.tzinfo)
            if (at, day) not in self.answered and nine < begins:
                yield nine, begins.replace(minute=0) + HOUR, day.toordinal()

    def _change(self, at: datetime, change: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> None:
        """Lets the plan follow what its history tells."""
        for step in steps:
            key, due = step["template"], step["due"]
            self.due.pop(key, None)
            if step["progress"] == Progress.TODO:
                self.due[key] = date.fromisoformat(due).toordinal() if due else None
            if step["progress"] == Progress.DONE:
                self.done.setdefault(key, at)
            else:
                self.done.pop(key, None)
        for key in change.get("removed", ()):
            self.due.pop(key, None)

    def _new_pace(self, memory: Memory, before: datetime, tick: datetime) -> None:
        """What passes while nothing is wanted stays unsaid."""
        for (_at, old), (at, _new) in pairwise(self.life.paces):
            if before < at <= tick:
                self.told.clear()
                if old is Pace.NEVER:
                    local = at.astimezone(ZoneInfo(self.life.zone(at)))
                    over = local.date().toordinal() - (local.hour < MORNING)
                    memory.last, memory.heard = max(memory.last, over), max(memory.heard, over)

    def _may_be_told(self, nine: datetime, tick: datetime) -> bool:
        local, life = tick.astimezone(ZoneInfo(self.life.zone(tick))), self.life
        away = life.is_away(nine) or life.is_away(tick) or life.pace(tick) is Pace.NEVER
        paused = life.is_paused(tick) or any(spell.begins <= nine <= spell.ends for spell in life.pauses)
        return not (away or paused or life.is_spoken_to(tick)) and DAWN <= local.hour < EVENING

    def _morning(self, memory: Memory, nine: datetime, tick: datetime, nominal: int, message: Message | None) -> None:
        today = self.life.today(tick).toordinal()
        self._listen(tick)
        if not self._may_be_told(nine, tick) or today <= memory.last:
            if message:
                self.found.fault("unwanted", self.life, tick, message.body[:50])
            return
        again, sure = self._is_again(tick, today)
        must = self._wanted(tick, memory.last, today, memory.last_before if again and sure else None)
        may = self._wanted(tick, memory.heard, today, memory.heard_before if again else None)
        late = today != nominal or tick - nine >= HOUR
        needed = self._wanted(tick, memory.last, nominal) if late and not again else must
        if message:
            self._judge(tick, message, must, may, today, again=again)
        elif needed:
            self.found.fault("missed", self.life, tick, needed)
        if message:
            self._hear(memory, today, tick, again=again)
            self.found.counts["after the outage, merged"] += late
        if message or not (late or self.slow):
            memory.last = today

    def _listen(self, tick: datetime) -> None:
        """Whether silence slows the reminders down; what was told at the pace before may be told at the new one."""
        last = max((at for at in self.life.acts if at < tick), default=self.span.begins)
        day = self.life.today_in(self.life.zone(tick), last).toordinal()
        enough = sum(told > day for told in self.days) >= ENOUGH
        slow = self.life.pace(tick) is Pace.DATES and tick - last >= PATIENCE and enough
        if slow and not self.slow:
            self.told.clear()
        self.slow = slow

    def _hear(self, memory: Memory, today: int, tick: datetime, *, again: bool) -> None:
        asked = [day for at, day in self.life.agains if at <= tick]
        if not again and not (asked and asked[-1].toordinal() > today):
            memory.last_before, memory.heard_before = memory.last, memory.heard
        memory.heard = today
        self.days.append(today)
        self.found.counts["to the silent"] += self.slow

    def _is_again(self, tick: datetime, today: int) -> tuple[bool, bool]:
        """Whether the last message is asked for again by today, and whether nothing came between."""
        asked = [(at, day) for at, day in self.life.agains if at <= tick]
        if not asked or asked[-1][1].toordinal() > today or asked[-1] in self.answered:
            return False, False
        self.answered.append(asked[-1])
        between = Spell(asked[-1][0], tick)
        gone = any(spell.begins in between for spell in self.life.absences)
        return True, not gone and all(at not in between for at, _pace in self.life.paces)

    def _wanted(self, tick: datetime, since: int, today: int, again: int | None = None) -> Wanted:
        """Since a day; what was told since another `again`, where that is asked for."""
        pace, monday, begins = self.life.pace(tick), today - (today - 1) % WEEK, since if again is None else again
        pace = Pace.WEEKLY if self.slow else pace
        if pace is Pace.WEEKLY and monday <= begins:
            return Wanted(frozenset(), week=False, lands=self.slow and self._lands(tick, begins, today))
        steps = frozenset(
            key
            for key, due in self.due.items()
            if due and self._is_told(due, pace, begins, today) and not (due < today and self._waits(key))
        )
        week = monday > since and self._is_worth_it(tick, since, monday)
        return Wanted(steps, week, self._lands(tick, begins, today))

    @staticmethod
    def _is_told(due: int, pace: Pace, since: int, today: int) -> bool:
        monday = today - (today - 1) % WEEK
        until = monday + WEEK if today == monday else monday + WEEK - 1
        if monday > since and (due < today or (pace is Pace.WEEKLY and due <= until)):
            return True
        moments = (due - 7, due - 1, due + 1)
        return pace is Pace.DATES and any(since < moment <= today for moment in moments)

    def _waits(self, key: str) -> bool:
        return any(other in self.due for other in self.catalogue[key].after)

    def _lands(self, tick: datetime, since: int, today: int) -> bool:
        landing, reported = self.life.told.landing, self.life.landed is not None and self.life.landed <= tick
        return landing is not None and not reported and since < landing.toordinal() <= today

    def _is_worth_it(self, tick: datetime, since: int, monday: int) -> bool:
        if any(due <= monday + MONTH if due else self._is_early(key) for key, due in self.due.items()):
            return True
        zone, first = ZoneInfo(self.life.zone(tick)), since - (since - 1) % WEEK
        return any(first <= at.astimezone(zone).date().toordinal() < monday for at in self.done.values())

    def _is_early(self, key: str) -> bool:
        root = self.catalogue[key].root
        return root.anchor is Anchor.LANDING and root.days < 0

    def _judge(self, tick: datetime, message: Message, must: Wanted, may: Wanted, today: int, *, again: bool) -> None:
        names = [self.words.keys.get(name, name) for name in NAME.findall(message.body)]
        more = sum(count for sentence, count in self.words.more.items() if message.body.endswith(sentence))
        whole = must.steps <= set(names) if len(names) < NAMED else len(names) + more >= len(must.steps)
        if not whole or (must.lands and LANDED not in message.paths):
            self.found.fault("missed", self.life, tick, (must, names, more))
        if not may or not may.steps.issuperset(names) or (LANDED in message.paths and not may.lands):
            self.found.fault("unwanted", self.life, tick, (may, names))
        self.found.counts.update({"reminders": 1, "steps named": len(names), "of a week": must.week, "again": again})
        self._once(tick, names, today, again=again)

    def _once(self, tick: datetime, names: Sequence[str], today: int, *, again: bool) -> None:
        """Each moment of a date once, unless it is asked for again; what is late stands in every week."""
        if again:
            self.told.clear()
        for key in names:
            ahead = (self.due.get(key) or 0) - today
            moment = (key, self.due.get(key), "late" if ahead < 0 else "near" if ahead <= 1 else "in a week")
            if moment in self.told and ahead >= 0:
                self.found.fault("told twice", self.life, tick, moment)
            self.told.add(moment)
