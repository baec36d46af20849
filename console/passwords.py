"""Passwords: hashed with argon2id, in a thread, in the same time for people whom we do not know."""

import asyncio
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from locales.text import Text, _, ngettext

SHORTEST = 12
LONGEST = 256
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$gSlzcBgEhFKRDnDyUL2taQ$ohRohMt7Ol9SeIFSrU6byNVDRgzHdWBEOasfUY+pqfM"
"""The hash of a password that nobody has, checked where there is no member of staff."""

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    return _hasher.hash(_composed(password))


def verify(password: str, hashed: str | None) -> bool:
    """Compares a password with a hash, or with nobody's."""
    try:
        _hasher.verify(hashed or NOBODY, _composed(password)[:LONGEST])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return hashed is not None


def outdated(hashed: str) -> bool:
    return _hasher.check_needs_rehash(hashed)


async def hash_aside(password: str) -> str:
    return await asyncio.to_thread(hash_password, password)


async def verify_aside(password: str, hashed: str | None) -> bool:
    return await asyncio.to_thread(verify, password, hashed)


def weakness(password: str, email: str) -> Text | None:
    """What keeps a password from being taken."""
    if len(password) < SHORTEST:
        return ngettext(
            "Please choose a password of at least {count} character.",
            "Please choose a password of at least {count} characters: a sentence is easy to remember.",
            SHORTEST,
        )
    if len(password) > LONGEST:
        return _("Please choose a password of at most {limit} characters.", limit=LONGEST)
    own_name = email.partition("@")[0].casefold()
    if len(set(password)) <= SHORTEST // 3 or password.casefold().startswith(own_name):
        return _("This password is easy to guess. Please choose another one.")
    return None


def _composed(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
