"""Six people, each from no résumé to an application with its follow-up. It begins on Monday, 23 November 2026."""

from collections.abc import Callable

import pytest

from coaching.programme import Programme
from storage.database import Database
from storage.opportunities import Kind
from tests.dialogs.conftest import NOON
from tests.dialogs.driver import Person
from tests.dialogs.searchers import (
    Work,
    answers,
    begins_a_resume,
    hears,
    joins,
    looks_at_offers,
    offered,
    takes_it_in_french,
    tells_the_rest,
    tells_work,
)

Newcomer = Callable[[str, str, str], Person]


@pytest.fixture
def newcomer(memory: Database, programme: Programme, invite: Callable[..., int]) -> Newcomer:
    """Somebody who has joined, by first name, language and city."""

    def joined(first_name: str, language: str, city: str) -> Person:
        invite(first_name=first_name)
        return joins(Person(memory, programme, NOON, language=language), city)

    return joined


@pytest.fixture
def nurse(newcomer: Newcomer) -> Person:
    """Has a résumé for a first job near her profession."""
    salma = newcomer("Salma", "fr", "Casablanca")
    answers(salma, "Travail qualifié", "Maroc", "En couple, avec enfants", "infirmière", "1. ", "Pas encore commencé")
    answers(salma, "Baccalauréat", "8 ans", "Bien", "Avancé", "Avancé", "Avancé", "Intermédiaire", "Un peu")
    answers(salma, "Saguenay", "23 mars 2027", "La reconnaissance", "Passer")
    begins_a_resume(salma, "infirmière", "3. ", "Préposée aux bénéficiaires")
    chu = ("CHU Ibn Rochd", "Casablanca, Maroc", "mars 2019", "Cela dure encore")
    tells_work(salma, Work("Infirmière", *chu, "J’ai formé 12 collègues en deux ans."))
    summary = (
        "Infirmière depuis huit ans, surtout en chirurgie. J’ai formé 12 collègues. Je voudrais soigner au Saguenay."
    )
    diploma = ("Licence en soins infirmiers", "ISPITS", "Casablanca", "2018", "Pas encore")
    contact = ("Casablanca, Maroc", "salma@example.org", "+212 612 34 56 78")
    assert "Tout l’essentiel y est." in tells_the_rest(salma, summary, "triage, hygiène, écoute", diploma, contact)
    return salma


def test_a_nurse_from_morocco_begins_near_her_profession_while_she_waits_for_the_permit(nurse: Person) -> None:
    paper = takes_it_in_french(nurse)
    assert (paper.language, paper.words("H1")) == ("fr", ["Salma Haddad"])
    assert "Français : avancé (niveaux 9 à 12 sur 12) à l’oral" in paper.all_words
    here = {"region": "02", "place": "Chicoutimi", "from_abroad": True, "french": 7}
    offered(nurse, "Infirmière en chirurgie", "Hôpital du Fjord", permit=True, **here)
    offered(nurse, "Préposée aux bénéficiaires", "Résidence du Fjord", occupation="33102", **here)
    said = looks_at_offers(nurse)
    assert said.index("1. Préposée aux bénéficiaires") < said.index("2. Infirmière en chirurgie")
    said = nurse.taps("2. ")
    assert "✅ C’est votre métier." in said
    assert "❗ Il faut un permis ou une carte de votre profession. Vous nous avez dit que vous ne l’avez pas." in said
    assert "Écrivez à l’organisme qui encadre votre profession." in said
    nurse.taps("‹ Offers for you")
    assert "un premier emploi possible ici, en route vers votre profession." in nurse.taps("1. ")
    nurse.taps("Read the offer")
    nurse.taps("🔖 Save")
    assert [moment for moment, _text in hears(nurse, days=4)] == ["26 09:00"]
    assert "Bravo, c’est envoyé" in nurse.taps("1. ")
    heard = hears(nurse, days=8)
    assert [moment for moment, _text in heard] == ["04 09:00"]
    assert "1. Demander des nouvelles à l’employeur\nPréposée aux bénéficiaires, Résidence du Fjord" in heard[0][1]
    nurse.follows("application/1")
    assert "Convenir du jour de l’entrevue" in nurse.taps("🗓 I have an interview")


