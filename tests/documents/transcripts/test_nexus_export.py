"""What `nexus sessions export` wrote is a transcript too, with its questions known."""

import json

import pytest

from nexus_cli.documents.transcripts import read_transcript
from nexus_cli.errors import TranscriptError
from nexus_cli.knowledge.pairing import pair
from nexus_cli.models.events import AnswerAccepted, Event, FollowUpAsked, QuestionAsked
from nexus_cli.models.transcript import TranscriptKind
from nexus_cli.store import export_session
from tests.made_up import NOON, prepared, question

QUESTION = question("keeper")
EVENTS: list[Event] = [
    prepared(QUESTION),
    QuestionAsked(at=NOON, question_id=QUESTION.id, number=1),
    AnswerAccepted(at=NOON, question_id=QUESTION.id, part="answer", text="I clean it."),
    FollowUpAsked(at=NOON, question_id=QUESTION.id, text="When?", about="sunset"),
    AnswerAccepted(at=NOON, question_id=QUESTION.id, part="follow_up", text="At sunset."),
]


def exported(events: list[Event]) -> bytes:
    return export_session("abc123", events).encode()


def test_an_export_keeps_its_questions_and_their_ids() -> None:
    transcript = read_transcript("session.json", exported(EVENTS))
    (exchange,) = pair(transcript).exchanges
    assert transcript.kind is TranscriptKind.NEXUS
    assert (transcript.candidate, exchange.question_id) == ("Runa Vell", QUESTION.id)
    assert (exchange.question, exchange.answer) == (QUESTION.text, "I clean it.")
    assert [(f.question, f.answer) for f in exchange.follow_ups] == [("When?", "At sunset.")]


def test_an_export_that_was_changed_is_refused() -> None:
    whole = json.loads(exported(EVENTS))
    whole["events"][2]["text"] = "I polish it."
    with pytest.raises(TranscriptError, match="changed"):
        read_transcript("session.json", json.dumps(whole).encode())


def test_an_export_of_an_interview_never_begun_is_refused() -> None:
    with pytest.raises(TranscriptError, match="no question"):
        read_transcript("session.json", exported(EVENTS[:1]))
