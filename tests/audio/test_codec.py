"""MP3 as it comes, recordings of every kind, and what is no recording."""

import io
import tempfile
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.audio.codec import Mp3Decoder, Resampler, decode_file
from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.errors import AudioError


def tone(rate_hz: int, seconds: float = 2.0) -> Samples:
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    return (0.4 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


def hertz(samples: Samples, rate_hz: int) -> float:
    middle = samples[len(samples) // 4 : 3 * len(samples) // 4]
    return float(np.argmax(np.abs(np.fft.rfft(middle))) * rate_hz / len(middle))


def encoded(container: str, codec: str, rate_hz: int = SPEAKING_HZ, video: str = "") -> bytes:
    """Return two seconds of a tone in a file, with black pictures beside it when asked."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        pictures = file.add_stream(video, rate=10) if video else None
        stream = file.add_stream(codec, rate=rate_hz)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(tone(rate_hz)[np.newaxis], "flt", "mono")
        frame.sample_rate = rate_hz
        if isinstance(pictures, av.VideoStream):
            pictures.width, pictures.height, pictures.pix_fmt = 32, 32, "yuv420p"
            for _ in range(5):
                file.mux(pictures.encode(av.VideoFrame(32, 32, "yuv420p")))
            file.mux(pictures.encode(None))
        resampler = av.AudioResampler(stream.format, "mono", rate_hz, stream.frame_size or None)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return out.getvalue()


MP3 = encoded("mp3", "mp3")
WAV = encoded("wav", "pcm_s16le", 16_000)


def decoded(data: bytes, size: int) -> Samples:
    decoder = Mp3Decoder()
    pieces = [decoder.feed(data[at : at + size]) for at in range(0, len(data), size)]
    return np.concatenate([*pieces, decoder.finish()])


@pytest.mark.parametrize("size", [1, 100, 720, 100_000])
def test_mp3_in_any_pieces_is_the_same_sound(size: int) -> None:
    sound = decoded(MP3, size)
    assert np.array_equal(sound, decoded(MP3, 997))
    assert len(sound) / SPEAKING_HZ == pytest.approx(2.0, abs=0.1)
    assert hertz(sound, SPEAKING_HZ) == pytest.approx(440, abs=2)
    assert 0.35 < np.abs(sound).max() < 0.45


def test_the_first_sound_comes_before_the_rest_has_arrived() -> None:
    decoder = Mp3Decoder()
    assert sum(len(decoder.feed(MP3[at : at + 144])) for at in range(0, 1_440, 144)) > 0


def test_mp3_of_another_rate_is_brought_to_24_khz() -> None:
    sound = decoded(encoded("mp3", "mp3", 44_100), 500)
    assert hertz(sound, SPEAKING_HZ) == pytest.approx(440, abs=2)


def test_a_stream_that_is_cut_gives_what_came() -> None:
    assert len(decoded(MP3[: len(MP3) // 2], 500)) / SPEAKING_HZ == pytest.approx(1.0, abs=0.15)


def test_a_spoilt_stretch_is_left_out() -> None:
    spoilt = MP3[:4_000] + bytes(600) + MP3[4_600:]
    assert len(decoded(spoilt, 500)) / SPEAKING_HZ == pytest.approx(1.9, abs=0.15)


@pytest.mark.parametrize("data", [b"<html>busy</html>", b"<html>busy</html>" * 1_000])
def test_a_page_in_place_of_mp3_is_said(data: bytes) -> None:
    with pytest.raises(AudioError, match="cannot be decoded"):
        decoded(data, 500)


@given(st.lists(st.binary(max_size=300) | st.integers(0, len(MP3)), max_size=20))
@settings(deadline=None)
def test_whatever_comes_in_place_of_mp3_it_is_sound_or_an_audio_error(
    parts: list[bytes | int],
) -> None:
    decoder = Mp3Decoder()
    data = [MP3[part : part + 400] if isinstance(part, int) else part for part in parts]
    pieces: list[Samples] = []
    with suppress(AudioError):
        pieces.extend(decoder.feed(piece) for piece in data)
        pieces.append(decoder.finish())
    assert all(np.isfinite(piece).all() for piece in pieces)


def test_sound_that_changes_its_rate_in_mid_stream_goes_on() -> None:
    sound = decoded(MP3 + encoded("mp3", "mp3", 44_100), 500)
    assert len(sound) / SPEAKING_HZ == pytest.approx(4.0, abs=0.2)


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=200))
@settings(deadline=None, max_examples=60)
def test_a_damaged_recording_is_sound_or_an_audio_error(at: int, damage: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".wav") as file, suppress(AudioError):
        file.write(WAV[:at] + damage + WAV[at + len(damage) :])
        file.flush()
        assert decode_file(file.name, longest_seconds=60).dtype == np.float32


def test_every_error_of_pyav_becomes_one_of_ours() -> None:
    assert len(av.error.classes) > 20
    assert all(issubclass(kind, av.FFmpegError) for kind in av.error.classes.values())  # type: ignore[arg-type]


def test_nothing_is_silence() -> None:
    assert len(decoded(b"", 500)) == 0


@pytest.mark.parametrize(
    ("name", "container", "codec", "rate_hz", "video"),
    [
        ("answer.wav", "wav", "pcm_s16le", 44_100, ""),
        ("answer.flac", "flac", "flac", 22_050, ""),
        ("answer.mp3", "mp3", "mp3", 24_000, ""),
        ("answer.m4a", "ipod", "aac", 48_000, ""),
        ("answer.ogg", "ogg", "libopus", 48_000, ""),
        ("answer.webm", "webm", "libopus", 48_000, "libvpx"),
        ("answer.mkv", "matroska", "pcm_s16le", 16_000, "mpeg4"),
    ],
)
def test_any_recording_becomes_16_khz(
    tmp_path: Path, name: str, container: str, codec: str, rate_hz: int, video: str
) -> None:
    path = tmp_path / name
    path.write_bytes(encoded(container, codec, rate_hz, video))
    sound = decode_file(path)
    assert sound.dtype == np.float32
    assert len(sound) / 16_000 == pytest.approx(2.0, abs=0.1)
    assert hertz(sound, 16_000) == pytest.approx(440, abs=2)


def test_a_film_without_sound_is_said(tmp_path: Path) -> None:
    path = tmp_path / "silent.mkv"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        file.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        file.mux(stream.encode(None))
    with pytest.raises(AudioError, match=r"silent\.mkv holds no sound"):
        decode_file(path)


def test_a_recording_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    path.write_bytes(encoded("flac", "flac"))
    assert len(decode_file(path, longest_seconds=3.0)) == 32_000
    with pytest.raises(AudioError, match="longer than"):
        decode_file(path, longest_seconds=1.0)


@pytest.mark.parametrize("data", [b"", b"just words", bytes(5_000), MP3[:20]])
def test_what_is_no_recording_is_said_with_a_next_step(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notes.mp3"
    path.write_bytes(data)
    with pytest.raises(AudioError) as caught:
        decode_file(path)
    assert caught.value.sentence.startswith("notes.mp3 ")
    assert caught.value.next_step


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="No such file"):
        decode_file(tmp_path / "gone.wav")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{other}\n#EXT-X-ENDLIST\n"),
        ("list.txt", "ffconcat version 1.0\nfile '{other}'\n"),
        ("list.wav", "ffconcat version 1.0\nfile {other}\n"),
    ],
)
def test_a_playlist_opens_no_other_file(tmp_path: Path, name: str, text: str) -> None:
    other = tmp_path / "private.mp3"
    other.write_bytes(MP3)
    path = tmp_path / name
    path.write_text(text.format(other=other.name))
    with pytest.raises(AudioError, match="cannot be read as sound"):
        decode_file(path)


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 48_000])
def test_resampling_in_pieces_is_resampling_the_whole(rate_hz: int) -> None:
    sound = tone(rate_hz)
    whole, in_pieces = Resampler(rate_hz, 16_000), Resampler(rate_hz, 16_000)
    pieces = [in_pieces.feed(sound[at : at + 333]) for at in range(0, len(sound), 333)]
    joined = np.concatenate([*pieces, in_pieces.finish()])
    assert np.allclose(joined, np.concatenate([whole.feed(sound), whole.finish()]), atol=1e-6)
    assert len(joined) == pytest.approx(32_000, abs=64)
    assert hertz(joined, 16_000) == pytest.approx(440, abs=2)
