"""What offers are looked for, as it stands in a path: so a list that was shown once can be gone on with for ever."""

from dataclasses import dataclass, replace

from coaching import offering, profiles, regions
from coaching.profile import UNDECIDED, Profile
from dialogs.engine.screens import Words
from dialogs.engine.turn import Turn
from locales.text import Money, _
from storage.opportunities import Kind, Wanted

NOTHING = "-"
CLOSE = "+"
GROUP = 4
"""How many digits of their codes close occupations share: a minor group of the NOC."""
CENTS = 100


@dataclass(frozen=True, slots=True)
class Seek:
    """`work` is a code, and with a `+` close ones too; `french` a level at most, `pay` at least, in dollars an hour."""

    work: str = ""
    region: str = ""
    kind: Kind | None = None
    french: int | None = None
    pay: int | None = None

    def __str__(self) -> str:
        told = (self.work, self.region, self.kind, self.french, self.pay)
        return ".".join(NOTHING if part in ("", None) else str(part) for part in told)

    @property
    def code(self) -> str:
        return self.work.removesuffix(CLOSE)

    @property
    def is_close(self) -> bool:
        return self.work.endswith(CLOSE)

    @property
    def wanted(self) -> Wanted:
        occupation = self.code[:GROUP] if self.is_close else self.code
        return Wanted(occupation, self.region, self.kind, self.french, None if self.pay is None else self.pay * CENTS)

    def widened(self) -> "Seek":
        return replace(self, work=self.code if self.is_close else f"{self.code}{CLOSE}")


def read(turn: Turn, asked: str) -> Seek:
    """What a path asks for; a part that means nothing asks for nothing."""
    work, region, kind, french, pay = (*asked.split("."), *[NOTHING] * 5)[:5]
    known = turn.programme.occupations.by_code(work.removesuffix(CLOSE))
    return Seek(
        work=work[: len(known.code) + 1] if known else "",
        region=region if regions.by_code(region) else "",
        kind=Kind(kind) if kind in set(Kind) else None,
        french=_number(french, 12),
        pay=_number(pay, 999),
    )


def _number(digits: str, most: int) -> int | None:
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))
    return int(digits) if is_number and int(digits) <= most else None


def proposed(turn: Turn) -> Seek:
    """What the profile asks for: the occupation, the region that is wished, and the French one can meet."""
    mine = mine_of(turn)
    return Seek(
        work=mine.occupation or "",
        region=mine.region if mine.region and mine.region != UNDECIDED else "",
        french=offering.HIGHEST[mine.french] if mine.french else None,
    )


def mine_of(turn: Turn) -> Profile:
    return profiles.of(turn.candidate, turn.programme.occupations) or Profile()


def work(turn: Turn, seek: Seek) -> Words:
    found = turn.programme.occupations.by_code(seek.code)
    if found is None:
        return _("all")
    title = found.title(turn.conversation.locale)
    return _("{work} and close work", work=title) if seek.is_close else title


def region(seek: Seek) -> Words:
    found = regions.by_code(seek.region)
    return found.name if found else _("all of Québec")


def kind(seek: Seek) -> Words:
    return offering.KINDS[seek.kind] if seek.kind else _("all")


def french(seek: Seek) -> Words:
    if seek.french is None:
        return _("all levels")
    return _("level {level} at most", level=seek.french) if seek.french else _("no French asked")


def pay(seek: Seek) -> Words:
    return _("all") if seek.pay is None else _("{amount} an hour or more", amount=Money(seek.pay * CENTS))
