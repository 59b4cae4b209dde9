"""Both windows of a real faster-whisper whose words are scripted, and the gate between them."""

import asyncio
import threading
from pathlib import Path

import numpy as np
import pytest

from nexus_cli.models.whisper_window import WhisperWindow
from nexus_cli.stt.own_thread import OwnThread
from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound
from nexus_cli.stt.short_window import window_frames
from nexus_cli.stt.stretches import Stretch, Stretches
from nexus_cli.stt.whisper import WhisperTranscriber
from nexus_cli.stt.window_gate import WindowGate
from nexus_cli.stt.windowed_model import WindowedModel
from tests.stt.scripted_whisper import WORD_SECONDS, Script, write_model
from tests.stt.sounds import noise, silence

ANSWER = (
    "We moved our billing into containers because nobody could say which version was really "
    "running where, and every release took all night."
)
WORDS = ANSWER.split()
SECONDS = len(WORDS) * WORD_SECONDS


def stretch(number: int) -> Sound:
    """Return sound as long as the script, another one for each number."""
    return np.roll(noise(SECONDS), 1000 * number)


class Watched(WindowGate):
    """Tells when something was compared, and holds the pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.compared = threading.Event()
        self.pairs: list[tuple[str, str]] = []

    def compare(self, padded: str, short: str) -> None:
        """See WindowGate."""
        super().compare(padded, short)
        self.pairs.append((padded, short))
        self.compared.set()


async def compared(whisper: WhisperTranscriber, gate: Watched) -> None:
    """Let nexus speak until something was compared."""
    gate.compared.clear()
    whisper.idle(0.0)
    assert await asyncio.to_thread(gate.compared.wait, 20)


async def opened(whisper: WhisperTranscriber, gate: Watched) -> None:
    """Say three stretches, each followed by nexus, after which the gate is open."""
    for number in range(3):
        assert not whisper.window_is_short
        await whisper.transcribe(stretch(number))
        await compared(whisper, gate)
    assert whisper.window_is_short


def test_both_windows_have_the_same_words_times_and_doubts(tmp_path: Path) -> None:
    model = WindowedModel(write_model(tmp_path, Script(WORDS, frozenset({3}))), 1)
    audio = np.concatenate((noise(SECONDS), silence(0.5)))
    padded, short = model.hear(audio), model.hear(audio, short=True)
    assert [word.text for word in short.words] == WORDS
    assert [word.text for word in padded.words] == WORDS
    for place, (one, other) in enumerate(zip(padded.words, short.words, strict=True)):
        assert other.start_seconds == pytest.approx(place * WORD_SECONDS, abs=0.05)
        assert other.start_seconds == pytest.approx(one.start_seconds, abs=0.05)
        assert other.end_seconds == pytest.approx(one.end_seconds, abs=0.05)
        assert other.probability == pytest.approx(one.probability, abs=0.02)
    assert short.words[3].doubtful
    assert short.log_probability < 0
    assert short.tokens > len(WORDS)


def test_a_short_window_encodes_no_more_than_it_has_to(tmp_path: Path) -> None:
    model = WindowedModel(write_model(tmp_path, Script(["Yes."])), 1)
    frames: list[int] = []
    encode = model._model.model.encode  # what CTranslate2 is given is seen nowhere else

    class Seen:
        def __getattr__(self, name: str) -> object:
            return getattr(inner, name)

        def encode(self, features: object, **rest: object) -> object:
            frames.append(features.shape[-1])  # type: ignore[attr-defined]
            return encode(features, **rest)

    inner, model._model.model = model._model.model, Seen()
    model.hear(noise(3.0), short=True)
    model.hear(noise(3.0))
    assert frames == [window_frames(3 * SAMPLE_RATE_HZ), 3000]


def test_the_persons_own_words_open_the_gate_while_nexus_speaks(tmp_path: Path) -> None:
    async def play() -> None:
        gate = Watched()
        whisper = WhisperTranscriber(write_model(tmp_path, Script(WORDS)), "base", gate=gate)
        await opened(whisper, gate)
        heard = await whisper.transcribe(stretch(4))
        assert [word.text for word in heard.words] == WORDS
        await compared(whisper, gate)  # one more, the other way round
        assert whisper.window_is_short
        await whisper.close()

    asyncio.run(play())


def test_what_is_padded_by_choice_is_never_compared(tmp_path: Path) -> None:
    async def play() -> None:
        gate = Watched()
        folder = write_model(tmp_path, Script(WORDS))
        padded = WhisperWindow.PADDED
        whisper = WhisperTranscriber(folder, "base", window=padded, gate=gate)
        await whisper.transcribe(stretch(0))
        whisper.idle(0.0)
        await whisper.transcribe(stretch(1))
        assert not gate.pairs
        await whisper.close()

    asyncio.run(play())


def test_a_short_window_that_cannot_be_trusted_is_padded_at_once(tmp_path: Path) -> None:
    async def play() -> None:
        gate = Watched()
        whisper = WhisperTranscriber(write_model(tmp_path, Script(WORDS)), "base", gate=gate)
        await opened(whisper, gate)
        pairs = len(gate.pairs)
        longer = np.concatenate((stretch(5), noise(3.0)))  # there is sound after the last word
        heard = await whisper.transcribe(longer)
        assert [word.text for word in heard.words] == WORDS
        whisper.idle(0.0)
        await whisper.transcribe(stretch(6))
        assert len(gate.pairs) == pairs  # the whole window's words need no check
        await whisper.close()

    asyncio.run(play())


def test_once_short_windows_differ_the_window_is_whole_again(tmp_path: Path) -> None:
    class Differs(Watched):
        def compare(self, padded: str, short: str) -> None:
            super().compare(padded, "nothing of it" if self.open else short)

    async def play() -> None:
        gate = Differs()
        whisper = WhisperTranscriber(write_model(tmp_path, Script(WORDS)), "base", gate=gate)
        await opened(whisper, gate)
        await whisper.transcribe(stretch(4))
        await compared(whisper, gate)
        assert not whisper.window_is_short
        heard = await whisper.transcribe(stretch(5))
        assert [word.text for word in heard.words] == WORDS
        await whisper.close()

    asyncio.run(play())


def test_a_tail_that_grows_is_one_stretch() -> None:
    stretches, audio = Stretches(), noise(6.0)
    stretches.add(Stretch(audio[: 3 * SAMPLE_RATE_HZ], "", ()))
    stretches.add(Stretch(audio[: 4 * SAMPLE_RATE_HZ], "", ()))
    taken = stretches.take()
    assert taken is not None
    assert len(taken.audio) == 4 * SAMPLE_RATE_HZ
    stretches.add(Stretch(audio, "", ()))
    assert stretches.take() is None
    stretches.add(Stretch(noise(21.0)[1:], "", ()))
    assert stretches.take() is None


def test_who_asks_takes_the_place_of_spare_work() -> None:
    async def play() -> None:
        thread, gate, done = OwnThread("one"), threading.Event(), list[str]()
        busy = asyncio.create_task(thread.run(lambda unwanted: gate.wait(5)))
        await asyncio.sleep(0)
        thread.spare(lambda: done.append("spare"))
        asked = asyncio.create_task(thread.run(lambda unwanted: done.append("asked")))
        await asyncio.sleep(0)
        assert thread.wanted
        gate.set()
        await asyncio.gather(busy, asked)
        finished = threading.Event()
        thread.spare(finished.set)
        assert await asyncio.to_thread(finished.wait, 10)
        assert done == ["asked"]
        thread.close()
        thread.spare(lambda: done.append("closed"))

    asyncio.run(play())
