"""Whisper on the sound alone, as faster-whisper does not run it: for its time, not for its words.

The same steps as nexus's engine takes: spectrogram, encoder, greedy decoding with times, and the
alignment of words. Only the window is as long as the sound and 1.28 s of silence after it, without
which a decoder tends to repeat itself (whisper.cpp, issue 1855). How many more words it gets
wrong would have to be known before anything used it.
"""

from pathlib import Path
from typing import Any

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.allocator import keep_memory

AFTER_SECONDS = 1.28
_MOST_FRAMES = 3000
_MOST_TOKENS = 448
_MEDIAN_WIDTH = 7
"""Of the filter over the alignment; faster-whisper's own."""
_OPENING = ("<|startoftranscript|>", "<|en|>", "<|transcribe|>")


class ShortWindow:
    """Holds the model in `folder`, int8, on `threads` cores."""

    def __init__(self, folder: Path, threads: int) -> None:
        from faster_whisper import WhisperModel  # type: ignore[import-untyped]  # 270 ms

        keep_memory()
        try:
            self._model: Any = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                local_files_only=True,
            )
        except Exception as error:  # damaged files fail in CTranslate2, tokenizers and JSON
            raise TranscriptionError(
                f"The speech model in {folder} cannot be loaded.", "Download it again."
            ) from error
        self._opening = [self._model.hf_tokenizer.token_to_id(name) for name in _OPENING]
        self._end = self._model.hf_tokenizer.token_to_id("<|endoftext|>")

    def transcribe(self, sound: Samples) -> int:
        """Return how many tokens are said in `sound`, shape (n,), 16 kHz, at most 30 s."""
        from ctranslate2 import StorageView  # type: ignore[import-untyped]

        padded = np.concatenate((sound, silence(round(AFTER_SECONDS * HEARING_HZ))))
        features = self._model.feature_extractor(padded)[:, :_MOST_FRAMES]
        frames = features.shape[1]
        view = StorageView.from_array(np.ascontiguousarray(features[np.newaxis]))
        encoded = self._model.model.encode(view)
        said = self._model.model.generate(
            encoded, [self._opening], beam_size=1, max_length=_MOST_TOKENS
        )
        words = [token for token in said[0].sequences_ids[0] if token < self._end]
        if words:
            self._model.model.align(
                encoded, self._opening, [words], [frames], median_filter_width=_MEDIAN_WIDTH
            )
        return len(words)
