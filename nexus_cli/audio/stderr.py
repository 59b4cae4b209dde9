"""What C libraries print is kept off the terminal; what Python prints still reaches it.

ALSA, JACK and PortAudio write to file descriptor 2, across whatever a screen shows there. Textual
draws through `sys.__stderr__` (on Windows `sys.__stdout__`), so the descriptor cannot simply be
pointed elsewhere: Python's own stderr is given a descriptor of its own first, and keeps it.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from threading import Lock

_STDERR = 2
_ON_ITS_WAY_SECONDS = 0.005
"""Where Python's stderr has no buffer it has no lock either: for a write that already has its
descriptor and not yet used it."""


class _Quiet:
    """Counts who wants quiet: the first one takes descriptor 2 away, the last one gives it back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanted = 0
        self._terminal: int | None = None

    def begin(self) -> None:
        with self._lock:
            self._wanted += 1
            if self._wanted == 1:
                with suppress(OSError):  # no descriptor 2: nothing can be printed there either
                    self._take_away()

    def end(self) -> None:
        with self._lock:
            self._wanted -= 1
            if self._wanted == 0 and self._terminal is not None:
                os.dup2(self._terminal, _STDERR)
                os.close(self._terminal)
                self._terminal = None

    def _take_away(self) -> None:
        _part_python_from_it()
        self._terminal = os.dup(_STDERR)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STDERR)
        os.close(nowhere)


_quiet = _Quiet()


@contextmanager
def libraries_kept_quiet() -> Iterator[None]:
    """Drop what C code prints on stderr meanwhile; may be nested and used from any thread."""
    _quiet.begin()
    try:
        yield
    finally:
        _quiet.end()


def _part_python_from_it() -> None:
    """Give Python's own stderr a descriptor of its own, for good: a closed one might be in use.

    The file object itself is opened anew, as others already hold it: Textual's driver does.
    """
    stream = sys.__stderr__
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # PYTHONUNBUFFERED leaves the buffer out
    if stream is None or not isinstance(raw, FileIO) or raw.closed or raw.fileno() != _STDERR:
        return
    raw.__init__(os.dup(_STDERR), "wb", closefd=False)  # type: ignore[misc]
    stream.flush()  # waits for a thread that is still writing to the old one
    time.sleep(_ON_ITS_WAY_SECONDS)
