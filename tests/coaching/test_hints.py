"""What does not stand in a résumé of Québec is found where it is typed, and what is work is not."""

import pytest

from coaching.hints import WHY, Unwanted, unwanted, unwanted_in_a_name

FOUND = {
    Unwanted.EMAIL: (
        "Write to me: amina.haddad+work@example.org",
        "Infirmière. Contact : a.h@hopital.example.ma",
    ),
    Unwanted.PHONE: (
        "Call me at +213 555 12 34 56.",
        "Tél. : 06 12 34 56 78",
        "My number is (514) 555-0100.",
        "00212612345678 on WhatsApp",
    ),
    Unwanted.SIN: ("046 454 286", "My SIN is 046-454-286", "NAS : 123456789"),
    Unwanted.ADDRESS: (
        "12, rue Didouche Mourad, Alger",
        "J’habite au 4 bis avenue Mohammed V.",
        "350 Main Street, Boston",
        "Montréal H2X 1Y4",
        "Calle 45 # 12-30, Bogotá",
        "7, place de la République",
    ),
    Unwanted.AGE: (
        "J’ai 34 ans et je suis motivée.",
        "Âgée de 34 ans, je cherche un poste.",
        "I am 34 years old.",
        "I'm 29, and hard-working.",
        "Age: 41",
        "Née le 3 mars 1990 à Oran",
        "Born in Beirut in 1988",
        "Date of birth: 12/04/1991",
        "Tengo 30 años.",
        "Date de naissance : 12.04.1991",
    ),
    Unwanted.STATUS: (
        "Je suis mariée.",
        "Célibataire",
        "Marital status: single",
        "Nurse, married, motivated",
        "I am divorced and flexible.",
        "État civil : célibataire",
        "Soy soltera.",
    ),
    Unwanted.CHILDREN: (
        "J’ai deux enfants.",
        "I have 3 kids.",
        "Mère de deux enfants, je suis organisée.",
        "I am a father of two.",
        "Infirmière, 2 enfants",
        "Tengo dos hijos.",
    ),
    Unwanted.NATIONALITY: (
        "Nationalité : marocaine",
        "Je suis algérienne.",
        "I am a Moroccan citizen.",
        "De nationalité tunisienne",
        "Soy colombiana y trabajadora.",
    ),
    Unwanted.RELIGION: (
        "Je suis musulmane pratiquante.",
        "Religion: Christian",
        "I am Catholic.",
        "De confession juive",
    ),
    Unwanted.SEX: ("Sexe : F", "Gender: male", "Je suis une femme.", "Nurse, female", "I am a man."),
    Unwanted.SALARY: (
        "Prétentions salariales : 60 000 $",
        "Expected salary to be discussed",
        "Je gagnais 3 000 euros par mois.",
        "I earned $60,000 a year.",
        "Salaire souhaité : 30 $/h",
    ),
}
FINE = (
    "I managed a nursery with 30 children.",
    "J’ai accompagné 30 enfants de 4 à 12 ans.",
    "J’ai 12 enfants dans mon groupe chaque année.",
    "Care of patients aged 65 and over, day and night.",
    "Soins à des personnes âgées de 65 ans et plus.",
    "J’ai 15 ans d’expérience en soins intensifs.",
    "I have 10 years of experience in a 30-year-old company.",
    "Tengo 10 años de experiencia.",
    "I single-handedly trained five colleagues.",
    "Officière de l’état civil pendant six ans.",
    "Support to mothers of two and their families.",
    "Accueil de mères de jeunes enfants.",
    "I am a French teacher.",
    "I am a Christian Dior consultant.",
    "Teacher in a Catholic school.",
    "Clients of 20 nationalities, in three languages.",
    "Budget of 120 000 000 $, cut by 4 % in 2021.",
    "Managed the payroll and the salaries of 80 people.",
    "Je suis femme de chambre depuis 2015.",
    "Delivered to 25 stores on Main Street.",
    "Conduite d’un camion sur 12 routes de nuit.",
    "From 2015 to 2019, 1 200 orders a week.",
    "Sold 300 000 items in 2019-2020.",
    "Recorded the date of birth of each patient.",
    "Reduced falls from 40 to 12 a year.",
    "I was born to build bridges.",
    "The ward opened in 1998 and has 32 beds.",
    "ISO 9001 and ISO 14001 audits, 045 reports.",
    "I won an award in 2020 and earned 3 certificates.",
    "Je suis chef de cuisine : 120 couverts, 12 personnes.",
    "Jeune équipe de 34 personnes, moyenne de 26 ans.",
    "Equipment for men and women, sizes 36 to 48.",
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_what_is_private_is_found_where_it_is_written(kind: Unwanted, text: str) -> None:
    assert unwanted(text) is kind


@pytest.mark.parametrize("text", FINE)
def test_what_is_work_raises_no_alarm(text: str) -> None:
    assert unwanted(text) is None


def test_each_says_why() -> None:
    assert set(WHY) == set(Unwanted)


def test_an_employer_may_be_called_anything_but_by_an_address() -> None:
    assert unwanted_in_a_name("Femme, Single & Married") is None
    assert unwanted_in_a_name("Clinique, 12 rue des Lilas") is Unwanted.ADDRESS
    assert unwanted_in_a_name("boss@example.org") is Unwanted.EMAIL


def test_a_hostile_text_is_read_in_no_time() -> None:
    assert unwanted("1 " * 2000 + "a." * 2000 + "je suis " * 500) is None
