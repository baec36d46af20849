"""What does not stand in a résumé of Québec: found in what people write in French, English or Spanish.

Each sign is narrow, so that work with children, patients of an age or a budget raises no alarm. Read once, when typed.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from coaching import folding
from locales.text import Text, _


class Unwanted(StrEnum):
    PHOTO = "photo"
    EMAIL = "email"
    PHONE = "phone"
    SIN = "sin"
    ADDRESS = "address"
    AGE = "age"
    STATUS = "status"
    CHILDREN = "children"
    NATIONALITY = "nationality"
    RELIGION = "religion"
    SEX = "sex"
    SALARY = "salary"


WHY: Mapping[Unwanted, Text] = MappingProxyType(
    {
        Unwanted.PHOTO: _("No photo, please: in Québec a résumé has none, so that nobody is chosen by their face."),
        Unwanted.EMAIL: _("There is an e-mail address in it. It has its own place, at the head of your résumé."),
        Unwanted.PHONE: _("There is a phone number in it. It has its own place, at the head of your résumé."),
        Unwanted.SIN: _(
            "This looks like a social insurance number. An employer needs it only after you are hired: "
            "before that, it helps thieves."
        ),
        Unwanted.ADDRESS: _("There is a full address in it. Your city at the head of the résumé is enough."),
        Unwanted.AGE: _(
            "It tells your age. A résumé in Québec says no age and no birthday: they open the door to bias."
        ),
        Unwanted.STATUS: _(
            "It tells whether you live alone or with somebody. That is private, and no employer may ask."
        ),
        Unwanted.CHILDREN: _("It tells of your own children. That is private, and no employer may ask."),
        Unwanted.NATIONALITY: _("It tells your nationality. No employer may choose by it, so a résumé leaves it out."),
        Unwanted.RELIGION: _("It tells your religion. No employer may choose by it, so a résumé leaves it out."),
        Unwanted.SEX: _("It tells whether you are a man or a woman. No employer may choose by it: leave it out."),
        Unwanted.SALARY: _("It speaks of your pay. In Québec one speaks of it later, when the employer wants you."),
    }
)

NUMBER = r"(?:\d|1[0-2]|une?|deux|trois|quatre|cinq|six|one|two|three|four|five|dos|tres|cuatro|cinco)"
I_AM = r"(?:\bje suis |\bi am |\bi'm |\bsoy |(?:^|(?<=[.;!?\n|] )|(?<=[.;!?\n|])))"
END = r"(?=\s*(?:$|[.,;!?\n|]| and | et | y ))"
PEOPLE = (
    r"(?:algerian|moroccan|tunisian|cameroonian|senegalese|ivorian|haitian|congolese|lebanese|colombian|filipin[oa]"
    r"|french|belgian|mexican|brazilian|indian|chinese|syrian|ukrainian|egyptian"
    r"|algerien(?:ne)?|marocaine?|tunisien(?:ne)?|camerounaise?|senegalaise?|ivoirien(?:ne)?|haitien(?:ne)?"
    r"|congolaise?|libanaise?|colombien(?:ne)?|philippine?|francaise?|belge|mexicaine?|bresilien(?:ne)?"
    r"|colombian[oa]|mexican[oa]|peruan[oa]|venezolan[oa])"
)
FAITHS = (
    r"(?:muslim|christian|catholic|jew|jewish|buddhist|protestant|hindu|atheist|musulmane?|chretien(?:ne)?|catholique"
    r"|juif|juive|bouddhiste|protestante|hindoue?|athee|musulman[ao]|cristian[ao]|catolic[ao])"
)
SIGNS: Mapping[Unwanted, tuple[str, ...]] = MappingProxyType(
    {
        Unwanted.EMAIL: (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",),
        Unwanted.PHONE: (
            r"(?<!\w)(?:\+|00)\d[\d .()-]{7,}\d",
            r"(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)",
            r"(?<![\d.,])0\d(?:[ .-]?\d{2}){4}(?!\d)",
            r"\b(?:tel|phone|telephone|mobile|cell|whatsapp)\.?\s*[:=]?\s*\+?\d[\d .-]{6,}",
        ),
        Unwanted.SIN: (r"\b(?:nas|sin|assurance sociale|social insurance(?: number)?)\W{0,4}(?:\d[ -]?){8}\d",),
        Unwanted.ADDRESS: (
            r"(?<!\d)\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?:rue|avenue|boulevard|boul\.|chemin|impasse|allee) ",
            r"(?<!\d)\d{1,4}(?: ?(?:bis|ter))?,? (?:place|route) (?:de|du|des|d')\b",
            r"\b[abceghj-nprstvxy]\d[abceghj-nprstv-z] ?\d[abceghj-nprstv-z]\d\b",
            r"\b(?:calle|carrera|avenida) [\w .]{1,30}(?:#|no\.?|n°) ?\d",
        ),
        Unwanted.AGE: (
            r"\bj'ai (?:1[5-9]|[2-7]\d) ans\b(?!\s*(?:d'|de |dans|en |comme|au |a |chez|plus))",
            rf"{I_AM}(?:(?:un|une|a) )?(?:homme|femme|man|woman)? ?(?:ag(?:e|ee|ed) (?:de )?)[1-7]\d\b",
            rf"{I_AM}(?:a )?[1-7]\d(?: years? old\b|[- ]year[- ]old\b(?! (?:company|firm|building|family)))",
            rf"(?:\bi am |\bi'm )[1-7]\d{END}",
            r"\btengo [1-7]\d anos\b(?! de)",
            r"(?:^|[\n,;|(] ?)(?:age|edad)\s*[:=]?\s*[1-7]\d\b",
            r"\b(?:date (?:of birth|de naissance)|fecha de nacimiento|dob|birthday)\W{0,4}\d",
            r"(?:\bje suis |^|[.;,\n|] ?)nee? (?:le|en|a|au)\b.{0,40}(?:19|20)\d\d",
            r"(?:\bi was |^|[.;,\n|] ?)born (?:on|in)\b.{0,40}(?:19|20)\d\d",
            r"\bnaci (?:el|en)\b.{0,40}(?:19|20)\d\d",
        ),
        Unwanted.STATUS: (
            r"\b(?:etat civil|situation (?:de famille|familiale)|marital status|civil status|estado civil)\s*[:=]",
            (
                r"(?:\bje suis |\bi am |\bi'm |\bsoy |\bestoy )(?:mariee?|celibataire|divorcee?|veuf|veuve|pacsee?"
                r"|married|single|divorced|widowed|casad[oa]|solter[oa]|divorciad[oa]|viud[oa])\b(?!-)"
            ),
            (
                r"(?:^|[.,;\n|] ?)(?:mariee?|celibataire|divorcee?|veuf|veuve|married|single|divorced|widowed"
                r"|casad[oa]|solter[oa])(?=\s*(?:$|[.,;\n|]| with | avec | and (?:father|mother)| et (?:pere|mere)))"
            ),
        ),
        Unwanted.CHILDREN: (
            rf"\bj'ai {NUMBER} (?:enfants?|filles?|fils|garcons?)\b(?! (?:dans|en|a charge|sous|au|par))",
            rf"\bi have {NUMBER} (?:children|kids|child|sons?|daughters?)\b(?! (?:in|at|under|with|per))",
            rf"\btengo {NUMBER} hij[oa]s?\b",
            (
                rf"{I_AM}(?:(?:une?|la|le|a|the) )?(?:mariee? et |married and )?"
                rf"(?:pere|mere|father|mother|mom|dad|padre|madre)"
                rf" (?:de|d'|of) ?{NUMBER}\b"
            ),
            rf"\b(?:mariee?|married|casad[oa])\b.{{0,12}}\b{NUMBER} (?:enfants?|children|kids|hijos?)\b",
            rf"(?:^|[.,;\n|] ?){NUMBER} (?:enfants?|children|kids|hijos?)(?=\s*(?:$|[.,;\n|]))",
            r"(?:^|[.,;\n|] ?)(?:sans enfants?|no children|sin hijos)(?=\s*(?:$|[.,;\n|]))",
        ),
        Unwanted.NATIONALITY: (
            r"\b(?:nationalite|nationality|nacionalidad|citizenship|citoyennete)\s*[:=]",
            r"(?:\bje suis |^|[.,;\n|] ?)de nationalite \w+",
            rf"(?:\bje suis |\bi am |\bi'm |\bsoy )(?:an? |une? )?{PEOPLE}(?: citizen| national)?{END}",
        ),
        Unwanted.RELIGION: (
            r"\breligion\s*[:=]",
            rf"(?:\bje suis |\bi am |\bi'm |\bsoy )(?:an? |une? )?(?:practi[sc]ing )?{FAITHS}(?: pratiquante?)?{END}",
            r"(?:\bje suis |^|[.,;\n|] ?)de confession \w+",
        ),
        Unwanted.SEX: (
            r"\b(?:sexe|sex|gender|sexo)\s*[:=]",
            rf"(?:\bje suis |\bi am |\bi'm |\bsoy )(?:un|une|a|una?) (?:homme|femme|man|woman|hombre|mujer){END}",
            r"(?:^|[.,;\n|] ?)(?:homme|femme|male|female|man|woman|hombre|mujer)(?=\s*(?:$|[.,;\n|]))",
        ),
        Unwanted.SALARY: (
            (
                r"\b(?:pretentions? salariales?|pretensi\w+ salarial\w*|salary expectations?|expected salary"
                r"|salaire (?:souhaite|desire|demande|actuel|attendu)|(?:current|desired) salary)\b"
            ),
            r"\b(?:salaire|salary|salario)\s*[:=]",
            (
                r"\b(?:je gagn(?:e|ais)|i earn(?:ed)?|gano|ganaba)\b.{0,12}\d[\d .,]*(?:k|mille|thousand)?"
                r" ?(?:[$€£]|dollars|euros|dinars|dirhams|cad|usd|pesos|francs)"
            ),
            r"\bi earn(?:ed)? ?[$€£] ?\d",
        ),
    }
)
SHAPES = {kind: tuple(re.compile(sign) for sign in signs) for kind, signs in SIGNS.items()}
STREET = re.compile(
    r"\b\d{1,5} (?:[A-Z][\w'.-]*|\d{1,3}(?:st|nd|rd|th)) (?:[A-Z][\w'.-]* )?"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard|Blvd)\b"
)
NINE = re.compile(r"(?<![\d$€])(?<!\d[ -])(\d{3})[ -](\d{3})[ -](\d{3})(?![ -]?\d)")
REACHING = (Unwanted.EMAIL, Unwanted.PHONE, Unwanted.SIN, Unwanted.ADDRESS)
"""What is looked for in names, such as an employer's, too."""


def unwanted(text: str) -> Unwanted | None:
    """The first thing in a sentence that does not stand in a résumé of Québec."""
    return _first(text, tuple(SIGNS))


def unwanted_in_a_name(text: str) -> Unwanted | None:
    """The same for a title, an employer, a school or a place, which may be called anything."""
    return _first(text, REACHING)


def _first(text: str, kinds: tuple[Unwanted, ...]) -> Unwanted | None:
    plain = folding.fold(text.replace("’", "'")).strip()
    return next((kind for kind in kinds if _stands(kind, plain, text)), None)


def _stands(kind: Unwanted, plain: str, text: str) -> bool:
    if any(shape.search(plain) for shape in SHAPES[kind]):
        return True
    match kind:
        case Unwanted.SIN:
            return any(_is_insurance("".join(found.groups())) for found in NINE.finditer(plain))
        case Unwanted.ADDRESS:
            return STREET.search(text) is not None
        case _:
            return False


def _is_insurance(digits: str) -> bool:
    """Whether nine digits have the check digit of a social insurance number; a round figure is an amount."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits)]
    return not digits.endswith("000") and sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0
