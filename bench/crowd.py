"""People and offers made up by chance in the proportions of Québec: for the time that ranking takes."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from coaching import closeness, occupations, regions
from coaching.findings import Offer, Seeker
from coaching.folding import stems
from coaching.occupations import Occupation
from coaching.profile import UNDECIDED, Level, Permit, Regulated
from storage.opportunities import Kind

KINDS = (*[Kind.JOB] * 16, Kind.FIRST_EXPERIENCE, Kind.SUBSIDIZED_JOB, Kind.NETWORKING, Kind.JOB_FAIR)
SKILLS = 400
COMMON = 60
"""So many occupations hold half of all people and offers, as nurses, cooks and developers do."""
KNOWN, HALF, SOME, RARE = 0.85, 0.5, 0.3, 0.05
"""How often landings are known, days of beginning told, people taken from abroad, codes left out."""


class Crowd:
    """One world by its seed: the same people and offers on every machine."""

    def __init__(self, seed: int, today: date) -> None:
        self.chance, self.today = Random(seed), today
        self.table = sorted(occupations.table().values(), key=lambda each: each.code)
        self.common = self.chance.sample(self.table, COMMON)
        self.places = [each.code for each in regions.every() for _ in range(each.partners)]
        self.skills = [f"{''.join(self.chance.choices('abcdefghilmnoprstuv', k=7))}" for _ in range(SKILLS)]

    def seekers(self, number: int) -> Sequence[Seeker]:
        return [self._seeker(each) for each in range(1, number + 1)]

    def offers(self, number: int) -> Sequence[Offer]:
        return [self._offer(each) for each in range(1, number + 1)]

    def _is(self, likely: float) -> bool:
        return self.chance.random() < likely

    def _work(self) -> Occupation:
        return self.chance.choice(self.common if self._is(HALF) else self.table)

    def _known(self, work: Occupation) -> list[str]:
        """Some of the skills that go with an occupation."""
        start = int(work.code) % (SKILLS - 12)
        return self.chance.sample(self.skills[start : start + 12], 5)

    def _seeker(self, number: int) -> Seeker:
        chance, work = self.chance, self._work()
        texts = [work.title_fr, work.title_en, *self._known(work)]
        return Seeker(
            number,
            work.code,
            work.authorities,
            frozenset(stem for text in texts for stem in stems(text)),
            chance.choice(list(Permit)),
            chance.choice(list(Level)),
            chance.choice(list(Level)),
            chance.randrange(20),
            frozenset({chance.choice([*self.places, *[UNDECIDED] * 20])}),
            self._is(SOME),
            self.today + timedelta(chance.randrange(-100, 400)) if self._is(KNOWN) else None,
        )

    def _offer(self, number: int) -> Offer:
        chance, work, kind = self.chance, self._work(), self.chance.choice(KINDS)
        skills = tuple(self._known(work))
        coded = kind is not Kind.JOB_FAIR and not self._is(RARE)
        return Offer(
            number,
            self.today + timedelta(chance.randrange(-5, 90)),
            kind,
            skills,
            work.code if coded else None,
            work.authorities if coded else (),
            regulated=coded and work.regulated is Regulated.YES,
            words=closeness.shares([work.title_fr, *skills]),
            region=chance.choice(self.places),
            remote=self._is(RARE),
            from_abroad=self._is(SOME),
            french=chance.choice((0, 3, 4, 5, 6, 7, 8, 9)),
            english=chance.choice((0, 0, 0, 4, 6, 8)),
            years=chance.choice((0, 0, 1, 2, 3, 5)),
            permit=work.regulated is Regulated.PARTLY and self._is(SOME),
            starts=self.today + timedelta(chance.randrange(200)) if self._is(HALF) else None,
        )
