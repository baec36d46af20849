"""The map of the conversations, as a Mermaid flow chart: a box for each file, an arrow for each way between places."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from dialogs.engine.report import Place, Report

SHAPES = {"page": '["{}"]', "action": '(["{}"])', "form": '{{{{"{}"}}}}'}


def mermaid(report: Report) -> str:
    """Draws pages square, actions round, forms six-sided. Ways home are left out: every place has one."""
    names = {place.name: f"n{number}" for number, place in enumerate(report.places)}
    ways = sorted((names[source], names[target]) for source, target in _drawn(report))
    arrows = (f"    {source} --> {target}" for source, target in ways)
    return "\n".join(["flowchart LR", *_groups(report.places, names), *arrows, ""])


def _drawn(report: Report) -> Iterable[tuple[str, str]]:
    known = {place.name for place in report.places}
    for source, target in report.edges:
        if target not in {source, report.home} and {source, target} <= known:
            yield source, target


def _groups(places: Iterable[Place], names: dict[str, str]) -> Iterable[str]:
    by_group = attrgetter("group")
    for group, members in groupby(sorted(places, key=by_group), by_group):
        yield f"    subgraph {group}"
        yield from (f"        {names[place.name]}{SHAPES[place.kind].format(_label(place))}" for place in members)
        yield "    end"


def _label(place: Place) -> str:
    if place.kind != "form":
        return place.name.replace("{", "‹").replace("}", "›")
    return f"{place.name}: {place.size} questions" if place.size > 1 else f"{place.name}: a question"
