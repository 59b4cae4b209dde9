"""A text's sound as a whole, and as text that a cache can keep."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nexus_cli.tts.protocol import Chunk, Encoding, Piece, SpeechEnd, Word


@dataclass(frozen=True)
class Recording:
    """What a voice said, to be said again without asking it."""

    chunk: Chunk
    """The whole sound."""
    words: tuple[Word, ...]
    end: SpeechEnd | None

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> "Recording | None":
        """Return the recording of a whole stream; None when there was no sound."""
        listed = list(pieces)
        chunks = [piece for piece in listed if isinstance(piece, Chunk)]
        if not chunks:
            return None
        sound = b"".join(chunk.data for chunk in chunks)
        ends = [piece for piece in listed if isinstance(piece, SpeechEnd)]
        return cls(
            Chunk(sound, chunks[0].encoding, chunks[0].sample_rate_hz),
            tuple(piece for piece in listed if isinstance(piece, Word)),
            ends[-1] if ends else None,
        )

    def pieces(self) -> Iterator[Piece]:
        """Yield what the voice would yield, its sound in one piece."""
        yield self.chunk
        yield from self.words
        if self.end:
            yield self.end

    def as_text(self) -> str:
        """Return JSON with the sound in base64."""
        return json.dumps(
            {
                "sound": base64.b64encode(self.chunk.data).decode(),
                "encoding": self.chunk.encoding,
                "sample_rate_hz": self.chunk.sample_rate_hz,
                "words": [[w.text, w.start_seconds, w.end_seconds] for w in self.words],
                "end_seconds": self.end.at_seconds if self.end else None,
            }
        )

    @classmethod
    def from_text(cls, text: str) -> "Recording":
        """Return the recording that `as_text` made `text` of."""
        read = json.loads(text)
        sound = base64.b64decode(read["sound"])
        end = read["end_seconds"]
        return cls(
            Chunk(sound, Encoding(read["encoding"]), read["sample_rate_hz"]),
            tuple(Word(*word) for word in read["words"]),
            None if end is None else SpeechEnd(end),
        )
