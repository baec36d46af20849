"""The official table of occupations as an office brings it: read from CSV, kept, and laid over the one that ships."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from coaching import occupations, spreadsheets
from coaching.occupations import Occupation, Occupations
from coaching.profile import Regulated
from coaching.spreadsheets import Row, Spreadsheet
from storage import occupations as stored
from storage.occupations import ImportedOccupation

CODE = re.compile(r"\d{5}", re.ASCII)
TEER = re.compile(r"[0-5]", re.ASCII)
NEEDED = ("code", "teer", "title_en", "title_fr")
OTHERS = ("qc_regulated", "authorities", "aliases", "broad_category", "major_group", "broad_en", "broad_fr")
"""The last four stand in the official table, and the code tells them already."""
LONGEST_TITLE = 300
LONGEST_NAME = 120
REGULATED: Mapping[str, Regulated | None] = MappingProxyType(
    {
        "": None,
        "yes": Regulated.YES,
        "partly": Regulated.PARTLY,
        "no": Regulated.NO,
        # The words of the official list: some work asks for more than a permit, or for something else.
        "full": Regulated.YES,
        "full_qc_diploma": Regulated.YES,
        "citizen_only": None,
        "permanent_resident_only": None,
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of an occupation; None and () say nothing."""

    code: str
    teer: int
    title_en: str
    title_fr: str
    regulated: Regulated | None = None
    authorities: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def over(self, known: Occupation | None) -> Occupation:
        """The occupation, with what is known of it already where the entry says nothing."""
        regulated = self.regulated or (known.regulated if known else Regulated.UNKNOWN)
        governed = regulated in {Regulated.YES, Regulated.PARTLY}
        authorities = self.authorities or (known.authorities if known else ())
        return Occupation(
            code=self.code,
            teer=self.teer,
            title_en=self.title_en,
            title_fr=self.title_fr,
            regulated=regulated,
            authorities=authorities if governed else (),
            aliases=self.aliases or (known.aliases if known else ()),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """An occupation as candidates find it now (None: not at all), and as they will."""

    before: Occupation | None
    after: Occupation

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.after.code}: new: {self.after.title_en} / {self.after.title_fr}"
        return f"{self.after.code}: {'; '.join(self.parts(self.before))}"

    def parts(self, before: Occupation) -> Iterator[str]:
        for each in fields(Occupation):
            old, new = getattr(before, each.name), getattr(self.after, each.name)
            if old != new:
                yield f'{each.name} "{shown(old)}" becomes "{shown(new)}"'


def shown(value: object) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)


def read(file: str, content: bytes) -> Spreadsheet:
    return spreadsheets.read(file, content, NEEDED, OTHERS)


def entries(rows: Iterable[Row]) -> list[Entry]:
    """What the good rows say; what is wrong with the others is noted on them."""
    lines: dict[str, int] = {}
    return [entry(row) for row in rows if is_good(row, lines)]


def is_good(row: Row, lines: dict[str, int]) -> bool:
    """Checks a row; `lines` are those of the codes before it."""
    if row.problems:
        return False
    for column in CHECKS.keys() & row.cells.keys():
        CHECKS[column](row)
    if CODE.fullmatch(row["code"]) and (first := lines.setdefault(row["code"], row.line)) != row.line:
        row.wrong("code", f"stands already on line {first}: keep one")
    return not row.problems and row.cells.keys() >= set(NEEDED)


def entry(row: Row) -> Entry:
    return Entry(
        code=row["code"],
        teer=int(row["teer"]),
        title_en=row["title_en"],
        title_fr=row["title_fr"],
        regulated=REGULATED[row["qc_regulated"].casefold()],
        authorities=listed(row["authorities"]),
        aliases=listed(row["aliases"]),
    )


def listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, cell.split("|")))))


def check_code(row: Row) -> None:
    code = row["code"]
    if CODE.fullmatch(code):
        return
    lost = f"; a spreadsheet may have dropped the zeros of {code.zfill(5)}" if re.fullmatch(r"1\d", code) else ""
    row.wrong("code", f"five digits are expected, as 72106{lost}")


def check_teer(row: Row) -> None:
    if not TEER.fullmatch(row["teer"]):
        row.wrong("teer", "a digit from 0 to 5 is expected")
    elif CODE.fullmatch(row["code"]) and row["teer"] != row["code"][1]:
        row.wrong("teer", f"the second digit of {row['code']} says {row['code'][1]}: mend one of them")


def check_title(column: str) -> Callable[[Row], None]:
    def check(row: Row) -> None:
        if not row[column]:
            row.wrong(column, "a title is expected")
        check_text(row, column, row[column], LONGEST_TITLE)

    return check


def check_names(column: str) -> Callable[[Row], None]:
    def check(row: Row) -> None:
        for name in listed(row[column]):
            check_text(row, column, name, LONGEST_NAME)

    return check


def check_text(row: Row, column: str, text: str, longest: int) -> None:
    if len(text) > longest:
        row.wrong(column, f"has {len(text)} characters: at most {longest} are expected")
    if not text.isprintable():
        row.wrong(column, "has invisible characters: write it anew")


def check_regulated(row: Row) -> None:
    if row["qc_regulated"].casefold() not in REGULATED:
        row.wrong("qc_regulated", "yes, partly or no is expected")


CHECKS: Mapping[str, Callable[[Row], None]] = MappingProxyType(
    {
        "code": check_code,
        "teer": check_teer,
        "title_en": check_title("title_en"),
        "title_fr": check_title("title_fr"),
        "qc_regulated": check_regulated,
        "authorities": check_names("authorities"),
        "aliases": check_names("aliases"),
    }
)


def kept(session: Session) -> dict[str, Entry]:
    return {row.code: of_row(row) for row in stored.imported(session)}


def of_row(row: ImportedOccupation) -> Entry:
    return Entry(
        code=row.code,
        teer=row.teer,
        title_en=row.title_en,
        title_fr=row.title_fr,
        regulated=Regulated(row.regulated) if row.regulated else None,
        authorities=tuple(row.authorities),
        aliases=tuple(row.aliases),
    )


def of_office(session: Session) -> Occupations:
    """What ships, and over it what this office imported."""
    imported = kept(session)
    return Occupations(laid_over(imported).values()) if imported else occupations.shipped()


def laid_over(imported: Mapping[str, Entry]) -> dict[str, Occupation]:
    known = occupations.table()
    return {**known, **{code: entry.over(known.get(code)) for code, entry in imported.items()}}


def changes(session: Session, brought: Iterable[Entry]) -> list[Change]:
    """What would be other than it is for who searches."""
    known, before = occupations.table(), laid_over(kept(session))
    told = [Change(before.get(entry.code), entry.over(known.get(entry.code))) for entry in brought]
    return [change for change in told if change.before != change.after]


def keep(session: Session, brought: Iterable[Entry], now: datetime) -> list[Change]:
    """Stores what is not stored yet, and returns what is other than it was."""
    brought = list(brought)
    told, known = changes(session, brought), kept(session)
    stored.keep(session, [asdict(entry) for entry in brought if known.get(entry.code) != entry], now)
    return told
