"""Breaking things as the world does: a process that dies, a database that is locked or gone."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import psycopg

from bot.service import Service
from storage.database import Database


async def kill(service: Service) -> None:
    """Ends a service as the death of its process would: nothing is finished, nothing settled, no lease given up."""
    sender, turns = service._sender, service._turns
    tasks = [*service._sending, turns._worker, *service._receiving, *sender._draining, *service._receiver._answering]
    alive = [task for task in (*tasks, sender._exchanging) if task]
    for task in alive:
        task.cancel()
    await asyncio.gather(*alive, return_exceptions=True)
    await service.client.close_all()


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another connection holds the one lock for writing."""
    other = sqlite3.connect(str(database.url.database), isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA busy_timeout=5000")
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


class Severed:
    """The database's server ends every connection, again and again, until `mend`."""

    def __init__(self, database: Database, server: psycopg.Connection[Any]) -> None:
        self._name = database.url.database
        self._server = server
        self._mended = threading.Event()
        self._thread = threading.Thread(target=self._sever)

    def __enter__(self) -> Self:
        self._allow(connections=False)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.mend()

    def mend(self) -> None:
        if not self._mended.is_set():
            self._mended.set()
            self._thread.join()
            self._allow(connections=True)

    def _allow(self, *, connections: bool) -> None:
        self._server.execute(f'ALTER DATABASE "{self._name}" ALLOW_CONNECTIONS {str(connections).lower()}'.encode())

    def _sever(self) -> None:
        while not self._mended.is_set():
            self._server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self._name]
            )
            self._mended.wait(0.02)
