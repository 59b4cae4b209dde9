"""Sound out of files and streams: MP3 as it comes, any recording, any rate. PyAV only here."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, SPEAKING_HZ, Samples, silence
from nexus_cli.errors import AudioError

if TYPE_CHECKING:
    from av import AudioFrame, AudioResampler

LONGEST_SECONDS = 2 * 3600
"""Of one file: a long interview, 460 MB of samples."""
FORMATS = "aac,aiff,amr,asf,avi,caf,flac,flv,matroska,mov,mp3,mpeg,mpegts,ogg,wav,w64"
"""FFmpeg's readers of plain recordings. Its readers of playlists would open what a file names."""
_BYTES_WITHOUT_SOUND = 8_192
"""More than any tag in front of a stream that is made to be played at once."""
_NOT_MP3 = (
    "What should be MP3 cannot be decoded.",
    "Another voice, or the text alone, still works.",
)
_RECORD_AGAIN = "Save it as WAV, MP3 or M4A and try again."


class Resampler:
    """Brings one sound from one rate to another, piece by piece, as if it were whole."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        from av import AudioResampler  # 70 ms

        self._from = from_hz
        self._resampler = AudioResampler(format="flt", layout="mono", rate=to_hz)
        self._same = from_hz == to_hz

    def feed(self, samples: Samples) -> Samples:
        """Return what `samples`, shape (n,), complete at the new rate; the rest comes later."""
        if self._same or not len(samples):
            return samples
        from av import AudioFrame

        frame = AudioFrame.from_ndarray(
            np.ascontiguousarray(samples)[np.newaxis], format="flt", layout="mono"
        )
        frame.sample_rate = self._from
        return _joined(self._resampler.resample(frame))

    def finish(self) -> Samples:
        """Return what is left, some milliseconds; nothing may be fed after it."""
        return silence() if self._same else _joined(self._resampler.resample(None))


class Mp3Decoder:
    """Decodes MP3 while it arrives: sound comes from the first whole frame (24 ms) on."""

    def __init__(self, rate_hz: int = SPEAKING_HZ) -> None:
        from av import CodecContext

        self._codec: Any = CodecContext.create("mp3float", "r")
        self._mono = _Mono(rate_hz)
        self._fed = 0
        self._decoded = False

    def feed(self, data: bytes) -> Samples:
        """Return the sound that `data` completes, float32 at `rate_hz`.

        A spoilt frame is left out. Raises AudioError when it is not MP3 at all.
        """
        self._fed += len(data)
        sound = _joined(self._sound(self._codec.parse(data) if data else []))
        if not self._decoded and self._fed > _BYTES_WITHOUT_SOUND:
            raise AudioError(*_NOT_MP3)
        return sound

    def finish(self) -> Samples:
        """Return the sound that is left when no more data comes. Raises AudioError as `feed`."""
        left = [*self._sound([*self._codec.parse(b""), None])]
        if self._decoded:
            left += self._mono.frames(None)
        elif self._fed:
            raise AudioError(*_NOT_MP3)
        return _joined(left)

    def _sound(self, packets: Iterable[Any]) -> Iterator["AudioFrame"]:
        from av.error import FFmpegError

        for packet in packets:
            try:
                frames = self._codec.decode(packet)
            except FFmpegError:  # the header frame of an encoder, or a byte that changed on its way
                continue
            for frame in frames:
                self._decoded = True
                yield from self._mono.frames(frame)


class _Mono:
    """Brings decoded frames to one channel and rate, whatever each of them is."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._resampler = self._fresh()

    def frames(self, frame: "AudioFrame | None") -> list["AudioFrame"]:
        try:
            return self._resampler.resample(frame)
        except ValueError:  # the sound changes its rate or channels in mid-stream
            self._resampler = self._fresh()
            return self._resampler.resample(frame)

    def _fresh(self) -> "AudioResampler":
        from av import AudioResampler

        return AudioResampler(format="flt", layout="mono", rate=self._rate_hz)


def decode_file(
    path: str | Path, rate_hz: int = HEARING_HZ, longest_seconds: float = LONGEST_SECONDS
) -> Samples:
    """Return the sound of an audio or video file as float32, shape (n,), at `rate_hz`.

    Raises AudioError as `decode_pieces`.
    """
    return np.concatenate([silence(), *decode_pieces(path, rate_hz, longest_seconds)])


def decode_pieces(
    path: str | Path, rate_hz: int = HEARING_HZ, longest_seconds: float = LONGEST_SECONDS
) -> Iterator[Samples]:
    """Yield the sound of an audio or video file in pieces, as it is decoded.

    Spoilt frames are left out. Raises AudioError when the file cannot be read, holds no sound, or
    more of it than `longest_seconds`.
    """
    name = Path(path).name
    mono = _Mono(rate_hz)
    left = longest_seconds * rate_hz
    with _opened(path) as container:
        for frame in chain(_frames(container), [None]):
            piece = _joined(mono.frames(frame))
            left -= len(piece)
            if left < 0:
                sentence = f"{name} is longer than {longest_seconds / 60:g} minutes."
                raise AudioError(sentence, "Cut it into one file for each interview.")
            yield piece


def recorded_seconds(path: str | Path) -> float | None:
    """Return how long an audio or video file says that it is; None when it does not say.

    Raises AudioError when the file cannot be read or holds no sound.
    """
    with _opened(path) as container:
        microseconds = container.duration
    return microseconds / 1e6 if microseconds and microseconds > 0 else None


@contextmanager
def _opened(path: str | Path) -> Iterator[Any]:
    import av
    from av.error import FFmpegError

    name = Path(path).name
    try:
        # An open file, not a name: FFmpeg takes names for addresses too.
        with (
            Path(path).open("rb") as file,
            av.open(
                file,
                metadata_errors="ignore",
                options={"format_whitelist": FORMATS, "protocol_whitelist": "none"},
            ) as container,
        ):
            if not container.streams.audio:
                raise AudioError(f"{name} holds no sound.", "Is it the right file?")
            yield container
    except (FFmpegError, OSError) as error:
        why = error.strerror or type(error).__name__
        raise AudioError(f"{name} cannot be read as sound ({why}).", _RECORD_AGAIN) from error


def _frames(container: Any) -> Iterator["AudioFrame"]:
    from av.error import InvalidDataError

    for packet in container.demux(audio=0):
        with suppress(InvalidDataError):
            for frame in packet.decode():
                frame.pts = None  # gaps in a recording's own times are no sound
                yield frame


def _joined(frames: Iterable["AudioFrame"]) -> Samples:
    pieces = [frame.to_ndarray().reshape(-1) for frame in frames]
    return np.concatenate(pieces, dtype=np.float32) if pieces else silence()
