"""Whisper on this machine, through faster-whisper."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from nexus_cli.errors import TranscriptionError
from nexus_cli.models.whisper_window import WhisperWindow
from nexus_cli.stt.own_thread import OwnThread
from nexus_cli.stt.protocol import Sound, Transcript, Word
from nexus_cli.stt.short_window import Hearing, fits, is_trusted
from nexus_cli.stt.silence import has_sound
from nexus_cli.stt.stretches import Stretch, Stretches
from nexus_cli.stt.window_gate import WORDS, WindowGate
from nexus_cli.stt.windowed_model import WindowedModel

IDLE_SECONDS = 0.5
"""After `idle`, so that nothing is compared while the first sound is on its way to the speaker."""
_FAILURES = (RuntimeError, ValueError, IndexError)
"""Of faster-whisper and CTranslate2 on a sound."""


class WhisperTranscriber:
    """Runs the model in `folder`, as `find_model` returns it, in one thread of its own.

    Every sound is padded to 30 s, until the gate is open: then up to 20 s of sound are given a
    window of their own length, and are padded after all where the words do not look trustworthy.
    The gate opens and closes by what `idle` lets it compare. Nothing is ever fetched from a
    network.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        language: str = "en",
        threads: int | None = None,
        window: WhisperWindow = WhisperWindow.AUTO,
        gate: WindowGate | None = None,
    ) -> None:
        self._folder = folder
        self._name = f"Whisper {name}"
        self._language = language
        self._threads = threads
        self._thread = OwnThread("whisper")
        self._model: WindowedModel | None = None
        self._gate = gate or WindowGate()
        self._padded = window is WhisperWindow.PADDED
        self._stretches = Stretches()

    @property
    def name(self) -> str:
        """Such as "Whisper base"."""
        return self._name

    @property
    def window_is_short(self) -> bool:
        """Whether the next sound is given a window of its own length, if it is short enough."""
        return self._gate.open

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
        stretch = Stretch(audio, prompt, tuple(hotwords))
        words = await self._thread.run(lambda unwanted: self._words(stretch, unwanted))
        return Transcript(words, self._name)

    def idle(self, after_seconds: float = IDLE_SECONDS) -> None:
        """Compare both windows on what was said: nobody waits for words, since nexus speaks.

        Until the gate opens, what was written with the whole window is written with the short one
        as well (about 0.1 s a stretch). Then it is the other way round, one stretch a time, since
        that takes as long as everything did before. It begins after `after_seconds`; a call that
        comes first takes its place, and one that comes in the middle waits for one pass.
        """
        if not self._padded and not self._gate.closed:
            self._thread.spare(self._compare_next, after_seconds)

    async def close(self) -> None:
        """See Transcriber."""
        self._thread.close()
        self._model = None
        self._stretches.clear()

    def _loaded(self) -> WindowedModel:
        if self._model is not None:
            return self._model
        try:
            self._model = WindowedModel(self._folder, self._threads)
        except Exception as error:  # damaged files fail in CTranslate2, tokenizers and JSON
            raise TranscriptionError(
                f"The files of {self._name} in {self._folder} are damaged.",
                "Delete that folder; `nexus setup --check` then offers to download it again.",
            ) from error
        return self._model

    def _words(self, said: Stretch, unwanted: Callable[[], bool]) -> tuple[Word, ...]:
        self._loaded()
        try:
            if self._gate.open and fits(said.audio):
                heard = self._heard(said, True, unwanted)
                if unwanted() or is_trusted(heard, said.audio):
                    self._hold(said, True, heard)
                    return heard.words
            heard = self._heard(said, False, unwanted)
        except _FAILURES as error:
            raise TranscriptionError(
                f"{self._name} could not work on what was said.",
                "Type this answer, or choose another model with `nexus setup --check`.",
            ) from error
        if not self._gate.open and not unwanted():
            self._hold(said, False, heard)
        return heard.words

    def _heard(self, said: Stretch, short: bool, unwanted: Callable[[], bool]) -> Hearing:
        model, language = self._loaded(), self._language
        return model.hear(said.audio, said.prompt, said.hotwords, language, short, unwanted)

    def _hold(self, said: Stretch, short: bool, heard: Hearing) -> None:
        text = " ".join(word.text for word in heard.words)
        if not self._padded and not self._gate.closed and len(heard.words) >= WORDS:
            self._stretches.add(replace(said, short=short, text=text))

    def _compare_next(self) -> None:
        said = self._stretches.take()
        if said is None or said.short is not self._gate.open:
            self._stretches.clear()
            return
        try:
            other = self._heard(said, not said.short, lambda: False)
        except _FAILURES:
            return
        text = " ".join(word.text for word in other.words)
        if said.short:
            self._gate.compare(padded=text, short=said.text)
            self._stretches.clear()
        elif is_trusted(other, said.audio):  # what is not trusted would not be used
            self._gate.compare(padded=said.text, short=text)
        if not self._gate.open and not self._thread.wanted:
            self.idle(0.0)
