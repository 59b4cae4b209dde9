"""One timed benchmark: measured, printed, written as a page, and held against a baseline."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from nexus_cli.bench.result import BenchResult
from nexus_cli.bench.timing.baseline import compare, read_baseline
from nexus_cli.bench.timing.catalogue import Part, parts_of
from nexus_cli.bench.timing.delays import DelayProfile
from nexus_cli.bench.timing.drawing import drawn
from nexus_cli.bench.timing.kept_rounds import KeptRounds
from nexus_cli.bench.timing.machine import Described, described_machine
from nexus_cli.bench.timing.page import as_page
from nexus_cli.bench.timing.running import Ran, run
from nexus_cli.bench.timing.scenario import Profile
from nexus_cli.cli.exits import ExitCode
from nexus_cli.errors import StoreError, UsageError

FAIL_ABOVE_PERCENT = 10.0
"""When --fail-above is not given."""
AT_ONCE = "turn"
"""The scenario whose rounds mostly wait, so that several may be measured at once."""


@dataclass(frozen=True)
class Wanted:
    """How a scenario is to be measured and told."""

    profile: str | None = None
    rounds: int = 10
    as_json: bool = False
    html: Path | None = None
    baseline: Path | None = None
    fail_above: float | None = None
    resume: Path | None = None
    delays: Path | None = None
    at_once: int = 1


def measure(name: str, wanted: Wanted) -> None:
    """Measure the scenario `name`, print it, and compare it.

    Leaves with 3 when a ratio is worse than the baseline allows, and as Ctrl+C does when that
    ended it, once what was measured is written.
    """
    if wanted.fail_above is not None and wanted.baseline is None:
        raise UsageError("--fail-above has nothing to compare with.", "Give --baseline FILE too.")
    before = read_baseline(wanted.baseline) if wanted.baseline else None
    if wanted.at_once > 1 and name != AT_ONCE:
        raise UsageError(f"{name} is measured alone.", f"--at-once is for {AT_ONCE}.")
    parts = parts_of(name, Profile(wanted.profile) if wanted.profile else None)
    delays = _delays(parts, wanted.delays)
    machine = described_machine()
    kept = None
    if wanted.resume:
        kept = KeptRounds(wanted.resume, _made_on(name, delays, machine, wanted.at_once))
    ran = run(parts, wanted.rounds, kept, _tell_round, delays=wanted.delays, at_once=wanted.at_once)
    result = _result(name, parts, machine, ran, _notes(name, wanted, ran.stopped))
    _show(result, ran, wanted.as_json)
    if wanted.html is not None:
        _write(wanted.html, as_page(result, ran.measurement.samples))
    if ran.stopped:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if before is not None:
        allowed = FAIL_ABOVE_PERCENT if wanted.fail_above is None else wanted.fail_above
        _hold_against(before, result.ratios, allowed)


def _delays(parts: Sequence[Part], path: Path | None) -> object:
    """Return what emulated services take, None where none is; raises UsageError."""
    if any(part.profile is Profile.EMULATED for part in parts):
        return DelayProfile.read(path).model_dump(mode="json")
    if path is not None:
        raise UsageError("--delays is for what is emulated.", "Leave it out, or change --profile.")
    return None


def _made_on(name: str, delays: object, machine: Described, at_once: int) -> dict[str, object]:
    """Return what rounds must have in common to be pooled; the load of the moment is not."""
    lasting = {what: value for what, value in machine.items() if what != "load"}
    together = {"at_once": at_once} if at_once > 1 else {}
    return {"scenario": name, "delays": delays, "machine": lasting, **together}


def _tell_round(part: Part, number: int, of: int) -> None:
    typer.echo(f"{part.name}, round {number} of {of}", err=True)


def _notes(name: str, wanted: Wanted, stopped: str) -> tuple[str, ...]:
    """Return what must be known to read the figures, as sentences."""
    notes = [stopped] if stopped else []
    if name == AT_ONCE:
        whisper = DelayProfile.read(wanted.delays).whisper
        windows = "padded to 30 s" if whisper.padded else "short after an interview's first turn"
        notes.append(f"Whisper {whisper.model} by a table: {windows}; always padded for naive.")
        together = "interviews at once" if wanted.at_once > 1 else "interview at a time"
        notes.append(f"{wanted.at_once} {together}.")
    return tuple(notes)


def _result(
    name: str, parts: Sequence[Part], machine: Described, ran: Ran, notes: tuple[str, ...]
) -> BenchResult:
    measured = ran.measurement
    return BenchResult(
        scenario=name,
        profile=" and ".join(dict.fromkeys(part.profile.value for part in parts)),
        metrics=measured.metrics,
        ratios=measured.ratios,
        breakdown=measured.breakdown,
        taken_on=machine,
        notes=notes,
    )


def _show(result: BenchResult, ran: Ran, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
        return
    columns = shutil.get_terminal_size((80, 24)).columns
    typer.echo(drawn(result, ran.measurement.samples, columns, _block()))


def _block() -> str:
    """Return what bars are made of: a sign that the terminal's character set has."""
    try:
        "█".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "#"
    return "█"


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise StoreError(f"{path} cannot be written.", "Name another file with --html.") from error


def _hold_against(
    before: Mapping[str, float], now: Mapping[str, float], allowed_percent: float
) -> None:
    """Say which ratios moved by more than is allowed, either way; leave with 3 for a worse one."""
    compared = compare(before, now)
    for moved in compared:
        if abs(moved.worse_by) > allowed_percent:
            typer.echo(moved.sentence, err=True)
    for name in before.keys() - {moved.name for moved in compared}:
        typer.echo(f"{name} of the baseline was not measured.", err=True)
    if compared[0].worse_by > allowed_percent:
        raise typer.Exit(ExitCode.GATE)
    typer.echo(
        f"No ratio is worse than the baseline's by more than {allowed_percent:g} %.", err=True
    )
