"""What one voice says of a text: which words are over at which sample."""

from dataclasses import dataclass, field

import numpy as np

from nexus_cli.audio.codec import Mp3Decoder, Resampler
from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.speech.mouth.sample_queue import QUIET
from nexus_cli.speech.mouth.spoken_text import SpokenText
from nexus_cli.tts import Chunk, Encoding

ONSET_SECONDS = 0.01
"""Kept of the silence before the first sound, so that a soft consonant is not cut off."""
MP3_LATE_SECONDS = 529 / SPEAKING_HZ
"""Sound comes out of a decoder so much after its place in the stream (LAME's technical FAQ)."""


@dataclass
class VoiceStream:
    """A stream of chunks and the times of words in it, which count from its beginning."""

    words: SpokenText
    begins: int = 0
    """Sample of the whole sound at which this stream's first one lies."""
    ends_at: float | None = None
    """Seconds into the stream at which its words end; None where the voice does not say."""
    _decoder: Mp3Decoder | Resampler | None = field(default=None, init=False)
    _late_seconds: float = field(default=0.0, init=False)
    _skipped: int = field(default=0, init=False)
    _sounding: bool = field(default=False, init=False)

    def decoded(self, chunk: Chunk) -> Samples:
        """Return the sound that `chunk` completes, 24 kHz, without the silence before the words.

        Raises AudioError for what should be MP3 and is not.
        """
        if chunk.encoding is Encoding.MP3:
            if not isinstance(self._decoder, Mp3Decoder):
                self._decoder, self._late_seconds = Mp3Decoder(), MP3_LATE_SECONDS
            return self._from_onset(self._decoder.feed(chunk.data))
        if not isinstance(self._decoder, Resampler):
            self._decoder = Resampler(chunk.sample_rate_hz, SPEAKING_HZ)
        samples = np.frombuffer(chunk.data, dtype="<f4").astype(np.float32)
        return self._from_onset(self._decoder.feed(samples))

    def finish(self) -> Samples:
        """Return the sound that is left when no more chunks come. Raises AudioError as above."""
        decoder, self._decoder = self._decoder, None
        return self._from_onset(decoder.finish()) if decoder else np.zeros(0, dtype=np.float32)

    def sample(self, seconds: float) -> int:
        """Return the sample of the whole sound for a time in the stream."""
        within = round((seconds + self._late_seconds) * SPEAKING_HZ) - self._skipped
        return self.begins + max(0, within)

    def after(self, sample: int, end: int | None) -> str:
        """Return the text from the first word on that is not over at `sample` of the whole sound.

        `end` is the sample at which all of it is over, None where that is not known yet.
        """
        total = None if end is None else self._seconds(end)
        return self.words.after(self._seconds(sample), total)

    def _seconds(self, sample: int) -> float:
        return (sample - self.begins + self._skipped) / SPEAKING_HZ - self._late_seconds

    def _from_onset(self, samples: Samples) -> Samples:
        if self._sounding:
            return samples
        loud = np.flatnonzero(np.abs(samples) > QUIET)
        self._sounding = bool(len(loud))
        before = int(loud[0]) - round(ONSET_SECONDS * SPEAKING_HZ) if len(loud) else len(samples)
        self._skipped += max(0, before)
        return samples[max(0, before) :]
