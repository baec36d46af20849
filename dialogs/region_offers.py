"""How many offers of work our own list has today, by region."""

from collections.abc import Mapping
from dataclasses import dataclass

from coaching import wanting
from coaching.touring import Portrait
from dialogs import seeking
from dialogs.engine.turn import Turn
from storage import openings


@dataclass(frozen=True, slots=True)
class Offered:
    """`mine` are near to the candidate's occupation; None where that is not known."""

    every: int
    mine: int | None


def offered(turn: Turn, portrait: Portrait) -> Offered:
    every = openings.by_region(turn.session, turn.today).get(portrait.code, 0)
    mine = in_my_field(turn).get(portrait.code, 0) if seeking.mine_of(turn).occupation else None
    return Offered(every, mine)


def in_my_field(turn: Turn) -> Mapping[str, int]:
    """The open offers of the minor group of the candidate's occupation."""
    occupation = seeking.mine_of(turn).occupation
    if occupation is None:
        return {}
    return openings.by_region(turn.session, turn.today, wanting.minor_group(occupation))
