"""A spoken interview in virtual time: a room with a microphone, a speaker, and somebody in it.

What nexus plays is in the microphone too, as from a speaker on the same table.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import suppress

import numpy as np

from nexus_cli.audio.ear import SpeechModel
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.samples import HEARING_HZ, SPEAKING_HZ, Samples
from nexus_cli.audio.signals import HearingSignal
from nexus_cli.brain import Brain, OfflineBrain
from nexus_cli.errors import AudioError
from nexus_cli.interview import InterviewSession
from nexus_cli.interview.spoken.session import SpokenSession
from nexus_cli.models.commands import Command
from nexus_cli.models.events import Event, Part
from nexus_cli.models.patience import Patience
from nexus_cli.models.question import Question
from nexus_cli.models.signals import FloorMoved, Signal, YourTurn
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.speech.ear.deaf import DeafEar
from nexus_cli.speech.ear.ear import Ear
from nexus_cli.speech.mouth.mouth import Mouth
from nexus_cli.speech.mouth.playing import SpeakerPlayer
from nexus_cli.store import MemoryStore
from nexus_cli.stt.protocol import Sound, Transcript, Word
from nexus_cli.telemetry import Telemetry
from nexus_cli.tts import Chunk, Encoding, Piece, VoiceChoice
from tests.audio.staged import BLOCK_SECONDS, LoudIsSpeech, StagedMicrophone
from tests.llm.virtual_time import LoopClock
from tests.made_up import prepared
from tests.speech.staged_speaker import LATENCY_SECONDS, LOUD, StagedSpeaker
from tests.speech.talk import GAP_SECONDS, ToneReader, tone
from tests.tts.stage import virtual

WORDS_A_SECOND = 4
ROOM = 0.001


class Vocabulary(ToneReader):
    """Reads tones as the words that were given numbers when they were said."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.unsure: set[str] = set()

    def number(self, word: str) -> int:
        """The number under which `word` is said."""
        if word not in self.words:
            self.words.append(word)
        return self.words.index(word) + 1

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        heard = await super().transcribe(audio, prompt, hotwords)
        return Transcript(tuple(map(self._named, heard.words)), heard.engine)

    def _named(self, word: Word) -> Word:
        number = int(word.text[1:])
        text = self.words[number - 1] if 0 < number <= len(self.words) else "?"
        sure = 0.2 if text in self.unsure else word.probability
        return Word(text, word.start_seconds, word.end_seconds, sure)


class Hum:
    """A voice that hums for as long as a person would read."""

    name = "hum"

    def __init__(self) -> None:
        self.said: list[str] = []

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        if not ahead:
            self.said.append(text)
        times = np.arange(round(len(text.split()) / WORDS_A_SECOND * SPEAKING_HZ)) / SPEAKING_HZ
        sound = 0.3 * np.sin(2 * np.pi * 220 * times)
        yield Chunk(sound.astype("<f4").tobytes(), Encoding.FLOAT32, SPEAKING_HZ)

    async def voices(self) -> list[VoiceChoice]:
        return []

    async def close(self) -> None:
        pass


class RoomClock(LoopClock):
    """The loop's time, in the thread that opens a microphone too."""

    loop: asyncio.AbstractEventLoop

    def seconds(self) -> float:
        return self.loop.time()


