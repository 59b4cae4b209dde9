"""Fetching a model, from a hub on loopback that is well or ill, by the real process."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from nexus_cli.errors import ModelDownloadError, ModelMissingError, UsageError
from nexus_cli.stt.download import download_model
from nexus_cli.stt.model_files import MODELS, ModelState, find_model, model_state
from nexus_cli.stt.progress import Progress
from tests.stt.fake_hub import Hub, Mood, serving
from tests.stt.scripted_whisper import Script, write_model
from tests.stt.sounds import noise


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("hub") / "model", Script(["Fetched", "whole."]))


@pytest.fixture
def hub(model: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    for name in ("HF_HUB_OFFLINE", "HF_HUB_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub-cache"))
    with serving(model) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


def fetch(folder: Path, bound_seconds: float = 60) -> list[Progress]:
    seen: list[Progress] = []
    asyncio.run(download_model("base", folder, seen.append, bound_seconds))
    return seen


def begun(folder: Path) -> tuple["asyncio.Task[Path]", asyncio.Event]:
    """Start a download; the event is set when a good part of it is on the disk."""
    half = asyncio.Event()

    def look(progress: Progress) -> None:
        if progress.received_bytes > 100_000:
            half.set()

    return asyncio.create_task(download_model("base", folder, look)), half


def test_a_fetched_model_is_whole_and_speaks(hub: Hub, model: Path, tmp_path: Path) -> None:
    assert model_state("base", tmp_path) is ModelState.MISSING
    seen = fetch(tmp_path)
    assert model_state("base", tmp_path) is ModelState.PRESENT
    found = find_model("base", tmp_path)
    assert {p.name: p.read_bytes() for p in found.iterdir()} == {
        p.name: p.read_bytes() for p in model.iterdir()
    }
    assert seen[-1].share == 1
    assert seen[-1].received_bytes == sum(p.stat().st_size for p in model.iterdir())
    from nexus_cli.stt.whisper import WhisperTranscriber

    whisper = WhisperTranscriber(found, "base")
    assert asyncio.run(whisper.transcribe(noise(2))).text == "Fetched whole."
    asyncio.run(whisper.close())


def test_a_model_that_is_not_here_says_how_large_it_is(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=r"base is not on this machine.*148 MB"):
        find_model("base", tmp_path)
    with pytest.raises(UsageError, match="tiny, base, small"):
        model_state("enormous", tmp_path)
    assert [model.megabytes for model in MODELS.values()] == sorted(
        model.megabytes for model in MODELS.values()
    )


@pytest.mark.parametrize(
    ("mood", "why"),
    [
        (Mood.REFUSED, "refuses to send"),
        (Mood.EMPTY, "connection to the model hub broke"),
        (Mood.FORGED, "not the model"),
    ],
)
def test_an_ill_hub_is_said_and_leaves_nothing_that_looks_whole(
    hub: Hub, tmp_path: Path, mood: Mood, why: str
) -> None:
    hub.mood = mood
    with pytest.raises(ModelDownloadError, match=why):
        fetch(tmp_path)
    assert model_state("base", tmp_path) is not ModelState.PRESENT
    with pytest.raises(ModelMissingError):
        find_model("base", tmp_path)
    hub.mood = Mood.WHOLE
    fetch(tmp_path)
    assert model_state("base", tmp_path) is ModelState.PRESENT


def test_a_hub_that_is_not_there_is_said(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    with pytest.raises(ModelDownloadError, match="cannot be reached"):
        fetch(tmp_path)


def test_a_connection_that_breaks_again_and_again_still_brings_it(hub: Hub, tmp_path: Path) -> None:
    hub.mood = Mood.CUT
    fetch(tmp_path)
    assert model_state("base", tmp_path) is ModelState.PRESENT
    assert len(hub.ranges) > 3
    assert hub.ranges[0] == ""
    assert all(asked.startswith("bytes=") for asked in hub.ranges[1:])


def test_a_download_that_was_cancelled_goes_on_where_it_ended(hub: Hub, tmp_path: Path) -> None:
    hub.mood = Mood.STALLED

    async def cancelled() -> float:
        task, half = begun(tmp_path)
        await half.wait()
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - began

    assert asyncio.run(cancelled()) < 1
    assert model_state("base", tmp_path) is ModelState.PARTIAL
    hub.mood = Mood.WHOLE
    hub.ranges.clear()
    seen = fetch(tmp_path)
    assert int(hub.ranges[0].removeprefix("bytes=").removesuffix("-")) > 100_000
    assert seen[-1].share == 1
    assert model_state("base", tmp_path) is ModelState.PRESENT


def test_silence_is_counted_and_the_whole_is_bounded(hub: Hub, tmp_path: Path) -> None:
    hub.mood = Mood.MUTE
    seen: list[Progress] = []
    with pytest.raises(ModelDownloadError, match="longer than"):
        asyncio.run(download_model("base", tmp_path, seen.append, bound_seconds=2))
    assert seen[-1].quiet_seconds > 1
    assert not seen[-1].stalled
    assert Progress(1, 2, 0.0, quiet_seconds=10.0).stalled


def test_two_at_once_do_not_write_into_each_other(hub: Hub, tmp_path: Path) -> None:
    async def both() -> None:
        task, half = begun(tmp_path)
        await half.wait()
        with pytest.raises(ModelDownloadError, match="Another nexus is downloading it"):
            await download_model("base", tmp_path, lambda progress: None, bound_seconds=15)
        task.cancel()
        await asyncio.wait({task})

    hub.mood = Mood.STALLED
    asyncio.run(both())


def test_an_offline_hub_is_not_asked(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelDownloadError, match="HF_HUB_OFFLINE"):
        fetch(tmp_path)


def test_what_another_program_fetched_is_found(hub: Hub, model: Path, tmp_path: Path) -> None:
    kept = tmp_path / "hub-cache" / "hub" / "models--Systran--faster-whisper-tiny"
    (kept / "refs").mkdir(parents=True)
    (kept / "refs" / "main").write_text("d" * 40)
    snapshot = kept / "snapshots" / ("d" * 40)
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}")
    assert model_state("tiny", tmp_path) is ModelState.MISSING
    for file in model.iterdir():
        (snapshot / file.name).write_bytes(file.read_bytes())
    assert find_model("tiny", tmp_path) == snapshot


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals to other processes")
@pytest.mark.parametrize("end", ["SIGINT", "SIGKILL"])
def test_the_download_ends_with_the_program_within_a_second(
    hub: Hub, tmp_path: Path, end: str
) -> None:
    hub.mood = Mood.STALLED
    program = (
        "import asyncio, pathlib, sys\n"
        "from nexus_cli.stt.download import download_model\n"
        "asyncio.run(download_model('base', pathlib.Path(sys.argv[1]), print))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert hub.half_sent.wait(30)
        began = time.monotonic()
        if end == "SIGINT":  # a terminal sends it to every process
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.kill()
        assert process.wait(10) == -signal.Signals[end]
        # Whoever writes to the folder holds this.
        with FileLock(tmp_path / "base.partial.lock", timeout=10):
            assert time.monotonic() - began < 1
    hub.mood = Mood.WHOLE
    fetch(tmp_path)
    assert model_state("base", tmp_path) is ModelState.PRESENT
