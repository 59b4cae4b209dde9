"""What C libraries print is kept off the terminal; what Python prints still reaches it.

ALSA, JACK and PortAudio write to file descriptor 2, across whatever a screen shows there. Textual
draws through `sys.__stderr__`, so the descriptor cannot simply be pointed elsewhere: Python's own
stderr is moved to a copy of it first.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from threading import Lock

_STDERR = 2


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
                _python_writes_to(_STDERR, instead_of=self._terminal)
                os.close(self._terminal)
                self._terminal = None

    def _take_away(self) -> None:
        self._terminal = os.dup(_STDERR)
        _python_writes_to(self._terminal, instead_of=_STDERR)
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


def _python_writes_to(descriptor: int, *, instead_of: int) -> None:
    """Point Python's own stderr at `descriptor`.

    The file object itself is opened anew, as others already hold it: Textual's driver does.
    """
    stream = sys.__stderr__
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # PYTHONUNBUFFERED leaves the buffer out
    if stream is None or not isinstance(raw, FileIO) or raw.closed or raw.fileno() != instead_of:
        return
    stream.flush()
    raw.__init__(descriptor, "wb", closefd=False)  # type: ignore[misc]
