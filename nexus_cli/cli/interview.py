"""`nexus interview`: prepare when documents are given, then hold the interview."""

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from nexus_cli.cli.options import BrainOption, Cv, Jd, Questions, Role, RubricFile, Seed
from nexus_cli.errors import UsageError
from nexus_cli.models.patience import Patience

if TYPE_CHECKING:
    from nexus_cli.cli.given import Given
    from nexus_cli.models.brains import BrainChoice
    from nexus_cli.models.events import SessionPrepared
    from nexus_cli.models.result import Degradation
    from nexus_cli.services import Preparation, Services
    from nexus_cli.settings import Settings


def interview(
    session: Annotated[
        str | None, typer.Argument(help="A session to go on with; see `nexus sessions list`.")
    ] = None,
    cv: Cv = None,
    jd: Jd = None,
    role: Role = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="A sample CV and job; you answer. Needs nothing.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line: for pipes and screen readers.")
    ] = False,
    answers: Annotated[
        str | None,
        typer.Option(
            help="Take answers from a file, a recording (audio or video), a folder of them, or - "
            "for standard input. Blank lines part written answers, silences of 3 s recorded ones; "
            "a block may be headed [question-id] or [follow-up], a file in a folder named so.",
        ),
    ] = None,
    questions: Questions = None,
    seed: Seed = None,
    rubric: RubricFile = None,
    brain: BrainOption = None,
    voice: Annotated[
        bool | None,
        typer.Option(
            "--voice/--type",
            help="Speak and listen, or type. When not given: voice, once `nexus setup --check` "
            "has found a microphone and a speech model.",
        ),
    ] = None,
    patience: Annotated[
        Patience | None,
        typer.Option(help="How long a silence may last before your answer is taken as finished."),
    ] = None,
    keep_recording: Annotated[
        bool,
        typer.Option(
            "--keep-recording",
            help="Keep the sound of spoken answers for 24 hours; see `nexus sessions recordings`.",
        ),
    ] = False,
    headphones: Annotated[
        bool,
        typer.Option(
            "--headphones", help="You wear headphones: speak while nexus does, and it stops."
        ),
    ] = False,
) -> None:
    """Hold an interview, spoken or typed: saved answer by answer, resumable, then the report."""
    from nexus_cli.cli.given import given
    from nexus_cli.cli.waiting import tell_wait
    from nexus_cli.services import open_services, prepare  # --help needs no engine
    from nexus_cli.settings import Settings

    settings = Settings()
    if keep_recording:
        settings = settings.model_copy(update={"keep_recordings": True})
    if headphones:
        settings = settings.model_copy(update={"headphones": True})
    piped = answers is None and not voice and not sys.stdin.isatty()
    if voice and answers is not None:
        raise UsageError("Given answers are not spoken.", "Leave out --voice or --answers.")
    if "-" in (cv, jd) and (piped or answers == "-"):
        raise UsageError(
            "Standard input cannot hold both a document and the answers.",
            "Give one of them as a file.",
        )
    source = given("-" if answers is None else answers, settings) if piped or answers else None
    aloud = source is None and _aloud(settings, brain, voice)
    with open_services(settings, brain) as services:
        services.waits.listener = tell_wait
        session_id = session
        if demo or cv is not None or jd is not None or role is not None:
            documents = _demo(cv, jd, role) if demo else _given(cv, jd, role)
            if session is not None:
                raise UsageError("Give a session or documents, not both.")
            wanted = replace(
                documents,
                rubric=rubric,
                questions=questions,
                seed=seed,
                pinned=(source.pinned if source else ()) or documents.pinned[:questions],
            )
            typer.echo("Reading the documents, then planning the questions.", err=True)
            prepared = services.thread.run(prepare(services, wanted))
            session_id = prepared.session_id
            _narrate(prepared.event, prepared.degraded)
        if plain or source is not None or not _screen():
            _hold_plainly(services, _chosen(services, session_id), source, aloud, patience)
        else:
            from nexus_cli.audio.stderr import libraries_kept_quiet
            from nexus_cli.tui import make_app  # 300 ms, and only a screen needs it

            with libraries_kept_quiet():  # ALSA and JACK would write across the screen
                make_app(services, session_id, aloud, patience).run()


def _given(cv: str | None, jd: str | None, role: str | None) -> "Preparation":
    from nexus_cli.cli.documents import job_source, needed_cv
    from nexus_cli.services import Preparation

    return Preparation(cv=needed_cv(cv), job=job_source(jd, role))


def _demo(cv: str | None, jd: str | None, role: str | None) -> "Preparation":
    from nexus_cli.services.demo import demo_preparation

    if cv or jd or role:
        raise UsageError("--demo brings its own CV and job.", "Leave out --cv, --jd and --role.")
    return demo_preparation()


def _narrate(event: "SessionPrepared", degraded: "tuple[Degradation, ...]") -> None:
    from nexus_cli.cli.plain import degraded_sentence

    for note in event.plan.notes:
        typer.echo(note, err=True)
    for change in degraded:
        typer.echo(degraded_sentence(change), err=True)
    if event.hidden_words:
        typer.echo(
            f"{event.hidden_words} words in the documents cannot be seen by a reader "
            "and were left out.",
            err=True,
        )


def _screen() -> bool:
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in ("dumb", "")


def _chosen(services: "Services", session_id: str | None) -> str:
    """Return the session asked for, else the newest one that is not finished."""
    if session_id is not None:
        return session_id
    from nexus_cli.services.history import summaries

    for summary in services.thread.run(summaries(services.store)):
        if summary.status in ("ready", "unfinished"):
            return summary.session_id
    raise UsageError(
        "There is no interview to go on with.",
        "Start one with --cv FILE and --jd FILE, or try --demo.",
    )


def _hold_plainly(
    services: "Services",
    session_id: str,
    source: "Given | None",
    aloud: bool,
    patience: Patience | None,
) -> None:
    from nexus_cli.reports import ReportFormat, render
    from nexus_cli.services.reporting import report_on

    if aloud:
        ended = _hold_aloud(services, session_id, patience)
    else:
        ended = _hold_in_writing(services, session_id, source)
    if ended:
        report = services.thread.run(report_on(services, session_id))
        typer.echo("")
        typer.echo(render(report, ReportFormat.TEXT))
        typer.echo(f"As a page: nexus report {session_id} --format html --out FILE", err=True)


def _hold_in_writing(services: "Services", session_id: str, source: "Given | None") -> bool:
    from nexus_cli.cli.plain import AnswerSource, TypedAnswers, run_plain

    answers: AnswerSource = source.answers(services, session_id) if source else TypedAnswers()
    return run_plain(services, services.session(session_id), answers)


def _hold_aloud(services: "Services", session_id: str, patience: Patience | None) -> bool:
    from nexus_cli.cli.spoken_lines import run_spoken
    from nexus_cli.services.talking import open_talk

    talk = services.thread.run(open_talk(services, session_id, patience))
    try:
        return run_spoken(services, talk)
    finally:
        services.thread.run(talk.close())


def _aloud(settings: "Settings", brain: "BrainChoice | None", voice: bool | None) -> bool:
    """Return whether to speak: when asked to, or once a check has found all that it takes.

    Before the first spoken interview everything is checked; what is missing is said, and done
    without.
    """
    from nexus_cli.cli.checking import show_checks
    from nexus_cli.services.preflight import voice_ready

    ready = voice_ready(settings)
    if voice and not ready:
        show_checks(settings, brain)
    return ready if voice is None else voice
