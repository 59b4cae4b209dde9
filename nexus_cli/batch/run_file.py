"""run.json: what one run did; the only output that differs between two runs on the same files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nexus_cli
from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.order import RunFigures
from nexus_cli.batch.scale import scale_version
from nexus_cli.models.scored import ScoredFile, Standing
from nexus_cli.models.transcript import Unread


@dataclass(frozen=True)
class Written:
    """What came of the files of a folder, small enough to be shown."""

    standings: tuple[Standing, ...]
    not_ranked: tuple[str, ...]
    """Files with a report in which a person has to score first."""
    failures: tuple[ScoredFile, ...]
    unread: tuple[tuple[str, Unread], ...]
    """Places of scored files of which nothing was taken."""
    redactions: Mapping[str, int]
    """Rule to how often it took something out, over all files."""
    doubtful: int = 0
    """Scored files with a flag."""


def run_text(conditions: Conditions, found: Written, figures: RunFigures) -> str:
    """Return the file's JSON: times, counts, engine, cost, and everything that was not read."""
    told = {
        "started_at": figures.started_at,
        "seconds": figures.seconds,
        "counts": {
            "files": figures.files,
            "ranked": len(found.standings),
            "for_a_person": len(found.not_ranked),
            "failed": len(found.failures),
            "scored_before": figures.scored_before,
            "scored_now": figures.scored_now,
        },
        "scale": scale_version(conditions.scale),
        "repeat": conditions.repeat,
        "blind": conditions.blind,
        "engine": {
            "brain": conditions.brain,
            "models": conditions.models,
            "prompt_versions": conditions.prompt_versions,
            "nexus": nexus_cli.__version__,
            "scale_made_by": conditions.scale.made_by.model_dump(mode="json"),
        },
        "usage": {
            "calls": figures.calls,
            "cost_usd": figures.cost_usd,
            "models": [usage.model_dump(mode="json") for usage in figures.usage],
        },
        "failures": [_failure(scored) for scored in found.failures],
        "unread": [
            {"file": file, "line": place.line, "reason": place.reason}
            for file, place in found.unread
        ],
        "redactions": dict(sorted(found.redactions.items())),
        "notices": list(figures.notices),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _failure(scored: ScoredFile) -> dict[str, Any]:
    failure = scored.failure
    told = failure.model_dump(mode="json") if failure else {}
    return {"file": scored.file, **told}
