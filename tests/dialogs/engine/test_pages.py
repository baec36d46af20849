from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.engine.events import Typed
from dialogs.engine.pages import Audience, Command, Routes, action, page
from dialogs.engine.screens import Link, PathTooLongError, Screen
from dialogs.engine.turn import Turn
from locales.text import _
from tests.dialogs.engine.small import Chat, Colour


@page("plan")
def plan(_turn: Turn) -> Screen:
    return Screen("Plan")


@page("plan/{step}")
def step(_turn: Turn, step: int) -> Screen:
    return Screen(f"Step {step}")


@page("plan/all")
def every(_turn: Turn) -> Screen:
    return Screen("All")


@action("plan/{step}/paint/{colour}", Audience.ANYONE)
def paint(_turn: Turn, step: int, colour: Colour) -> Screen:
    return Screen(f"{step} {colour}")


@page("word/{word}", command=Command("word", _("A word")))
def word(_turn: Turn, word: str) -> Screen:
    return Screen(word)


ROUTES = Routes([word, paint, step, every, plan])


def found(path: str) -> tuple[str, dict[str, object]] | None:
    hit = ROUTES.find(path)
    return (hit[0].pattern, hit[1]) if hit else None


def test_a_link_leads_to_its_page_with_the_same_parameters() -> None:
    assert plan.to() == Link("plan")
    assert step.to(17) == Link("plan/17")
    assert paint.to(3, Colour.DEEP_BLUE) == paint.to(step=3, colour=Colour.DEEP_BLUE) == Link("plan/3/paint/deep_blue")
    assert found("plan/3/paint/deep_blue") == ("plan/{step}/paint/{colour}", {"step": 3, "colour": Colour.DEEP_BLUE})


@given(st.integers(0, 10**18 - 1), st.sampled_from(Colour))
def test_every_link_is_found_again(number: int, colour: Colour) -> None:
    hit = ROUTES.find(paint.to(number, colour).path)
    assert hit == (paint, {"step": number, "colour": colour})
    assert isinstance(hit[1]["colour"], Colour)


@given(st.from_regex(r"[A-Za-z0-9_.:+-]{1,40}", fullmatch=True))
def test_every_word_of_the_allowed_letters_stands_in_a_path(text: str) -> None:
    assert found(word.to(text).path) == ("word/{word}", {"word": text})


@given(st.text())
def test_no_path_from_outside_raises(path: str) -> None:
    hit = ROUTES.find(path)
    assert hit is None or hit[0] in ROUTES.pages


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "plan/", "/plan", "plan//", "PLAN", "plan ", "plan\n", "plan/17\n", "plan/17/", "plans", "nothing"),
        *("plan/-1", "plan/+1", "plan/1.5", "plan/0x1", "plan/1_000", "plan/١٧", "plan/１７", "plan/²", "plan/ 1"),
        *("plan/1234567890123456789", "plan/12345678901234567890", "plan/" + "9" * 4096, "plan/seventeen"),
        *("plan/1/paint/green", "plan/1/paint/RED", "plan/1/paint/", "plan/x/paint/red", "plan/1/paint"),
        *(
            "word/two words",
            "word/é",
            "word/<b>",
            "word/a/b",
            "word/",
            "word/\u200b",
            "word/\u202e",
            "{word}",
            "plan/{step}",
        ),
    ],
)
def test_a_forged_path_is_of_no_page(path: str) -> None:
    assert found(path) is None


def test_a_number_of_18_digits_still_is_an_id() -> None:
    assert found("plan/999999999999999999") == ("plan/{step}", {"step": 999999999999999999})


def test_a_path_of_64_bytes_is_the_longest() -> None:
    assert len(word.to("x" * 59).path) == 64
    with pytest.raises(PathTooLongError, match="more than 64 bytes: shorten the page's pattern"):
        word.to("x" * 60)
    with pytest.raises(PathTooLongError):
        Link("é" * 33)


@pytest.mark.parametrize("text", ["", "two words", "a/b", "é", "<b>", "\n"])
def test_a_word_that_cannot_stand_in_a_path_is_our_mistake(text: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a path"):
        word.to(text)


@pytest.mark.parametrize("number", [-1, 10**18])
def test_a_number_that_no_path_is_read_for_is_our_mistake(number: int) -> None:
    with pytest.raises(ValueError, match="cannot stand in a path"):
        step.to(number)


def test_of_two_pages_that_fit_the_one_with_fewer_parameters_is_taken() -> None:
    @page("area/{name}/{part}")
    def anywhere(_turn: Turn, name: str, part: str) -> Screen:
        return Screen(name + part)

    @page("area/north/{part}")
    def north(_turn: Turn, part: str) -> Screen:
        return Screen(part)

    routes = Routes([anywhere, north])
    assert routes.find("area/north/x") == (north, {"part": "x"})
    assert routes.find("area/south/x") == (anywhere, {"name": "south", "part": "x"})


def test_two_pages_under_one_path_are_refused() -> None:
    def other(_turn: Turn, number: int) -> Screen:
        return Screen(str(number))

    with pytest.raises(ValueError, match=r"two pages share one path: plan$"):
        Routes([plan, every, page("plan")(every.function)])
    with pytest.raises(ValueError, match=r"two pages share one path: plan/\{number\}, plan/\{step\}"):
        Routes([step, page("plan/{number}")(other)])


def test_a_path_that_begins_with_a_parameter_is_refused() -> None:
    def any_word(_turn: Turn, word: str) -> Screen:
        return Screen(word)

    with pytest.raises(ValueError, match=r"begins with a word, not with a parameter: \{word\}"):
        Routes([page("{word}")(any_word)])


def test_a_pattern_must_name_the_parameters_of_its_function() -> None:
    def one(_turn: Turn, step: int) -> Screen:
        return Screen(str(step))

    for pattern in ("plan", "plan/{number}", "plan/{step}/{other}"):
        with pytest.raises(TypeError, match="must name the parameters of"):
            page(pattern)(one)


@pytest.mark.parametrize("kind", [float, Enum, list[int], None])
def test_a_path_holds_numbers_and_words_only(kind: object) -> None:
    def one(_turn: Turn, value: int) -> Screen:
        return Screen(str(value))

    one.__annotations__["value"] = kind
    with pytest.raises(TypeError, match="a path holds int, str and StrEnum"):
        page("a/{value}")(one)


def test_a_page_can_be_called_and_says_what_it_is() -> None:
    turn = Chat().turn(Typed("3"))
    assert step(turn, 3) == Screen("Step 3")
    assert turn.visited == ["plan/{step}"]
    assert repr(step) == "Page('plan/{step}')"
    assert (step.acts, paint.acts) == (False, True)
    assert (step.audience, paint.audience) == (Audience.CANDIDATE, Audience.ANYONE)
    assert word.command == Command("word", _("A word"))
