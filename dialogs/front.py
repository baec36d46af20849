"""Every conversation, put together into the site that answers."""

from functools import cache

from dialogs import (
    about,
    changes,
    clock,
    consent,
    counsellor,
    gate,
    handover,
    history,
    home,
    intake,
    joining,
    language,
    later,
    leaving,
    milestones,
    mydata,
    papers,
    plan,
    presence,
    profile,
    proofs,
    reminding,
    settings,
    step,
    stuck,
)
from dialogs import (
    help as helping,
)
from dialogs.engine.site import Reception, Site

MODULES = (
    *(home, language, joining, about, consent, clock, intake, profile, plan, step),
    *(changes, history, later, stuck, proofs, papers, milestones),
    *(counsellor, settings, reminding, mydata, leaving, helping),
)


@cache
def site() -> Site:
    return Site(
        MODULES,
        Reception(
            home=home.show,
            lost=helping.lost,
            gate=gate.gate,
            joined=joining.joined,
            heard=counsellor.heard,
            left=presence.left,
            returned=presence.returned,
            reminded=presence.reminded,
            examined=proofs.examined,
            staffed=handover.staffed,
        ),
    )
