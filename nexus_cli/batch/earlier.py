"""The scores that an earlier run left, read back line by line: no more than a comparison needs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from nexus_cli.batch.ranking import Placing
from nexus_cli.errors import TranscriptError

SCORES, RUN = "scores.jsonl", "run.json"


class Scored(NamedTuple):
    """One candidate of one run."""

    file: str
    session_id: str
    candidate: str
    overall: float | None
    verdict: str
    dimensions: dict[str, float | None]
    placing: Placing | None
    """None for who is not ranked."""
    made: dict[str, str]
    """What it rests on, in the words of `CAUSES`."""
    corrected: bool
    """Whether a person has set a score."""


CAUSES = ("brain", "model", "prompts", "rubric", "nexus", "blind", "scale", "repeat")
"""What may differ between two runs, in the order it is told; the last two come from run.json."""


def read_scores(folder: Path) -> Iterator[Scored]:
    """Yield what `scores.jsonl` of an output folder says, in its order.

    Raises TranscriptError, with the line, when there is no such file or it is not ours.
    """
    whole = _whole_run(folder / RUN)
    path = folder / SCORES
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _scored(line, whole, f"{path}, line {number}", number)
    except OSError as error:
        raise TranscriptError(
            f"{path} could not be read: {error.strerror}.",
            "Name the folder that an earlier `nexus report FOLDER --out DIR` wrote.",
        ) from error


def _scored(line: str, whole: dict[str, str], where: str, number: int) -> Scored:
    try:
        return _taken(json.loads(line), whole)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TranscriptError(
            f"{where}: this is no report of nexus.",
            "Name the folder that an earlier `nexus report FOLDER --out DIR` wrote.",
            line=number,
        ) from error


def _taken(report: dict[str, Any], whole: dict[str, str]) -> Scored:
    origin = report.get("origin") or {}
    file = report.get("file") or origin.get("name") or report["session_id"]
    return Scored(
        file=file,
        session_id=report["session_id"],
        candidate=report["candidate"],
        overall=report["overall"],
        verdict=report["recommendation"]["verdict"] or "",
        dimensions=report["dimensions"],
        placing=_placing(file, report),
        made={**whole, **_made(report["provenance"], origin)},
        corrected=any(answer.get("overridden") for answer in report["answers"]),
    )


def _placing(file: str, report: dict[str, Any]) -> Placing | None:
    """Return what `ranking.placing_of` does, from JSON: a model of each would take ten times."""
    answers = report["answers"]
    if report["overall"] is None or any(a["status"] == "needs_human" for a in answers):
        return None
    averages = tuple(a["average"] for a in answers if a["average"] is not None)
    judged = [_spreads(a) for a in answers if a["average"] is not None]
    return Placing(
        file=file,
        session_id=report["session_id"],
        candidate=report["candidate"],
        overall=report["overall"],
        averages=averages or (report["overall"],),
        spreads=tuple(sum(spreads) / len(spreads) for spreads in judged if spreads),
    )


def _spreads(answer: dict[str, Any]) -> list[float]:
    spreads = (score.get("spread") for score in answer["scores"].values())
    return [spread for spread in spreads if spread is not None]


def _made(provenance: dict[str, Any], origin: dict[str, Any]) -> dict[str, str]:
    prompts = sorted(provenance.get("prompt_versions", {}).items())
    return {
        "brain": provenance["brain"],
        "model": provenance.get("model") or "none",
        "prompts": ", ".join(f"{name} {version}" for name, version in prompts) or "none",
        "rubric": provenance["rubric_version"],
        "nexus": provenance["nexus"],
        "blind": "yes" if origin.get("blind") else "no",
    }


def _whole_run(path: Path) -> dict[str, str]:
    """Return what only the run's own file tells; nothing where it is missing or from elsewhere."""
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = run if isinstance(run, dict) else {}
    return {name: str(known[name]) for name in ("scale", "repeat") if known.get(name) is not None}
