"""The offline voice, with the real espeak-ng where the extra is installed."""

import importlib.util
import os
import subprocess
import sys
import time
from contextlib import aclosing, suppress
from pathlib import Path

import numpy as np
import pytest

from nexus_cli.errors import VoiceError
from nexus_cli.tts import Chunk, Encoding, OfflineVoice
from nexus_cli.tts import offline as module
from tests.tts.stage import Heard, hear

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def espeak() -> None:
    if importlib.util.find_spec("espeakng_loader") is None:
        missing = "`pip install espeakng-loader` gets what the offline voice needs."
        if os.environ.get("NEXUS_REQUIRE_PARTS") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)


def samples(heard: Heard) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    chunks = [piece for piece in heard.pieces if isinstance(piece, Chunk)]
    assert {chunk.encoding for chunk in chunks} == {Encoding.FLOAT32}
    assert {chunk.sample_rate_hz for chunk in chunks} == {22_050}
    return np.frombuffer(b"".join(chunk.data for chunk in chunks), np.float32)


def libraries() -> str:
    """What this process has loaded, as Linux lists it."""
    return Path("/proc/self/maps").read_text()


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process_id}/stat")
    return not (state.exists() and " Z " in state.read_text())


@pytest.mark.usefixtures("espeak")
async def test_a_text_is_heard_at_about_an_ordinary_pace() -> None:
    voice = OfflineVoice()
    heard = await hear(voice, "Tell me about a release of yours that went wrong, please.")
    await voice.close()
    sound = samples(heard)
    assert 2.0 < len(sound) / 22_050 < 6.0
    assert 0.05 < abs(sound).max() <= 1.0
    assert heard.first_after < 1.5
    assert len(heard.pieces) > 10


@pytest.mark.usefixtures("espeak")
async def test_a_faster_voice_needs_less_time() -> None:
    text = "One text at two paces, which should differ."
    slow, fast = OfflineVoice(speed=0.8), OfflineVoice(speed=1.5)
    lengths = [len(samples(await hear(voice, text))) for voice in (slow, fast)]
    await slow.close()
    await fast.close()
    assert lengths[1] < 0.7 * lengths[0]


@pytest.mark.usefixtures("espeak")
async def test_stopping_early_leaves_nothing_of_the_old_text_in_the_next() -> None:
    voice = OfflineVoice()
    alone = samples(await hear(voice, "Again."))
    async with aclosing(voice.speak("A long text that nobody wants to hear. " * 50)) as pieces:
        await anext(pieces)
    assert len(samples(await hear(voice, "Again."))) == len(alone)
    await voice.close()


@pytest.mark.usefixtures("espeak")
@on_linux
async def test_a_process_that_dies_is_replaced() -> None:
    voice = OfflineVoice()
    first = samples(await hear(voice, "Hello."))
    for process_id in children(os.getpid()):
        os.kill(process_id, 9)
    with pytest.raises(VoiceError, match="stopped"):
        await hear(voice, "Hello.")
    assert len(samples(await hear(voice, "Hello."))) == len(first)
    await voice.close()


@pytest.mark.usefixtures("espeak")
@on_linux
async def test_a_closed_voice_leaves_no_process_and_says_nothing() -> None:
    voice = OfflineVoice()
    await hear(voice, "Hello.")
    started = children(os.getpid())
    await voice.close()
    assert started
    assert not any(map(is_running, started))
    with pytest.raises(VoiceError, match="closed"):
        await hear(voice, "Hello.")


@pytest.mark.usefixtures("espeak")
async def test_a_voice_that_espeak_does_not_know_is_an_error() -> None:
    voice = OfflineVoice("no-such-voice")
    with pytest.raises(VoiceError):
        await hear(voice, "Hello.")
    await voice.close()


@pytest.mark.usefixtures("espeak")
@on_linux
async def test_espeak_is_never_loaded_into_nexus() -> None:
    voice = OfflineVoice()
    await hear(voice, "Hello.")
    loaded = libraries()
    await voice.close()
    assert "libpython" in loaded or "libc" in loaded
    assert "libespeak" not in loaded
    assert "espeakng_loader" not in sys.modules


@pytest.mark.usefixtures("espeak")
@on_linux
def test_nothing_outlives_a_nexus_that_was_killed() -> None:
    script = """
import asyncio, time
from nexus_cli.tts import OfflineVoice
async def main():
    pieces = OfflineVoice().speak("A long text that is still being spoken. " * 200)
    await anext(pieces)
    print("speaking", flush=True)
    time.sleep(60)
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as nexus:
        assert nexus.stdout
        assert nexus.stdout.readline() == b"speaking\n"
        (worker,) = children(nexus.pid)
        assert is_running(worker)
        nexus.kill()
    deadline = time.monotonic() + 5
    while is_running(worker) and time.monotonic() < deadline:
        os.sched_yield()
    assert not is_running(worker)


async def test_without_the_extra_the_next_step_is_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    voice = OfflineVoice()
    with pytest.raises(VoiceError) as raised:
        await hear(voice, "Hello.")
    await voice.close()
    assert "not installed" in raised.value.sentence
    assert "pip install 'nexus-cli[offline-voice]'" in raised.value.next_step


async def test_its_voices_speak_english() -> None:
    listed = await OfflineVoice().voices()
    assert all(choice.locale.startswith("en-") for choice in listed)


def children(parent: int) -> list[int]:
    """The processes that speak for `parent`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # gone meanwhile
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[1]) == parent and b"espeak_worker" in (
                (folder / "cmdline").read_bytes()
            ):
                found.append(int(folder.name))
    return found
