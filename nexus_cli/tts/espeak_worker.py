"""The offline voice's process: espeak-ng, which is GPL, is loaded here and nowhere else.

Started as a file, `espeak_worker.py FOLDER`, where FOLDER holds the package espeakng_loader. Reads
a JSON object a line: `text`, `voice` and `words_a_minute`. Writes frames: four bytes of length
(little-endian), then 16-bit mono samples. A frame of no length ends an utterance. The very first
frame holds the sample rate in four bytes. Ends when standard input does.
"""

import ctypes
import json
import signal
import sys
from importlib import import_module
from typing import Any

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_RATE_PARAMETER = 1
_UTF8 = 1
_BUFFER_MS = 60
"""Sound comes in frames of this length."""
_OK = 0

_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> None:
    """Speak what is asked for, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for nexus, which then ends this too
    sys.path.append(sys.argv[1])
    package: Any = import_module("espeakng_loader")
    espeak = ctypes.CDLL(package.get_library_path())
    data = package.get_data_path().encode()
    rate = espeak.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, data, _DONT_EXIT)
    if rate <= 0:
        sys.exit("espeak-ng does not find its data")
    handed = _Callback(_hand_over)
    espeak.espeak_SetSynthCallback(handed)
    _frame(rate.to_bytes(4, "little"))
    for line in sys.stdin.buffer:
        _speak(espeak, json.loads(line))
        _frame(b"")


def _speak(espeak: Any, wanted: dict[str, Any]) -> None:
    if espeak.espeak_SetVoiceByName(wanted["voice"].encode()) != _OK:
        sys.exit("espeak-ng has no such voice")
    espeak.espeak_SetParameter(_RATE_PARAMETER, wanted["words_a_minute"], 0)
    text = wanted["text"].encode() + b"\0"
    espeak.espeak_Synth(text, ctypes.c_size_t(len(text)), 0, 1, 0, _UTF8, None, None)


def _hand_over(samples: Any, count: int, events: int | None) -> int:
    """Write what espeak-ng has made; 1 makes it stop, because nobody listens any more."""
    if count <= 0 or not samples:
        return 0
    try:
        _frame(ctypes.string_at(samples, 2 * count))
    except OSError:
        return 1
    return 0


def _frame(data: bytes) -> None:
    sys.stdout.buffer.write(len(data).to_bytes(4, "little") + data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
