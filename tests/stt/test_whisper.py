"""Whisper on this machine: faster-whisper's own loading and decoding, with a model that is ours."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.own_thread import OwnThread
from nexus_cli.stt.protocol import Sound, Transcript
from nexus_cli.stt.whisper import WhisperTranscriber
from tests.stt.scripted_whisper import WORD_SECONDS, Script, write_model
from tests.stt.sounds import noise, silence

ANSWER = "I moved our billing to Kubernetes."


def transcribe(
    folder: Path, audio: Sound, prompt: str = "", hotwords: tuple[str, ...] = ()
) -> Transcript:
    async def once() -> Transcript:
        whisper = WhisperTranscriber(folder, "base")
        try:
            return await whisper.transcribe(audio, prompt, hotwords)
        finally:
            await whisper.close()

    return asyncio.run(once())


def test_words_come_with_their_times_and_doubts(tmp_path: Path) -> None:
    folder = write_model(tmp_path, Script(ANSWER.split(), doubtful=frozenset({5})))
    heard = transcribe(folder, noise(3))
    assert heard.text == ANSWER
    assert heard.engine == "Whisper base"
    assert [word.text for word in heard.doubtful] == ["Kubernetes."]
    assert heard.doubtful[0].probability == pytest.approx(0.3, abs=0.05)
    for place, word in enumerate(heard.words):
        assert word.start_seconds == pytest.approx(place * WORD_SECONDS, abs=0.05)
        assert word.end_seconds == pytest.approx((place + 1) * WORD_SECONDS, abs=0.05)


def test_a_sign_is_part_of_its_word_which_is_as_sure_as_its_least_sure_part(tmp_path: Path) -> None:
    folder = write_model(tmp_path, Script(["By", "50", "%", "faster"], frozenset({2})))
    heard = transcribe(folder, noise(2))
    assert [word.text for word in heard.words] == ["By", "50%", "faster"]
    assert [word.doubtful for word in heard.words] == [False, True, False]


def test_hints_of_any_length_leave_room_for_the_answer(tmp_path: Path) -> None:
    folder = write_model(tmp_path, Script(ANSWER.split()))
    terms = tuple(f"term{number}" for number in range(500))
    assert transcribe(folder, noise(3), "we did this and that " * 200, terms).text == ANSWER


@pytest.mark.parametrize("audio", [silence(3), noise(0.05), np.zeros(0, np.float32)])
def test_silence_never_reaches_the_model(tmp_path: Path, audio: Sound) -> None:
    nowhere = tmp_path / "nothing"
    assert transcribe(nowhere, audio).words == ()
    with pytest.raises(TranscriptionError, match="damaged"):
        transcribe(nowhere, noise(3))


@pytest.mark.parametrize(
    ("words", "no_speech", "kept"),
    [
        (["Thank", "you."], 0.8, False),
        (["Thanks", "for", "watching!"], 0.8, False),
        (["Thank", "you."], 0.01, True),
        (["Thank", "you,", "I", "led", "it."], 0.8, True),
    ],
)
def test_thanks_that_nobody_said_are_dropped(
    tmp_path: Path, words: list[str], no_speech: float, kept: bool
) -> None:
    folder = write_model(tmp_path, Script(words, no_speech=no_speech))
    assert transcribe(folder, noise(2)).text == (" ".join(words) if kept else "")


@pytest.mark.parametrize("gone", ["tokenizer.json", "model.bin"])
def test_files_that_are_missing_or_damaged_are_said_without_a_network(
    tmp_path: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def unreachable(host: object, *rest: object, **named: object) -> None:
        asked.append(host)
        raise OSError("no network")

    monkeypatch.setattr("socket.getaddrinfo", unreachable)
    folder = write_model(tmp_path, Script(ANSWER.split()))
    (folder / gone).unlink()
    with pytest.raises(TranscriptionError, match=r"Whisper base in .* damaged"):
        transcribe(folder, noise(3))
    (folder / gone).write_bytes(b"half of")
    with pytest.raises(TranscriptionError, match="damaged"):
        transcribe(folder, noise(3))
    assert asked == []


@pytest.mark.parametrize("audio", [np.zeros((9, 2), np.float32), np.zeros(9, np.int16)])
def test_sound_of_another_shape_is_refused(tmp_path: Path, audio: Any) -> None:
    with pytest.raises(ValueError, match="float32 of one channel"):
        transcribe(tmp_path, audio)


class NoExecutor(ThreadPoolExecutor):
    """Nobody may use the loop's own threads."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        raise AssertionError("the default executor was used")


def test_the_loop_and_its_threads_stay_free(tmp_path: Path) -> None:
    async def play() -> None:
        asyncio.get_running_loop().set_default_executor(NoExecutor())
        whisper = WhisperTranscriber(write_model(tmp_path, Script(ANSWER.split())), "base")
        await whisper.load()
        both = await asyncio.gather(whisper.transcribe(noise(3)), whisper.transcribe(noise(4)))
        assert [heard.text for heard in both] == [ANSWER, ANSWER]
        assert [thread.name for thread in threading.enumerate()].count("whisper") == 1
        await whisper.close()
        await whisper.close()

    asyncio.run(play())


def test_calls_are_worked_off_in_order_and_cancelled_ones_never() -> None:
    async def play() -> None:
        thread, gate, done = OwnThread("one"), threading.Event(), list[str]()

        def work(name: str, unwanted: Callable[[], bool]) -> None:
            gate.wait(5)
            done.append(name)

        tasks = {name: asyncio.create_task(thread.run(partial(work, name))) for name in "abcd"}
        await asyncio.sleep(0)
        tasks["c"].cancel()
        await asyncio.sleep(0)
        gate.set()
        await asyncio.wait_for(asyncio.gather(*tasks.values(), return_exceptions=True), 10)
        assert done == ["a", "b", "d"]
        thread.close()

    asyncio.run(play())


def test_what_is_being_worked_on_hears_that_nobody_wants_it() -> None:
    async def play() -> None:
        thread, begun, stopped = OwnThread("one"), asyncio.Event(), threading.Event()
        loop = asyncio.get_running_loop()

        def work(unwanted: Callable[[], bool]) -> None:
            loop.call_soon_threadsafe(begun.set)
            while not unwanted():
                pass
            stopped.set()

        task = asyncio.create_task(thread.run(work))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert stopped.wait(10)
        thread.close()

    asyncio.run(play())


def test_closing_cancels_what_waits_and_takes_nothing_more() -> None:
    async def play() -> None:
        thread, begun, gate = OwnThread("one"), asyncio.Event(), threading.Event()
        loop = asyncio.get_running_loop()

        def work(unwanted: Callable[[], bool]) -> None:
            loop.call_soon_threadsafe(begun.set)
            gate.wait(5)

        tasks = [asyncio.create_task(thread.run(work)) for _ in range(3)]
        await begun.wait()
        thread.close()
        gate.set()
        _, *waiting = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)
        assert all(isinstance(end, asyncio.CancelledError) for end in waiting)
        with pytest.raises(RuntimeError, match="closed"):
            await thread.run(lambda unwanted: None)

    asyncio.run(play())


def test_nothing_slow_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, nexus_cli.stt.whisper, nexus_cli.stt.groq_whisper, nexus_cli.stt.download\n"
        "slow = {'faster_whisper', 'ctranslate2', 'httpx', 'huggingface_hub', 'av'}\n"
        "print(slow & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "set()"
