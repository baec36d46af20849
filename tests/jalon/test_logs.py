import io
import sys

import pytest
import structlog

from jalon import logs

PASSWORD = "correct horse battery"
TOKEN = "123456:AAAAAAAAAAAAAAAAAAAAA"


def test_a_failure_is_told_without_what_was_in_hand(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        _fail(PASSWORD, TOKEN)
    except ValueError:
        structlog.get_logger().exception("it failed")
    finally:
        structlog.reset_defaults()
    told = capsys.readouterr().err
    assert "it failed" in told
    assert "ValueError" in told
    assert PASSWORD not in told
    assert TOKEN not in told


def test_a_line_that_nobody_can_read_any_more_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that was closed, and another one afterwards: each line goes to the one that is there."""
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    logs.configure()
    log = structlog.get_logger()
    try:
        log.error("before")
        assert "before" in first.getvalue()
        first.close()
        log.error("lost")
        monkeypatch.setattr(sys, "stderr", second)
        log.error("after")
    finally:
        structlog.reset_defaults()
    assert "after" in second.getvalue()
    assert "lost" not in second.getvalue()


def _fail(password: str, token: str) -> None:
    assert password
    raise ValueError(f"no answer from bot{token}/getMe")
