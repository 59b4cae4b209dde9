"""PortAudio, through sounddevice: devices and streams. The one file that knows it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from threading import RLock
from typing import Any, Literal

from nexus_cli.audio.samples import Samples
from nexus_cli.audio.stderr import libraries_kept_quiet
from nexus_cli.errors import AudioError

Kind = Literal["input", "output"]
BLOCK_SECONDS = 0.02
"""Python needs the interpreter for each block; shorter ones come late while others hold it."""
OUTPUT_LATENCY_SECONDS = 0.06
"""Three blocks ahead: what the interpreter may be held for without a gap in the sound."""
_lock = RLock()
"""PortAudio may not be opened, closed or started from two threads at once."""
_open_streams: set["Stream"] = set()


@dataclass(frozen=True)
class Device:
    """A microphone, a speaker, or both."""

    name: str
    inputs: int
    """Channels that can be recorded; 0 for a speaker."""
    outputs: int
    rate_hz: int
    is_default_input: bool
    is_default_output: bool


class Stream:
    """A running stream; `latency_seconds` lie between the program and the air."""

    def __init__(self, rate_hz: int, latency_seconds: float, undo: ExitStack) -> None:
        self.rate_hz = rate_hz
        self.latency_seconds = latency_seconds
        self._undo = undo

    def close(self) -> None:
        """Stop at once; what was handed over and not yet heard is dropped. May be called twice."""
        with _lock:
            _open_streams.discard(self)
            self._undo.close()


def list_devices() -> list[Device]:
    """Return what PortAudio sees, after looking again where no stream is open.

    Raises AudioError when PortAudio is not there.
    """
    with _lock, libraries_kept_quiet():
        refresh_devices()
        library = _library()
        default_input, default_output = library.default.device
        return [
            Device(
                name=str(found["name"]),
                inputs=int(found["max_input_channels"]),
                outputs=int(found["max_output_channels"]),
                rate_hz=int(found["default_samplerate"]),
                is_default_input=found["index"] == default_input,
                is_default_output=found["index"] == default_output,
            )
            for found in library.query_devices()
        ]


def refresh_devices() -> bool:
    """Look for devices that came or went; return False when an open stream forbids it.

    PortAudio lists devices once, when it starts, and starting it again ends every stream.
    """
    with _lock, libraries_kept_quiet():
        library = _library()
        if _open_streams:
            return False
        try:
            library._terminate()
            library._initialize()
        except library.PortAudioError as error:
            raise _translated(error, "card", None) from error
        return True


def open_input(
    device: str | None,
    rate_hz: int,
    on_block: Callable[[Samples], None],
    on_end: Callable[[], None],
) -> Stream:
    """Record one channel of `device`, None for the default, at `rate_hz` or the device's own rate.

    `on_block` gets each block, shape (n,), which is overwritten once it returns; `on_end` is called
    when the stream ends, however it does. Both run in PortAudio's thread: they may neither wait
    nor raise. Raises AudioError when there is no PortAudio or no such device.
    """

    def heard(block: Any, frames: int, time: object, status: object) -> None:
        on_block(block[:, 0])

    return _open("input", device, rate_hz, "low", callback=heard, finished_callback=on_end)


def open_output(
    device: str | None,
    rate_hz: int,
    on_block: Callable[[Samples], None],
    on_end: Callable[[], None],
) -> Stream:
    """Play one channel on `device`; `on_block` fills each block, shape (n,).

    For the rest as `open_input`.
    """

    def wanted(block: Any, frames: int, time: object, status: object) -> None:
        on_block(block[:, 0])
        if block.shape[1] > 1:
            block[:, 1:] = block[:, :1]

    latency = OUTPUT_LATENCY_SECONDS
    return _open("output", device, rate_hz, latency, callback=wanted, finished_callback=on_end)


def _open(
    kind: Kind, device: str | None, rate_hz: int, latency: float | str, **callbacks: Any
) -> Stream:
    with _lock, ExitStack() as undo:
        undo.enter_context(libraries_kept_quiet())
        library = _library()
        try:
            rate, channels = _settings(library, kind, device, rate_hz)
            make = library.InputStream if kind == "input" else library.OutputStream
            raw = make(
                device=device,
                samplerate=rate,
                channels=channels,
                dtype="float32",
                blocksize=round(rate * BLOCK_SECONDS),
                latency=latency,
                **callbacks,
            )
            undo.callback(raw.close, ignore_errors=True)
            raw.start()
        except (library.PortAudioError, ValueError) as error:
            raise _translated(error, kind, device) from error
        stream = Stream(rate, float(raw.latency), undo.pop_all())
        _open_streams.add(stream)
        return stream


def _settings(library: Any, kind: Kind, device: str | None, rate_hz: int) -> tuple[int, int]:
    """Return the rate and channels to open `device` with: what is wanted, or what it has itself."""
    found = library.query_devices(device, kind)
    check = library.check_input_settings if kind == "input" else library.check_output_settings
    own_channels = min(2, int(found[f"max_{kind}_channels"]))
    for channels in dict.fromkeys((1, own_channels)):
        for rate in (rate_hz, int(found["default_samplerate"])):
            try:
                check(device=device, channels=channels, dtype="float32", samplerate=rate)
            except library.PortAudioError:
                continue
            return rate, channels
    return rate_hz, 1


def _library() -> Any:
    """Return sounddevice. Raises AudioError when PortAudio is not on this machine."""
    try:
        import sounddevice  # 100 ms, and it starts PortAudio
    except OSError as error:
        raise AudioError(
            "PortAudio, which reaches the microphone and the speaker, is not on this machine.",
            "Install it (Debian, Ubuntu: apt install libportaudio2), or type your answers.",
        ) from error
    return sounddevice


def _translated(error: Exception, kind: str, device: str | None) -> AudioError:
    what = {"input": "microphone", "output": "speaker"}.get(kind, "sound card")
    which = f"The {what} {device!r}" if device else f"A {what}"
    named = f" (there is {', '.join(names)})" if device and (names := _names(kind)) else ""
    otherwise = "or type your answers" if kind == "input" else "or read the questions"
    return AudioError(
        f"{which} cannot be opened ({str(error).splitlines()[0]}).",
        f"Connect one or choose another{named}, {otherwise}.",
    )


def _names(kind: str) -> list[str]:
    """Return what can be chosen instead."""
    library = _library()
    try:
        return [str(d["name"]) for d in library.query_devices() if d[f"max_{kind}_channels"]]
    except library.PortAudioError:
        return []
