"""faster-whisper, with a window that may be shorter than its own; nobody else knows its insides."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nexus_cli.stt.allocator import keep_memory
from nexus_cli.stt.protocol import Sound, Word
from nexus_cli.stt.short_window import MOST_FRAMES, Hearing, most_tokens, window_frames
from nexus_cli.stt.silence import is_made_up
from nexus_cli.stt.vocabulary import fitting_hotwords, fitting_prompt

if TYPE_CHECKING:
    from faster_whisper import WhisperModel  # type: ignore[import-untyped]

NO_SPEECH = 0.3
"""Half of what faster-whisper drops a segment for, since here a known phrase is needed too."""


class WindowedModel:
    """The model in `folder`: int8, one beam, temperature 0.

    A failed decode is not tried again at other temperatures, which may take six times as long.
    Raises FileNotFoundError without a tokenizer, which would be fetched from a network, and
    whatever CTranslate2, tokenizers and JSON raise for damaged files.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        if not (folder / "tokenizer.json").is_file():
            raise FileNotFoundError(folder / "tokenizer.json")
        keep_memory()
        self._model = _cut_model(folder, threads or _cores())

    def hear(
        self,
        audio: Sound,
        prompt: str = "",
        hotwords: Sequence[str] = (),
        language: str = "en",
        short: bool = False,
        unwanted: Callable[[], bool] = lambda: False,
    ) -> Hearing:
        """Return what is said in `audio`, shape (samples,), 16 kHz.

        `short` encodes only the sound and AFTER_SECONDS; the times of words, their probabilities
        and the hints are worked out as in the whole window. `unwanted` ends it between segments.
        Raises RuntimeError, ValueError and IndexError, as faster-whisper does.
        """
        model: Any = self._model

        def count(text: str) -> int:
            return len(model.hf_tokenizer.encode(" " + text, add_special_tokens=False).ids)

        model.window_frames = window_frames(len(audio)) if short else MOST_FRAMES
        segments, _ = model.transcribe(
            audio,
            language=language,
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
            initial_prompt=fitting_prompt(prompt, count) or None,
            hotwords=fitting_hotwords(hotwords, count) or None,
            max_new_tokens=most_tokens(len(audio)) if short else None,
        )
        return _hearing(segments, unwanted)


def _cut_model(folder: Path, threads: int) -> "WhisperModel":
    """Return a model that encodes no more of its padded windows than it is told."""
    from faster_whisper import WhisperModel  # 270 ms

    class Cut(WhisperModel):  # type: ignore[misc]
        window_frames = MOST_FRAMES

        def encode(self, features: Any) -> Any:
            # Padding is what goes: CTranslate2 takes as many positions as there are.
            return super().encode(features[..., : self.window_frames])

    return Cut(
        str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )


def _cores() -> int:
    """Return how many cores this process may use; faster-whisper's own default is four."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _hearing(segments: Iterable[Any], unwanted: Callable[[], bool]) -> Hearing:
    """Return what is in the segments, which are decoded one by one as they are asked for."""
    words: list[Word] = []
    log_probability, compression, tokens = 0.0, 0.0, 0
    for segment in segments:
        if unwanted():
            break
        log_probability = min(log_probability, float(segment.avg_logprob))
        compression = max(compression, float(segment.compression_ratio))
        tokens += len(segment.tokens)
        if not is_made_up(segment.text, segment.no_speech_prob, NO_SPEECH):
            words += _joined(segment.words or ())
    return Hearing(tuple(words), log_probability, compression, tokens)


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
