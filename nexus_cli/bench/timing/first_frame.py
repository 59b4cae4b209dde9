"""How long a screen takes to appear, in a terminal that the program cannot tell from a real one."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nexus_cli.bench.timing.processes import environment
from nexus_cli.bench.timing.scenario import NANOSECONDS, Setting

LONGEST_SECONDS = 30.0
ROWS, COLUMNS = 30, 100
_CONTROLS = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P\]_^].*?(?:\x1b\\|\x07)|\x1b.", re.DOTALL)


def first_frame_ms(
    setting: Setting, home: Path, program: Sequence[str], *shows: str
) -> float | None:
    """Return milliseconds from the start of `program` until all of `shows` are on its screen.

    None when it ends or takes 30 s without them, and where there are no pseudo-terminals (Windows).
    """
    if sys.platform == "win32":
        return None
    import pty

    home.mkdir(parents=True, exist_ok=True)
    ours, theirs = pty.openpty()
    try:
        _size(theirs)
        start = setting.clock()
        process = subprocess.Popen(  # noqa: S603 - this interpreter, with words of ours
            list(program),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            cwd=home,
            env={**environment(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )
        try:
            os.close(theirs)
            theirs = -1
            shown = _shown(setting, start, ours, [words.encode() for words in shows])
            return (setting.clock() - start) / NANOSECONDS if shown else None
        finally:
            _end(process, ours)
    finally:
        os.close(ours)
        if theirs >= 0:
            os.close(theirs)


def _shown(setting: Setting, start: int, terminal: int, shows: Sequence[bytes]) -> bool:
    """Read what is drawn until all of `shows` stand there; return whether they do."""
    drawn = b""
    while not all(words in _CONTROLS.sub(b"", drawn) for words in shows):
        left = LONGEST_SECONDS - (setting.clock() - start) / NANOSECONDS / 1000
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            return False
        try:
            drawn += os.read(terminal, 65_536)
        except OSError:  # Linux's way to say that the program has closed its end
            return False
    return True


def _end(process: "subprocess.Popen[bytes]", terminal: int) -> None:
    """Ask the program to leave by its own key, and end it when it does not."""
    with suppress(OSError):
        os.write(terminal, b"\x11")  # Ctrl+Q
    for last_word in (signal.SIGTERM, signal.SIGKILL):
        if _drained(process, terminal):
            return
        process.send_signal(last_word)
    process.wait()


def _drained(process: "subprocess.Popen[bytes]", terminal: int) -> bool:
    """Wait for the program's end while reading what it still writes, which it would wait for."""
    for _ in range(40):
        with suppress(OSError):
            if select.select([terminal], [], [], 0)[0]:
                os.read(terminal, 65_536)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
            return True
    return False


def _size(terminal: int) -> None:
    if sys.platform != "win32":
        import termios

        termios.tcsetwinsize(terminal, (ROWS, COLUMNS))
