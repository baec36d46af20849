"""The programme as this office runs it: its content, and what a conversation must know of its settings."""

from dataclasses import dataclass

from coaching.catalogue import Catalogue
from coaching.occupations import Occupations


@dataclass(frozen=True, slots=True)
class Programme:
    """`bot_link` is the address that opens the bot."""

    catalogue: Catalogue
    occupations: Occupations
    bot_link: str = ""
