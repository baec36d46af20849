import pytest

from coaching.programme import Programme
from dialogs import front
from dialogs.beginnings import beginnings
from dialogs.engine.walk import mermaid, walk
from locales.catalogs import languages
from tests.dialogs.conftest import NOON


@pytest.mark.parametrize("locale", languages())
def test_whoever_comes_finds_a_way_home_from_every_screen_and_nothing_breaks(programme: Programme, locale: str) -> None:
    report = walk(front.site(), programme, beginnings(programme), NOON, (locale,))
    assert [str(finding) for finding in report.findings] == []
    drawn = mermaid(report)
    assert all(f"subgraph {name}" in drawn for name in ("home", "intake", "plan", "joining", "consent"))


def test_an_invitation_a_request_and_a_plan_are_among_what_people_begin_with(programme: Programme) -> None:
    kinds = ["visitor", "waiting", "invited", "candidate", "learner", "applicant", "returning"]
    assert [start.who for start in beginnings(programme)] == kinds
