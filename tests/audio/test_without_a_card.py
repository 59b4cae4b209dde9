"""A machine without PortAudio, and a terminal that C libraries would like to write on."""

import subprocess
import sys

import pytest

AUDIO_MODULES = "capture codec conditioning detecting ear level listener playback playout portaudio"
PROGRAM = """
import importlib, sys
for name in {modules!r}.split():
    importlib.import_module("nexus_cli.audio." + name)
print(*sys.modules.keys() & {{"sounddevice", "av", "onnxruntime", "faster_whisper"}})
"""
WITHOUT_PORTAUDIO = """
import ctypes.util, sys
ctypes.util.find_library = lambda name: None
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.playback import Speaker
from nexus_cli.audio.portaudio import list_devices
from nexus_cli.errors import AudioError
for use in (Listener(print).start, Speaker(print).start, list_devices):
    try:
        use()
    except AudioError as error:
        print(error)
"""
STDERR = """
import os, sys
from nexus_cli.audio.stderr import libraries_kept_quiet
held = sys.__stderr__
def both(what):
    os.write(2, f"library {what}\\n".encode())
    print("python", what, file=sys.stderr, flush=True)
    print("held", what, file=held, flush=True)
both("before")
with libraries_kept_quiet():
    both("first")
    with libraries_kept_quiet():
        both("nested")
    both("second")
both("after")
"""


def run(program: str, *options: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, *options, "-c", program]
    return subprocess.run(words, capture_output=True, text=True, check=True)


def test_nothing_outside_is_imported_before_it_is_needed() -> None:
    assert run(PROGRAM.format(modules=AUDIO_MODULES)).stdout.split() == []


def test_a_machine_without_portaudio_is_told_what_to_do() -> None:
    done = run(WITHOUT_PORTAUDIO)
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    assert all(
        "not on this machine" in line and "apt install libportaudio2" in line for line in lines
    )
    assert done.stderr == ""


@pytest.mark.parametrize("options", [["-u"], ["-E"]], ids=["unbuffered", "buffered"])
def test_c_libraries_are_silenced_and_python_is_not(options: list[str]) -> None:
    assert run(STDERR, *options).stderr.splitlines() == [
        *("library before", "python before", "held before"),
        *("python first", "held first", "python nested", "held nested"),
        *("python second", "held second"),
        *("library after", "python after", "held after"),
    ]
