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


def _fail(password: str, token: str) -> None:
    assert password
    raise ValueError(f"no answer from bot{token}/getMe")
