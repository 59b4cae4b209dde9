"""From what a microphone reports to who speaks, and for how long nobody has. Pure."""

from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.audio.signals import (
    HearingSignal,
    MicrophoneBack,
    MicrophoneGone,
    SpeechFrame,
    SpeechPaused,
    SpeechStarted,
)
from nexus_cli.speech.ear.signals import (
    EarSignal,
    FellSilent,
    Loudness,
    MicrophoneFound,
    MicrophoneLost,
    Silence,
    SpeechBegan,
    SpeechWentOn,
)

SILENT_SECONDS = 0.3
"""A pause that is worth writing down what came before it: 250-500 ms are usual inside speech
(Lundholm Fors 2015), and a shorter one is often a closed consonant."""
CLOSURE_SECONDS = 0.15
"""Silence that belongs to a word: a stop consonant is closed for 50 to 150 ms."""
FRAME_SECONDS = 0.032
"""Between two levels while somebody stirs: what stirs for the first time began so long ago."""
PRE_ROLL_SECONDS = 0.5
"""How far speech reaches back that is under way as the ear opens: as far as a tape's pre-roll."""


class Hearing:
    """Follows both sides of a conversation; time is passed in, in monotonic seconds.

    Speech is told only while the ear is open; levels and losses always.
    """

    def __init__(self, now: float) -> None:
        self._open = False
        self._nexus_speaks = False
        self._last_sound = now
        self._sound_from: int | None = None
        self._paused: SpeechPaused | None = None
        self._told = False
        self._stirring_since: float | None = None
        self._position = 0
        self._began = 0
        self._spoken = 0

    @property
    def is_open(self) -> bool:
        """Whether speech is told."""
        return self._open

    @property
    def talking(self) -> bool:
        """Whether someone speaks, or has paused for less than SILENT_SECONDS."""
        return self._sound_from is not None

    def open(self, position: int) -> list[EarSignal]:
        """Tell speech from now on, at `position`; someone may be speaking already."""
        self._open = True
        if self._sound_from is None or self._told:
            return []
        self._told = True
        earliest = position - round(PRE_ROLL_SECONDS * HEARING_HZ)
        return [SpeechBegan(max(self._sound_from, earliest), 0.0)]

    def close(self) -> None:
        """Tell speech no longer."""
        self._open = self._told = False

    def nexus(self, speaks: bool, now: float) -> None:
        """Note that nexus begins to speak, or that its last sample has sounded."""
        self._nexus_speaks, self._last_sound = speaks, now

    def silence(self, now: float) -> Silence:
        """Return for how long nobody has spoken.

        It stands still from the first sign of speech, which is certain only a quarter of a second
        later: a wait must not run out under someone who has just begun.
        """
        if self._nexus_speaks or (self.talking and self._paused is None):
            return Silence(0.0)
        until = now if self._stirring_since is None else self._stirring_since
        return Silence(max(0.0, until - self._last_sound))

    def heard(self, signal: HearingSignal, now: float) -> list[EarSignal]:
        """Take in what the microphone reports; return what it means."""
        match signal:
            case SpeechStarted():
                return self._started(signal)
            case SpeechPaused():
                self._paused = signal
                self._spoken += signal.at - self._began
                self._last_sound = max(self._last_sound, signal.seconds)
                return []
            case SpeechFrame():
                return self._frame(signal, now)
            case MicrophoneGone(loss=loss):
                self._stirring_since = None
                return [*self._ended(self._position), MicrophoneLost(loss)]
            case MicrophoneBack():
                return [MicrophoneFound()]

    def _started(self, signal: SpeechStarted) -> list[EarSignal]:
        goes_on = self.talking
        self._spoken = self._spoken if goes_on else 0
        self._began = self._resumed(signal.at if signal.onset is None else signal.onset)
        self._paused = self._stirring_since = None
        if goes_on and (self._told or not self._open):
            return []
        self._sound_from, self._told = signal.audio_from, self._open
        after_seconds = max(0.0, signal.seconds - self._last_sound)
        return [SpeechBegan(signal.audio_from, after_seconds)] if self._open else []

    def _frame(self, frame: SpeechFrame, now: float) -> list[EarSignal]:
        loudness = Loudness(frame.level, frame.stirring)
        self._position = frame.position
        if not frame.stirring:
            self._stirring_since = None
        elif self._stirring_since is None:
            self._stirring_since = now
        paused = self._paused
        if self._nexus_speaks and self._told and frame.stirring:
            lasted = self._lasted(frame.position) / HEARING_HZ
            return [loudness, SpeechWentOn(lasted, frame.fading)]
        silent = round(SILENT_SECONDS * HEARING_HZ)
        if paused is None or frame.stirring or frame.position - paused.at < silent:
            return [loudness]
        return [loudness, *self._ended(frame.position)]

    def _lasted(self, position: int) -> int:
        """Return the samples of speech up to `position`; what begins after a pause is counted."""
        if self._paused is not None and self._began <= self._paused.began:
            self._began = self._resumed(position - round(FRAME_SECONDS * HEARING_HZ))
        return self._spoken + position - self._began

    def _resumed(self, at: int) -> int:
        """Return from where speech counts that goes on at `at`."""
        closed = round(CLOSURE_SECONDS * HEARING_HZ)
        if self._paused is None or at - self._paused.at > closed:
            return at
        return self._paused.at

    def _ended(self, at: int) -> list[EarSignal]:
        told, self._told = self._told and self.talking, False
        self._sound_from = self._paused = None
        return [FellSilent(at)] if told else []
