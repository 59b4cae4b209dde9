"""The speaker: an open stream that plays utterances, and a thread that says when they end."""

from collections.abc import Callable
from threading import Event, Lock, Thread

from nexus_cli.audio.playout import Playout
from nexus_cli.audio.portaudio import Stream, open_output, refresh_devices
from nexus_cli.audio.samples import Samples
from nexus_cli.audio.signals import Loss, PlaybackFinished, PlaybackSignal, SpeakerBack, SpeakerGone
from nexus_cli.audio.watch import Watch
from nexus_cli.errors import AudioError, DeviceLostError
from nexus_cli.telemetry import Clock, SystemClock

ROUND_SECONDS = 0.01
STOP_SECONDS = 0.5
DEVICE_HZ = 48_000
"""What most cards run at. PulseAudio 16 swallows a stream of 24 kHz for some buffer sizes."""
_RACING_SECONDS = 2.0
"""A device that took so much more sound than time has passed does not play it."""

OpenStream = Callable[
    [str | None, int, Callable[[Samples], None], Callable[[], None]],
    Stream,
]
"""What `portaudio.open_output` is."""


class Speaker:
    """Plays 24 kHz sound on a device, and reports to `on_signal` from a thread of its own.

    The stream runs all the time, silent between utterances: an idle one takes up to 2 s to start.
    """

    def __init__(
        self,
        on_signal: Callable[[PlaybackSignal], None],
        device: str | None = None,
        clock: Clock | None = None,
        open_stream: OpenStream = open_output,
    ) -> None:
        """Prepare to play on `device`, or on what `open_stream` opens in its place."""
        self._clock = clock or SystemClock()
        self._device = device
        self._open_stream = open_stream
        self._on_signal = on_signal
        self._watch = Watch()
        self._stream: Stream | None = None
        self._playout: Playout | None = None
        self._utterance = 0
        self._ended = False
        self._opened_at = self._wanted_at = 0.0
        self._wanted = 0
        self._underflows = 0
        self._lock = Lock()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="speaker", daemon=True)

    def start(self) -> None:
        """Open the speaker. Raises AudioError when there is no PortAudio or no such speaker."""
        self._open()
        self._thread.start()

    def stop(self) -> None:
        """Let the speaker go within half a second, in the middle of a word if need be."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_SECONDS)

    def begin(self) -> int:
        """Start an utterance, and return the number by which signals name it.

        One under way is dropped. Raises DeviceLostError while the speaker is gone: also while one
        that was found again takes no sound yet, as what it swallows would be heard by nobody.
        """
        with self._lock:
            if self._stream is None or self._watch.gone:
                raise DeviceLostError("The speaker is gone.", "Read the question on the screen.")
            self._drop()
            self._playout = Playout(self._stream.rate_hz, self._stream.latency_seconds)
            self._utterance += 1
            return self._utterance

    def offer(self, samples: Samples) -> bool:
        """Take a piece of the utterance, shape (n,), float32, 24 kHz.

        Returns False when 30 s wait already: offer it again later. What comes after a cut or a loss
        is taken and dropped.
        """
        with self._lock:
            return self._playout is None or self._playout.offer(samples, self._clock.seconds())

    def complete(self) -> None:
        """Note that all of the utterance was offered; PlaybackFinished follows once it sounded."""
        with self._lock:
            if self._playout:
                self._playout.complete(self._clock.seconds())

    def cut(self) -> None:
        """End the utterance with a fade of 10 ms; PlaybackFinished follows."""
        with self._lock:
            if self._playout:
                self._playout.cut()

    @property
    def heard(self) -> int:
        """Samples of the utterance that have sounded so far; 0 when there is none."""
        playout = self._playout
        return playout.heard(self._clock.seconds()) if playout else 0

    @property
    def began_sounding(self) -> float | None:
        """Monotonic seconds when the utterance was first heard; None before."""
        playout = self._playout
        return playout.began_sounding if playout else None

    @property
    def underflows(self) -> int:
        """Gaps in utterances since the start, because their sound came too slowly."""
        playout = self._playout
        return self._underflows + (playout.underflows if playout else 0)

    def _watch_once(self) -> None:
        now = self._clock.seconds()
        with self._lock:
            signal = self._told(now) if self._stream else None
        if signal:
            self._on_signal(signal)
        if self._watch.may_retry(now):
            self._reopen(now)

    def _told(self, now: float) -> PlaybackSignal | None:
        loss = self._watch.loss(now, ended=self._ended, last_block_at=self._wanted_at)
        if loss or self._racing(now):
            gone = self._gone(loss or Loss.RACING)
            self._close()
            return gone if self._watch.lost(now) else None
        if self._wanted_at and self._watch.works():
            return SpeakerBack()
        if self._playout and self._playout.finished(now):
            finished = PlaybackFinished(self._utterance, self.heard, self._sounding_since())
            self._drop()
            return finished
        return None

    def _gone(self, loss: Loss) -> SpeakerGone:
        if self._playout is None:
            return SpeakerGone(loss)
        gone = SpeakerGone(loss, self._utterance, self.heard, self._sounding_since())
        self._drop()
        return gone

    def _sounding_since(self) -> float | None:
        return self.began_sounding if self.heard else None

    def _racing(self, now: float) -> bool:
        taken = self._wanted / self._stream.rate_hz if self._stream else 0.0
        return taken > now - self._opened_at + _RACING_SECONDS

    def _drop(self) -> None:
        self._underflows, self._playout = self.underflows, None

    def _open(self) -> None:
        self._ended, self._wanted_at, self._wanted = False, 0.0, 0
        stream = self._open_stream(self._device, DEVICE_HZ, self._fill, self._end)
        self._opened_at = self._clock.seconds()
        self._watch.opened(self._opened_at)
        self._stream = stream

    def _reopen(self, now: float) -> None:
        self._watch.retried(now)
        self._close()
        try:
            refresh_devices()
            self._open()
        except AudioError:  # still gone, and it was said
            return

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream:
            stream.close()

    def _fill(self, block: Samples) -> None:
        """Fill a block, in PortAudio's thread: an exception would end the stream in silence."""
        try:
            now = self._wanted_at = self._clock.seconds()
            self._wanted += len(block)
            if playout := self._playout:
                playout.fill(block, now)
            else:
                block[:] = 0.0
        except Exception:
            self._ended = True

    def _end(self) -> None:
        self._ended = True

    def _run(self) -> None:
        try:
            while not self._stopping.wait(ROUND_SECONDS):
                self._watch_once()
        except Exception:
            self._on_signal(self._gone(Loss.ENDED))
            raise
        finally:
            self._close()
