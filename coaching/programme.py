"""The programme as this office runs it: all its content."""

from collections.abc import Callable
from dataclasses import dataclass

from coaching import touring, training
from coaching.catalogue import Catalogue
from coaching.modules import Training
from coaching.occupations import Occupations
from coaching.touring import Tour


@dataclass(frozen=True, slots=True)
class Programme:
    """`taught` and `toured` read training and regions when they are asked for first: a start does not wait for them.

    `website` is where browsers find the public pages, "" where nobody does.
    """

    catalogue: Catalogue
    occupations: Occupations
    taught: Callable[[], Training] = training.shipped
    website: str = ""
    toured: Callable[[], Tour] = touring.shipped

    @property
    def training(self) -> Training:
        return self.taught()

    @property
    def tour(self) -> Tour:
        return self.toured()
