"""A made-up spoken interview: clear, badly heard, mended by hand, followed up, and one typed."""

import re

from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerCorrected,
    AnswerGraded,
    Event,
    FollowUpAsked,
    InterviewEnded,
    Part,
    QuestionAsked,
)
from nexus_cli.models.grade import Grade, PointCoverage, Status
from nexus_cli.models.result import Provenance
from nexus_cli.models.spoken import Speech, SpokenWord

from .made_up_interview import NOON, prepared, quote, scores

WHISPER = "Whisper base"
_MARKED = re.compile(r"\((?P<pause>[\d.]+)\)|(?P<doubtful>\[[^\]]+\])|(?P<word>\S+)")

INTRODUCTION = (
    "So for six years I kept the billing platform of a shop running, mostly in Python. (1.1) Um, "
    "these days I spend, (0.4) you know, half my week with the two teams that build on it."
)
KAFKA = (
    "We had [cough] between the order [serves] and billing. (2.6) I mostly [edit] [consumers,] and "
    "when [one] fell behind I [restarted] it."
)
KAFKA_FOLLOW_UP = (
    "I [think] the lack was on a [griffin] board, (0.8) but another team looked at it."
)
POSTGRES = (
    "The first thing that broke was the [application] slot: it filled the disk because nobody "
    "consumed it, (0.6) and we saw it in the [alert] on disk use. (1.4) Then we rehearsed the "
    "PostgreSQL [cutter] twice on a restored copy before the real night."
)
POSTGRES_MENDED = (
    "The first thing that broke was the replication slot: it filled the disk because nobody "
    "consumed it, and we saw it in the alert on disk use. Then we rehearsed the PostgreSQL "
    "cut-over twice on a restored copy before the real night."
)
INCIDENT = "First I say out loud that I lead, then somebody else writes to the customers."
ON_CALL = "No, (0.5) never."


def speech(marked: str, rate: float = 1.0, engine: str = WHISPER) -> Speech:
    """Return how `marked` was heard: `[word]` is doubtful, `(1.5)` a pause in seconds.

    At `rate` 1 a word takes 0.12 s and 0.05 s a letter.
    """
    words: list[SpokenWord] = []
    at = 0.3
    for found in _MARKED.finditer(marked):
        if found["pause"]:
            at += float(found["pause"]) / rate
            continue
        text = (found["word"] or found["doubtful"]).strip("[]")
        ends = at + (0.12 + 0.05 * len(text)) / rate
        probability = 0.31 if found["doubtful"] else 0.93
        word = SpokenWord(text=text, start_seconds=at, end_seconds=ends, probability=probability)
        words.append(word)
        at = ends + 0.04 / rate
    return Speech(words=tuple(words), engine=engine)


def text_of(marked: str) -> str:
    """Return the transcript of `marked`."""
    return " ".join(word.text for word in speech(marked).words)


def said(question_id: str, marked: str, part: Part = "answer", rate: float = 1.0) -> AnswerAccepted:
    """An answer as it was heard."""
    return AnswerAccepted(
        at=NOON,
        question_id=question_id,
        part=part,
        text=text_of(marked),
        seconds=24.0,
        spoken=speech(marked, rate),
    )


def graded(question_id: str, grade: Grade) -> AnswerGraded:
    """A grade by the offline brain."""
    offline = Provenance(brain="offline", prompt_versions={"grade": "3"})
    return AnswerGraded(at=NOON, question_id=question_id, grade=grade, provenance=offline)


def asked(*question_ids: str) -> list[QuestionAsked]:
    """Questions put one after the other."""
    return [
        QuestionAsked(at=NOON, question_id=question_id, number=number)
        for number, question_id in enumerate(question_ids, 1)
    ]


def spoken_interview() -> list[Event]:
    """Every event of it: six questions asked, five answered, one of them typed."""
    intro, kafka, postgres, incident, on_call, closing = asked(
        "intro", "kafka", "postgres", "incident", "on-call", "closing"
    )
    follow_up = FollowUpAsked(
        at=NOON,
        question_id="kafka",
        text="How did you know that it fell behind?",
        about="The lag per partition shows which consumer is slow",
    )
    typed = AnswerAccepted(
        at=NOON, question_id="incident", part="answer", text=INCIDENT, seconds=31
    )
    mended = AnswerCorrected(at=NOON, question_id="postgres", part="answer", text=POSTGRES_MENDED)
    nothing = AnswerAccepted(
        at=NOON, question_id="closing", part="answer", text="", seconds=4, skipped=True
    )
    return [
        prepared("Ines Varholm"),
        *(intro, said("intro", INTRODUCTION)),
        *(kafka, said("kafka", KAFKA), follow_up, said("kafka", KAFKA_FOLLOW_UP, "follow_up")),
        *(postgres, said("postgres", POSTGRES), mended),
        *(incident, typed),
        *(on_call, said("on-call", ON_CALL)),
        *(closing, nothing),
        *(graded(question_id, grade) for question_id, grade in grades().items()),
        InterviewEnded(at=NOON.replace(minute=20), reason="finished"),
    ]


def grades() -> dict[str, Grade]:
    """What the offline brain made of it."""
    intro, kafka, later = text_of(INTRODUCTION), text_of(KAFKA), text_of(KAFKA_FOLLOW_UP)
    return {
        "intro": Grade(
            status=Status.SCORED,
            scores=scores((4, 3, 3, 4), quote(intro, "kept the billing platform")),
            points=(_met("Names the system and whose it was", intro, "kept the billing platform"),),
        ),
        "kafka": Grade(
            status=Status.SCORED,
            scores=scores(
                (2, 1.5, 2, 2.5),
                quote(kafka, "when one fell behind I restarted it"),
                "One of three points is met, and its cause is not named.",
            ),
            points=(
                PointCoverage(
                    point="The lag per partition shows which consumer is slow",
                    coverage=0.6,
                    covered=True,
                    evidence=quote(later, "the lack was on a griffin board", "follow_up"),
                ),
                PointCoverage(
                    point="A restart moves the partitions and can make the lag worse",
                    coverage=0.2,
                    covered=False,
                    evidence=quote(kafka, "I restarted it"),
                ),
            ),
            better_answer=(
                "I look at the lag per partition first. If one is behind, one consumer is slow or "
                "one key is hot."
            ),
        ),
        "postgres": Grade(
            status=Status.SCORED,
            scores=scores(
                (4.5, 4, 4.5, 4), quote(POSTGRES_MENDED, "we saw it in the alert on disk use")
            ),
            points=(
                _met(
                    "The cut-over was rehearsed on a copy",
                    POSTGRES_MENDED,
                    "rehearsed the PostgreSQL cut-over twice",
                ),
            ),
        ),
        "incident": Grade(
            status=Status.SCORED, scores=scores((3, 2.5, 3, 3), quote(INCIDENT, "I lead"))
        ),
        "on-call": Grade(
            status=Status.SCORED, scores=scores((1, 0.5, 0.5, 1), quote(text_of(ON_CALL), "never"))
        ),
        "closing": Grade(status=Status.UNANSWERED),
    }


def _met(point: str, text: str, words: str) -> PointCoverage:
    return PointCoverage(point=point, coverage=0.9, covered=True, evidence=quote(text, words))
