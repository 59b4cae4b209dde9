"""Answers that are given beforehand: written, or recorded and written down first."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from nexus_cli.cli.plain import WrittenAnswers
    from nexus_cli.services import Services
    from nexus_cli.services.answer_files import AnswerFiles
    from nexus_cli.services.ears import OpenedTranscriber
    from nexus_cli.services.recordings import Heard
    from nexus_cli.settings import Settings

_TOLD_EVERY_SECONDS = 60.0


@dataclass(frozen=True)
class Given:
    """What `--answers` names."""

    path: str
    """A file, a folder, or `-` for standard input."""
    recorded: "AnswerFiles | None" = None
    engine: "OpenedTranscriber | None" = None
    """Who writes the recordings down."""

    @property
    def pinned(self) -> tuple[str, ...]:
        """The questions that the answers are headed for: they are the ones to ask."""
        if self.recorded is not None:
            return self.recorded.headings
        if self.path == "-":
            return ()
        from nexus_cli.interview.recorded import headings

        return headings(_lines(self.path))

    def answers(self, services: "Services", session_id: str) -> "WrittenAnswers":
        """Return the answers to a stored session's questions; recordings take their time.

        Raises AudioError, TranscriptionError and DocumentError.
        """
        from nexus_cli.cli.plain import WrittenAnswers
        from nexus_cli.interview.recorded import RecordedAnswers
        from nexus_cli.models.session import fold

        prepared = fold(services.thread.run(services.store.events(session_id))).prepared
        ids = [question.id for question in prepared.plan.questions]
        if self.recorded is None or self.engine is None:
            lines = sys.stdin if self.path == "-" else _lines(self.path)
            return WrittenAnswers(RecordedAnswers(lines, ids))
        from nexus_cli.services.ears import vocabulary_of
        from nexus_cli.services.recordings import hear_recordings

        transcriber = self.engine.transcriber
        where = "; your voice is sent there" if self.engine.sends_voice else ""
        typer.echo(f"Writing the recordings down with {transcriber.name}{where}.", err=True)
        try:
            heard = services.thread.run(
                hear_recordings(self.recorded, transcriber, vocabulary_of(prepared), ids, _Told())
            )
        finally:
            services.thread.run(transcriber.close())
        for note in heard.notes:
            typer.echo(note, err=True)
        return WrittenAnswers(RecordedAnswers.of(heard.blocks, ids))


def given(path: str, settings: "Settings") -> Given:
    """Return what `path` names; a recording needs somebody to write it down.

    Raises AudioError, DocumentError, UsageError and TranscriptionError.
    """
    from nexus_cli.llm import LLMOptions
    from nexus_cli.services.answer_files import answer_files
    from nexus_cli.services.recordings import needed_transcriber

    recorded = answer_files(path)
    if recorded is None:
        return Given(path)
    return Given(path, recorded, needed_transcriber(settings, LLMOptions()))


class _Told:
    """Says every minute of sound how far the recordings are."""

    def __init__(self) -> None:
        self._next = _TOLD_EVERY_SECONDS

    def __call__(self, heard: "Heard") -> None:
        if heard.seconds < self._next:
            return
        self._next = heard.seconds + _TOLD_EVERY_SECONDS
        whole = f" of {heard.of_seconds / 60:.0f}" if heard.of_seconds else ""
        typer.echo(f"{heard.seconds / 60:.0f}{whole} minutes are written down.", err=True)


def _lines(path: str) -> list[str]:
    from nexus_cli.documents import read_document

    return read_document(path).text.splitlines()
