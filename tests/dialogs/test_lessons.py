"""Laws of taking a lesson: card by card, with every form of answer, and going on where one was."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coaching import catalogue, occupations
from coaching.cards import Ordering
from coaching.modules import Training
from coaching.programme import Programme
from coaching.training import load
from dialogs.cards import Picked, open_letters, picked
from locales.text import Text
from storage.conversations import Conversation
from storage.participations import Participation, Stage
from storage.training import Enrolment, TrainingAnswer
from tests.dialogs.driver import Person
from tests.small_training import FOLDER, small


@pytest.fixture(scope="session")
def programme() -> Programme:
    return Programme(catalogue.shipped(), occupations.shipped(), small)


def answers(person: Person) -> list[tuple[str, bool | None, int]]:
    """The cards that were answered, whether the first answer was right, and how often it was tried."""
    return person.looks_up(
        lambda session, _chat: [(each.card, each.right, each.tries) for each in session.query(TrainingAnswer)]
    )


def enrolment(person: Person) -> Enrolment:
    return person.looks_up(lambda session, _chat: session.query(Enrolment).one())


def choose(person: Person, text: str) -> str:
    """Taps the letter under which an answer stands."""
    line = next(line for line in person.reads.splitlines() if line.endswith(text))
    return person.taps(line.partition(".")[0].removeprefix("Voir "))


def begin(person: Person, lesson: str = "week") -> str:
    return person.follows(f"learn/hours/{lesson}")


def test_the_way_from_home_leads_into_a_module(coached: Person) -> None:
    coached.follows("home")
    shown = coached.taps("Training")
    assert "Short lessons of a few minutes" in shown
    module = coached.taps("▫️ Hours and pay")
    assert "Afterwards you can read a pay slip." in module
    assert "▫️ The week: 2 minutes" in module
    assert coached.sees[:2] == ["Begin with the questions", "Begin with the lessons"]
    assert coached.taps("Begin with the lessons").startswith("The week · 1 of 4\n\nForty hours")


def test_a_coming_interview_recommends_the_module_that_prepares_for_it(coached: Person) -> None:
    coached.programme = Programme(coached.programme.catalogue, coached.programme.occupations)

    def is_invited(session: Session, talk: Conversation) -> None:
        at = {"began_at": coached.now, "touched_at": coached.now, "interview_at": coached.now + timedelta(days=3)}
        session.add(Participation(candidate_id=talk.candidate_id, title="Nurse", stage=Stage.INTERVIEW, **at))

    coached.looks_up(is_invited)
    assert "Because you have an interview on November 26, 2026." in coached.follows("learn")
    coached.later(days=4)
    assert "an interview" not in coached.follows("learn")


def test_a_lesson_is_read_card_by_card_to_its_end(coached: Person) -> None:
    begin(coached)
    coached.taps("Go on")
    choose(coached, "I ask whether it is paid.")
    coached.taps("Go on")
    assert coached.reads.startswith("The week · 4 of 4")
    choose(coached, "Those beyond 40")
    ended = coached.taps("Go on")
    assert "✅ Lesson done: The week" in ended
    assert "1 of 4 lessons of this module." in ended
    assert "• CNESST (2026-08-28)" in ended
    assert "Checked on November 25, 2026." in ended
    assert coached.taps("Begin: The pay slip").startswith("The pay slip · 1 of 3")


def test_each_choice_of_a_scenario_shows_what_comes_of_it(coached: Person) -> None:
    begin(coached)
    coached.taps("Go on")
    told = choose(coached, "I go without a word.")
    assert "💡 There is a better way.\nShe is not pleased." in told
    others = [label for label in coached.sees if label.startswith("See ")]
    assert len(others) == 2
    better = coached.taps(others[0])
    assert "✅ A good choice." in better
    assert answers(coached) == [("friday", None, 2)]


def test_a_choice_leads_where_its_author_wants(coached: Person) -> None:
    begin(coached)
    coached.taps("Go on")
    choose(coached, "I stay until midnight.")
    assert "On Saturday you sleep until noon." in coached.taps("Go on")
    assert "Which hours are overtime?" in coached.taps("Go on")


def test_a_quiz_tells_at_once_what_is_right_and_why(coached: Person) -> None:
    coached.follows("learn/hours/week/paid")
    told = choose(coached, "Those after 5 p.m.")
    assert "Not quite.\nThe hour of the day does not count." in told
    assert "Those beyond 40 The week counts." in told
    assert answers(coached) == [("paid", False, 1)]


def test_the_first_answer_is_the_one_that_is_kept(coached: Person) -> None:
    coached.follows("learn/hours/week/paid")
    choose(coached, "Those after 5 p.m.")
    coached.follows("learn/hours/week/paid")
    assert "✅ Right." in choose(coached, "Those beyond 40")
    assert answers(coached) == [("paid", False, 2)]


def test_pairs_are_matched_one_after_another(coached: Person) -> None:
    shown = coached.follows("learn/hours/slip/words")
    assert "What goes with Salaire brut?" in shown
    wrong = choose(coached, "What you get")
    assert "Not that one. Try again." in wrong
    assert "✅ Salaire brut = Pay before anything is taken off" in choose(coached, "Pay before anything is taken off")
    choose(coached, "What you get")
    done = choose(coached, "What is taken off")
    assert "The net is what you can spend." in done
    assert answers(coached) == [("words", False, 1)]
    assert coached.taps("Go on").startswith("The pay slip · 3 of 3")


def test_what_was_wrong_in_a_place_is_not_offered_there_again(coached: Person) -> None:
    coached.follows("learn/hours/slip/steps")
    for wrong in ("Call the CNESST", "Ask the boss"):
        assert "Not that one. Try again." in choose(coached, wrong)
        assert wrong not in coached.reads
    assert "Call the CNESST" in choose(coached, "Read the slip")


def test_every_way_to_be_wrong_fits_a_button() -> None:
    card = Ordering("k" * 12, Text("?"), tuple(Text(f"{number}") for number in range(5)), Text("!"))
    letters = ""
    while not (have := picked(card, letters)) or not have.done(card):
        open_ones = open_letters(card, have or Picked(0, 0, missed=False))
        right = card.items[have.placed if have else 0]
        letters += min(open_ones, key=lambda each: each.text == right).letter.lower()
    assert have.mistakes == 4 + 3 + 2 + 1
    assert len(f"learn/{'m' * 12}/{'l' * 12}/{card.key}/{letters}") <= 64


def test_things_are_put_in_order_by_tapping_them(coached: Person) -> None:
    shown = coached.follows("learn/hours/slip/steps")
    listed = [line.partition(". ")[2] for line in shown.splitlines() if line[1:3] == ". "]
    assert sorted(listed) == ["Ask the boss", "Call the CNESST", "Read the slip"]
    assert listed != ["Read the slip", "Ask the boss", "Call the CNESST"]
    choose(coached, "Read the slip")
    choose(coached, "Ask the boss")
    done = choose(coached, "Call the CNESST")
    assert "✅ 3. Call the CNESST" in done
    assert "Most mistakes are mended by asking." in done
    assert answers(coached) == [("steps", True, 1)]


def test_ones_own_words_are_held_against_good_ones(coached: Person) -> None:
    asked = coached.follows("learn/hours/late/call")
    assert "You will be 20 minutes late. What do you write to Julie?" in asked
    told = coached.says("Bonjour Julie, j’arrive en retard, environ 20 minutes")
    assert "✅ How late you will be" in told
    assert "▫️ That you are sorry" in told
    assert "What I did not find, you may have said in other words." in told
    assert "“Hello Julie, I will be 20 minutes late. Sorry!”" in told
    kept = coached.looks_up(lambda session, _chat: [(each.chosen, each.said) for each in session.query(TrainingAnswer)])
    assert kept == [("1/2", "Bonjour Julie, j’arrive en retard, environ 20 minutes")]
    assert coached.taps("Go on").startswith("Being late · 3 of 3")


def test_the_words_of_a_card_can_be_looked_up_once_it_is_answered(coached: Person) -> None:
    coached.follows("learn/hours/late/call")
    coached.taps("Skip")
    word = next(label for label in coached.sees if label.startswith("📖"))
    assert "To be fed up." in coached.taps(word)


def test_who_finds_no_words_may_see_good_ones(coached: Person) -> None:
    coached.follows("learn/hours/late/call")
    told = coached.taps("Skip")
    assert "“Hello Julie" in told
    assert "• How late you will be" in told
    assert "You:" not in told


def test_an_apostrophe_of_either_kind_is_heard(coached: Person) -> None:
    coached.follows("learn/hours/late/call")
    assert "✅ That you are sorry" in coached.says("Je m’excuse!")


def test_a_lesson_goes_on_at_its_card_on_any_day(coached: Person) -> None:
    begin(coached)
    coached.taps("Go on")
    coached.later(days=20)
    coached.follows("learn")
    assert coached.sees[0] == "▶ Go on: The week"
    assert "It is Friday, 4 p.m." in coached.taps("▶ Go on: The week")
    assert "It is Friday, 4 p.m." in begin(coached)


def test_the_button_to_go_on_leads_to_the_lesson_that_it_names(coached: Person) -> None:
    begin(coached)
    coached.taps("Go on")
    coached.later(minutes=1)
    coached.follows("check/safety/before")
    coached.follows("learn")
    assert coached.sees[0] == "▶ Go on: The week"
    assert "It is Friday, 4 p.m." in coached.taps("▶ Go on: The week")


def test_an_old_button_that_ends_a_lesson_leaves_the_place_in_another(coached: Person) -> None:
    begin(coached, "week")
    coached.follows("learn/hours/slip/words")
    coached.follows("learn/hours/week/end")
    assert coached.follows("learn/on").startswith("The pay slip · 2 of 3")


def test_a_word_leads_back_to_a_lesson_that_is_done_too(coached: Person) -> None:
    for lesson in small().modules["hours"].lessons:
        coached.follows(f"learn/hours/{lesson.key}/end")
    begin(coached)
    coached.taps("📖 5 à 7")
    assert coached.taps("‹ Back to the lesson").startswith("The week · 1 of 4")


def test_a_question_in_between_does_not_lose_the_place(coached: Person) -> None:
    coached.follows("learn/hours/late/call")
    coached.follows("plan")
    assert "What do you write to Julie?" in coached.follows("learn/on")


def test_a_word_of_quebec_is_looked_up_and_kept(coached: Person) -> None:
    begin(coached)
    told = coached.taps("📖 5 à 7")
    assert "Drinks with colleagues after work." in told
    assert "“On fait un 5 à 7 vendredi, tu viens?”" in told
    toasts = [shown.toast for shown in coached.screens]
    assert coached.taps("‹ Back to the lesson").startswith("The week · 1 of 4")
    coached.taps("📖 5 à 7")
    assert [*toasts, *(shown.toast for shown in coached.screens)] == ["Kept in your words.", None]
    assert "5 à 7: Drinks with colleagues after work." in coached.taps("My words")
    coached.taps("5 à 7")
    assert "Your list is empty." in coached.taps("Take it off my list")


def test_a_word_that_is_none_leads_to_ones_list(coached: Person) -> None:
    assert "Your list is empty." in coached.follows("word/nothing")
    assert "Your list is empty." in coached.follows("words/7")


@pytest.fixture
def renewed(tmp_path: Path) -> Any:
    """The content after its author wrote something else."""

    def change(old: str, new: str) -> Training:
        for folder in ("modules", "glossary"):
            (tmp_path / folder).mkdir(exist_ok=True)
            for sheet in (FOLDER / folder).glob("*.yaml"):
                text = sheet.read_text(encoding="utf-8")
                assert sheet.name.startswith("02") or folder == "glossary" or old in text
                (tmp_path / folder / sheet.name).write_text(text.replace(old, new), encoding="utf-8")
        return load(tmp_path, catalogue.shipped())

    return change


def with_training(person: Person, training: Training) -> None:
    person.programme = Programme(person.programme.catalogue, person.programme.occupations, lambda: training)


def test_who_stands_at_a_card_that_has_gone_begins_its_lesson_anew_and_is_told(coached: Person, renewed: Any) -> None:
    coached.follows("learn/hours/week/paid")
    with_training(coached, renewed(": paid\n", ": paying\n"))
    told = coached.follows("learn/on")
    assert told.startswith("This lesson has been renewed since: it begins again.\nThe week · 1 of 4")


def test_an_answer_that_was_written_anew_shows_its_question_again(coached: Person, renewed: Any) -> None:
    coached.follows("learn/hours/week/paid")
    line = next(line for line in coached.reads.splitlines() if line.endswith("Those after 5 p.m."))
    path = coached.path_of(line.partition(".")[0])
    with_training(coached, renewed("Those after 5 p.m.", "Those of the evening"))
    assert "Those of the evening" in coached.follows(path)
    assert answers(coached) == []


def test_a_lesson_that_has_gone_leaves_what_was_done(coached: Person, renewed: Any) -> None:
    begin(coached, "late")
    coached.follows("learn/hours/late/end")
    with_training(coached, renewed(": late\n    ", ": delay\n    "))
    told = coached.follows("learn/hours/late/call")
    assert "the training has been renewed. What you have done is kept." in told
    assert "▫️ Being late" in coached.taps("‹ Hours and pay")
    assert enrolment(coached).done == ["late"]


def test_a_module_that_has_gone_leads_to_those_that_are_there(coached: Person) -> None:
    assert "the training has been renewed" in coached.follows("learn/gone/week/1")
    assert "Choose a module." in coached.taps("‹ Training")


@pytest.mark.parametrize(
    "path",
    [
        "learn/hours/week/nothing",
        "learn/hours/week/paid/ffffff",
        "learn/hours/slip/words/zz",
        "learn/hours/slip/words/aaaaaaaaaaaaaaa",
        "learn/hours/week/1/a",
        "learn/hours/late/call/a",
        "say/hours:late:gone/words/-",
        "say/hours/words/-",
        "check/gone/before",
        "check/hours/before/gone/-",
        "check/hours/sometime",
    ],
)
def test_a_forged_button_harms_nothing(coached: Person, path: str) -> None:
    assert coached.follows(path)
    assert answers(coached) == []