@pytest.fixture
def developer(newcomer: Newcomer) -> Person:
    """Has a résumé in English."""
    rafael = newcomer("Rafael", "en", "São Paulo")
    answers(rafael, "Skilled worker", "Brazil", "Alone", "software developer", "Bachelor’s degree", "5", "A little")
    answers(rafael, "Well", "Advanced", "Advanced", "Montréal", "1 June 2027", "My French", "Skip")
    begins_a_resume(rafael, "Software developers", "Software developer")
    bank = ("Banco Azul", "São Paulo, Brazil", "02/2021", "I still do it")
    tells_work(rafael, Work("Software developer", *bank, "I made the payments twice as fast, for 40,000 users."))
    summary = (
        "Software developer with five years in banking. I made payments twice as fast. I would like to build tools."
    )
    diploma = ("Bacharelado em Computação", "USP", "São Paulo", "2020", "Not yet")
    contact = ("São Paulo, Brazil", "rafael@example.org", "+55 11 91234 5678")
    assert "All that matters is there." in tells_the_rest(rafael, summary, "Python, SQL, tests", diploma, contact)
    return rafael


def test_a_developer_from_brazil_reads_how_much_french_is_asked_and_how_to_get_there(developer: Person) -> None:
    assert "Your sentences are not in French" in developer.taps("PDF in French")
    assert takes_it_in_french(developer).language == "fr"
    asked = {"french": 5, "english": 6, "from_abroad": True, "skills": ["Python", "Kubernetes"]}
    offered(developer, "Développeur Python", "Atelier Nuage", occupation="21232", region="06", **asked)
    assert "1. Développeur Python" in looks_at_offers(developer)
    said = developer.taps("1. ")
    assert "✅ You have what is asked: Python." in said
    assert "❗ French: level 5 is asked. You told us: Beginner (levels 1 to 4). You are nearly there." in said
    assert "There are free French courses, from abroad and here." in said
    assert "Lesson: Free courses, from abroad and here" in developer.sees
    said = developer.taps("Read the offer")
    assert "French: level 5 asked (intermediate). 🔸 You have: Beginner (levels 1 to 4)" in said
    assert "Well done, that is sent!" in developer.taps("📨 I have applied")
    heard = hears(developer, days=8)
    assert [moment for moment, _text in heard] == ["30 09:00"]
    assert "1. Ask the employer for news\nDéveloppeur Python, Atelier Nuage" in heard[0][1]
    developer.follows("application/1")
    said = developer.taps("🗓 I have an interview")
    assert "An interview, congratulations!" in said
    assert "Next: Agree on the day of the interview, on December 3, 2026" in said


@pytest.fixture
def welder(newcomer: Newcomer) -> Person:
    """Has told his work, and is asked who he is."""
    joseph = newcomer("Joseph", "fr", "Douala")
    answers(joseph, "Regroupement familial", "Cameroun", "En couple", "soudeur", "1. ", "Pas encore commencé")
    answers(joseph, "Formation professionnelle", "10 ans", "Comme une langue", "Un peu", "Montérégie")
    answers(joseph, "Pas encore connue", "Trouver un emploi", "Passer")
    begins_a_resume(joseph, "soudeur", "1. ", "Soudeur")
    yard = ("Chantier naval", "Douala, Cameroun", "2016", "Cela dure encore")
    tells_work(joseph, Work("Soudeur", *yard, "J’ai fini 30 projets sans accident."))
    joseph.follows("resume/1/summary")
    return joseph


def test_a_sponsored_welder_keeps_his_marriage_out_of_his_resume(welder: Person) -> None:
    said = welder.says("Je suis marié, soudeur depuis dix ans, et mon épouse me parraine.")
    assert "C’est privé, et aucun employeur n’a le droit de le demander." in said
    assert "Écrivez-le de nouveau, sans cela." in said
    summary = "Soudeur depuis dix ans, en toutes positions. J’ai fini 30 projets sans accident. Je cherche un atelier."
    diploma = ("CAP soudure", "Lycée technique", "Douala", "2015", "Pas encore")
    contact = ("Douala, Cameroun", "joseph@example.org", "+237 6 71 23 45 67")
    assert "Tout l’essentiel y est." in tells_the_rest(welder, summary, "TIG, MIG, plans", diploma, contact)
    words = takes_it_in_french(welder).all_words
    assert "Soudeur depuis dix ans" in words
    assert "marié" not in words
    offered(welder, "Soudeur en atelier", "Métal Richelieu", occupation="72106", region="16", from_abroad=True)
    assert "1. Soudeur en atelier" in looks_at_offers(welder)
    assert "✅ C’est dans la région que vous souhaitez\N{NO-BREAK SPACE}: Montérégie." in welder.taps("1. ")
    welder.taps("Read the offer")
    welder.taps("📨 I have applied")
    heard = hears(welder, days=8)
    assert [moment for moment, _text in heard] == ["30 09:00"]
    assert "Demander des nouvelles à l’employeur\nSoudeur en atelier, Métal Richelieu" in heard[0][1]
    welder.follows("application/1")
    said = welder.taps("On m’a dit non")
    assert "chaque candidature rend la suivante meilleure." in said
    assert hears(welder, days=30) == []


