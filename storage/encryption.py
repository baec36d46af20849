"""Fields that identify a person, encrypted by the application.

A stored value is `<key id>:<nonce, ciphertext and tag in base64>`. AES-GCM binds it to its field's name, so a value
copied into another field does not decrypt. The first key of the ring encrypts, all of them decrypt: to rotate, put a
new key in front and run `jalon db rotate`.
"""

import hashlib
import hmac
import os
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, LargeBinary, Text, TypeDecorator

NONCE = 12


class UnknownKeyError(Exception):
    """A stored value was encrypted with a key that the settings no longer hold, or was altered."""


def derive(secret: str, purpose: str) -> bytes:
    """Returns 32 bytes for one purpose out of a secret of the settings."""
    return HKDF(SHA256(), 32, None, f"jalon {purpose}".encode()).derive(secret.encode())


class Keyring:
    """The keys of the settings, newest first."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            raise ValueError("a keyring needs at least one secret")
        keys = [derive(secret, "fields") for secret in secrets]
        self._ciphers = {hashlib.sha256(key).hexdigest()[:8]: AESGCM(key) for key in keys}
        self._newest = next(iter(self._ciphers))
        self._digests = [derive(secret, "digests") for secret in secrets]

    def __repr__(self) -> str:
        return f"Keyring({', '.join(self._ciphers)})"

    def encrypt(self, plain: bytes, field: str) -> bytes:
        nonce = os.urandom(NONCE)
        sealed = nonce + self._ciphers[self._newest].encrypt(nonce, plain, field.encode())
        return self._newest.encode() + b":" + sealed

    def decrypt(self, stored: bytes, field: str) -> bytes:
        name, _, sealed = stored.partition(b":")
        cipher = self._ciphers.get(name.decode("ascii", "replace"))
        if cipher is None:
            raise UnknownKeyError(f"{field} was encrypted with key {name!r}: add that key to JALON_SECRET_KEY")
        try:
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], field.encode())
        except (InvalidTag, ValueError) as error:
            raise UnknownKeyError(f"{field} does not decrypt: it was altered, or moved from another field") from error

    def digests(self, value: str) -> list[str]:
        """Keyed digests to look an encrypted value up by, the newest key's first."""
        folded = value.strip().casefold().encode()
        return [hmac.new(key, folded, "sha256").hexdigest() for key in self._digests]

    def digest(self, value: str) -> str:
        return self.digests(value)[0]

    @property
    def prefix(self) -> str:
        """How values begin that the newest key encrypted."""
        return f"{self._newest}:"


def keyring(dialect: Dialect) -> Keyring:
    """Returns the keyring that `Database` hung on its engine's dialect."""
    return cast("Keyring", dialect.keyring)  # type: ignore[attr-defined]


class Encrypted(TypeDecorator[str]):
    """Text that only this application can read; `field` names it, and must never change."""

    impl = Text
    cache_ok = True

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        name, _, sealed = keyring(dialect).encrypt(value.encode(), self.field).partition(b":")
        return f"{name.decode()}:{urlsafe_b64encode(sealed).decode()}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        name, _, sealed = value.partition(":")
        return keyring(dialect).decrypt(f"{name}:".encode() + _unpacked(sealed), self.field).decode()


def _unpacked(sealed: str) -> bytes:
    """What is no base64 any more is as good as empty: it does not decrypt."""
    try:
        return b64decode(sealed, altchars=b"-_", validate=True)
    except ValueError:
        return b""


class EncryptedBytes(TypeDecorator[bytes]):
    """The content of a document, as `Encrypted` is for text."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring(dialect).encrypt(value, self.field)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring(dialect).decrypt(bytes(value), self.field)
