from pathlib import Path

import pytest

from jalon import settings
from jalon.logs import redact
from jalon.settings import SettingsError


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_API", "DATABASE", "DATA", "PUBLIC_URL", "HOST", "PORT", "SECRET_KEY"):
        monkeypatch.delenv(f"JALON_{name}", raising=False)


def test_with_nothing_set_it_is_a_sandbox_with_a_file_of_its_own() -> None:
    found = settings.load()
    assert found.sandbox
    assert found.database_url == "sqlite:///data/sandbox/jalon.sqlite"
    assert settings.load(bot_token="123456:AAAAAAAA").database_url == "sqlite:///data/jalon.sqlite"
    assert found.port == 8080


def test_a_key_is_made_once_and_kept_where_only_its_owner_reads_it(tmp_path: Path) -> None:
    found = settings.load()
    assert found.keys() == settings.load().keys()
    file = tmp_path / "data" / "secret.key"
    assert file.stat().st_mode & 0o077 == 0
    assert len(found.keys()[0]) >= 32


def test_all_wrong_settings_are_listed_at_once_with_what_was_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_BOT_TOKEN", "not-a-token")
    monkeypatch.setenv("JALON_PORT", "a lot")
    monkeypatch.setenv("JALON_DATABASE", "mysql://somewhere")
    monkeypatch.setenv("JALON_PUBLIC_URL", "http://not-safe.example")
    monkeypatch.setenv("JALON_BOT_API", "somewhere")
    monkeypatch.setenv("JALON_SECRET_KEY", "short")
    with pytest.raises(SettingsError) as caught:
        settings.load()
    lines = str(caught.value).splitlines()
    assert len(lines) == 6
    assert any(line.startswith("JALON_BOT_TOKEN: expected a token as BotFather gives it") for line in lines)
    assert any(line.startswith("JALON_PUBLIC_URL: expected an address that begins with https://") for line in lines)
    assert "not-a-token" not in str(caught.value)


def test_keys_are_read_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_SECRET_KEY", f"{'n' * 32}, {'o' * 32}")
    assert settings.load().keys() == ["n" * 32, "o" * 32]


def test_the_environment_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("JALON_PORT=9000\nJALON_BOT_TOKEN=\n")
    found = settings.load()
    assert found.port == 9000
    assert found.sandbox


def test_a_token_never_shows() -> None:
    found = settings.load(bot_token="123456:AAAAAAAAAAAAAAAAAAAAAAAAA")
    assert "AAAA" not in repr(found)
    assert redact("GET /bot123456:AAAAAAAAAAAA/getMe") == "GET /<token>/getMe"
