"""`nexus bench stt`: how long Whisper takes on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nexus_cli.bench.spoken.whisper_timing import ModelTiming, WhisperTiming

Models = Annotated[
    list[str] | None,
    typer.Option("--model", metavar="NAME", help="Repeatable; all that are here without it."),
]
Shapes = Annotated[
    list[str] | None,
    typer.Option(
        "--random-weights",
        metavar="SIZE",
        help="Time a model of this size that has learnt nothing; says nothing of accuracy.",
    ),
]
Times = Annotated[
    int, typer.Option("--n", min=1, max=100, help="Runs a length; the fastest counts.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the table for `bench turn`.")
]

_WEIGHTS = "Whisper with its own weights, as nexus runs it on the speech that ships."
_RANDOM = (
    "Models of each shape that have learnt nothing, saying 3.3 tokens a second, as nexus runs"
    " them: times, nothing about accuracy."
)


def stt(
    models: Models = None,
    random_weights: Shapes = None,
    n: Times = 5,
    as_json: AsJson = False,
    out: Out = None,
) -> None:
    """How long Whisper takes for 1 to 30 s of sound, on a padded and on a short window."""
    from nexus_cli.bench.spoken.whisper_timing import WhisperTiming
    from nexus_cli.bench.timing.machine import described_machine
    from nexus_cli.errors import StoreError, UsageError

    if models and random_weights:
        raise UsageError(
            "--model times weights, --random-weights does without.", "Give one of them."
        )
    source = f"{_RANDOM if random_weights else _WEIGHTS} The fastest of {n} runs, int8, one beam."
    machine = described_machine()
    measured = _shaped(random_weights, n) if random_weights else _real(models or [], n)
    table = WhisperTiming(source=source, machine=machine, models=measured)
    written = table.model_dump_json(indent=1)
    if out is not None:
        try:
            out.write_text(written + "\n", "utf-8")
        except OSError as error:
            raise StoreError(f"{out} cannot be written.", "Name another file.") from error
    typer.echo(written if as_json else _drawn(table))


def _real(names: list[str], times: int) -> "dict[str, ModelTiming]":
    """Return the times of models whose weights are here; raises ModelMissingError without any."""
    from nexus_cli.bench.spoken.whisper_measuring import measure_whisper
    from nexus_cli.errors import ModelMissingError
    from nexus_cli.services.ears import models_folder
    from nexus_cli.settings import Settings
    from nexus_cli.stt.model_files import MODELS, ModelState, find_model, model_state

    folder = models_folder(Settings())
    here = [name for name in MODELS if model_state(name, folder) is ModelState.PRESENT]
    if not names and not here:
        raise ModelMissingError(
            "No speech model is on this machine, so there is nothing to time.",
            "`nexus setup --check` offers to download one; --random-weights base does without.",
        )
    found = {name: find_model(name, folder) for name in names or here}
    return {name: measure_whisper(name, place, times, _tell) for name, place in found.items()}


def _shaped(sizes: list[str], times: int) -> "dict[str, ModelTiming]":
    from nexus_cli.bench.spoken.whisper_measuring import measure_shaped

    return {size: measure_shaped(size, times, _tell) for size in sizes}


def _tell(name: str, seconds: float) -> None:
    typer.echo(f"{name}, {seconds:g} s of sound", err=True)


def _drawn(table: "WhisperTiming") -> str:
    lines = [table.source, "Milliseconds:", "", "model   sound  padded   short"]
    for name, model in table.models.items():
        for seconds, padded in model.padded.items():
            short = model.short.get(seconds)
            cell = "-" if short is None else f"{short:.0f}"
            lines.append(f"{name:7} {seconds:3.0f} s {padded:7.0f} {cell:>7}")
    return "\n".join(lines)
