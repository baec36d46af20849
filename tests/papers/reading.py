"""Reads a PDF back as a screen reader does: by its tags, in their order."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NumberObject

CODES = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass(frozen=True, slots=True)
class Said:
    """One element: its tag, its words or the words in its place, the page where it begins (counted from 0)."""

    tag: str
    words: str
    page: int


class Paper:
    """A PDF as it is heard."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(pdf))
        self.root = cast(Any, self.reader.root_object)
        self.language = str(self.root["/Lang"])
        self.title = str(self.reader.metadata.title) if self.reader.metadata else ""
        self.pages = [page.extract_text() for page in self.reader.pages]
        self._words = [marked(page) for page in self.reader.pages]
        self._numbers = {id_of(page): number for number, page in enumerate(self.reader.pages)}
        self.said = [said for said in self._heard(self.root["/StructTreeRoot"]["/K"], 0) if said.words]

    def words(self, *tags: str) -> list[str]:
        """What the elements with these tags say."""
        return [said.words for said in self.said if said.tag in tags]

    @property
    def all_words(self) -> str:
        return " ".join(said.words for said in self.said)

    @property
    def links(self) -> list[str]:
        notes = [note.get_object() for page in self.reader.pages for note in page.get("/Annots", ())]
        return [str(note["/A"]["/URI"]) for note in notes]

    @property
    def fonts(self) -> set[str]:
        names = (font["/BaseFont"] for page in self.reader.pages for font in fonts_of(page).values())
        return {str(name).split("+")[-1] for name in names}

    def places(self, page: int) -> dict[str, float]:
        """How far from the left edge each run of letters begins."""
        found: dict[str, float] = {}

        def see(words: str, outer: Sequence[float], inner: Sequence[float], *_font: object) -> None:
            found.setdefault(words.strip(), outer[4] + inner[4])

        self.reader.pages[page].extract_text(visitor_text=see)
        return found

    def _heard(self, node: Any, page: int) -> Iterator[Said]:
        """The elements under a node, each before those within it; a link stands in the words around it."""
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for each in node:
                yield from self._heard(each, page)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            page = self._page(node, page)
            kids = node.get("/K", ArrayObject()).get_object()
            shown = "".join(self._shown(kids, page))
            yield Said(str(node["/S"])[1:], str(node.get("/Alt", "")) or " ".join(shown.split()), page)
            yield from self._heard(kids, page)

    def _shown(self, kids: Any, page: int) -> Iterator[str]:
        """The words that stand in an element itself."""
        for each in kids if isinstance(kids, ArrayObject) else [kids]:
            kid = each.get_object()
            if isinstance(kid, NumberObject):
                yield self._words[page].get(kid, "")
            elif isinstance(kid, DictionaryObject) and kid.get("/Type") == "/MCR":
                yield self._words[self._page(kid, page)].get(cast(int, kid["/MCID"]), "")

    def _page(self, node: DictionaryObject, outer: int) -> int:
        return self._numbers[node.raw_get("/Pg").idnum] if "/Pg" in node else outer


@dataclass(slots=True)
class Mark:
    """A marked content: its number on the page, whether its letters go backwards, its words if they are told apart."""

    number: int | None = None
    backwards: bool = False
    told: str | None = None
    words: list[str] = field(default_factory=list)

    def heard(self) -> list[str]:
        if self.told is not None:
            return [self.told]
        return self.words[::-1] if self.backwards else self.words


def marked(page: PageObject) -> dict[int, str]:
    """The words of each marked content of a page, its lines apart."""
    fonts = {name: letters(font) for name, font in fonts_of(page).items()}
    font: Mapping[int, str] = {}
    marks, found, level, last = [Mark()], dict[int, str](), 0.0, 0.0
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        match operator:
            case b"BDC" | b"BMC":
                marks.append(opened(*operands))
            case b"EMC":
                mark = marks.pop()
                marks[-1].words += mark.heard()
                found |= {} if mark.number is None else {mark.number: "".join(mark.heard())}
            case b"cm":
                level = float(operands[5])
            case b"Tf":
                font = fonts[operands[0]]
            case b"TJ" | b"Tj":
                marks[-1].words += ["\n"] * (level != last)
                marks[-1].words += shown(operands[0] if operator == b"TJ" else operands, font)
                last = level
    return found


def opened(tag: str, properties: Mapping[str, Any] | None = None) -> Mark:
    told = properties or {}
    return Mark(told.get("/MCID"), tag == "/ReversedChars", told.get("/ActualText"))


def shown(operands: Any, font: Mapping[int, str]) -> list[str]:
    codes = b"".join(each.original_bytes for each in operands if hasattr(each, "original_bytes"))
    return [font[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2)]


def fonts_of(page: PageObject) -> dict[str, Any]:
    resources: Any = page["/Resources"]
    return {name: font.get_object() for name, font in resources.get("/Font", {}).items()}


def letters(font: Any) -> dict[int, str]:
    """What each code of a font stands for."""
    table = font["/ToUnicode"].get_data().decode()
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in CODES.findall(table)}


def id_of(page: PageObject) -> int:
    if page.indirect_reference is None:
        raise TypeError("a page of a file is a numbered object")
    return page.indirect_reference.idnum
