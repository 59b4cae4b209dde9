"""`nexus bench`: what nexus is worth, measured; gates leave with 3."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nexus_cli.cli.exits import ExitCode
from nexus_cli.cli.options import BrainOption
from nexus_cli.models.brains import BrainChoice

if TYPE_CHECKING:
    from nexus_cli.bench.result import BenchResult, Metric

app = typer.Typer(help="Measure nexus: agreement with people, resistance, speed.")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]


@app.command()
def scoring(
    data: Annotated[
        str,
        typer.Option(metavar="PREFIX", help="Reads PREFIX.questions.jsonl, PREFIX.answers.jsonl."),
    ],
    probes: Annotated[bool, typer.Option("--probes", help="Attack the scorer as well.")] = False,
    brain: BrainOption = None,
    as_json: AsJson = False,
) -> None:
    """Compare scores with the grades that people gave."""
    from dataclasses import replace

    from nexus_cli.bench.graded import read_graded
    from nexus_cli.bench.probes import measure_probes
    from nexus_cli.bench.scoring import measure_scoring
    from nexus_cli.services.engines import brain_for
    from nexus_cli.telemetry import SystemClock

    # Only the offline brain is there so far, and the measure takes its scorer; another is refused.
    brain_for(brain or BrainChoice.OFFLINE, SystemClock())
    graded = read_graded(data)
    result = measure_scoring(graded)
    if probes:
        result = replace(result, metrics={**result.metrics, **measure_probes(graded)})
    _show(result, as_json)


@app.command()
def selftest(as_json: AsJson = False) -> None:
    """Attack the scorer over the whole question bank; leaves with 3 when a rule breaks."""
    from nexus_cli.bench.selftest import run_selftest
    from nexus_cli.brain.packs import packs
    from nexus_cli.text import one_line

    found = run_selftest([question for pack in packs() for question in pack.questions])
    _show(found.result, as_json)
    for failure in found.failures:
        typer.echo(one_line(f"{failure.rule}  {failure.question_id}  {failure.detail}"), err=True)
    if found.broken:
        typer.echo(f"Broken: {', '.join(found.broken)}.", err=True)
        raise typer.Exit(ExitCode.GATE)


@app.command()
def skills(
    data: Annotated[Path, typer.Option(metavar="FILE", help="SkillSpan's JSONL format.")],
    as_json: AsJson = False,
) -> None:
    """Compare the skills found in sentences with those that people marked."""
    from nexus_cli.bench.skills import measure_skills

    _show(measure_skills(data).result(), as_json)


def _show(result: "BenchResult", as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
        return
    typer.echo(f"{result.scenario}, {result.profile}")
    for name, metric in result.metrics.items():
        typer.echo(f"  {name:32} {_told(metric)}")
    for name, value in result.timings.items():
        typer.echo(f"  {name:32} {value:9.1f}")


def _told(metric: "Metric") -> str:
    value = "        -" if metric.value is None else f"{metric.value:9.3f}"
    if metric.unit == "answers":
        value = f"{metric.value or 0:9.0f}"
    parts = [value, f"n {metric.n}"]
    if metric.ci_low is not None and metric.ci_high is not None:
        parts.append(f"95 % {metric.ci_low:.3f} to {metric.ci_high:.3f}")
    if metric.failures:
        parts.append(f"{metric.failures} failures")
    return "  ".join(parts)
