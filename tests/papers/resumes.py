"""Résumés and letters to put on paper."""

from dataclasses import replace
from datetime import date
from typing import Any

from locales.text import _
from papers.letter import LetterSheet
from papers.resume import Job, ResumeSheet, Study

NIGHT = Job(
    "Infirmière de nuit",
    "CHU Mustapha",
    "Alger",
    "mars 2021 – maintenant",
    ["J’ai formé 12 infirmières.", "J’ai réduit les erreurs de 30 %."],
)
DAY = Job("Infirmière", "Clinique El Azhar", "Alger", "juin 2016 – février 2021", ["J’ai soigné 25 patients par jour."])


def small(**changes: Any) -> ResumeSheet:
    made = ResumeSheet(
        name="Amina Haddad",
        target="Infirmière",
        made_on=date(2026, 11, 25),
        contact=["Alger, Algérie", "amina@example.org", "+213 555 12 34 56"],
        summary="Infirmière depuis huit ans. J’ai formé 12 collègues.",
        skills=["Triage", "Excel", "Formation"],
        jobs=[NIGHT, DAY],
        studies=[Study("Licence", "Université d’Alger", "Alger", "2016", "Évaluation : baccalauréat")],
        tongues=[_("{language}: {level}", language=_("French"), level="C1"), "Arabe"],
        more=["Croissant-Rouge, secouriste, depuis 2018"],
    )
    return replace(made, **changes)


def many(count: int, results: int = 5, length: int = 90) -> ResumeSheet:
    """So many jobs, the newest first, each with so much to say."""
    told = ["J’ai " + "fait " * (length // 5)] * results
    return small(jobs=[replace(NIGHT, title=f"Poste {number}", results=told) for number in range(count)])


def letter(**changes: Any) -> LetterSheet:
    made = LetterSheet(
        name="Amina Haddad",
        target="Infirmière",
        employer="CHUS Sherbrooke",
        paragraphs=["J’ai lu votre offre.", "J’ai formé 12 collègues.", "J’arrive en mars 2027.", "Merci."],
        made_on=date(2026, 11, 25),
        contact=["Alger, Algérie", "amina@example.org"],
    )
    return replace(made, **changes)
