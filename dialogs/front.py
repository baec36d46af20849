"""Every conversation, put together into the site that answers."""

from functools import cache

from dialogs import (
    about,
    clock,
    consent,
    counsellor,
    gate,
    handover,
    home,
    intake,
    joining,
    language,
    leaving,
    mydata,
    plan,
    presence,
    profile,
    settings,
    step,
)
from dialogs import (
    help as helping,
)
from dialogs.engine.site import Reception, Site

MODULES = (
    *(home, language, joining, about, consent, clock, intake, profile, plan, step),
    *(counsellor, settings, mydata, leaving, helping),
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
            staffed=handover.staffed,
        ),
    )
