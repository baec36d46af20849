"""People who look for work and offers, by example and by chance."""

from datetime import date, timedelta

from hypothesis import strategies as some

from bench.labelled import TODAY
from coaching import closeness
from coaching.findings import Offer, Seeker
from coaching.folding import stems
from coaching.profile import UNDECIDED, Level, Permit
from storage.opportunities import Kind

OIIQ = ("Ordre des infirmières et infirmiers du Québec",)
OIQ = ("Ordre des ingénieurs du Québec",)
LATER = TODAY + timedelta(60)
CODES = ("31301", "31302", "32101", "33102", "21300", "21301", "62200", "63200", "65201", "85100", "94141", None)
REGIONS = ("03", "06", "12", "13", None)
DAYS = some.dates(TODAY - timedelta(100), TODAY + timedelta(300))
WORDS = ("soins", "béton", "menu", "traite", "java")

seekers = some.builds(
    Seeker,
    some.just(1),
    some.sampled_from(CODES),
    some.sampled_from([(), OIIQ, OIQ]),
    some.frozensets(some.sampled_from(stems(" ".join(WORDS)))),
    some.none() | some.sampled_from(Permit),
    some.none() | some.sampled_from(Level),
    some.none() | some.sampled_from(Level),
    some.none() | some.integers(0, 12),
    some.frozensets(some.sampled_from(["03", "06", UNDECIDED]), max_size=2),
    some.booleans(),
    some.none() | DAYS,
    some.none() | some.integers(1500, 4000),
)
offers = some.builds(
    Offer,
    some.just(2),
    DAYS,
    some.sampled_from(Kind),
    some.lists(some.sampled_from(WORDS), max_size=3, unique=True).map(tuple),
    some.sampled_from(CODES),
    some.sampled_from([(), OIIQ, OIQ]),
    some.booleans(),
    some.lists(some.sampled_from(WORDS), max_size=3, unique=True).map(closeness.shares),
    some.sampled_from(REGIONS),
    some.booleans(),
    some.booleans(),
    some.integers(0, 12),
    some.integers(0, 12),
    some.integers(0, 8),
    some.booleans(),
    some.none() | some.integers(1500, 4000),
    some.none() | DAYS,
    some.booleans(),
)

AMINA = Seeker(
    1,
    "31301",
    OIIQ,
    frozenset(stems("Infirmière aux urgences, triage, soins critiques")),
    Permit.NOT_STARTED,
    Level.BEGINNER,
    Level.NONE,
    8,
    frozenset({"03"}),
    moves=False,
    landing=date(2027, 5, 15),
)
NURSE = Offer(
    2,
    LATER,
    skills=("triage", "dialyse"),
    occupation="31301",
    authorities=OIIQ,
    regulated=True,
    words=closeness.shares(["Infirmière", "triage", "dialyse"]),
    region="08",
    french=8,
    english=4,
    years=1,
    permit=True,
    pay=4000,
    starts=date(2027, 2, 1),
)
AIDE = Offer(3, LATER, occupation="33102", region="03", from_abroad=True)
