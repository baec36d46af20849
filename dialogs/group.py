"""A module taken together: joining by a code, the card that all answer now, and what is said to an answer."""

from dataclasses import replace

from coaching import groups
from coaching.groups import Scene, Taken
from coaching.modules import Module
from dialogs import cards, lessons, training, ways
from dialogs.engine.forms import Form
from dialogs.engine.pages import action, page
from dialogs.engine.questions import Answers, Reading, Retry, Sentence
from dialogs.engine.screens import Button, Link, Row, Screen, Words
from dialogs.engine.staffing import SessionMoved
from dialogs.engine.turn import Turn
from locales.text import Text, _, lines
from storage import groups as store
from storage.groups import GroupSession

LONGEST_TYPED = 200
NAMES = _("Whoever runs the session sees your first name and the first letter of your last name.")
UNKNOWN = _("No session is open under this code. Look at the screen in the room again, sign by sign.")


class SessionCode(Sentence):
    """The six signs that stand on the screen of the room, however they are typed."""

    def read_text(self, turn: Turn, text: str) -> Reading:
        if not groups.meant(text):
            return Retry(_("The code has six letters and digits, such as {example}.", example=EXAMPLE))
        return super().read_text(turn, text)


def _typed(turn: Turn, answers: Answers) -> Screen:
    """Enters by a typed code; where it opens nothing, the next thing typed is tried as a code again."""
    code = answers.of(TYPED) or ""
    return enter(turn, code) if _open(turn, code) else replace(CODE.open(turn), text=UNKNOWN)


def _open(turn: Turn, typed: str) -> GroupSession | None:
    code = groups.meant(typed)
    return store.by_code(turn.session, code) if code else None


def enter(turn: Turn, typed: str) -> Screen:
    """Lets a candidate into the session of a code; who comes late gets the card that is asked now."""
    group = _open(turn, typed)
    if group is None:
        return Screen(UNKNOWN, (*ways.listed(Button(_("Type another code"), CODE.to(), style="primary")), _out()))
    groups.join(turn.session, group, turn.candidate.id, turn.now)
    return _now(turn, group, NAMES)


def _out() -> Row:
    return (Button(_("‹ Training"), training.show.to()), *ways.homeward())


def later() -> Link:
    return training.show.to()


EXAMPLE = "CFH 234"
TYPED = SessionCode(
    "code",
    _("<b>Type the code of the session.</b>"),
    hint=_("It stands on the screen in the room: six letters and digits."),
    longest=LONGEST_TYPED,
    good=(EXAMPLE, "cfh-234", "https://t.me/JalonBot?start=G-CFH234"),
    bad=("CFH23", "Hello", "x" * (LONGEST_TYPED + 1)),
)
CODE = Form("join", (TYPED,), _typed, later, numbered=False)


@page("group/{session}")
def show(turn: Turn, session: int) -> Screen:
    """Where a session is now, for one who is in it."""
    group = _mine(turn, session)
    return _now(turn, group) if group else _not_in_it()


def _mine(turn: Turn, session: int) -> GroupSession | None:
    """A session that this candidate has joined; its card stays until the turn is over."""
    if store.attendance(turn.session, session, turn.candidate.id) is None:
        return None
    return store.held(turn.session, session)


def _not_in_it() -> Screen:
    text = _("You are not in this session. Join it with the code that stands on the screen in the room.")
    return Screen(text, (*ways.listed(Button(_("Join a session"), CODE.to(), style="primary")), _out()))


def _now(turn: Turn, group: GroupSession, note: Words | None = None) -> Screen:
    """The card that is asked now, or what there is while none is."""
    module = turn.programme.training.get(group.module)
    if group.closed_at or module is None:
        return _over(module)
    scene = groups.scene(module, group.lesson, group.card)
    return _asked(turn, group, module, scene, note) if scene else _waiting(module)


def _over(module: Module | None) -> Screen:
    text = lines(
        _("<b>This session is over. Thank you for being there!</b>"),
        _("You can go on alone: the lessons of the module are open to you.") if module else None,
    )
    alone = Button(_("Open the module"), training.open_module.to(module.key), style="primary") if module else None
    return Screen(text, (*ways.listed(alone), _out()))


