"""Speaking in the conversation: what staff do is an event of the bot's turns, and each form counts once."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from dialogs.engine.staffing import HandedBack, StaffWrote, TookOver
from storage.audit import last
from storage.candidates import Candidate
from storage.conversations import Conversation, Speaker
from storage.messages import Author, Direction, Message, transcript
from tests.console.office import KEY, Office
from tests.console.test_candidate import followed, page
from tests.people import NOW


def talk_of(office: Office, id_: int) -> Conversation:
    return office.with_(lambda session: session.get_one(Conversation, id_))


def sent(office: Office, id_: int) -> Sequence[Message]:
    return office.with_(lambda session: transcript(session, id_))


async def test_an_answer_stands_in_the_transcript_and_ends_the_waiting(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member, waiting_since=NOW))
    answer = await office.submit(f"{page(talk)}/answer", {"text": "Hello <Amina> & all"})
    assert (answer.status, answer.location) == (303, f"/console{page(talk)}")
    assert office.posted == [StaffWrote(f"staff:{KEY}", talk.id, member.id, "Hello <Amina> & all")]
    (message,) = sent(office, talk.id)
    assert (message.author, message.direction, message.staff_id) == (Author.STAFF, Direction.OUT, member.id)
    assert "Hello &lt;Amina&gt; &amp; all" in (await office.get(page(talk))).text
    assert talk_of(office, talk.id).waiting_since is None


async def test_an_answer_sent_twice_counts_once(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    for _click in range(3):
        assert (await office.submit(f"{page(talk)}/answer", {"text": "Once"})).status == 303
    assert len(sent(office, talk.id)) == 1


async def test_two_answers_of_two_forms_are_two(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    for _form in range(2):
        key = (await office.get(page(talk))).field("key")
        await office.submit(f"{page(talk)}/answer", {"text": "Same words", "key": key})
    assert len(sent(office, talk.id)) == 2


async def test_a_part_of_the_page_gets_an_empty_composer_with_a_new_key(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    answer = await office.submit(f"{page(talk)}/answer", {"text": "Hello"}, HX_Request="true")
    assert answer.status == 200
    assert "data-sent" in answer.text
    assert "</textarea>" in answer.text
    assert "Hello" not in answer.text
    assert answer.field("key") not in {"", KEY}


@pytest.mark.parametrize(
    ("text", "told"), [("", "Write something first"), (" \u200b\n ", "Write something first"), ("é" * 3501, "shorten")]
)
async def test_what_cannot_be_sent_comes_back_with_the_reason(office: Office, text: str, told: str) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    for headers in ({}, {"HX_Request": "true"}):
        answer = await office.submit(f"{page(talk)}/answer", {"text": text}, **headers)
        assert answer.status == 422
        assert told in answer.words
        assert text.strip("\u200b\n ") in answer.text
    assert not office.posted


async def test_the_longest_answer_is_sent_whole(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    await office.submit(f"{page(talk)}/answer", {"text": "é" * 3500})
    assert "é" * 3500 in sent(office, talk.id)[0].body


async def test_an_emoji_counts_as_the_platform_counts_it(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    assert (await office.submit(f"{page(talk)}/answer", {"text": "😀" * 1751})).status == 422


@pytest.mark.parametrize("key", ["", "x", "staff:1", "1" * 100])
async def test_a_form_without_its_key_is_refused(office: Office, key: str) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    assert (await office.submit(f"{page(talk)}/answer", {"text": "Hello", "key": key})).status == 400
    assert not office.posted


async def test_characters_that_flip_or_hide_text_do_not_get_through(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    await office.submit(f"{page(talk)}/answer", {"text": "a\u202eb\u200bc\r\nd"})
    assert isinstance(office.posted[0], StaffWrote)
    assert office.posted[0].text == "abc\nd"


async def test_taking_over_and_handing_back_are_told_to_the_person(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    taken = await office.submit(f"{page(talk)}/take-over", HX_Request="true")
    assert "You are speaking" in taken.words
    assert talk_of(office, talk.id).speaker is Speaker.COUNSELLOR
    back = await office.submit(f"{page(talk)}/hand-back", {"key": KEY.replace("0", "1")}, HX_Request="true")
    assert "Jalon answers" in back.words
    assert talk_of(office, talk.id).speaker is Speaker.BOT
    assert [type(event) for event in office.posted] == [TookOver, HandedBack]
    assert len(sent(office, talk.id)) >= 2


async def test_without_scripts_the_page_comes_again(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    assert (await office.submit(f"{page(talk)}/take-over")).location == f"/console{page(talk)}"
    assert (await office.submit(f"{page(talk)}/hand-back")).location == f"/console{page(talk)}"


async def test_what_staff_do_in_a_conversation_is_written_down(office: Office) -> None:
    member = office.hired()
    talk = office.with_(lambda session: followed(session, member))
    await office.submit(f"{page(talk)}/answer", {"text": "Hello"})
    entry = office.with_(lambda session: last(session, member, "conversation.answered"))
    assert entry
    assert entry.candidate_id == talk.candidate_id


async def test_nobody_answers_who_has_not_joined(office: Office) -> None:
    member = office.hired()

    def alone(session: Session) -> Candidate:
        candidate = Candidate(first_name="Amina", counsellor_id=member.id, created_at=NOW)
        session.add(candidate)
        session.flush()
        return candidate

    candidate = office.with_(alone)
    assert (await office.submit(f"/candidates/{candidate.id}/answer", {"text": "Hello"})).status == 409
