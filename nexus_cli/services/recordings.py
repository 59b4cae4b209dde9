"""Recorded answers for an interview: written down by the engine that would hear a spoken one."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from nexus_cli.audio.codec import decode_pieces
from nexus_cli.errors import TranscriptionError
from nexus_cli.interview.recorded import Block
from nexus_cli.llm import LLMOptions
from nexus_cli.models.spoken import Speech
from nexus_cli.services.answer_files import LONGEST_SECONDS, AnswerFile, AnswerFiles
from nexus_cli.services.ears import MODEL, NoEar, OpenedTranscriber, open_transcriber
from nexus_cli.services.sittings import PARTING_SECONDS, hear_sitting
from nexus_cli.settings import Settings
from nexus_cli.stt.protocol import Transcriber


@dataclass(frozen=True)
class Heard:
    """How far the recordings are worked through."""

    name: str
    """Of the file."""
    seconds: float
    """Of all the recordings together."""
    of_seconds: float | None
    """None where a recording does not say how long it is."""


@dataclass(frozen=True)
class RecordedBlocks:
    """The answers in order, for `RecordedAnswers.of`."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    """Sentences about what was left out or not heard."""


def needed_transcriber(
    settings: Settings, options: LLMOptions, model: str = MODEL
) -> OpenedTranscriber:
    """Return the engine that a spoken interview would have; its `transcriber` is to be closed.

    Raises TranscriptionError, with a next step, when there is none.
    """
    found = open_transcriber(settings, options, model)
    if isinstance(found, NoEar):
        raise TranscriptionError(found.sentence, found.next_step)
    return found


async def hear_recordings(
    answers: AnswerFiles,
    engine: Transcriber,
    vocabulary: Sequence[str] = (),
    question_ids: Collection[str] = (),
    on_heard: Callable[[Heard], None] = lambda heard: None,
) -> RecordedBlocks:
    """Return what is said in the recordings, and what is written beside them, as blocks.

    `on_heard` is told about once a second of sound. A recording in which nobody speaks is a blank
    answer. Raises AudioError for a recording that cannot be decoded, TranscriptionError.
    """
    blocks: list[Block] = []
    notes = [f"{name} is neither a recording nor writing; left out." for name in answers.left_out]
    heard = _Heard(answers, on_heard)
    for file in answers.files:
        heading = "" if answers.sitting else file.named.heading(question_ids)
        if file.text is not None:
            blocks.append(Block(heading, file.text))
            continue
        parting = PARTING_SECONDS if answers.sitting else math.inf
        pieces = decode_pieces(file.path, longest_seconds=LONGEST_SECONDS)
        said = [
            speech
            async for speech in hear_sitting(
                pieces, engine, vocabulary, heard.of(file), parting_seconds=parting
            )
        ]
        if not said:
            notes.append(f"Nobody is heard to speak in {file.name}; its answer is blank.")
        silent = Speech(words=(), engine=engine.name)
        blocks += [Block(heading, _text(speech), speech) for speech in said or [silent]]
    return RecordedBlocks(tuple(blocks), tuple(notes))


class _Heard:
    """Adds up what was heard of one file after the other."""

    def __init__(self, answers: AnswerFiles, on_heard: Callable[[Heard], None]) -> None:
        self._total = answers.seconds
        self._on_heard = on_heard
        self._before = self._now = 0.0

    def of(self, file: AnswerFile) -> Callable[[float], None]:
        """Return what is to be told how many seconds of this file were heard."""
        self._before = self._now

        def tell(seconds: float) -> None:
            self._now = self._before + min(seconds, file.seconds or math.inf)
            self._on_heard(Heard(file.name, self._now, self._total))

        return tell


def _text(speech: Speech) -> str:
    return " ".join(word.text for word in speech.words)
