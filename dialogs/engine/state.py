"""Where a person is: the forms they have begun, and the question that they are being asked."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class State:
    """`answers` holds, by form, the answers so far (None: skipped); `asking` is a form and one of its questions."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    asking: tuple[str, str] | None = None

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "State":
        asking = stored.get("asking")
        answers = {form: dict(given) for form, given in stored.get("answers", {}).items()}
        return cls(answers, (asking[0], asking[1]) if asking else None)

    def dump(self) -> dict[str, Any]:
        return {"answers": self.answers, "asking": list(self.asking) if self.asking else None}
