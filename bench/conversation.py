"""The conversation that is played with Jalon: from the tap on an invitation to the first plan, in English.

What is typed and tapped alternates as it does for people, and every deed gets one answer.
"""

import json
from pathlib import Path

CODE = "bench-{chat}"
CHATS_FROM = 700_000_000
"""The driver numbers its chats from here."""

DEEDS = (
    ("type", "/start bench-${chat}", "Choose your language"),
    ("press", "^English", "Do you agree"),
    ("press", "^I agree", "Where are you now"),
    ("type", "Paris", "How do you come to Québec"),
    ("press", "^Skilled worker", "Which country do you come from"),
    ("type", "Bénin", "With whom do you settle"),
    ("press", "^Alone", "What is your work"),
    ("type", "welder", "Where are you with the permit"),
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


def write(path: Path) -> None:
    """Writes it as the driver reads it: each deed, and the words of the answer to wait for."""
    steps = [{deed: what, "expect": answer} for deed, what, answer in DEEDS]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"name": "first plan", "steps": steps}, indent=1), "utf-8")
