"""Nothing that was told is forgotten, and no number comes twice, whatever happens to the process."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox import deeds, people, updates, views
from sandbox.store import Store
from sandbox.webhook import Target
from sandbox.world import Bot, World

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KILLED = """
import os, signal, sys
from tests.sandbox.test_store import opened
from sandbox import deeds, updates
world = opened(sys.argv[1])
deeds.types(world, 101, "un")
updates.confirm(world.store, 10**12)
deeds.types(world, 101, "deux")
os.kill(os.getpid(), signal.SIGKILL)
"""


def opened(path: str | Path) -> World:
    store = Store(path)
    store.ensure_person(101, "Amina", "Diallo", "fr")
    return World(store, Bot("7:x", "jalon_bot", "Jalon"), lambda: NOW)


def test_a_killed_sandbox_remembers_all_and_goes_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)  # noqa: S603 -- this file
    world = opened(path)
    [waiting] = updates.pending(world.store, 10, NOW)
    deeds.types(world, 101, "trois")
    seen = views.look(world, 101)
    assert [message["text"] for message in seen["messages"]] == ["un", "deux", "trois"]
    assert [message["message_id"] for message in seen["messages"]] == [1, 2, 3]
    assert [each.update_id for each in updates.pending(world.store, 10, NOW)] == [
        waiting.update_id,
        waiting.update_id + 1,
    ]
    versions = [message["version"] for message in seen["messages"]]
    assert versions == sorted(set(versions))
    world.store.close()


async def test_a_webhook_and_the_allowed_kinds_survive(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    world = opened(path)
    world.webhook.set(Target("https://exemple.ca", "s3cret", 7))
    world.store.remember("allowed_updates", ["message"])
    world.store.close()
    world = opened(path)
    assert world.webhook.target == Target("https://exemple.ca", "s3cret", 7)
    assert world.webhook.info()["allowed_updates"] == ["message"]
    world.store.close()


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    world = opened(tmp_path / "sandbox.db")

    def fail() -> None:
        with world.store.changing():
            people.block(world.store, 101)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    person = people.get(world.store, 101)
    assert person is not None
    assert not person.blocked
    world.store.close()


def test_a_person_is_made_once() -> None:
    store = Store(":memory:")
    store.ensure_person(101, "Amina", "Diallo", "fr")
    store.ensure_person(101, "Somebody", "", "en")
    assert [person.user()["first_name"] for person in people.everyone(store)] == ["Amina"]
    assert people.next_id(store) == 5_000_000_001
    store.close()


def test_secrets_do_not_print() -> None:
    assert "s3cret" not in repr(Target("https://exemple.ca", "s3cret"))
    assert "7:x" not in repr(Bot("7:x", "jalon_bot", "Jalon"))
