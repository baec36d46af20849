"""Where a person is: the forms they have begun, and the question that they are being asked."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

DOUBLE_TAP = timedelta(seconds=5)
JUST_NOW = timedelta(hours=1)


@dataclass(slots=True)
class State:
    """`answers` holds, by form, the answers so far (None: skipped); `asking` is a form and one of its questions.

    `held` is what was being asked when a counsellor took over, to be asked again afterwards.

    `finished` is the button that completed a form, and when: the same tap soon after is a double tap. `sure` is the
    button that says yes to the last "are you sure?", and when that was asked.
    """

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    asking: tuple[str, str] | None = None
    held: tuple[str, str] | None = None
    finished: tuple[str, str] | None = None
    sure: tuple[str, str] | None = None

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "State":
        """Copies what is stored, to the last list in it: what a page changes in place must differ from it."""
        return cls(
            _copied(stored.get("answers", {})),
            _pair(stored.get("asking")),
            held=_pair(stored.get("held")),
            finished=_pair(stored.get("finished")),
            sure=_pair(stored.get("sure")),
        )

    def dump(self) -> dict[str, Any]:
        dumped = {"answers": self.answers, "asking": list(self.asking) if self.asking else None}
        taps = {"held": self.held, "finished": self.finished, "sure": self.sure}
        return {**dumped, **{name: list(tap) for name, tap in taps.items() if tap}}

    def finish(self, path: str, now: datetime) -> None:
        """Remembers the tap that completed a form."""
        self.finished = (path, now.isoformat())

    def is_double(self, path: str, now: datetime) -> bool:
        """Tells a second tap on the button that has just completed a form."""
        if self.finished is None or self.finished[0] != path:
            return False
        return now - datetime.fromisoformat(self.finished[1]) < DOUBLE_TAP

    def ask_whether_sure(self, path: str, now: datetime) -> None:
        """Remembers which button says yes to what is being asked."""
        self.sure = (path, now.isoformat())

    def is_sure(self, path: str, now: datetime) -> bool:
        """Whether this yes answers what was asked just now; it counts once."""
        asked, self.sure = self.sure, None
        return asked is not None and asked[0] == path and now - datetime.fromisoformat(asked[1]) < JUST_NOW


def _pair(stored: Any) -> tuple[str, str] | None:
    return (stored[0], stored[1]) if stored else None


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value
