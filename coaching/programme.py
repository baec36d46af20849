"""The programme as this office runs it: all its content."""

from dataclasses import dataclass

from coaching.catalogue import Catalogue
from coaching.occupations import Occupations


@dataclass(frozen=True, slots=True)
class Programme:
    catalogue: Catalogue
    occupations: Occupations
