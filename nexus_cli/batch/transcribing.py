"""The recordings of a folder, each written down once, with the engine that interviews have."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nexus_cli.batch.kept_file import KeptFile, kept_failure
from nexus_cli.batch.order import Listener, Progress
from nexus_cli.batch.results import Results
from nexus_cli.batch.scale import OFFLINE
from nexus_cli.batch.task import Task
from nexus_cli.errors import NexusError, TranscriptionError
from nexus_cli.models.transcript import Transcript
from nexus_cli.services import Services

if TYPE_CHECKING:
    from nexus_cli.services.ears import OpenedTranscriber


class Transcriptions:
    """What was heard is kept beside the results, so that another scale hears nothing anew."""

    def __init__(self, services: Services, results: Results) -> None:
        self._services = services
        self._results = results
        self._failed: dict[str, NexusError] = {}

    def hear(self, tasks: Sequence[Task], listener: Listener) -> None:
        """Write down the recordings among `tasks` that are not yet; failures are remembered."""
        todo = [t for t in tasks if t.recording and self._results.note(_note(t)) is None]
        if not todo:
            return
        try:
            engine = self._engine()
        except NexusError as error:
            self._failed.update({task.file: error for task in todo})
            return
        try:
            for number, task in enumerate(todo):
                listener(Progress("listening", number, len(todo)))
                self._hear(task, engine)
        finally:
            self._services.thread.run(engine.transcriber.close())

    def with_transcripts(
        self, tasks: Sequence[Task], on_failed: Callable[[KeptFile], None]
    ) -> Iterator[Task]:
        """Yield `tasks` with what was heard in them; `on_failed` gets those without."""
        for task in tasks:
            if not task.recording:
                yield task
            elif (error := self._failed.get(task.file)) is not None:
                on_failed(kept_failure(task.file, task.transcript_id, error))
            else:
                yield self._heard(task)

    def _heard(self, task: Task) -> Task:
        from nexus_cli.batch.recordings import DOUBT

        row = self._results.note(_note(task))
        transcript = Transcript.model_validate_json(row) if row else None
        return replace(task, transcript=transcript, doubt=DOUBT)

    def _hear(self, task: Task, engine: "OpenedTranscriber") -> None:
        from nexus_cli.batch.recordings import hear_interview

        work = hear_interview(task.path, task.transcript_id, engine.transcriber)
        try:
            transcript = self._services.thread.run(work)
        except NexusError as error:
            self._failed[task.file] = error
            return
        self._results.keep_note(_note(task), transcript.model_dump_json())

    def _engine(self) -> "OpenedTranscriber":
        """Return what writes down; nobody's voice leaves the machine for an offline brain."""
        from nexus_cli.llm import LLMOptions
        from nexus_cli.services.recordings import needed_transcriber  # numpy, for who has sound

        found = needed_transcriber(self._services.settings, LLMOptions())
        if found.sends_voice and self._services.brain.name == OFFLINE:
            self._services.thread.run(found.transcriber.close())
            raise TranscriptionError(
                "No speech model is on this machine, and an offline run sends nobody's voice away.",
                "`nexus setup --check` offers to download one; or choose --brain groq.",
            )
        return found


def _note(task: Task) -> str:
    return f"heard in {task.transcript_id}"
