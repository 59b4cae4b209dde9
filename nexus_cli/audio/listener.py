"""The thread that listens: from the microphone's ring to speech, through losses of the device."""

from collections.abc import Callable
from threading import Event, Lock, Thread

from nexus_cli.audio.capture import Microphone, Source
from nexus_cli.audio.codec import Resampler
from nexus_cli.audio.ear import Ear, SpeechModel
from nexus_cli.audio.portaudio import refresh_devices
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.audio.signals import HearingSignal, Loss, MicrophoneBack, MicrophoneGone
from nexus_cli.audio.vad import SileroVad
from nexus_cli.audio.watch import Watch
from nexus_cli.errors import AudioError
from nexus_cli.telemetry import Clock, SystemClock

ROUND_SECONDS = 0.01
"""Between looks at the ring; a block comes every 20 ms, and may not wake anybody itself."""
STOP_SECONDS = 0.5


class Listener:
    """Listens to a microphone and reports to `on_signal`, called in the listener's own thread.

    A microphone that goes is reported once and looked for again; what was heard before is kept.
    """

    def __init__(
        self,
        on_signal: Callable[[HearingSignal], None],
        device: str | None = None,
        *,
        open_source: Callable[[], Source] | None = None,
        model: SpeechModel | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Prepare to listen to `device`, or to what `open_source` opens in its place.

        Raises AudioError when what tells speech from silence is not there.
        """
        self._clock = clock or SystemClock()
        self._open_source = open_source or (lambda: Microphone(device, self._clock))
        self._on_signal = on_signal
        self._ear = Ear(model or SileroVad())
        self._watch = Watch()
        self._source: Source | None = None
        self._resampler: Resampler | None = None
        self._dropped = 0
        self._lock = Lock()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        """Open the microphone and begin to listen. Raises AudioError when there is none."""
        self.open()
        self._thread.start()

    def open(self) -> None:
        """Open the microphone alone; `listen_once` is then called by whoever wants to hear."""
        source = self._open_source()
        same = source.rate_hz == HEARING_HZ
        self._resampler = None if same else Resampler(source.rate_hz, HEARING_HZ)
        self._watch.opened(self._clock.seconds())
        self._source = source

    def stop(self) -> None:
        """End within half a second, also while a device is being opened."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_SECONDS)

    def deaf(self, deaf: bool) -> None:
        """Stop taking sound for speech while nexus speaks; False ends that, after a short tail."""
        with self._lock:
            if deaf:
                self._ear.deafen()
            else:
                self._ear.listen(self._clock.seconds())

    def audio(self, start: int, end: int) -> Samples:
        """Return the answer's sound from position `start` to `end`, shape (n,), 16 kHz."""
        with self._lock:
            return self._ear.tape.between(start, end)

    def forget(self) -> None:
        """Let the answer's sound go: it has been transcribed.

        Speech that is under way belongs to what comes next: its sound stays, with its pre-roll.
        """
        with self._lock:
            self._ear.forget()

    @property
    def position(self) -> int:
        """Samples heard since the start, 16 kHz: where in the answer's sound now is."""
        return self._ear.position

    @property
    def dropped(self) -> int:
        """Samples lost since the start because the listener was held up or an answer too long."""
        source = self._source
        unread = source.ring.dropped if source else 0
        return self._dropped + unread + self._ear.tape.dropped

    def listen_once(self) -> None:
        """Do one round: hear what came, notice what went. The thread does nothing else."""
        now = self._clock.seconds()
        with self._lock:
            signals = self._hear(self._source, now) if self._source else []
        for signal in signals:
            self._on_signal(signal)
        if self._watch.may_retry(now):
            self._reopen(now)

    def _hear(self, source: Source, now: float) -> list[HearingSignal]:
        ring = source.ring
        samples, _, at = ring.read(ring.waiting)
        if self._resampler:
            samples = self._resampler.feed(samples)
        signals = self._ear.hear(samples, at) if len(samples) else []
        loss = self._watch.loss(
            now,
            ended=source.ended,
            last_block_at=ring.written_at,
            zero_seconds=self._ear.zero_seconds,
        )
        if loss:
            return signals + self._lose(loss, now)
        if len(samples) and not self._ear.zero_seconds and self._watch.works():
            signals.append(MicrophoneBack())
        return signals

    def _lose(self, loss: Loss, now: float) -> list[HearingSignal]:
        if loss is not Loss.ZEROS:  # a muted microphone is heard as soon as it is not
            self._close()
        if not self._watch.lost(now):
            return []
        return [*self._ear.lose(), MicrophoneGone(loss)]

    def _reopen(self, now: float) -> None:
        self._watch.retried(now)
        self._close()
        try:
            refresh_devices()
            self.open()
        except AudioError:  # still gone, and it was said
            return

    def _close(self) -> None:
        source, self._source = self._source, None
        if source:
            self._dropped += source.ring.dropped
            source.close()

    def _run(self) -> None:
        try:
            while not self._stopping.wait(ROUND_SECONDS):
                self.listen_once()
        except Exception:
            self._on_signal(MicrophoneGone(Loss.ENDED))
            raise
        finally:
            self._close()