class TalkingRoom:
    """A session with everything that a spoken one has; the clock is the loop's."""

    def __init__(
        self,
        *questions: Question,
        follow_ups: int = 0,
        deaf: bool = False,
        patience: Patience = Patience.NORMAL,
        brain: Brain | None = None,
        store: MemoryStore | None = None,
        keeps_sound: bool = False,
        headphones: bool = False,
    ) -> None:
        """With `headphones` what nexus says is not in the microphone, which stays open."""
        self.clock = RoomClock()
        self.store = store or MemoryStore()
        self.engine = Vocabulary()
        self.voice = Hum()
        self.items: list[Event | Signal] = []
        self.at: list[float] = []
        """When each of `items` was shown."""
        self.plugged = True
        self.microphones: list[StagedMicrophone] = []
        self.speakers: list[StagedSpeaker] = []
        self.kept: list[tuple[str, Part, Samples]] = []
        """The sound that was saved of each answer."""
        self.nexus_until = 0.0
        """When nexus was last heard, to 20 ms."""
        self._headphones = headphones
        self._keeps_sound = keeps_sound
        self._questions = questions
        self._follow_ups = follow_ups
        self._brain = brain
        self._deaf = deaf
        self._patience = patience
        self._speech: list[Samples] = []
        self._played = 0
        self._random = np.random.default_rng(7)
        self._news = asyncio.Event()
        self._silent = asyncio.Event()

    def play(self, scene: Callable[["TalkingRoom"], Awaitable[None]]) -> "TalkingRoom":
        """Run the interview with `scene` beside it, until the interview is over."""
        virtual(self._run(scene))
        return self

    async def send(self, command: Command) -> None:
        """Press a key, or send what was typed."""
        await self.session.send(command)

    async def says(self, text: str, pause: float = 0.0) -> None:
        """Someone says `text`, then is silent for `pause`; returns when that is over."""
        for word in text.split():
            self._speech += self._blocks(tone(self.engine.number(word)))
            self._speech += self._blocks(self._noise(GAP_SECONDS))
        self._silent.clear()
        await self._silent.wait()
        await asyncio.sleep(pause)

    async def until(self, kind: type[Event | Signal], count: int = 1, **fields: object) -> float:
        """Return when the `count`-th such item was shown, with these fields."""
        while True:
            times = [
                at
                for item, at in zip(self.items, self.at, strict=True)
                if isinstance(item, kind)
                and all(getattr(item, name) == value for name, value in fields.items())
            ]
            if len(times) >= count:
                return times[count - 1]
            self._news.clear()
            async with asyncio.timeout(600):
                await self._news.wait()

    async def listening(self, question_id: str, part: Part = "answer") -> None:
        """Return once nexus listens to the answer to this question, or to its follow-up."""
        await self.until(YourTurn, question_id=question_id, part=part)
        while self.phase is not SpokenPhase.LISTENING:
            self._news.clear()
            await self._news.wait()

    @property
    def phase(self) -> SpokenPhase:
        """The phase that was shown last."""
        floors = [item for item in self.items if isinstance(item, FloorMoved)]
        return floors[-1].phase if floors else SpokenPhase.THINKING

    def of(self, kind: type) -> list[object]:
        """The items of a kind."""
        return [item for item in self.items if isinstance(item, kind)]

    async def _run(self, scene: Callable[["TalkingRoom"], Awaitable[None]]) -> None:
        self.clock.loop = asyncio.get_running_loop()
        if self._questions:
            event = prepared(*self._questions, follow_ups=self._follow_ups)
            await self.store.append("s1", event)
        telemetry = Telemetry(self.clock)
        brain = self._brain or OfflineBrain(today=self.clock.now().date())
        inner = InterviewSession("s1", self.store, brain, telemetry)
        ear: Ear | DeafEar = DeafEar(clock=self.clock)
        if not self._deaf:
            ear = Ear(
                self._open_listener,
                [self.engine],
                (),
                headphones=self._headphones,
                clock=self.clock,
            )
            await ear.start()
        player = SpeakerPlayer(self._make_speaker, lambda signal: None)
        mouth = Mouth(self.voice, player)
        self.session = SpokenSession(
            inner,
            ear,
            mouth,
            telemetry,
            self._patience,
            self._save if self._keeps_sound else None,
            headphones=self._headphones,
        )
        sounding = asyncio.create_task(self._sound())
        acting = asyncio.create_task(self._act(scene))
        try:
            async for item in self.session.stream():
                self.items.append(item)
                self.at.append(self.clock.seconds())
                self._news.set()
        finally:
            sounding.cancel()
            await ear.stop()
            await mouth.close()
            player.close()
            acting.cancel() if not acting.done() else acting.result()
            with suppress(asyncio.CancelledError):
                await acting

    def _save(self, question_id: str, part: Part, sound: Samples) -> "asyncio.Future[None]":
        self.kept.append((question_id, part, sound))
        saved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        saved.set_result(None)
        return saved

    async def _act(self, scene: Callable[["TalkingRoom"], Awaitable[None]]) -> None:
        await scene(self)

    async def _sound(self) -> None:
        """Give the microphone what sounds in the room, block by block."""
        while True:
            await asyncio.sleep(BLOCK_SECONDS)
            if not self._speech:
                self._silent.set()
            if self._deaf:
                continue
            count = round(BLOCK_SECONDS * HEARING_HZ)
            said = self._speech.pop(0) if self._speech else self._noise(BLOCK_SECONDS)
            echo = self._echo(count)
            sound = said if self._headphones else said + echo
            if not self.plugged:
                self.microphones[-1].ended = True
            else:
                self.microphones[-1].ring.write(sound, self.clock.seconds())
            self.listener.listen_once()

    def _echo(self, count: int) -> Samples:
        blocks = self.speakers[-1].blocks[self._played :] if self.speakers else []
        self._played += len(blocks)
        loud = max((float(np.abs(block).max()) for block in blocks), default=0.0)
        if loud > LOUD:
            self.nexus_until = self.clock.seconds() + LATENCY_SECONDS
        times = np.arange(count) / HEARING_HZ
        return (0.7 * loud * np.sin(2 * np.pi * 400 * times)).astype(np.float32)

    def _open_listener(self, on_signal: Callable[[HearingSignal], None]) -> Listener:
        class Unthreaded(Listener):
            def start(self) -> None:
                self.open()

        self.listener = Unthreaded(
            on_signal, open_source=self._open, model=self._model(), clock=self.clock
        )
        return self.listener

    def _model(self) -> SpeechModel:
        return LoudIsSpeech()

    def _open(self) -> StagedMicrophone:
        if not self.plugged:
            raise AudioError("No microphone.", "Type.")
        self.microphones.append(StagedMicrophone())
        return self.microphones[-1]

    def _make_speaker(self, on_signal: Callable[..., None]) -> StagedSpeaker:
        self.speakers.append(StagedSpeaker(on_signal))
        return self.speakers[-1]

    def _noise(self, seconds: float) -> Samples:
        count = round(seconds * HEARING_HZ)
        return (ROOM * self._random.uniform(-1, 1, count)).astype(np.float32)

    def _blocks(self, sound: Samples) -> list[Samples]:
        size = round(BLOCK_SECONDS * HEARING_HZ)
        whole = len(sound) // size * size
        return [sound[at : at + size] for at in range(0, whole, size)]
