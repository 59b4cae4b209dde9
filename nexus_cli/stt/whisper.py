"""Whisper on this machine, through faster-whisper."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.allocator import keep_memory
from nexus_cli.stt.own_thread import OwnThread
from nexus_cli.stt.protocol import Sound, Transcript, Word
from nexus_cli.stt.silence import has_sound, is_made_up
from nexus_cli.stt.vocabulary import fitting_hotwords, fitting_prompt

if TYPE_CHECKING:
    from faster_whisper import WhisperModel  # type: ignore[import-untyped]

NO_SPEECH = 0.3
"""Half of what faster-whisper drops a segment for, since here a known phrase is needed too."""


class WhisperTranscriber:
    """Runs the model in `folder`, as `find_model` returns it, in one thread of its own.

    int8, one beam, temperature 0: a failed decode is not tried again at other temperatures, which
    may take six times as long. Nothing is ever fetched from a network.
    """

    def __init__(
        self, folder: Path, name: str, language: str = "en", threads: int | None = None
    ) -> None:
        self._folder = folder
        self._name = f"Whisper {name}"
        self._language = language
        self._threads = threads or _cores()
        self._thread = OwnThread("whisper")
        self._model: WhisperModel | None = None

    @property
    def name(self) -> str:
        """Such as "Whisper base"."""
        return self._name

    async def load(self) -> None:
        """Load the model now, so that the first transcription need not.

        Raises TranscriptionError when its files cannot be used.
        """
        await self._thread.run(lambda unwanted: self._loaded())

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        """See Transcriber."""
        if not has_sound(audio):
            return Transcript((), self._name)
        words = await self._thread.run(
            lambda unwanted: self._words(audio, prompt, hotwords, unwanted)
        )
        return Transcript(words, self._name)

    async def close(self) -> None:
        """See Transcriber."""
        self._thread.close()
        self._model = None

    def _loaded(self) -> "WhisperModel":
        if self._model is not None:
            return self._model
        from faster_whisper import WhisperModel  # 270 ms

        keep_memory()
        if not (self._folder / "tokenizer.json").is_file():  # it would be fetched
            raise self._unusable()
        try:
            self._model = WhisperModel(
                str(self._folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except Exception as error:  # damaged files fail in CTranslate2, tokenizers and JSON
            raise self._unusable() from error
        return self._model

    def _words(
        self, audio: Sound, prompt: str, hotwords: Sequence[str], unwanted: Callable[[], bool]
    ) -> tuple[Word, ...]:
        model = self._loaded()

        def count(text: str) -> int:
            return len(model.hf_tokenizer.encode(" " + text, add_special_tokens=False).ids)

        try:
            segments, _ = model.transcribe(
                audio,
                language=self._language,
                beam_size=1,
                temperature=0.0,
                condition_on_previous_text=False,
                word_timestamps=True,
                vad_filter=False,
                initial_prompt=fitting_prompt(prompt, count) or None,
                hotwords=fitting_hotwords(hotwords, count) or None,
            )
            return tuple(_heard(segments, unwanted))
        except (RuntimeError, ValueError, IndexError) as error:
            raise TranscriptionError(
                f"{self._name} could not work on what was said.",
                "Type this answer, or choose another model with `nexus setup --check`.",
            ) from error

    def _unusable(self) -> TranscriptionError:
        return TranscriptionError(
            f"The files of {self._name} in {self._folder} are damaged.",
            "Delete that folder; `nexus setup --check` then offers to download it again.",
        )


def _cores() -> int:
    """Return how many cores this process may use; faster-whisper's own default is four."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _heard(segments: Iterable[Any], unwanted: Callable[[], bool]) -> Iterable[Word]:
    """Yield the words of the segments, which are decoded one by one as they are asked for."""
    for segment in segments:
        if unwanted():
            return
        if not is_made_up(segment.text, segment.no_speech_prob, NO_SPEECH):
            yield from _joined(segment.words or ())


def _joined(pieces: Iterable[Any]) -> list[Word]:
    """Return pieces as words: "well" and "-known" are one, told by the missing space."""
    words: list[Word] = []
    for piece in pieces:
        text, probability = piece.word.strip(), float(piece.probability)
        if not text:
            continue
        word = Word(text, float(piece.start), float(piece.end), probability)
        if words and not piece.word.startswith(" "):
            first = words.pop()
            least = min(first.probability, probability)
            word = Word(first.text + text, first.start_seconds, word.end_seconds, least)
        words.append(word)
    return words
