"""A small project with sentences of every kind."""

from pathlib import Path

import pytest

CATALOG = r"""msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

"""

CODE = '''"""Sentences of code."""

from locales.text import _, ngettext

HELLO = _("Hello, <b>{name}</b>.", name="x")


def steps(count):
    return ngettext("{count} step", "{count} steps", count)
'''

PAGE = """<title>{{ _("Candidates") }}</title>
{% if name %}
  <p title="{{ _("Seen by {who}", who=name) }}">{{ ngettext("{count} candidate", "{count} candidates", total) }}</p>
{% endif %}
"""

PLAN = """phase: first_week
steps:
  - key: sin
    title: Get your number
    why: >
      Without it, no employer
      can pay you.
    actions:
      - Take your passport
      - Go there
    link: https://a.example
    sources:
      - {title: The page, url: https://a.example, date: 2026-01}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, "dialogs/hello.py", CODE)
    write(tmp_path, "console/templates/list.html", PAGE)
    write(tmp_path, "content/plan/week.yaml", PLAN)
    write(tmp_path, "locales/fr/LC_MESSAGES/jalon.po", CATALOG)
    return tmp_path


def write(root: Path, file: str, text: str) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path
