"""`nexus setup`: read the documents, find the gaps, plan the questions, store the session."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from nexus_cli.cli.options import BrainOption, Cv, Jd, Questions, Role, RubricFile, Seed
from nexus_cli.errors import UsageError

if TYPE_CHECKING:
    from nexus_cli.models.brains import BrainChoice
    from nexus_cli.services import Preparation

_MACHINE = "What this machine has, instead"


def setup(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="For --download-model the model, for --voices a language such as de, or all, "
            "for --try-voice a voice.",
        ),
    ] = None,
    cv: Cv = None,
    jd: Jd = None,
    role: Role = None,
    rubric: RubricFile = None,
    questions: Questions = None,
    seed: Seed = None,
    brain: BrainOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="What works here, and what to do about what does not.",
            rich_help_panel=_MACHINE,
        ),
    ] = False,
    download_model: Annotated[
        bool,
        typer.Option(
            "--download-model",
            help="Fetch what turns speech into words here: tiny, base (if none is named) or small.",
            rich_help_panel=_MACHINE,
        ),
    ] = False,
    voices: Annotated[
        bool,
        typer.Option(
            "--voices",
            help="List the voices that can ask; the English ones if no language is named.",
            rich_help_panel=_MACHINE,
        ),
    ] = False,
    try_voice: Annotated[
        bool,
        typer.Option(
            "--try-voice",
            help="Hear a sentence in a voice; in the chosen one if none is named.",
            rich_help_panel=_MACHINE,
        ),
    ] = False,
) -> None:
    """Prepare an interview: what the CV shows, what the job asks, what lies between.

    Or, with one of the last four options, see to what this machine has for interviews.
    """
    _refuse_mixture(name, check, download_model, voices, try_voice)
    if check:
        from nexus_cli.cli.checking import check_machine

        check_machine(brain, as_json)
    elif download_model:
        from nexus_cli.cli.downloading import fetch_model

        fetch_model(name, as_json)
    elif voices:
        from nexus_cli.cli.voices import show_voices

        show_voices(name, as_json)
    elif try_voice:
        from nexus_cli.cli import voices as choosing

        choosing.try_voice(name)
    else:
        from nexus_cli.cli.documents import job_source, needed_cv
        from nexus_cli.services import Preparation  # --help needs no engine

        wanted = Preparation(
            cv=needed_cv(cv),
            job=job_source(jd, role),
            rubric=rubric,
            questions=questions,
            seed=seed,
        )
        _prepare(wanted, brain, as_json)


def _prepare(wanted: "Preparation", brain: "BrainChoice | None", as_json: bool) -> None:
    from nexus_cli.cli.prepared import as_object, show, warn
    from nexus_cli.cli.waiting import tell_wait
    from nexus_cli.services import open_services, prepare
    from nexus_cli.settings import Settings

    with open_services(Settings(), brain) as services:
        services.waits.listener = tell_wait
        prepared = services.thread.run(prepare(services, wanted))
    warn(prepared)
    if as_json:
        typer.echo(json.dumps(as_object(prepared), ensure_ascii=False, indent=1))
    else:
        show(prepared)


def _refuse_mixture(
    name: str | None, check: bool, download_model: bool, voices: bool, try_voice: bool
) -> None:
    """Raise UsageError for two things at once, and for a name that nothing asks for."""
    if check + download_model + voices + try_voice > 1:
        raise UsageError(
            "--check, --download-model, --voices and --try-voice are done one at a time.",
            "Run one command for each.",
        )
    if name is not None and not (download_model or voices or try_voice):
        raise UsageError(
            f"Nothing in this command takes the name {name!r}.",
            "A CV is given with --cv, a job with --jd or --role.",
        )