def _waiting(module: Module) -> Screen:
    text = lines(
        _("<b>You are in the session: {module}</b>", module=module.title),
        _("Keep this chat open. When the trainer begins, the questions come here, in your language."),
        _("The screen in the room shows how many chose each answer, and no names."),
        NAMES,
    )
    return Screen(text, (ways.homeward(),))


def _heading(module: Module) -> Text:
    return _("<i>Together · {module}</i>", module=module.title)


def _asked(turn: Turn, group: GroupSession, module: Module, scene: Scene, note: Words | None = None) -> Screen:
    """The card with its letters, the one that this person chose marked."""
    answer = store.answer(turn.session, group.id, *scene.keys, turn.candidate.id)
    chosen = cards.option(scene.card, answer.chosen) if answer else None
    mine = _("You chose <b>{letter}</b>.", letter=chosen[0]) if chosen else None
    text = lines(
        note, "" if note else None, _heading(module), "", cards.with_options(scene.card), "", mine, _next(group, mine)
    )
    return Screen(text, (_letters(group, scene, chosen[1].key if chosen else ""), ways.homeward()))


def _next(group: GroupSession, mine: Words | None) -> Text:
    if group.shown_at:
        return _("The result stands on the screen. Tap a letter to read what it brings about.")
    if mine:
        return _("You can change your mind until the trainer shows the result: the last tap counts.")
    return _("What do you choose? Tap a letter.")


def _letters(group: GroupSession, scene: Scene, chosen: str) -> Row:
    return tuple(
        Button(letter, answer.to(group.id, *scene.keys, option.key), style="primary" if option.key == chosen else "")
        for letter, option in cards.options(scene.card)
    )


@action("group/{session}/{lesson}/{card}/{chosen}")
def answer(turn: Turn, session: int, lesson: str, card: str, chosen: str) -> Screen:
    """Counts a tap while its card is asked; afterwards tells what the choice means."""
    group = _mine(turn, session)
    if group is None:
        return _not_in_it()
    module = turn.programme.training.get(group.module)
    if group.closed_at or module is None:
        return _over(module)
    scene = groups.scene(module, lesson, card)
    if scene is None or (group.lesson, group.card) != scene.keys:
        return _now(turn, group, _("The session has moved on. This is the question now:") if group.card else None)
    option = cards.option(scene.card, chosen)
    if option is None:
        return _asked(turn, group, module, scene)
    if group.shown_at:
        return _meant(group, module, scene, chosen)
    taken = groups.answer(turn.session, group, scene, option[1], training.learner(turn))
    return replace(_asked(turn, group, module, scene), toast=_counted(taken, option[0]))


def _counted(taken: Taken, letter: str) -> Text:
    match taken:
        case Taken.FIRST | Taken.SAME:
            return _("{letter}: your answer counts.", letter=letter)
        case Taken.CHANGED:
            return _("Changed: {letter} counts now.", letter=letter)


def _meant(group: GroupSession, module: Module, scene: Scene, chosen: str) -> Screen:
    """What a choice brings about, once the result is shown to all; the others can be looked at too."""
    letter, option = next(each for each in cards.options(scene.card) if each[1].key == chosen)
    text = lines(
        _heading(module),
        "",
        cards.asked(scene.card),
        "",
        _("<b>{letter}.</b> {text}", letter=letter, text=option.text),
        "",
        lessons.verdict(scene.card, option),
        option.then,
        "",
        _("The result is shown: nothing is counted any more. The other letters tell what they bring about."),
    )
    return Screen(text, (_letters(group, scene, option.key), ways.homeward()))


def moved(turn: Turn, event: SessionMoved) -> Screen | None:
    """Brings the card to which the trainer went; nothing where the session is further already."""
    group = turn.session.get(GroupSession, event.session_id)
    if group is None or turn.conversation.candidate is None or group.closed_at:
        return None
    module = turn.programme.training.get(group.module)
    scene = groups.scene(module, event.lesson, event.card) if module else None
    if module is None or scene is None or (group.lesson, group.card) != scene.keys:
        return None
    return replace(_asked(turn, group, module, scene), fresh=True)
