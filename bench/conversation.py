"""The conversations that are played with Jalon: what is typed and tapped, and the answer to wait for.

`TEN` is that of the peers, question by question; `WHOLE` leads from the tap on an invitation to the first plan.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

CODE = "bench-{chat}"
CHATS_FROM = 700_000_000
"""The driver numbers its chats from here."""

WHOLE = (
    ("type", "/start bench-${chat}", "Choose your language"),
    ("press", "^English", "Do you agree"),
    ("press", "^I agree", "Where are you now"),
    ("type", "Paris", "How do you come to Québec"),
    ("press", "^Skilled worker", "Which country do you come from"),
    ("type", "Bénin", "With whom do you settle"),
    ("press", "^Alone", "What is your work"),
    ("type", "welder", "do you mean"),
    ("press", "Welders", "Where are you with the permit"),
    ("press", "^Not started", "highest diploma"),
    ("press", "^Vocational", "How many years"),
    ("type", "6", "How well do you know French"),
    ("press", "^A little", "And English"),
    ("press", "^A little", "Where in Québec"),
    ("press", "^Montréal", "When do you land"),
    ("type", "2028-03-15", "What worries you most"),
    ("press", 1, "say more about it"),
    ("type", "Will ${nonce} do?", "Your plan has .* steps"),
)


COLOURS = ("red", "green", "blue", "black")
LAST = 10


def ten() -> Iterator[tuple[str, str, str]]:
    """Odd questions take a text, even ones a button; the end must tell all ten answers, and whose they are."""
    yield "type", "/start", r"\[q1\]"
    told = r"\|".join(f"${{a{number}}}" for number in range(1, LAST + 1))
    for number in range(1, LAST + 1):
        answer = rf"\[q{number + 1}\]" if number < LAST else f"^DONE .*{told}"
        if number % 2:
            yield "type", f"a{number}-${{chat}}-${{nonce}}", answer
        else:
            yield "press", f"^{COLOURS[number % 4]}", answer


TEN = tuple(ten())


def write(deeds: Sequence[tuple[str, str | int, str]], path: Path) -> None:
    """Writes a conversation as the driver reads it; the nth answer goes by the name of a and its number."""
    steps = [{deed: what, "save": f"a{number}", "expect": answer} for number, (deed, what, answer) in enumerate(deeds)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"final": "^DONE", "steps": steps}, indent=1), "utf-8")
