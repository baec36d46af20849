"""The parts that pages work with, built once by `console.app.create`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from aiohttp import web

from console.assets import Assets
from console.attempts import Attempts
from console.following import Follower
from console.settings import ConsoleSettings
from dialogs.engine.staffing import StaffEvent
from storage.database import Database


class Applied(Protocol):
    """What became of an event; `counted` is False where its key counted before."""

    @property
    def counted(self) -> bool: ...


Post: TypeAlias = Callable[[StaffEvent], Awaitable[Applied]]
"""Applies an event of staff to its conversation, once for each key, in one transaction."""


@dataclass(frozen=True, slots=True)
class Parts:
    database: Database
    settings: ConsoleSettings
    post: Post
    follower: Follower
    attempts: Attempts
    assets: Assets


PARTS = web.AppKey("parts", Parts)
