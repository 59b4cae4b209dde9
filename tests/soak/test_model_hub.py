"""A model hub that stalls or breaks off: said within ten seconds, left within one."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_cli.errors import ModelDownloadError
from nexus_cli.stt.download import download_model
from nexus_cli.stt.progress import Progress
from tests.soak.measuring import shown
from tests.stt.fake_hub import Hub, Mood, serving
from tests.stt.scripted_whisper import Script, write_model

SAID_SECONDS = 10.0
"""Silence is told as soon as it is ten seconds long, which is looked at twice a second."""
LEFT_SECONDS = 1.0
DOWNLOADS = """
import asyncio, pathlib, sys
from nexus_cli.stt.download import download_model
asyncio.run(download_model("base", pathlib.Path(sys.argv[1]), lambda told: print(flush=True)))
"""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    for name in ("HF_HUB_OFFLINE", "HF_HUB_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub-cache"))
    with serving(write_model(tmp_path / "served", Script(["Fetched", "whole."]))) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


@pytest.mark.parametrize("mood", [Mood.STALLED, Mood.EMPTY])
def test_an_ill_hub_is_said_within_ten_seconds(hub: Hub, tmp_path: Path, mood: Mood) -> None:
    hub.mood = mood
    said: list[str] = []

    async def fetch() -> None:
        def look(progress: Progress) -> None:
            if progress.stalled:
                said.append("stalled")
                task.cancel()

        task = asyncio.ensure_future(download_model("base", tmp_path / "models", look))
        try:
            await task
        except ModelDownloadError as error:
            said.append(error.sentence)
        except asyncio.CancelledError:
            pass

    began = time.monotonic()
    asyncio.run(fetch())
    took = time.monotonic() - began
    shown(f"hub {mood.name.lower()}", said_after_seconds=took)
    assert len(said) == 1
    assert took < SAID_SECONDS + LEFT_SECONDS


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals to other processes")
def test_control_c_ends_the_wait_for_a_mute_hub_within_a_second(hub: Hub, tmp_path: Path) -> None:
    hub.mood = Mood.MUTE
    with subprocess.Popen(
        [sys.executable, "-c", DOWNLOADS, str(tmp_path / "models")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert process.stdout
        for _ in range(4):  # two seconds into it
            process.stdout.readline()
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to every process
        process.wait(10)
        took = time.monotonic() - began
    shown("Ctrl-C, hub mute", ended_after_seconds=took)
    assert took < LEFT_SECONDS
