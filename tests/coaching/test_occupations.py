import pytest

from coaching import occupations
from coaching.folding import fold, stem, stems
from coaching.occupations import Occupation, Occupations
from coaching.profile import Regulated

FOUND = [
    ("infirmière", "fr", "31301"),
    ("infirmier", "fr", "31301"),
    ("infirmiere", "fr", "31301"),
    ("infrimière", "fr", "31301"),
    ("INFIRMIÈRES", "fr", "31301"),
    ("nurse", "en", "31301"),
    ("registred nurse", "en", "31301"),
    ("infirmière auxiliaire", "fr", "32101"),
    ("aide soignante", "fr", "33102"),
    ("préposée aux bénéficiaires", "fr", "33102"),
    ("médecin", "fr", "31102"),
    ("sage femme", "fr", "31303"),
    ("pharmacienne", "fr", "31120"),
    ("plombier", "fr", "72300"),
    ("plombière", "fr", "72300"),
    ("plonbier", "fr", "72300"),
    ("plumber", "en", "72300"),
    ("soudeuse", "fr", "72106"),
    ("wellder", "en", "72106"),
    ("électricienne", "fr", "72200"),
    ("electrisien", "fr", "72200"),
    ("maçon", "fr", "72320"),
    ("menuisière", "fr", "72310"),
    ("mécanicienne", "fr", "72410"),
    ("comptable", "fr", "11100"),
    ("acountant", "en", "11100"),
    ("CPA", "fr", "11100"),
    ("secrétaire", "fr", "13110"),
    ("développeur logiciel", "fr", "21232"),
    ("développeuse", "fr", "21232"),
    ("software developper", "en", "21232"),
    ("ingénieure civile", "fr", "21300"),
    ("civil engineer", "en", "21300"),
    ("cook", "en", "63200"),
    ("cuisinière", "fr", "63200"),
    ("cuisiner", "fr", "63200"),
    ("je suis coiffeuse", "fr", "63210"),
    ("caissière", "fr", "65100"),
    ("vendeuse", "fr", "64100"),
    ("waitress", "en", "65200"),
    ("femme de ménage", "fr", "65310"),
    ("chauffeur de camion", "fr", "73300"),
    ("camioneuse", "fr", "73300"),
    ("truck driver", "en", "73300"),
    ("cariste", "fr", "75101"),
    ("manœuvre de construction", "fr", "75110"),
    ("ouvrière agricole", "fr", "85100"),
    ("farm worker", "en", "85100"),
    ("ouvrier d'usine", "fr", "95109"),
    ("enseignante au primaire", "fr", "41221"),
    ("prof de lycée", "fr", "41220"),
    ("éducatrice en garderie", "fr", "42202"),
    ("travailleuse sociale", "fr", "41300"),
    ("avocate", "fr", "41101"),
    ("agent de sécurité", "fr", "64410"),
    ("psycologue", "fr", "31200"),
    ("débardeurs", "fr", "75100"),
    ("trapers", "en", "85104"),
]


@pytest.mark.parametrize(("query", "locale", "code"), FOUND)
def test_an_occupation_is_found_by_what_people_call_it(query: str, locale: str, code: str) -> None:
    first = occupations.shipped().search(query, locale)[0]
    assert first.code == code


@pytest.mark.parametrize("query", ["", "   ", "xyzzy", "?!", "de la", "😀", "\u202e"])
def test_what_means_no_occupation_finds_none(query: str) -> None:
    assert occupations.shipped().search(query, "fr") == []


def test_a_whole_message_is_searched_without_harm() -> None:
    assert len(occupations.shipped().search("infirmière " * 400, "fr")) <= 8


def test_the_beginning_of_a_word_finds_occupations_too() -> None:
    assert {each.code for each in occupations.shipped().search("infirm", "fr")} >= {"31301", "32101"}


def test_two_words_are_one_where_only_the_whole_is_known() -> None:
    table = Occupations([Occupation("63210", 3, "Hairdresser", "Coiffeur", Regulated.NO)])
    assert [each.code for each in table.search("hair dresser", "en")] == ["63210"]


