"""Settings from the environment or a `.env` file; wrong ones are listed all at once, with what was expected."""

import secrets
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "JALON_"
KEY_FILE = "secret.key"
SHORTEST_KEY = 32


class SettingsError(Exception):
    """What is wrong with the settings, one line for each."""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("expected an address such as https://jalon.example.org")
    return value.rstrip("/")


def _public(value: str) -> str:
    if not _web_address(value).startswith("https://"):
        raise ValueError("expected an address that begins with https://, for Telegram calls no other")
    return _web_address(value)


def _token(value: SecretStr) -> SecretStr:
    number, _, rest = value.get_secret_value().partition(":")
    if not number.isdigit() or not rest:
        raise ValueError("expected a token as BotFather gives it, digits, a colon, and letters")
    return value


def _database(value: str) -> str:
    try:
        backend = make_url(value).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in {"sqlite", "postgresql"}:
        raise ValueError("expected sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    return value


def _keys(value: SecretStr) -> SecretStr:
    if any(len(key.strip()) < SHORTEST_KEY for key in value.get_secret_value().split(",")):
        raise ValueError(f"expected keys of {SHORTEST_KEY} characters or more, the newest first, with commas between")
    return value


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore")

    bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    bot_api: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    data: Path = Path("data")
    database: Annotated[str, AfterValidator(_database)] | None = None
    public_url: Annotated[str, AfterValidator(_public)] | None = None
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    proxies: int | None = Field(None, ge=0)
    secret_key: Annotated[SecretStr, AfterValidator(_keys)] | None = None

    @property
    def sandbox(self) -> bool:
        """Without a token, everything runs against the Bot API server of the sandbox."""
        return self.bot_token is None

    @property
    def folder(self) -> Path:
        """Where files are kept: the sandbox has a folder of its own, so that its people never meet real ones."""
        return self.data / "sandbox" if self.sandbox else self.data

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.folder / 'jalon.sqlite'}"

    @property
    def proxies_in_front(self) -> int:
        """How many proxies of ours stand between browsers and us: one, where there is a public address."""
        return self.proxies if self.proxies is not None else int(self.public_url is not None)

    def refuse_half_a_sandbox(self) -> None:
        """A sandbox beside real data would take real people for unknown ones; raises SettingsError."""
        if self.sandbox and (self.database or self.public_url):
            raise SettingsError(
                f"{PREFIX}BOT_TOKEN: missing, while {PREFIX}DATABASE or {PREFIX}PUBLIC_URL is set; "
                "set the token, or leave the others out to open the sandbox"
            )

    def keys(self) -> list[str]:
        """The secrets, newest first; one is made and kept in the data folder where none is set."""
        if self.secret_key:
            return [key.strip() for key in self.secret_key.get_secret_value().split(",")]
        file = self.data / KEY_FILE
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(SHORTEST_KEY) + "\n")
        return file.read_text().split()


def load(**given: Any) -> Settings:
    """Reads the settings; raises SettingsError with all that is wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError("\n".join(_line(detail) for detail in error.errors())) from None


def _line(detail: Any) -> str:
    name = PREFIX + str(detail["loc"][0]).upper()
    return f"{name}: {detail['msg'].removeprefix('Value error, ')}"
