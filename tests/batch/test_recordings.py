"""Words of a recording as the turns of two people."""

from collections.abc import Iterator

from nexus_cli.batch.recordings import turns_of
from nexus_cli.knowledge.pairing import pair
from nexus_cli.models.spoken import SpokenWord
from nexus_cli.models.transcript import Transcript, TranscriptKind


def _heard(*stretches: str) -> Iterator[SpokenWord]:
    """Words of half a second, with two seconds of silence after each stretch."""
    at = 0.0
    for stretch in stretches:
        for word in stretch.split():
            yield SpokenWord(text=word, start_seconds=at, end_seconds=at + 0.5, probability=0.9)
            at += 0.5
        at += 2.0


ASKED = "How do you find out why a query is slow?"
SAID = ("I read its plan first.", "Then I look which index is not used.")


def test_who_asks_is_the_interviewer_and_pauses_part_no_answer() -> None:
    turns = turns_of(_heard(ASKED, *SAID))
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Interviewer", ASKED),
        ("Candidate", " ".join(SAID)),
    ]
    assert [turn.line for turn in turns] == [1, 2]
    assert turns[1].start_seconds == 7.0


def test_a_question_within_a_long_answer_stays_the_candidates() -> None:
    story = "We had a queue that grew every night and nobody knew why. " * 8
    turns = turns_of(_heard(ASKED, f"{story} Why did it grow? It was the index."))
    assert [turn.speaker for turn in turns] == ["Interviewer", "Candidate"]


def test_what_was_heard_pairs_as_any_transcript() -> None:
    turns = turns_of(_heard(ASKED, *SAID, "What would you do without a plan?", "I would guess."))
    transcript = Transcript(id="ab", name="call.wav", kind=TranscriptKind.TEXT, turns=turns)
    paired = pair(transcript)
    assert [exchange.answer for exchange in paired.exchanges] == [" ".join(SAID), "I would guess."]


def test_silence_has_no_turns() -> None:
    assert turns_of([]) == ()
