"""A small ear that really listens: PocketSphinx, with the English model of its own wheel.

It stands in for Whisper's weights, which no test can have. It understands clear synthetic voices
(flite, at a word error of about 0.05) and little else.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from nexus_cli.stt.own_thread import OwnThread
from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Transcript, Word
from nexus_cli.stt.silence import has_sound

_FRAMES_A_SECOND = 100
_NOT_SAID = re.compile(r"^[<\[].*[>\]]$")
_VARIANT = re.compile(r"\(\d+\)$")
"""How it was pronounced, of several ways: "the(2)"."""


def require(condition: bool, missing: str) -> None:
    """Skip the test with the reason, or fail it where NEXUS_REQUIRE_PARTS is set."""
    if condition:
        return
    if os.environ.get("NEXUS_REQUIRE_PARTS") == "1":
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


def recogniser() -> "Recogniser":
    """Return an ear; where PocketSphinx is not installed, the test ends here."""
    require(find_spec("pocketsphinx") is not None, "needs pocketsphinx: pip install pocketsphinx")
    return Recogniser()


def word_error(said: str, heard: str) -> float:
    """Return the share of the words of `said` that must be changed to get `heard`."""
    wanted = re.findall(r"[\w']+", said.lower())
    return Levenshtein.distance(wanted, re.findall(r"[\w']+", heard.lower())) / len(wanted)


class Recogniser:
    """A Transcriber; prompt and hotwords mean nothing to it."""

    name = "PocketSphinx"

    def __init__(self) -> None:
        self._thread = OwnThread("recogniser")
        self._decoder: Any = None

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        """See Transcriber."""
        if not has_sound(audio):
            return Transcript((), self.name)
        words = await self._thread.run(lambda unwanted: tuple(self._words(audio, unwanted)))
        return Transcript(words, self.name)

    async def close(self) -> None:
        """See Transcriber."""
        self._thread.close()

    def _words(self, audio: Sound, unwanted: Callable[[], bool]) -> Iterator[Word]:
        if self._decoder is None:
            from pocketsphinx import Decoder  # type: ignore[import-not-found,import-untyped,unused-ignore]

            self._decoder = Decoder(samprate=SAMPLE_RATE_HZ, loglevel="FATAL")
        decoder = self._decoder
        decoder.start_utt()
        samples = (np.clip(audio, -1, 1) * 32_767).astype("<i2")
        decoder.process_raw(samples.tobytes(), full_utt=True)
        decoder.end_utt()
        for piece in decoder.seg() or ():
            text = _VARIANT.sub("", piece.word)
            if not _NOT_SAID.match(text):
                start, end = piece.start_frame, piece.end_frame + 1
                sure = min(decoder.logmath.exp(piece.prob), 1.0)
                yield Word(text, start / _FRAMES_A_SECOND, end / _FRAMES_A_SECOND, sure)