@pytest.fixture
def teacher(newcomer: Newcomer) -> Person:
    """Has told her first work, and is asked for the months of the second."""
    nour = newcomer("Nour", "en", "Beirut")
    answers(nour, "Refugee", "Syria", "With a partner and children", "teacher", "1. ", "Not started yet")
    answers(nour, "Bachelor’s degree", "12", "A little", "A little", "I do not know yet", "15 January 2027")
    answers(nour, "My family", "Skip")
    begins_a_resume(nour, "teacher", "2. ", "Teacher assistant")
    tells_work(nour, Work("Teacher", "Al-Nour School", "Aleppo", "September 2004", "2012", "I taught 120 pupils."))
    nour.follows("resume/1/jobs/add")
    answers(nour, "Volunteer teacher", "Camp school", "Bekaa")
    return nour


def test_a_teacher_from_syria_is_asked_gently_about_the_years_that_are_not_told(teacher: Person) -> None:
    assert "I could not read that month." in teacher.says("after the war")
    teacher.says("2016")
    assert "2014 comes before 2016, when it began." in teacher.says("2014")
    answers(teacher, "05/2024", "I set up a class for 30 children in one month.", "Skip")
    assert "Nothing is told from 2012 to 2016: add what you did then" in teacher.follows("resume/1/check")
    summary = (
        "Mathematics teacher with twelve years of practice. I set up a class for 30 children. I would like to help."
    )
    diploma = ("Licence in mathematics", "University of Aleppo", "Aleppo", "2004", "Not yet")
    contact = ("Beirut, Lebanon", "nour@example.org", "+961 71 123 456")
    tells_the_rest(teacher, summary, "mathematics, Arabic, class work", diploma, contact)
    assert "Volunteer teacher" in takes_it_in_french(teacher).all_words
    offered(teacher, "Teacher assistant", "École du Parc", occupation="43100", region="05", french=4, from_abroad=True)
    assert "you can do it as a first job here, on the way to your own profession." in looks_at_offers(teacher)
    assert "It is in this region: Estrie. You have not chosen yours yet." in teacher.taps("1. ")
    teacher.taps("Read the offer")
    assert "Next: Apply, on November 26, 2026" in teacher.taps("🔖 Save")
    teacher.taps("Open this application")
    teacher.taps("📨 I have applied")
    assert [moment for moment, _text in hears(teacher, days=8)] == ["30 09:00"]
    teacher.follows("application/1")
    said = teacher.taps("✔️ Done: Ask the employer for news")
    assert "Next: Ask the employer for news, on December 15, 2026" in said


@pytest.fixture
def student(newcomer: Newcomer) -> Person:
    """Has a résumé for work beside her studies."""
    awa = newcomer("Awa", "fr", "Sherbrooke")
    answers(awa, "Études", "Sénégal", "En solo", "Passer", "Baccalauréat", "0", "Comme une langue", "Un peu", "Estrie")
    assert "Votre arrivée a eu lieu le 20 août 2025." in answers(awa, "20/08/2025", "L’argent", "Passer")
    begins_a_resume(awa, "Passer", "Aide-cuisinière")
    shop = ("Café Teranga", "Dakar, Sénégal", "2023", "07/2025")
    tells_work(awa, Work("Serveuse", *shop, "J’ai servi 80 clients par jour."))
    summary = "Étudiante en biologie, avec deux ans au service. J’ai servi 80 clients par jour. Je cherche 16 heures."
    diploma = ("Licence de biologie", "UCAD", "Dakar", "2025", "Pas encore")
    contact = ("Sherbrooke", "awa@example.org", "+1 819 555 0142")
    assert "Tout l’essentiel y est." in tells_the_rest(awa, summary, "accueil, caisse, cuisine", diploma, contact)
    return awa


