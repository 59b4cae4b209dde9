"""What is kept of one file: small facts for the table, and what the outputs are made of."""

import json
import zlib
from typing import NamedTuple

from nexus_cli.batch.ranking import Placing, placing_of
from nexus_cli.errors import (
    BrainError,
    NexusError,
    TranscriptError,
    TranscriptionError,
    UnclearSpeakersError,
)
from nexus_cli.models.frozen import Frozen
from nexus_cli.models.report import Report, ReportProvenance
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scored import Failure, ScoredFile
from nexus_cli.models.transcript import Unread
from nexus_cli.reports.as_json import json_line
from nexus_cli.reports.folder import PageRow, packed, row_of

_LEVEL = 1
"""Of deflate: a report shrinks to a quarter in a third of a millisecond."""


class Facts(Frozen):
    """The part of a file's result that is held for all files at once."""

    failure: Failure | None = None
    """None for a file with a report."""
    retry: bool = False
    """Whether another try may end otherwise: a passing failure, or answers that a brain failed."""
    unread: tuple[Unread, ...] = ()
    redactions: dict[str, int] = {}
    row: PageRow | None = None
    """Without its detail, and not ranked yet."""
    session_id: str = ""
    placing: Placing | None = None
    """None for who is not ranked."""
    provenance: ReportProvenance | None = None


class KeptFile(NamedTuple):
    """One file's result."""

    file: str
    transcript_id: str
    facts: Facts
    line: bytes = b""
    """Its line of scores.jsonl, deflated; empty without a report."""
    packed: str = ""
    """Its detail on the page."""
    names: tuple[str, ...] = ()
    """Who speaks, where it could not be told which of them is the candidate."""


def kept_report(
    scored: ScoredFile, transcript_id: str, rubric: Rubric, retry: bool = False
) -> KeptFile:
    """Return what to keep of a file that has a report."""
    report = _of(scored)
    facts = Facts(
        retry=retry,
        unread=scored.unread,
        redactions=scored.redactions,
        row=row_of(scored, None, "", rubric),
        session_id=report.session_id,
        placing=placing_of(scored.file, report),
        provenance=report.provenance,
    )
    detail = packed(report, scored.unread, scored.redactions)
    line = zlib.compress(_with_file(scored.file, json_line(report)).encode(), _LEVEL)
    return KeptFile(scored.file, transcript_id, facts, line, detail)


def kept_failure(file: str, transcript_id: str, error: NexusError) -> KeptFile:
    """Return what to keep of a file that could not be read or scored."""
    passing = isinstance(error, BrainError | TranscriptionError)
    line = error.line if isinstance(error, TranscriptError) else None
    failure = Failure(
        sentence=error.sentence, next_step=error.next_step, line=line, passing=passing
    )
    names = error.names if isinstance(error, UnclearSpeakersError) else ()
    facts = Facts(failure=failure, retry=passing or bool(names))  # somebody may know who it is
    return KeptFile(file, transcript_id, facts, names=names)


def kept_accident(file: str, transcript_id: str, sentence: str) -> KeptFile:
    """Return what to keep of a file whose process died or took too long."""
    failure = Failure(
        sentence=sentence, next_step="`--retry-errors` tries it once more.", passing=True
    )
    return KeptFile(file, transcript_id, Facts(failure=failure, retry=True))


def line_of(deflated: bytes) -> str:
    """Return the line of scores.jsonl, its line end included."""
    return zlib.decompress(deflated).decode()


def _with_file(file: str, line: str) -> str:
    """Return a report's line that says first which file it is on; its own object is not empty."""
    return f'{{"file":{json.dumps(file)},{line[1:]}'


def _of(scored: ScoredFile) -> Report:
    if scored.report is None:
        raise ValueError(f"{scored.file} has no report")
    return scored.report
