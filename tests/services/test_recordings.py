"""Recorded answers of every kind, written down with real speech, a real codec and real engines."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from nexus_cli.audio.codec import decode_file
from nexus_cli.audio.samples import Samples
from nexus_cli.errors import AudioError, TranscriptionError
from nexus_cli.interview.recorded import RecordedAnswers
from nexus_cli.llm import LLMOptions
from nexus_cli.services.answer_files import answer_files
from nexus_cli.services.ears import models_folder
from nexus_cli.services.recordings import (
    Heard,
    RecordedBlocks,
    hear_recordings,
    needed_transcriber,
)
from nexus_cli.settings import Settings
from nexus_cli.stt.protocol import Transcriber
from tests.speech.talk import ToneReader
from tests.stt.recogniser import recogniser, require, word_error
from tests.stt.scripted_whisper import Script, write_model
from tests.stt.sounds import silence

SENTENCES = [
    "my last project was an online store for garden tools",
    "we moved the payment service to the cloud in three months",
    "the hardest part was to keep the old system running",
]
KINDS = [
    ("answer.mp3", "mp3", "mp3", 44_100, ""),
    ("answer.wav", "wav", "pcm_s16le", 8_000, ""),
    ("answer.flac", "flac", "flac", 48_000, ""),
    ("answer.ogg", "ogg", "vorbis", 44_100, ""),
    ("answer.opus", "ogg", "libopus", 48_000, ""),
    ("answer.m4a", "ipod", "aac", 44_100, ""),
    ("answer.mp4", "mp4", "aac", 44_100, "mpeg4"),
    ("answer.webm", "webm", "libopus", 48_000, "libvpx"),
    ("answer.mkv", "matroska", "aac", 48_000, "mpeg4"),
    ("answer.mov", "mov", "pcm_s16le", 48_000, "mpeg4"),
]


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> list[Samples]:
    """Each sentence in flite's voice."""
    require(shutil.which("flite") is not None, "needs flite: apt-get install flite")
    sounds = []
    for sentence in SENTENCES:
        file = tmp_path_factory.mktemp("flite") / "said.wav"
        subprocess.run(["flite", "-voice", "rms", "-t", sentence, "-o", str(file)], check=True)
        sounds.append(decode_file(file))
    return sounds


