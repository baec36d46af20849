"""What an offer asks and gives, with what the candidate has beside it."""

from coaching import labels, offering, opportunities
from coaching.profile import Level
from dialogs import seeking
from dialogs.engine.screens import Words
from dialogs.engine.turn import Turn
from locales.text import Text, _, ngettext
from storage.opportunities import Opportunity

LONGEST_SKILLS = 12
"""How many skills a phone shows well."""


def facts(turn: Turn, row: Opportunity) -> list[Words]:
    mine = seeking.mine_of(turn)
    left = opportunities.places_left(turn.session, row)
    told: list[Words | None] = [
        _("• {pay}", pay=offering.pay(row)),
        _bullet(offering.counted(row)),
        _("• It begins on {date}.", date=row.starts_on) if row.starts_on else None,
        _level(_("French"), row.french, mine.french),
        _level(_("English"), row.english, mine.english) if row.english else None,
        _experience(row.experience_years, mine.experience_years),
        _permit(row, labels.PERMIT[mine.permit] if mine.permit else None),
        _("• Skills: {skills}", skills=tuple(row.skills[:LONGEST_SKILLS])) if row.skills else None,
        _("• You may apply from abroad.") if row.from_abroad else None,
        None if left is None else ngettext("• {count} place is left.", "• {count} places are left.", left),
    ]
    return [each for each in told if each is not None]


def _bullet(told: Text | None) -> Text | None:
    return _("• {told}", told=told) if told else None


def _level(tongue: Text, level: int, mine: Level | None) -> Text:
    """What is asked in words, with what the candidate has beside it."""
    if level == 0:
        return _("• {tongue}: no level asked", tongue=tongue)
    mark = "✅" if offering.within_reach(level, mine) else "🔸"
    stage = offering.STAGES[offering.stage(level)]
    if mine is None:
        return _("• {tongue}: level {level} asked ({stage})", tongue=tongue, level=level, stage=stage)
    return _(
        "• {tongue}: level {level} asked ({stage}). {mark} You have: {mine}",
        tongue=tongue,
        level=level,
        stage=stage,
        mark=mark,
        mine=labels.LEVEL[mine],
    )


def _experience(asked: int, mine: int | None) -> Text | None:
    if not asked:
        return None
    if mine is None:
        return ngettext("• {count} year of experience asked", "• {count} years of experience asked", asked)
    return ngettext(
        "• {count} year of experience asked. {mark} You have: {mine}",
        "• {count} years of experience asked. {mark} You have: {mine}",
        asked,
        mark="✅" if mine >= asked else "🔸",
        mine=mine,
    )


def _permit(row: Opportunity, mine: Text | None) -> Text | None:
    if not row.permit:
        return None
    if mine is None:
        return _("• The permit of the professional order is asked.")
    return _("• The permit of the professional order is asked. You: {mine}", mine=mine)
