"""A screen that Textual draws, and C libraries that write to the same terminal."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest

from tests.sound_card import MICROPHONE, SPEAKER, SoundCard, wait_until

DRAWS = """
import sys
from threading import Event, Thread
from nexus_cli.audio.stderr import libraries_kept_quiet
sys.setswitchinterval(1e-5)
over = Event()
def draw():
    frame = 0
    while not over.is_set():
        print(frame, file=sys.__stderr__, flush=True)
        frame += 1
    print(frame)
thread = Thread(target=draw)
thread.start()
for _ in range(500):
    with libraries_kept_quiet():
        pass
over.set()
thread.join()
"""
SCREEN = """
import ctypes
from textual.app import App
from textual.widgets import Static
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.playback import Speaker
from nexus_cli.audio.signals import SpeechFrame

alsa = ctypes.CDLL("libasound.so.2")

def complain():
    alsa.snd_pcm_open(ctypes.byref(ctypes.c_void_p()), b"no-such-card", 0, 0)

class Screen(App):
    BINDINGS = [("c", "complain"), ("q", "quit")]

    def compose(self):
        yield Static("no sound yet")

    def on_mount(self):
        self.heard = Listener(self.told, "{microphone}")
        self.said = Speaker(self.told, "{speaker}")
        self.heard.start()
        self.said.start()

    def told(self, signal):
        self.call_from_thread(self.draw, type(signal).__name__)

    def draw(self, text):
        self.query_one(Static).update("<" + text + ">")

    def action_complain(self):
        for _ in range(100):
            complain()
        self.draw("complained")

    def on_unmount(self):
        self.heard.stop()
        self.said.stop()

complain()
Screen().run()
complain()
"""
NOISE = b"ALSA lib"
ENTERS, LEAVES = b"\x1b[?1049h", b"\x1b[?1049l"
"""How a program takes the whole screen, and gives it back (xterm)."""


class Terminal:
    """A program on a terminal of its own: what it wrote there so far, and keys for it."""

    def __init__(self, descriptor: int) -> None:
        self.written = b""
        self._descriptor = descriptor

    def press(self, key: str) -> None:
        os.write(self._descriptor, key.encode())

    def shows(self, text: str, times: int = 1) -> None:
        """Wait until `text` was drawn so often."""
        wait_until(lambda: self.written.count(text.encode()) >= times, f"{text!r} is drawn")

    def read(self) -> None:
        with suppress(OSError):  # Linux says so when the program has ended
            while data := os.read(self._descriptor, 65_536):
                self.written += data


@contextmanager
def running(program: str) -> Iterator[Terminal]:
    """Run `program` in a terminal; it has ended, and all of it was read, at the end."""
    outside, inside = pytest.importorskip("pty").openpty()
    terminal = Terminal(outside)
    reader = Thread(target=terminal.read)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
    ) as process:
        os.close(inside)
        reader.start()
        try:
            yield terminal
            process.wait(10)
        finally:
            process.kill()
    reader.join()
    os.close(outside)


@pytest.mark.parametrize("options", [["-u"], ["-E"]], ids=["unbuffered", "buffered"])
def test_nothing_that_is_drawn_meanwhile_is_lost(options: list[str]) -> None:
    words = [sys.executable, *options, "-c", DRAWS]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr.split() == [str(frame) for frame in range(int(done.stdout))]


def test_a_screen_is_drawn_and_hears_keys_while_alsa_complains_and_the_card_goes(
    sound_card: SoundCard,
) -> None:
    with running(SCREEN.format(microphone=MICROPHONE, speaker=SPEAKER)) as terminal:
        terminal.shows("<SpeechFrame>")
        for times in (1, 2):
            terminal.press("c")
            terminal.shows("<complained>", times)
        sound_card.unplug()
        terminal.shows("<MicrophoneGone>")
        sound_card.plug()
        terminal.shows("<MicrophoneBack>")
        terminal.press("q")
    before, _, screen = terminal.written.partition(ENTERS)
    screen, _, after = screen.partition(LEAVES)
    assert NOISE in before
    assert NOISE in after
    assert NOISE not in screen
