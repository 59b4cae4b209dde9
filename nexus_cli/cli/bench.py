"""`nexus bench`: what nexus is worth, measured; gates leave with 3."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nexus_cli.cli.exits import ExitCode
from nexus_cli.cli.options import BrainOption
from nexus_cli.cli.stt_timing import stt
from nexus_cli.cli.timing import SCENARIOS, timed
from nexus_cli.models.brains import BrainChoice

if TYPE_CHECKING:
    from nexus_cli.bench.result import BenchResult, Metric

app = typer.Typer()
for _name, _help in SCENARIOS.items():
    app.command(_name, help=_help)(timed(_name))
app.command()(stt)


class GroqPlan(StrEnum):
    """Limits of the loopback Groq."""

    NONE = "none"
    FREE = "free"


AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]


@app.callback(invoke_without_command=True)
def bench(context: typer.Context) -> None:
    """Measure nexus: speed, agreement with people, resistance."""
    if context.invoked_subcommand is None:
        timed("quick")()


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
    from nexus_cli.errors import UsageError

    if brain not in (None, BrainChoice.AUTO, BrainChoice.OFFLINE):
        raise UsageError(
            "This measures the offline scorer; it has no measure for a hosted brain yet.",
            "Leave out --brain.",
        )
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


@app.command()
def groq(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes any that is free.")] = 0,
    plan: Annotated[GroqPlan, typer.Option(help="Limits that are counted.")] = GroqPlan.NONE,
    latency: Annotated[
        Path | None, typer.Option(metavar="FILE", help="How long answers take, in JSON.")
    ] = None,
    character: Annotated[
        str, typer.Option(metavar="NAME", help="Who answers: honest, obeys, fabricator, ...")
    ] = "honest",
    fault: Annotated[
        list[str] | None, typer.Option(metavar="KIND=RATE", help="Such as 429=0.2; repeatable.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same number brings the same faults.")] = 0,
    keys: Annotated[
        str, typer.Option(metavar="KEY:ORG,...", help="The keys that are let in; any without it.")
    ] = "",
) -> None:
    """Serve a made-up Groq on this machine until Ctrl+C: no key, no network, no cost."""
    from nexus_cli.bench.groq import by_hand
    from nexus_cli.bench.groq.latency import LatencyProfile
    from nexus_cli.bench.groq.server import LoopbackGroq

    holders = by_hand.key_holders(keys)
    server = LoopbackGroq(
        answer=by_hand.character_named(character),
        faults=by_hand.fault_script(fault or [], seed),
        latency=LatencyProfile.read(latency) if latency else LatencyProfile(),
        plans=by_hand.free_plans(holders) if plan is GroqPlan.FREE else {},
        organisations=holders,
    )

    def tell() -> None:
        pairs = (holders or {}).items()
        key = ",".join(f"{organisation}:{key}" for key, organisation in pairs) or "test"
        typer.echo(f"export GROQ_API_KEY={key} GROQ_BASE_URL={server.url}", err=True)
        typer.echo("Run that line in another terminal, then nexus there. Ctrl+C ends.", err=True)

    by_hand.serve_until_stopped(server, port, tell)
    typer.echo(by_hand.summary(server), err=True)


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
