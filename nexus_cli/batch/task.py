"""One file read, and scored: the same steps in a worker process and beside a hosted brain."""

from dataclasses import dataclass
from pathlib import Path

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.held_interview import NOT_HELD, HeldInterview, held_interview
from nexus_cli.batch.judging import TranscriptJudge
from nexus_cli.batch.kept_file import KeptFile, kept_report
from nexus_cli.documents.source import open_source
from nexus_cli.documents.transcripts import read_transcript
from nexus_cli.knowledge.pairing import pair
from nexus_cli.knowledge.redaction import redact
from nexus_cli.models.report import Report
from nexus_cli.models.scored import ScoredFile
from nexus_cli.models.transcript import PairedInterview, Transcript, TranscriptKind


@dataclass(frozen=True, slots=True)
class Task:
    """One file that is to be scored."""

    file: str
    path: Path
    transcript_id: str
    candidate: str | None = None
    transcript: Transcript | None = None
    """What was heard, for a recording."""
    doubt: str = ""
    """Why who speaks may be told wrongly, in a sentence."""
    recording: bool = False


@dataclass(frozen=True, slots=True)
class Interview:
    """One file as it goes to a brain."""

    transcript: Transcript
    paired: PairedInterview
    """Redacted already, where the run is blind."""
    candidate: str
    """As the file has it, for the reader of the report."""
    held: HeldInterview
    redactions: dict[str, int]


def read_interview(task: Task, blind: bool) -> Interview:
    """Return the interview of a file; raises DocumentError, UsageError, StoreTamperedError."""
    held = NOT_HELD
    transcript = task.transcript
    if transcript is None:
        source = open_source(task.path)
        transcript = read_transcript(source.name, source.data)
        if transcript.kind is TranscriptKind.NEXUS:
            held = held_interview(source.data.decode("utf-8", "replace"))
    paired = pair(transcript, task.candidate)
    if task.doubt:
        doubt = " ".join(filter(None, (task.doubt, paired.low_confidence)))
        paired = paired.model_copy(update={"low_confidence": doubt})
    taken: dict[str, int] = {}
    candidate = paired.candidate
    if blind:
        paired, counts = redact(paired)
        taken = dict(counts)
    return Interview(transcript, paired, candidate, held, taken)


async def score_interview_of(
    judge: TranscriptJudge, task: Task, interview: Interview, conditions: Conditions
) -> Report:
    """Return the report; in a blind run the name is put back once everything is scored."""
    report = await judge.score(
        interview.transcript,
        interview.paired,
        held=interview.held,
        repeat=conditions.repeat,
        blind=conditions.blind,
    )
    return report.model_copy(update={"candidate": interview.candidate})


def kept(
    task: Task, interview: Interview, report: Report, conditions: Conditions, retry: bool = False
) -> KeptFile:
    """Return what is kept of the file."""
    scored = ScoredFile(
        file=task.file,
        report=report,
        unread=interview.paired.unread,
        redactions=interview.redactions,
    )
    return kept_report(scored, interview.transcript.id, conditions.scale.rubric, retry)
