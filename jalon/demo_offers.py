"""Invented offers of invented employers, so that somebody who tries the sandbox finds something."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from coaching import opportunities, postings
from coaching.cells import Cells
from coaching.occupations import Occupations
from coaching.postings import Posting

SOURCE = "demo"
INVENTED = "This offer is invented, to try Jalon. Cette offre est inventée, pour essayer Jalon."
WEEK = timedelta(days=7)
COLUMNS = (
    "title",
    "employer",
    "kind",
    "occupation",
    "region",
    "place",
    "pay_from",
    "pay_to",
    "hours",
    "french",
    "more",
)
ROWS = (
    (
        "Infirmière, infirmier en chirurgie",
        "Hôpital Exemple",
        "job",
        "31301",
        "03",
        "Québec",
        30,
        48,
        37.5,
        8,
        "permit",
    ),
    ("Infirmière, infirmier de nuit", "Résidence Exemple", "job", "31301", "11", "Gaspé", 31, 49, 36, 7, "permit"),
    ("Préposée, préposé aux soins", "Résidence Exemple", "job", "33102", "03", "Lévis", 22, 27, 37.5, 5, ""),
    ("Soudeuse, soudeur", "Atelier Exemple", "job", "72106", "12", "Saint-Georges", 26, 34, 40, 4, "from_abroad"),
    ("Soudeuse, soudeur de jour", "Acier Exemple", "subsidized_job", "72106", "16", "Longueuil", 24, 30, 40, 4, ""),
    ("Développeuse, développeur web", "Logiciels Exemple", "job", "21234", "06", "Montréal", 35, 52, 37.5, 7, "remote"),
    ("Comptable", "Cabinet Exemple", "job", "11100", "06", "Montréal", 32, 45, 37.5, 8, "permit"),
    ("Cuisinière, cuisinier", "Auberge Exemple", "job", "63200", "05", "Magog", 20, 25, 35, 4, "from_abroad"),
    ("Stage en laboratoire", "Laboratoire Exemple", "first_experience", "", "06", "Laval", 21, 21, 35, 6, ""),
    ("Salon de l’emploi en région", "Ville d’Exemple", "job_fair", "", "02", "Saguenay", "", "", "", 0, ""),
    (
        "Mentorat pour les professions de la santé",
        "Organisme Exemple",
        "mentoring",
        "31301",
        "",
        "",
        "",
        "",
        "",
        0,
        "remote",
    ),
    (
        "Séjour exploratoire d’une fin de semaine",
        "Organisme Exemple",
        "exploratory_trip",
        "",
        "08",
        "",
        "",
        "",
        "",
        0,
        "",
    ),
)


def add(session: Session, occupations: Occupations, now: datetime) -> None:
    opportunities.keep(session, SOURCE, list(offers(occupations, now.date())), occupations, now)


def offers(occupations: Occupations, today: date) -> Iterator[Posting]:
    for number, row in enumerate(ROWS, 1):
        told = {name: str(value) for name, value in zip(COLUMNS, row, strict=True)}
        flag = {told.pop("more"): "yes"}
        day = {"expires_on": (today + (number + 3) * WEEK).isoformat()}
        cells = Cells({**told, **flag, **day, "reference": f"demo-{number}", "description": INVENTED})
        posting = postings.read(cells, occupations, today)
        if posting is None:
            raise ValueError(f"demo offer {number}: {cells.faults}")
        yield posting
