"""What became of one transcript of a folder, and where its candidate stands among the others."""

from nexus_cli.models.frozen import Frozen
from nexus_cli.models.report import Report
from nexus_cli.models.transcript import Unread


class Failure(Frozen):
    """Why a file has no score, in words for whoever put it there."""

    sentence: str
    next_step: str = ""
    line: int | None = None
    """Where in the file, counted from 1; None where it is the file as a whole."""
    passing: bool = False
    """Whether the same file may succeed later, as when a service could not be reached."""


class ScoredFile(Frozen):
    """One file of the folder: a report, or why there is none."""

    file: str
    """Path below the folder, with `/`."""
    report: Report | None = None
    failure: Failure | None = None
    unread: tuple[Unread, ...] = ()
    """Places of a file that was scored of which nothing was taken."""
    redactions: dict[str, int] = {}
    """Rule to how often it took something out, for a blind run."""


class Standing(Frozen):
    """Where one candidate stands. A person decides; who ties is not told apart by the scores."""

    file: str
    session_id: str
    candidate: str
    overall: float
    low: float
    """Lower end of the interval (0-5) that the overall score may lie in."""
    high: float
    rank_band: int
    """1 for the best; those of one band tie."""
