"""A sound card for a machine without one: a microphone that can be spoken into, a speaker to hear.

PulseAudio runs as a process of its own with a socket in a folder of its own, so that several may
run beside each other and beside the user's. PortAudio sees two devices, MICROPHONE and SPEAKER.

    apt install pulseaudio pulseaudio-utils libportaudio2 libasound2-plugins flite
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from ctypes.util import find_library
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import IO, Any

import numpy as np
import pytest
from filelock import FileLock

from nexus_cli.audio.portaudio import refresh_devices
from nexus_cli.audio.samples import Samples

MICROPHONE = "testmic"
SPEAKER = "testspeaker"
HEARD_HZ = 48_000
"""Of what is recorded from the speaker."""
START_SECONDS = 15.0
_FEED = "mic_feed"
_PROGRAMS = ("pulseaudio", "pactl", "parec", "pacat", "paplay", "flite")
_INSTALL = "apt install pulseaudio pulseaudio-utils libportaudio2 libasound2-plugins flite"
_PLUGIN = "alsa-lib/libasound_module_pcm_pulse.so"
_PLUGIN_PLACES = (f"lib*/{_PLUGIN}", f"lib*/*/{_PLUGIN}")
_NOISE_RMS = 10.4 / 32_768
"""-70 dBFS: a real microphone is never exactly silent, and what is counts as gone."""


def what_is_missing() -> str:
    """Say what is missing to make a sound card and how to get it; empty when all is there."""
    missing = [name for name in _PROGRAMS if shutil.which(name) is None]
    if find_library("portaudio") is None:
        missing.append("libportaudio2")
    if not any(chain(*(Path("/usr").glob(place) for place in _PLUGIN_PLACES))):
        missing.append("libasound2-plugins")
    return f"No sound card can be made without {', '.join(missing)}: {_INSTALL}" if missing else ""


class SoundCard:
    """A running card: speak into its microphone, hear its speaker, unplug what is to be lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._attached = ExitStack()
        self._whole = False

    def mend(self) -> None:
        """Plug in whatever a test before has left unplugged."""
        if not self._whole:
            self.plug()

    def speak(self, text: str, voice: str = "slt") -> None:
        """Say `text` into the microphone with flite; returns once it was said."""
        spoken = self._folder / "spoken.wav"
        _run("flite", "-voice", voice, "-t", text, "-o", str(spoken))
        _run("paplay", f"--device={_FEED}", str(spoken))

    @contextmanager
    def hearing(self, device: str = SPEAKER) -> Iterator[Callable[[], Samples]]:
        """Record what is heard of the speaker, or said into the microphone.

        The function given returns what was recorded so far, at HEARD_HZ.
        """
        sink = _FEED if device == MICROPHONE else device
        path = self._folder / f"heard-{device}.raw"
        with path.open("wb") as file, _listening(sink, "float32le", HEARD_HZ, file):
            wait_until(lambda: path.stat().st_size > 0, f"the monitor of {sink} gives sound")

            def heard() -> Samples:
                data = path.read_bytes()
                return np.frombuffer(data[: len(data) // 4 * 4], dtype=np.float32)

            yield heard

    def unplug_microphone(self) -> None:
        """Take the microphone away; PulseAudio silently gives its listeners another source."""
        self._whole = False
        _unload("module-remap-source")

    def plug_microphone(self) -> None:
        """Put the microphone back."""
        _load("module-remap-source", f"source_name={MICROPHONE}", f"master={_FEED}.monitor")
        _run("pactl", "set-default-source", MICROPHONE)
        self._whole = True

    def unplug(self) -> None:
        """Take every device away, so that PulseAudio has nothing to give instead."""
        self._whole = False
        self._attached.close()
        _unload("module-remap-source")
        _unload("module-null-sink")

    def plug(self) -> None:
        """Put every device there, in the state of a card in use."""
        self.unplug()
        _load("module-null-sink", f"sink_name={_FEED}", "rate=16000", "channels=1")
        _load("module-null-sink", f"sink_name={SPEAKER}", f"rate={HEARD_HZ}", "channels=2")
        self.plug_microphone()
        _run("pactl", "set-default-sink", SPEAKER)
        self._attached.enter_context(_noise())
        for sink in (_FEED, SPEAKER):  # an idle sink hands over its first block up to 2 s late
            path = self._folder / f"{sink}.awake"
            file = self._attached.enter_context(path.open("wb"))
            self._attached.enter_context(_listening(sink, "u8", 8_000, file))
            wait_until(lambda path=path: path.stat().st_size > 8_000, f"{sink} is awake")  # type: ignore[misc]


@pytest.fixture(scope="session")
def running_card() -> Iterator[SoundCard]:
    if missing := what_is_missing():
        if os.environ.get("NEXUS_REQUIRE_PARTS") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    with (
        tempfile.TemporaryDirectory(prefix="nexus-sound-") as folder,
        pytest.MonkeyPatch.context() as patch,
        _server(Path(folder), patch),
    ):
        card = SoundCard(Path(folder))
        yield card
        card.unplug()


@pytest.fixture
def sound_card(running_card: SoundCard) -> Iterator[SoundCard]:
    """A whole card; tests that use one wait for each other, as they keep time with it."""
    with FileLock(Path(tempfile.gettempdir()) / f"nexus-sound-{os.getuid()}.lock"):
        running_card.mend()
        refresh_devices()
        yield running_card


def wait_until(true: Callable[[], object], what: str, seconds: float = START_SECONDS) -> None:
    """Wait for something outside this process; fail with `what` when it does not come about."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds:g} s: {what}"
        time.sleep(0.005)


@contextmanager
def _server(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    socket = folder / "pulse" / "native"
    for name in ("run", "pulse"):
        (folder / name).mkdir(mode=0o700)
    (folder / "server.pa").write_text(
        f"load-module module-native-protocol-unix auth-anonymous=1 socket={socket}\n"
    )
    (folder / "devices").write_text(
        "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
        + "".join(
            f'pcm.{name} {{ type pulse device "{name}" hint {{ show on description "{name}" }} }}\n'
            for name in (MICROPHONE, SPEAKER)
        )
    )
    (folder / "alsa.conf").write_text(f"</usr/share/alsa/alsa.conf>\n<{folder / 'devices'}>\n")
    patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
    patch.setenv("PULSE_RUNTIME_PATH", str(folder / "pulse"))
    patch.setenv("PULSE_SERVER", f"unix:{socket}")
    patch.setenv("ALSA_CONFIG_PATH", str(folder / "alsa.conf"))
    words = ["pulseaudio", "-n", "-F", str(folder / "server.pa"), "--daemonize=no"]
    words += ["--disallow-exit", "--exit-idle-time=-1", "--realtime=no", "--high-priority=no"]
    words += ["--disable-shm", "--use-pid-file=no", f"--log-target=file:{folder / 'log'}"]
    with _process(words):
        wait_until(
            lambda: subprocess.run(["pactl", "info"], capture_output=True).returncode == 0,
            "PulseAudio answers",
        )
        yield


@contextmanager
def _process(words: list[str], **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **streams}
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, **streams)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


def _listening(
    sink: str, kind: str, rate_hz: int, file: IO[bytes]
) -> AbstractContextManager[object]:
    words = ["parec", "--raw", f"--device={sink}.monitor", f"--format={kind}", "--channels=1"]
    return _process([*words, f"--rate={rate_hz}", "--latency-msec=20"], stdout=file)


@contextmanager
def _noise() -> Iterator[None]:
    """Keep a faint noise in the microphone."""
    second = np.random.default_rng(70).normal(0.0, _NOISE_RMS * 32_768, 16_000).astype("<i2")
    words = ["pacat", "--playback", "--raw", f"--device={_FEED}", "--format=s16le"]
    words += ["--rate=16000", "--channels=1", "--latency-msec=200"]
    with _process(words, stdin=subprocess.PIPE) as process:
        pipe = process.stdin

        def feed() -> None:
            with suppress(OSError, ValueError):  # the pipe is closed at the end
                while pipe:
                    pipe.write(second.tobytes())

        thread = Thread(target=feed, daemon=True)
        thread.start()
        yield
        process.terminate()
        thread.join(10)
        with suppress(OSError):
            pipe.close()  # type: ignore[union-attr]


def _load(*words: str) -> None:
    _run("pactl", "load-module", *words)


def _unload(module: str) -> None:
    subprocess.run(["pactl", "unload-module", module], capture_output=True)  # gone is gone


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
