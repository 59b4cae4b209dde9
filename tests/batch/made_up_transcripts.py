"""A made-up job, its scale, and interviews for it."""

from nexus_cli.models.job import Job
from nexus_cli.models.question import KeyPoint
from nexus_cli.models.result import Provenance
from nexus_cli.models.scale import JobScale, RequirementPoints
from nexus_cli.models.transcript import (
    Exchange,
    FollowUp,
    PairedInterview,
    Transcript,
    TranscriptKind,
    Turn,
)
from nexus_cli.scoring import default_rubric

JOB = Job(title="Lighthouse keeper", company="Skerry Trust", required_skills=("Kafka", "Lamps"))
BANK_ID = "backend-index-not-used"
LAMPS = (
    KeyPoint(point="The lens is wiped before every sunset", accept=("I polish the glass at dusk",)),
    KeyPoint(point="A spare bulb lies ready beside the lamp"),
    KeyPoint(point="The generator is started once a week as a test"),
)
GOOD_ON_LAMPS = (
    "I polish the glass at dusk every single day, because salt makes it dull within hours. A spare "
    "bulb lies ready beside it, and once a week I start the generator as a test."
)
STORY = (
    "At the old station two boats came too close in fog, so I called both captains and moved the "
    "horn to a shorter rhythm. Because of that they turned within four minutes, and since then we "
    "have used that rhythm on every foggy day."
)


def scale(brain: str = "person") -> JobScale:
    return JobScale(
        title=JOB.title,
        rubric=default_rubric(),
        requirements=(
            RequirementPoints(requirement="Lamps", key_points=LAMPS),
            RequirementPoints(requirement="Rowing", required=False),
        ),
        made_by=Provenance(brain=brain),
    )


def turn(text: str, line: int, seconds: float | None = None) -> Turn:
    return Turn(speaker="Runa", text=text, line=line, start_seconds=seconds)


def exchange(question: str, *said: str, line: int = 1, closing: bool = False) -> Exchange:
    """A question on `line` with each piece of the answer on a line of its own, 10 s apart."""
    turns = tuple(turn(text, line + n, 10.0 * (line + n)) for n, text in enumerate(said, 1))
    return Exchange(
        question=question,
        answer=" ".join(said),
        line=line,
        start_seconds=10.0 * line,
        answer_turns=turns,
        closing=closing,
    )


def follow_up(question: str, answer: str, line: int) -> FollowUp:
    return FollowUp(question=question, answer=answer, line=line, answer_turns=(turn(answer, line),))


def paired(*exchanges: Exchange, doubt: str = "") -> PairedInterview:
    return PairedInterview(
        candidate="Runa Vell", interviewers=("Odd",), exchanges=exchanges, low_confidence=doubt
    )


def transcript(kind: TranscriptKind = TranscriptKind.TEXT) -> Transcript:
    return Transcript(id="ab" * 32, name="runa.txt", kind=kind, turns=())
