"""The ear: who speaks, for how long nobody has, and what was said, while it is being said."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from nexus_cli.audio.samples import Samples
from nexus_cli.audio.signals import HearingSignal
from nexus_cli.speech.ear.hearing import Hearing
from nexus_cli.speech.ear.listening import LoopListener, OpenListener
from nexus_cli.speech.ear.scribe import Scribe, Unwritten
from nexus_cli.speech.ear.signals import EarSignal, SignalQueue, SpeechBegan
from nexus_cli.speech.ear.spoken_answer import SpokenAnswer
from nexus_cli.stt.protocol import Transcriber, Transcript
from nexus_cli.telemetry import Clock, SystemClock

TICK_SECONDS = 0.05


@dataclass(frozen=True)
class _Written:
    """A transcription that may yet be kept."""

    revision: int
    until: int
    transcript: Transcript


class Ear:
    """Hears one answer after the other; everything but the listener runs on the event loop.

    Sound is held until its answer is over for good, so a failure of an engine or of the microphone
    loses nothing that was said.
    """

    def __init__(
        self,
        open_listener: OpenListener,
        engines: Sequence[Transcriber],
        vocabulary: Sequence[str] = (),
        *,
        headphones: bool = False,
        clock: Clock | None = None,
        pace: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_nexus_speaks: Callable[[], None] = lambda: None,
    ) -> None:
        """`engines` are asked in their order, and closed with the ear; `pace` spaces the ticks.

        With `headphones` nexus cannot be heard, and the ear may stay open while it speaks.
        `on_nexus_speaks` is told each time that it begins to, when nobody waits for words.
        """
        self._headphones = headphones
        self._clock = clock or SystemClock()
        self._pace = pace
        self._on_nexus_speaks = on_nexus_speaks
        self._scribe = Scribe(engines, vocabulary, self._clock)
        self._hearing = Hearing(self._clock.seconds())
        self._queue = SignalQueue()
        self._listener = LoopListener(open_listener, self._heard)
        self._ticking: asyncio.Task[None] | None = None
        self._answer = self._new_answer()
        self._former: SpokenAnswer | None = None
        self._written: _Written | None = None

    async def start(self) -> None:
        """Open the microphone, with the ear still closed; once only. Raises AudioError."""
        await self._listener.start()
        self._ticking = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        """Let go of microphone, engines and sound, and end the signals."""
        if self._ticking:
            self._ticking.cancel()
        await self._listener.stop()
        await self._scribe.close()
        self._queue.end()

    def signals(self) -> AsyncGenerator[EarSignal, None]:
        """Yield what the ear tells, to one reader, until it is stopped."""
        return self._queue.read()

    @property
    def position(self) -> int:
        """Samples heard since the start."""
        return self._listener.position

    @property
    def answer(self) -> Transcript:
        """What was kept of the answer, each word timed in seconds of the answer's own sound."""
        return self._answer.transcript

    def sound(self) -> Samples:
        """Return the answer's sound up to now, shape (n,), 16 kHz."""
        return self._answer.sound(self.position)

    def listen(self) -> None:
        """Open the ear; what is said from now on belongs to the answer."""
        self._tell(self._hearing.open(self.position))

    def deafen(self) -> None:
        """Close the ear; what it heard up to here stays until the answer is over."""
        self._hearing.close()
        if self._former:  # what was said since the commit was not taken back: it answers nothing
            self._answer, self._former = self._new_answer(), None
        self._answer.close(self.position)
        if not self._answer.begun and not self._hearing.talking:
            self._listener.forget()

    def nexus_speaks(self, speaks: bool) -> None:
        """Be deaf while nexus speaks, and for a tail of 0.3 s after its last sample has sounded.

        Beginning to speak closes the ear; when it opens again is for the conversation to say.
        With headphones nothing is closed, and nobody deaf.
        """
        if speaks and not self._headphones:
            self.deafen()
        self._hearing.nexus(speaks, self._clock.seconds())
        if not self._headphones:
            self._listener.deaf(speaks)
        if speaks:
            self._on_nexus_speaks()

    def let_pass(self) -> None:
        """Forget what was said since the ear was opened, or since the last time."""
        self._answer.let_pass()
        if not self._answer.begun and not self._hearing.talking:
            self._listener.forget()

    async def transcribe_tail(
        self, revision: int, until: int | None = None
    ) -> Transcript | Unwritten:
        """Return what was said after what was kept, up to the position `until`, or up to now.

        Words are timed in seconds of the answer; those under LOW_CONFIDENCE are doubtful. Where
        an engine fails the next one is asked, and the transcript says whose it is. Nothing is kept
        yet. A newer call, or the end of the answer, leaves this one unwritten.
        """
        answer = self._answer
        tail = answer.tail(self.position if until is None else until)
        if tail.silent:
            self._scribe.drop()
            heard: Transcript | Unwritten = Transcript((), self._scribe.name)
        else:
            heard = await self._scribe.write(tail.sound, answer.transcript.text)
        if isinstance(heard, Unwritten):
            return heard
        if answer is not self._answer:
            return Unwritten(None)
        written = Transcript(answer.new_words(tail, heard), heard.engine)
        self._written = _Written(revision, tail.until, written)
        return written

    def keep(self, revision: int) -> None:
        """Keep the words of the newest transcription; one of another revision is stale."""
        if self._written and self._written.revision == revision:
            self._answer.keep(self._written.until, self._written.transcript)
            self._written = None

    def commit(self) -> Transcript:
        """Return the answer as it was kept, and begin another; the ear stays as open as it is."""
        self._scribe.drop()
        self._written = None
        former, self._answer = self._answer, self._new_answer()
        former.close(self.position)
        self._former = former
        if self._hearing.is_open and self._hearing.talking:
            self._answer.speak(self.position)
        return former.transcript

    def take_back(self) -> None:
        """Undo the last commit while the ear was not closed: the person speaks on."""
        if self._former:
            self._scribe.drop()
            self._written = None
            self._former.resume(self._answer)
            self._answer, self._former = self._former, None

    def _new_answer(self) -> SpokenAnswer:
        return SpokenAnswer(self._listener.audio, self._scribe.name)

    def _heard(self, signal: HearingSignal) -> None:
        self._tell(self._hearing.heard(signal, self._clock.seconds()))

    def _tell(self, signals: Iterable[EarSignal]) -> None:
        for signal in signals:
            if isinstance(signal, SpeechBegan):
                self._answer.speak(signal.sound_from)
            self._queue.put(signal)

    async def _tick(self) -> None:
        while True:
            await self._pace(TICK_SECONDS)
            self._queue.put(self._hearing.silence(self._clock.seconds()))
