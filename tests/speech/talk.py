"""A talk in a room whose sounds and whose time the test makes, heard by a whole ear."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby

import numpy as np

from nexus_cli.audio.ear import SpeechModel
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.audio.signals import HearingSignal
from nexus_cli.errors import AudioError, TranscriptionError
from nexus_cli.speech.ear.ear import Ear
from nexus_cli.speech.ear.signals import EarSignal, Loudness, Silence
from nexus_cli.stt.protocol import Sound, Transcriber, Transcript, Word
from tests.audio.staged import BLOCK_SECONDS, LoudIsSpeech, ManualClock, StagedMicrophone

WORD_SECONDS = 0.4
GAP_SECONDS = 0.04
_STEP = HEARING_HZ // 100


def tone(word: int, seconds: float = WORD_SECONDS) -> Samples:
    """Return a word: a tone that says its number by how high it is."""
    times = np.arange(round(seconds * HEARING_HZ)) / HEARING_HZ
    return (0.3 * np.sin(2 * np.pi * (400 + 100 * word) * times)).astype(np.float32)


class ToneReader:
    """An engine that reads tones as words."""

    def __init__(self, name: str = "tones", sure: float = 0.9) -> None:
        self.name = name
        self.sure = sure
        self.fails = False
        self.closed = False
        self.answered = 0
        self.asked: list[tuple[float, str, Sequence[str]]] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        self.asked.append((len(audio) / HEARING_HZ, prompt, hotwords))
        await self.may_answer.wait()
        self.answered += 1
        if self.fails:
            raise TranscriptionError(f"{self.name} fails.")
        loud = [float(np.abs(part).max()) for part in _parts(audio)]
        edge, words, at = 0.3 * max(loud, default=0.0), [], 0
        for is_word, run in groupby(level > edge for level in loud):
            count = len(list(run))
            if is_word and count >= 10:
                sound = audio[at * _STEP : (at + count) * _STEP]
                high = np.abs(np.fft.rfft(sound)).argmax() * HEARING_HZ / len(sound)
                text = f"w{round((high - 400) / 100)}"
                words.append(Word(text, at / 100, (at + count) / 100, self.sure))
            at += count
        return Transcript(tuple(words), self.name)

    async def close(self) -> None:
        self.closed = True


def _parts(audio: Sound) -> list[Sound]:
    return [audio[at : at + _STEP] for at in range(0, len(audio) - _STEP + 1, _STEP)]


class StagedListener(Listener):
    """A listener without its thread, at a microphone of the test's."""

    def start(self) -> None:
        self.open()


class Talk:
    """An ear in a room; what is said there is made up, or passed to `hears` as recorded."""

    def __init__(self, *engines: Transcriber, model: SpeechModel | None = None) -> None:
        self.clock = ManualClock()
        engines = engines or (ToneReader(),)
        self.engines = [engine for engine in engines if isinstance(engine, ToneReader)]
        self._model = model or LoudIsSpeech()
        self.plugged = True
        self.microphones: list[StagedMicrophone] = []
        self.told: list[EarSignal] = []
        self._ticks: asyncio.Queue[None] = asyncio.Queue()
        self._random = np.random.default_rng(5)
        self.ear = Ear(
            self.open_listener, engines, ["Kubernetes"], clock=self.clock, pace=self._pace
        )

    @property
    def speech(self) -> list[EarSignal]:
        """What was told, without the measures."""
        return [signal for signal in self.told if not isinstance(signal, (Silence, Loudness))]

    async def says(self, *words: int, pause: float = 0.5) -> None:
        """Someone says these words and pauses."""
        for word in words:
            await self.hears(tone(word))
            await self.hears(self._room(GAP_SECONDS))
        await self.hears(self._room(pause))

    async def quiet(self, seconds: float) -> None:
        await self.hears(self._room(seconds))

    async def hears(self, sound: Samples) -> None:
        size = round(BLOCK_SECONDS * HEARING_HZ)
        for at in range(0, len(sound), size):
            self.clock.time += BLOCK_SECONDS
            self.microphones[-1].ring.write(sound[at : at + size], self.clock.time)
            self.listener.listen_once()
            await self.settle()

    async def waits(self, seconds: float) -> None:
        """Let time pass while no block comes."""
        for _ in range(round(seconds / BLOCK_SECONDS)):
            self.clock.time += BLOCK_SECONDS
            self.listener.listen_once()
            await self.settle()

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def silence(self) -> float:
        """The silence that the next tick tells."""
        self._ticks.put_nowait(None)
        await self.settle()
        return [signal.seconds for signal in self.told if isinstance(signal, Silence)][-1]

    async def writes(self, revision: int, keeps: bool = True) -> str:
        written = await self.ear.transcribe_tail(revision)
        assert isinstance(written, Transcript)
        if keeps:
            self.ear.keep(revision)
        return written.text

    async def read(self) -> None:
        async for signal in self.ear.signals():
            self.told.append(signal)

    async def _pace(self, seconds: float) -> None:
        await self._ticks.get()

    def open_listener(self, on_signal: Callable[[HearingSignal], None]) -> Listener:
        self.listener = StagedListener(
            on_signal, open_source=self._open, model=self._model, clock=self.clock
        )
        return self.listener

    def _open(self) -> StagedMicrophone:
        if not self.plugged:
            raise AudioError("No microphone.", "Type.")
        self.microphones.append(StagedMicrophone())
        return self.microphones[-1]

    def _room(self, seconds: float) -> Samples:
        count = round(seconds * HEARING_HZ)
        return (0.001 * self._random.uniform(-1, 1, count)).astype(np.float32)


def play(
    scene: Callable[[Talk], Awaitable[None]],
    *engines: Callable[[], Transcriber],
    model: SpeechModel | None = None,
) -> None:
    """Run a scene with an ear that has been opened in a quiet room."""

    async def run() -> None:
        talk = Talk(*(engine() for engine in engines), model=model)
        await talk.ear.start()
        reading = asyncio.create_task(talk.read())
        await talk.quiet(1.0)
        talk.ear.listen()
        await scene(talk)
        await talk.ear.stop()
        await reading
        assert all(engine.closed for engine in talk.engines)

    asyncio.run(run())
