"""`nexus stats`: figures over all sessions and over the log."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nexus_cli.models.brains import BrainChoice

if TYPE_CHECKING:
    from nexus_cli.services.stats import StageStats, Stats
    from nexus_cli.telemetry.critical_path import CriticalPath

_SCHEMA = 1
_CELLS = 80


def stats(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what all sessions come to: answers, time a stage took, errors, cost, and what is odd."""
    from nexus_cli.services import open_services  # --help needs no engine
    from nexus_cli.services.alerts import alerts
    from nexus_cli.services.stats import gather_stats
    from nexus_cli.settings import Settings
    from nexus_cli.text import safe

    with open_services(Settings(), BrainChoice.OFFLINE) as services:  # no brain is asked
        gathered = services.thread.run(gather_stats(services))
    odd = alerts(gathered)
    if as_json:
        typer.echo(json.dumps({**_object(gathered), "alerts": odd}, ensure_ascii=False, indent=1))
        return
    typer.echo(safe("\n".join([*_lines(gathered), *(f"Look into this: {line}" for line in odd)])))


def _object(stats: "Stats") -> dict[str, Any]:
    counted = asdict(stats.sessions)
    caches, _ = counted.pop("caches"), counted.pop("used")
    stages = {stage.stage: _figures(stage) for stage in stats.stages}
    return {
        "schema": _SCHEMA,
        "sessions": {"total": stats.sessions.total, **counted},
        "stages": stages,
        "latest": {path.of.name: _path(path) for path in stats.paths},
        "caches": caches,
        "usage": stats.usage.model_dump(mode="json"),
        "log": {
            "since": stats.since.isoformat(timespec="seconds") if stats.since else None,
            "skipped_lines": stats.skipped_lines,
        },
    }


def _figures(stage: "StageStats") -> dict[str, Any]:
    """Return a stage as it stands in the JSON: seconds, and what is not known left out."""
    named = {"p50_seconds": stage.p50, "p95_seconds": stage.p95, "p99_seconds": stage.p99}
    known = {name: round(value, 6) for name, value in named.items() if value is not None}
    error = {"commonest_error": stage.commonest_error} if stage.commonest_error else {}
    return {"n": stage.n, "errors": stage.errors, **error, **known}


def _path(path: "CriticalPath") -> dict[str, Any]:
    """Return what the latest run was spent on: the parts and what is left add up to its seconds."""
    return {
        "seconds": round(path.of.seconds, 6),
        "path_seconds": {stage: round(seconds, 6) for stage, seconds in path.seconds.items()},
        "elsewhere_seconds": round(path.elsewhere, 6),
    }


def _lines(stats: "Stats") -> list[str]:
    from nexus_cli.reports.phrasing import count
    from nexus_cli.reports.usage import usage_lines

    of = stats.sessions
    standing = f"{of.finished} finished, {of.unfinished} unfinished, {of.ready} not begun"
    skipped = stats.skipped_lines
    damaged = f", {of.damaged} that cannot be read" if of.damaged else ""
    return [
        f"{count(of.total, 'session')}: {standing}{damaged}.",
        f"{count(of.answers, 'answer')}, {of.spoken} of them spoken; {of.unanswered} left "
        f"unanswered; {count(of.follow_ups, 'follow-up')} answered.",
        *([f"Something second best stepped in {_times(of.degraded)}."] if of.degraded else []),
        *_table(stats),
        *map(_spent, stats.paths),
        *_turn(stats),
        *(
            f"{stage}: found among earlier analyses in {cache.hits} of {cache.look_ups} look-ups."
            for stage, cache in sorted(of.caches.items())
        ),
        *usage_lines(stats.usage),
        *([f"Lines of the log that could not be read: {skipped}."] if skipped else []),
    ]


def _spent(path: "CriticalPath") -> str:
    parts = [f"{stage} {_length(seconds)}" for stage, seconds in path.seconds.items()]
    spent = ", ".join([*parts, f"elsewhere {_length(path.elsewhere)}"])
    name = path.of.name.replace("_", " ")
    return f"The latest {name} took {_length(path.of.seconds)}: {spent}."


def _turn(stats: "Stats") -> list[str]:
    from nexus_cli.telemetry.waterfall_text import LEGEND, head, lines

    if stats.turn is None:
        return []
    return [head(stats.turn), *lines(stats.turn, _CELLS), LEGEND]


def _table(stats: "Stats") -> list[str]:
    from nexus_cli.text import one_line

    if stats.since is None:
        return ["Nothing was timed yet."]
    head = f"{'':24}{'n':>7}{'errors':>8}{'p50':>10}{'p95':>10}{'p99':>10}"
    rows = [
        f"{one_line(stage.stage, 23):24}{stage.n:>7}{stage.errors:>8}"
        + "".join(f"{_length(value):>10}" for value in (stage.p50, stage.p95, stage.p99))
        for stage in stats.stages
    ]
    return [f"Stages since {stats.since:%Y-%m-%d %H:%M} UTC:", head, *rows]


def _length(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
