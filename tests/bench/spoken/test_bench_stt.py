"""`nexus bench stt`: a table of times, from weights that are here or from none at all."""

import asyncio
from pathlib import Path

import pytest

from nexus_cli.bench.spoken.shaped_whisper import SHAPES, write_shaped
from nexus_cli.bench.spoken.whisper_measuring import LENGTHS, measure_whisper, speech_of
from nexus_cli.bench.spoken.whisper_timing import WhisperTiming
from nexus_cli.errors import TranscriptionError, UsageError
from nexus_cli.stt.model_files import MODELS
from nexus_cli.stt.whisper import WhisperTranscriber
from tests.cli.running import Nexus
from tests.stt.scripted_whisper import Script, write_model


@pytest.fixture
def nexus(tmp_path: Path) -> Nexus:
    nexus = Nexus(tmp_path / "home")
    nexus.environment["HF_HOME"] = str(tmp_path / "hub")
    return nexus


def test_without_weights_it_says_so_and_leaves_with_5(nexus: Nexus) -> None:
    out, err = nexus.run("bench", "stt", code=5)
    assert out == ""
    assert "No speech model is on this machine" in err
    assert "--random-weights" in err


def test_weights_that_are_here_become_a_table_that_turns_are_measured_with(
    nexus: Nexus, tmp_path: Path
) -> None:
    write_model(nexus.home / "models" / "tiny", Script(["yes", "indeed"]))
    table = tmp_path / "table.json"
    out, err = nexus.run("bench", "stt", "--n", "1", "--json", "--out", str(table))
    read = WhisperTiming.read(table)
    assert WhisperTiming.model_validate_json(out) == read
    assert list(read.models) == ["tiny"]
    assert tuple(read.models["tiny"].padded) == tuple(read.models["tiny"].short) == LENGTHS
    assert read.machine["cores"]
    assert "tiny, 30 s of sound" in err


def test_a_model_that_is_not_here_is_named(nexus: Nexus) -> None:
    _, err = nexus.run("bench", "stt", "--model", "small", code=5)
    assert "The speech model small is not on this machine." in err


def test_weights_and_no_weights_are_not_asked_for_together(nexus: Nexus) -> None:
    _, err = nexus.run("bench", "stt", "--model", "base", "--random-weights", "base", code=2)
    assert "Give one of them." in err


def test_a_shape_that_nobody_has_is_refused(nexus: Nexus) -> None:
    _, err = nexus.run("bench", "stt", "--random-weights", "huge", code=2)
    assert "There is no shape 'huge'" in err


def test_every_model_that_nexus_offers_has_a_shape() -> None:
    assert set(SHAPES) == set(MODELS)


def test_a_model_that_has_learnt_nothing_says_as_many_words_as_it_should(tmp_path: Path) -> None:
    folder = write_shaped(tmp_path / "tiny", "tiny", tokens=99)
    engine = WhisperTranscriber(folder, "tiny")
    heard = asyncio.run(engine.transcribe(speech_of(30.0)))
    assert [word.text for word in heard.words] == [f"w{place}" for place in range(99)]


def test_a_model_has_no_room_for_more_words_than_it_is_wide(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no room for 400 tokens"):
        write_shaped(tmp_path / "tiny", "tiny", tokens=400)


def test_damaged_files_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(TranscriptionError):
        measure_whisper("tiny", tmp_path, 1)


@pytest.mark.parametrize("seconds", LENGTHS)
def test_there_is_speech_of_every_length(seconds: float) -> None:
    sound = speech_of(seconds)
    assert len(sound) == seconds * 16_000
    assert abs(sound).max() > 0.05
