"""A text's sound while it comes: what is played of it, and which words a place in it has passed."""

from bisect import bisect_right
from contextlib import suppress

from nexus_cli.audio.samples import SPEAKING_HZ, Samples, silence
from nexus_cli.errors import AudioError
from nexus_cli.models.result import Degradation
from nexus_cli.speech.mouth.sample_queue import SampleQueue
from nexus_cli.speech.mouth.spoken_text import SpokenText
from nexus_cli.speech.mouth.voice_stream import VoiceStream
from nexus_cli.tts import Chunk, Piece, SpeechEnd, Unspoken, Word

RELEASE_SECONDS = 0.1
"""Kept after the last word of a text: what rings on after the time that Edge gives for its end."""
BREATH_SECONDS = 0.15
"""Between two voices: a short pause between two words."""


class Sound:
    """Takes a voice's pieces and gives 24 kHz samples, without the silence around the words.

    A text may come in parts, each said by itself. A second voice that goes on where a first one
    broke off is a second stream of the same sound.
    """

    def __init__(self) -> None:
        self.unspoken = ""
        """What no voice says: the end of the text, or nothing."""
        self.degraded: list[Degradation] = []
        self._parts: list[str] = []
        self._first_streams: list[int] = []
        """Part to the stream that it begins with."""
        self._streams: list[VoiceStream] = []
        self._samples = SampleQueue()
        self._finished = False

    @property
    def taken(self) -> int:
        """Samples handed out."""
        return self._samples.taken

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to hear."""
        return self._samples.end > 0

    @property
    def begun(self) -> str:
        """The parts of the text so far."""
        return " ".join(self._parts)

    @property
    def is_whole(self) -> bool:
        """Whether it is finished, and a voice has said that all words are in it."""
        ended = bool(self._streams) and self._streams[-1].ends_at is not None
        return self._finished and self.has_begun and ended

    def begin(self, part: str) -> None:
        """Take in the next part of the text, which a stream of its own will say."""
        if self.has_begun:
            self._samples.put(silence(round(BREATH_SECONDS * SPEAKING_HZ)))
        self._first_streams.append(len(self._streams))
        self._parts.append(part)
        self._streams.append(VoiceStream(SpokenText(part), self._samples.end))

    def add(self, piece: Piece) -> None:
        """Take in the next piece. Raises AudioError for what should be MP3 and is not."""
        stream = self._streams[-1]
        match piece:
            case Chunk():
                self._samples.put(stream.decoded(piece))
            case Word(text=word, end_seconds=end):
                stream.words.add(word, end)
            case SpeechEnd(at_seconds=at):
                stream.ends_at = at
            case Unspoken(text=text):
                self.unspoken = text
            case Degradation():
                self.degraded.append(piece)
                self.next_voice()

    def next_voice(self) -> str:
        """End the stream of a voice that broke off; return what another one is to say."""
        stream = self._streams[-1]
        with suppress(AudioError):  # less than a frame came
            self._end(stream, 0.0)
        if self.has_begun:
            self._samples.put(silence(round(BREATH_SECONDS * SPEAKING_HZ)))
        rest = stream.words.after(stream.ends_at or 0.0, None)
        self._streams.append(VoiceStream(SpokenText(rest), self._samples.end))
        return rest

    def end_part(self) -> None:
        """Note that no more of this part comes: the silence after its last word is dropped."""
        self._end(self._streams[-1], RELEASE_SECONDS)

    def finish(self) -> None:
        """Note that there is no further part."""
        self._finished = True

    def pass_over(self, part: str) -> None:
        """Note a part that no voice says, since none said the end of what came before."""
        self._parts.append(part)
        self.unspoken = f"{self.unspoken} {part}"

    def leave_rest(self, *parts: str) -> None:
        """Note that no voice goes on: the rest, and `parts` that were not begun, is to be read."""
        self._parts += parts
        self.unspoken = " ".join((self._streams[-1].words.after(0.0, None), *parts)).strip()
        self._finished = True

    def take(self, most: int) -> Samples:
        """Return up to `most` of the next samples, shape (n,); none where none have come."""
        return self._samples.take(most)

    def unheard(self, position: int) -> str:
        """Return the text from the first word on that has not sounded whole by sample `position`.

        Where a voice gives no times of words, it is estimated by the share of its sound.
        """
        if not self._streams:
            return ""
        end = self._samples.end
        if self._finished and position >= end:
            return self.unspoken
        at = max(n for n, stream in enumerate(self._streams) if stream.begins <= position)
        part = bisect_right(self._first_streams, at) - 1
        later = self._parts[part + 1 :]
        return " ".join(filter(None, (self._streams[at].after(position, self._over(at)), *later)))

    def _over(self, at: int) -> int | None:
        """Return the sample at which a stream has said all of its words; None if not known."""
        if at + 1 in self._first_streams:
            return self._streams[at + 1].begins
        is_last = at + 1 == len(self._streams)
        return self._samples.end if is_last and self._finished else None

    def _end(self, stream: VoiceStream, release_seconds: float) -> None:
        self._samples.put(stream.finish())
        if stream.ends_at is not None:
            self._samples.shorten(stream.sample(stream.ends_at + release_seconds))
        self._samples.drop_silence()