def encode(
    path: Path,
    sound: Samples,
    container: str = "wav",
    codec: str = "pcm_s16le",
    rate_hz: int = 16_000,
    video: str = "",
    options: dict[str, str] | None = None,
) -> Path:
    """Write `sound`, 16 kHz, into a recording of this kind, with pictures beside it when asked."""
    if codec == "vorbis":  # FFmpeg's own encoder of it is experimental
        soundfile.write(path, sound, 16_000, format="OGG", subtype="VORBIS")
        return path
    with av.open(str(path), "w", format=container, options=options or {}) as file:
        pictures = file.add_stream(video, rate=10) if video else None
        stream = file.add_stream(codec, rate=rate_hz)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(sound[np.newaxis], "flt", "mono")
        frame.sample_rate = 16_000
        if isinstance(pictures, av.VideoStream):
            pictures.width, pictures.height, pictures.pix_fmt = 64, 64, "yuv420p"
            for _ in range(10 * len(sound) // 16_000):
                file.mux(pictures.encode(av.VideoFrame(64, 64, "yuv420p")))
            file.mux(pictures.encode(None))
        resampler = av.AudioResampler(stream.format, "mono", rate_hz, stream.frame_size or None)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return path


def heard(path: Path, engine: Transcriber | None = None, *ids: str) -> RecordedBlocks:
    answers = answer_files(path)
    assert answers is not None

    async def run() -> RecordedBlocks:
        ear = engine or recogniser()
        try:
            return await hear_recordings(answers, ear, (), ids)
        finally:
            await ear.close()

    return asyncio.run(run())


@pytest.mark.parametrize(("name", "container", "codec", "rate_hz", "video"), KINDS)
def test_recordings_of_every_kind_become_words(
    tmp_path: Path,
    spoken: list[Samples],
    name: str,
    container: str,
    codec: str,
    rate_hz: int,
    video: str,
) -> None:
    sound = np.concatenate([silence(0.5), spoken[0], silence(0.5)])
    found = heard(encode(tmp_path / name, sound, container, codec, rate_hz, video))
    (block,) = found.blocks
    assert word_error(SENTENCES[0], block.text) <= 0.2
    assert block.spoken is not None
    assert block.spoken.engine == "PocketSphinx"
    assert block.text == " ".join(word.text for word in block.spoken.words)
    assert found.notes == ()


def test_a_sitting_becomes_one_answer_for_each_question(
    tmp_path: Path, spoken: list[Samples]
) -> None:
    parts = [part for sound in spoken for part in (sound, silence(4))]
    found = heard(encode(tmp_path / "sitting.m4a", np.concatenate(parts), "ipod", "aac"))
    assert [block.heading for block in found.blocks] == ["", "", ""]
    errors = [
        word_error(sentence, block.text)
        for sentence, block in zip(SENTENCES, found.blocks, strict=True)
    ]
    assert max(errors) <= 0.2
    answers = RecordedAnswers.of(found.blocks, ["q-one", "q-two", "q-three"])
    for question, block in zip(("q-one", "q-two", "q-three"), found.blocks, strict=True):
        assert answers.answer(question) == block.text
        assert answers.spoken == block.spoken
    assert answers.answer("q-four") is None


def test_a_folder_brings_each_file_to_its_question(tmp_path: Path, spoken: list[Samples]) -> None:
    encode(tmp_path / "q-two.mp3", spoken[1], "mp3", "mp3", 44_100)
    pause = np.concatenate([spoken[0], silence(4), spoken[2]])
    encode(tmp_path / "q-one.flac", pause, "flac", "flac")
    (tmp_path / "q-one follow-up.txt").write_text("I would do it again.\n\nYes.")
    found = heard(tmp_path, None, "q-one", "q-two")
    answers = RecordedAnswers.of(found.blocks, ["q-one", "q-two"])
    assert word_error(SENTENCES[1], answers.answer("q-two") or "") <= 0.2
    assert word_error(f"{SENTENCES[0]} {SENTENCES[2]}", answers.answer("q-one") or "") <= 0.2
    assert answers.follow_up() == "I would do it again.\n\nYes."
    assert answers.spoken is None


def test_a_recording_in_which_nobody_speaks_is_a_blank_answer_and_said_to_be(
    tmp_path: Path,
) -> None:
    found = heard(encode(tmp_path / "1.wav", silence(5)), ToneReader())
    (block,) = found.blocks
    assert (block.heading, block.text) == ("", "")
    assert found.notes == ("Nobody is heard to speak in 1.wav; its answer is blank.",)


def test_what_is_left_out_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (tmp_path / "1.txt").write_text("I looked first.")
    found = heard(tmp_path, ToneReader())
    assert [block.text for block in found.blocks] == ["I looked first."]
    assert found.notes == ("cover.png is neither a recording nor writing; left out.",)


def test_a_film_without_sound_is_said(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        file.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        file.mux(stream.encode(None))
    with pytest.raises(AudioError, match=r"film\.mp4 holds no sound"):
        heard(path, ToneReader())


def test_a_recording_that_was_cut_off_gives_what_there_is(
    tmp_path: Path, spoken: list[Samples]
) -> None:
    whole = encode(
        tmp_path / "whole.mp3", np.concatenate([spoken[0], spoken[1]]), "mp3", "mp3", 44_100
    )
    data = whole.read_bytes()
    cut = tmp_path / "cut.mp3"
    cut.write_bytes(data[: len(data) * len(spoken[0]) // (len(spoken[0]) + len(spoken[1]))])
    (block,) = heard(cut).blocks
    assert word_error(SENTENCES[0], block.text) <= 0.25


def test_how_far_it_is_counts_all_files_together(tmp_path: Path) -> None:
    for number in (1, 2):
        encode(tmp_path / f"{number}.wav", silence(3))
    answers = answer_files(tmp_path)
    assert answers is not None
    told: list[Heard] = []
    asyncio.run(hear_recordings(answers, ToneReader(), on_heard=told.append))
    assert [heard.name for heard in told] == sorted(heard.name for heard in told)
    assert [heard.seconds for heard in told] == sorted(heard.seconds for heard in told)
    assert (told[-1].seconds, told[-1].of_seconds) == (6.0, 6.0)


def test_a_recording_need_not_say_how_long_it_is(tmp_path: Path) -> None:
    as_browsers_record = {"live": "1"}
    path = encode(
        tmp_path / "answer.webm", silence(3), "webm", "libopus", 48_000, "", as_browsers_record
    )
    answers = answer_files(path)
    assert answers is not None
    told: list[Heard] = []
    asyncio.run(hear_recordings(answers, ToneReader(), on_heard=told.append))
    assert told[-1].of_seconds is None
    assert told[-1].seconds == pytest.approx(3.6, abs=0.2)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """A machine with no speech model and no key."""
    for name in ("HF_HOME", "HF_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.chdir(tmp_path)
    return Settings(home=tmp_path / "home")


def test_without_an_engine_the_sentence_says_how_to_get_one(settings: Settings) -> None:
    with pytest.raises(TranscriptionError, match="turn speech into words") as caught:
        needed_transcriber(settings, LLMOptions())
    assert "nexus setup --check" in caught.value.next_step


def test_whisper_on_this_machine_writes_with_times_and_how_sure_it_is(
    settings: Settings, tmp_path: Path, spoken: list[Samples]
) -> None:
    said = "I moved our billing to Kubernetes."
    write_model(models_folder(settings) / "base", Script(said.split(), doubtful=frozenset({5})))
    found = needed_transcriber(settings, LLMOptions())
    assert not found.sends_voice
    sound = np.concatenate([silence(0.5), spoken[0], silence(0.5)])
    (block,) = heard(encode(tmp_path / "answer.wav", sound), found.transcriber).blocks
    assert block.text.startswith("I moved our billing")
    assert block.spoken is not None
    assert block.spoken.engine == "Whisper base"
    times = [time for word in block.spoken.words for time in (word.start_seconds, word.end_seconds)]
    assert times == sorted(times)
    assert block.spoken.words[5].probability == pytest.approx(0.3, abs=0.1)
