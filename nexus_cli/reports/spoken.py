"""What a report says of spoken answers: their pace, who wrote them down, and what is in doubt."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from nexus_cli.models.grade import Evidence
from nexus_cli.models.report import Delivery, TranscriptReport
from nexus_cli.models.session import AnswerState
from nexus_cli.models.spoken import Speech
from nexus_cli.speech.alignment import count_words
from nexus_cli.speech.confidence import TranscriptConfidence, doubtful_places
from nexus_cli.speech.delivery import measure_delivery


class _Spoken(NamedTuple):
    """One recording of an answer, and where its text begins in the report's."""

    source: Literal["answer", "follow_up"]
    offset: int
    text: str
    speech: Speech


def delivery_of(states: Sequence[AnswerState]) -> Delivery | None:
    """Return the pace of everything that was spoken in these answers; None when all was typed."""
    return measure_delivery(*(one.speech.words for state in states for one in _spoken(state)))


def engines_of(states: Sequence[AnswerState]) -> tuple[str, ...]:
    """Return who wrote these answers down, in the order in which they were first needed."""
    return tuple(dict.fromkeys(one.speech.engine for state in states for one in _spoken(state)))


def transcript_of(state: AnswerState) -> TranscriptReport | None:
    """Return how sure the words of an answer and its follow-up are; None when all were typed.

    A word is in doubt while it stands as it was heard; one that was mended by hand is not.
    """
    spoken = list(_spoken(state))
    if not spoken:
        return None
    places = [(one, p) for one in spoken for p in doubtful_places(one.speech.words, one.text)]
    words = count_words(state.answer or "") + count_words(state.follow_up_answer)
    confidence = TranscriptConfidence(words, sum(place.words for _, place in places))
    return TranscriptReport(
        engine=" + ".join(engines_of([state])),
        words=confidence.words,
        doubtful_words=confidence.doubtful,
        low=confidence.low,
        caution=confidence.sentence,
        edited=any(one.speech.edited for one in spoken),
        doubtful=tuple(_piece(one, place.start, place.end) for one, place in places),
    )


def _piece(one: _Spoken, start: int, end: int) -> Evidence:
    return Evidence(
        source=one.source,
        quote=one.text[start:end],
        start=one.offset + start,
        end=one.offset + end,
    )


def _spoken(state: AnswerState) -> Iterator[_Spoken]:
    """Yield the recordings of what was answered, in order; one that left no text is none."""
    if state.spoken and state.answer and state.answer.strip():
        yield _Spoken("answer", 0, state.answer, state.spoken)
    end = 0
    for follow_up in state.follow_ups:
        if not follow_up.answer:
            continue
        start = state.follow_up_answer.index(follow_up.answer, end)
        end = start + len(follow_up.answer)
        if follow_up.spoken and follow_up.answer.strip():
            yield _Spoken("follow_up", start, follow_up.answer, follow_up.spoken)
