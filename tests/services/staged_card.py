"""A sound card whose microphone and speaker do what the test says, at once."""

from collections.abc import Callable, Sequence

from nexus_cli.audio.level import Hint, Level
from nexus_cli.audio.portaudio import Device
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.audio.signals import (
    HearingSignal,
    Loss,
    MicrophoneGone,
    PlaybackSignal,
    SpeechFrame,
    SpeechStarted,
)
from nexus_cli.errors import AudioError
from nexus_cli.services.sound import SoundCard
from tests.speech.staged_speaker import StagedSpeaker

FRAME = 1024
ROOM_DBFS = -62.0


def sound(
    seconds: float, dbfs: float = ROOM_DBFS, *, speech: bool = False, hint: Hint | None = None
) -> list[SpeechFrame]:
    """What a microphone tells in so much time; `follow` puts it behind what it told before."""
    level = Level(dbfs, dbfs + 10, 0.0, hint)
    count = round(seconds * HEARING_HZ / FRAME)
    return [SpeechFrame((n + 1) * FRAME, level, 0.9, speech) for n in range(count)]


def follow(*parts: Sequence[HearingSignal]) -> list[HearingSignal]:
    """Put sounds one behind the other; the first frame of speech is told to be its start."""
    told: list[HearingSignal] = []
    position = 0
    for part in parts:
        for signal in part:
            if isinstance(signal, SpeechFrame):
                position += FRAME
                if signal.stirring and not any(isinstance(s, SpeechStarted) for s in told):
                    told.append(SpeechStarted(position, 0, 0.0))
                signal = SpeechFrame(position, signal.level, signal.probability, signal.stirring)
            told.append(signal)
    return told


ROOM = follow(sound(30))
GONE = [MicrophoneGone(Loss.ZEROS)]


class StagedListener:
    """Tells its signals as soon as it is started."""

    def __init__(
        self, signals: Sequence[HearingSignal], on_signal: Callable[[HearingSignal], None]
    ) -> None:
        self.position = 0
        self.stopped = False
        self._signals, self._on_signal = signals, on_signal

    def start(self) -> None:
        for signal in self._signals:
            self._on_signal(signal)

    def stop(self) -> None:
        self.stopped = True

    def deaf(self, deaf: bool) -> None:
        pass

    def audio(self, start: int, end: int) -> Samples:
        return silence()

    def forget(self) -> None:
        pass


class StagedCard:
    """What is plugged in, and what was opened of it."""

    def __init__(self, signals: Sequence[HearingSignal] = tuple(ROOM)) -> None:
        self.signals = signals
        self.speaker_there = True
        self.listeners: list[StagedListener] = []
        self.speakers: list[StagedSpeaker] = []
        self.names = [device("laptop", inputs=1), device("headphones", outputs=2)]

    def card(self) -> SoundCard:
        return SoundCard(lambda: self.names, self._listener, self._speaker)

    @property
    def all_let_go(self) -> bool:
        """Whether everything that was opened is closed again."""
        return all(listener.stopped for listener in self.listeners) and all(
            speaker.closed for speaker in self.speakers
        )

    def _listener(self, on_signal: Callable[[HearingSignal], None]) -> StagedListener:
        self.listeners.append(StagedListener(self.signals, on_signal))
        return self.listeners[-1]

    def _speaker(self, on_signal: Callable[[PlaybackSignal], None]) -> StagedSpeaker:
        speaker = StagedSpeaker(on_signal)
        speaker.there = self.speaker_there
        if self.speaker_there:
            self.speakers.append(speaker)
        return speaker


class Attending:
    """Somebody at a terminal, and what was asked of them."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.levels: list[float] = []

    def speak_now(self, microphone: str) -> None:
        self.asked.append(f"speak into {microphone}")

    def heard(self, frame: SpeechFrame) -> None:
        self.levels.append(frame.level.rms_dbfs)

    def spoken(self) -> None:
        self.asked.append("enough")

    def listen_now(self, speaker: str, sentence: str) -> None:
        self.asked.append(f"listen to {speaker}: {sentence}")


def device(name: str, inputs: int = 0, outputs: int = 0) -> Device:
    """A device that is the default of its kind."""
    return Device(name, inputs, outputs, 48_000, bool(inputs), bool(outputs))


def no_portaudio() -> list[Device]:
    """What listing devices does without PortAudio."""
    raise AudioError("PortAudio is not on this machine.", "apt install libportaudio2.")


NOTHING = SoundCard(no_portaudio)