def test_a_student_in_sherbrooke_finds_part_time_work_near_and_a_first_experience_afar(student: Person) -> None:
    assert "Serveuse" in takes_it_in_french(student).all_words
    offered(student, "Aide-cuisinière", "Café du Campus", occupation="65201", region="05", hours=16, pay_from=1700)
    far = {"region": "01", "place": "Rimouski", "hours": 37.5}
    offered(student, "Assistante de recherche", "Station du Bic", occupation=None, kind=Kind.FIRST_EXPERIENCE, **far)
    student.follows("search")
    assert "• Région\N{NO-BREAK SPACE}: Estrie" in student.taps("🔎 Look for offers")
    student.taps("Region")
    student.taps("Bas-Saint-Laurent")
    said = student.taps("Show the offers")
    assert "1. Assistante de recherche\nStation du Bic, Rimouski, Bas-Saint-Laurent" in said
    assert "Aide-cuisinière" not in said
    student.taps("Change the search")
    student.taps("As in my profile")
    student.taps("Show the offers")
    assert "• 16 heures par semaine" in student.taps("1. ")
    student.taps("📨 I have applied")
    heard = hears(student, days=8)
    assert [moment for moment, _text in heard] == ["30 09:00"]
    assert "1. Demander des nouvelles à l’employeur\nAide-cuisinière, Café du Campus" in heard[0][1]
    student.follows("application/1")
    assert "Convenir du jour de l’entrevue, le 3 décembre 2026" in student.taps("🗓 I have an interview")


@pytest.fixture
def farm_worker(newcomer: Newcomer) -> Person:
    """Has a résumé, and is in Québec already."""
    mateo = newcomer("Mateo", "en", "Joliette")
    answers(mateo, "Temporary worker", "Guatemala", "Alone", "farm worker", "1. ", "Secondary school", "6", "A little")
    assert "You landed on May 5, 2025." in answers(mateo, "Not at all", "Lanaudière", "5 May 2025", "Papers", "Skip")
    begins_a_resume(mateo, "Livestock labourers", "Farm worker")
    farm = ("Ferme des Pins", "Joliette", "05/2025", "I still do it")
    tells_work(mateo, Work("Farm worker", *farm, "I looked after 80 cows and raised the yield by 10 %."))
    summary = (
        "Farm worker, six years with dairy cows. I raised the yield by 10 %. I am looking for work all year round."
    )
    diploma = ("Secondary school", "Instituto Central", "Guatemala", "2014", "Not yet")
    contact = ("Joliette", "mateo@example.org", "+1 450 555 0142")
    tells_the_rest(mateo, summary, "milking, tractors, care of calves", diploma, contact)
    return mateo


def test_a_farm_worker_who_is_here_may_work_where_nobody_is_taken_from_abroad(farm_worker: Person) -> None:
    assert takes_it_in_french(farm_worker).language == "fr"
    offered(farm_worker, "Milker", "Ferme Roy", occupation="85100", region="14", french=2)
    far = offered(
        farm_worker, "Herd keeper", "Ferme Caron", occupation="85100", region="14", from_abroad=True, french=8
    )
    assert "1. Milker" in looks_at_offers(farm_worker)
    said = farm_worker.taps("1. ")
    assert "✅ It is the work that you do." in said
    assert "✅ You are in Québec, and can begin." in said
    said = farm_worker.taps("Read the offer")
    assert "French: level 2 asked (beginner)" in said
    assert "You may apply from abroad." not in said
    assert "You may apply from abroad." in farm_worker.follows(f"offer/{far}")
    assert "It is not enough yet." in farm_worker.follows(f"match/{far}")
    farm_worker.follows("matches")
    farm_worker.taps("1. ")
    farm_worker.taps("Read the offer")
    farm_worker.taps("📨 I have applied")
    heard = hears(farm_worker, days=8)
    assert [moment for moment, _text in heard] == ["30 09:00"]
    assert "1. Ask the employer for news\nMilker, Ferme Roy" in heard[0][1]
    farm_worker.follows("application/1")
    said = farm_worker.taps("🤝 They offer me the job")
    assert "Next: Answer the job offer, on December 4, 2026" in said
    assert "I note that you were in Québec when you got it." in said