def test_what_a_query_adds_to_its_head_does_not_hide_it() -> None:
    table = Occupations(
        [
            Occupation("63200", 3, "Cook", "Cuisinier", Regulated.NO),
            Occupation("60031", 0, "Hotel manager", "Directeur d'hôtel", Regulated.NO),
        ]
    )
    assert table.search("cuisinière en hôtel", "fr")[0].code == "63200"
    assert table.search("cook in a hotel", "en")[0].code == "63200"
    assert table.search("head cook", "en")[0].code == "63200"


@pytest.mark.parametrize("nameless", ["R", "24", "A", ""])
def test_a_name_without_words_harms_no_search_and_names_nothing(nameless: str) -> None:
    told = Occupation("21211", 1, nameless, "Statisticien", Regulated.NO, aliases=(nameless, "data scientist"))
    table = Occupations([told, Occupation("21212", 1, nameless, nameless, Regulated.NO)])
    assert table.search("statisticienne", "fr") == [told]
    assert table.is_called("21211", "data scientist", "en")
    assert not table.is_called("21211", nameless, "en")
    assert not table.is_called("21212", "data scientist", "en")
    assert table.is_called("21212", "21212", "en")


@pytest.mark.parametrize("table", [[], [Occupation("21212", 1, "R", "R", Regulated.NO)]])
def test_where_nothing_has_a_name_nothing_is_found(table: list[Occupation]) -> None:
    assert Occupations(table).search("nurse", "en") == []


def test_no_more_are_found_than_asked() -> None:
    assert len(occupations.shipped().search("directeur", "fr", limit=3)) == 3


def test_titles_are_told_in_the_readers_language() -> None:
    cooks = occupations.shipped().by_code("63200")
    assert cooks is not None
    assert (cooks.title("fr"), cooks.title("en"), cooks.title("ar")) == ("Cuisiniers/cuisinières", "Cooks", "Cooks")


def test_the_language_of_the_reader_breaks_a_tie() -> None:
    table = Occupations(
        [
            Occupation("10000", 1, "Serveur", "Rien", Regulated.NO),
            Occupation("10001", 1, "Nothing", "Serveur", Regulated.NO),
        ]
    )
    assert [each.code for each in table.search("serveur", "fr")] == ["10001", "10000"]
    assert [each.code for each in table.search("serveur", "en")] == ["10000", "10001"]


def test_every_unit_group_of_the_classification_is_there() -> None:
    table = occupations.shipped()
    assert len(table) == 516
    assert all(each.title_fr and each.title_en and 0 <= each.teer <= 5 for each in table)
    assert len([each for each in table if each.aliases]) >= 500
    assert all(len(set(each.aliases)) == len(each.aliases) for each in table)


def test_who_is_regulated_has_an_authority_and_nobody_else() -> None:
    for each in occupations.shipped():
        assert bool(each.authorities) is (each.regulated in {Regulated.YES, Regulated.PARTLY}), each.code
    counted = [each.regulated for each in occupations.shipped()]
    assert (counted.count(Regulated.YES), counted.count(Regulated.PARTLY)) == (64, 60)


def test_every_alias_finds_its_occupation() -> None:
    for each in occupations.shipped():
        for alias in each.aliases:
            assert each in occupations.shipped().search(alias, "fr"), alias


def test_a_code_nobody_has_is_no_occupation() -> None:
    assert occupations.shipped().by_code("99999") is None


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("infirmier", "infirmières"),
        ("mécanicien", "mécanicienne"),
        ("acteur", "actrice"),
        ("coiffeur", "coiffeuses"),
        ("boucher", "bouchère"),
        ("maçon", "maçonne"),
        ("sportif", "sportive"),
        ("avocat", "avocate"),
        ("employé", "employée"),
    ],
)
def test_masculine_and_feminine_are_one_word(masculine: str, feminine: str) -> None:
    assert stems(masculine) == stems(feminine)


def test_words_are_folded_without_accents_and_ligatures() -> None:
    assert fold("Manœuvre d’ÉTÉ") == "manoeuvre d’ete"
    assert stem("as") == "as"
