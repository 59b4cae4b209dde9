"""How much memory a program and all its children hold, sampled while it runs."""

import subprocess
import time
from pathlib import Path

EVERY_SECONDS = 0.1
_PROC = Path("/proc")
_KILO = 1024.0


def watched(process: "subprocess.Popen[bytes]", longest_seconds: float) -> float | None:
    """Wait for `process` to end; return the most MB resident at a time, over it and its children.

    None where Linux is not. Pages that several processes share count in each. Raises
    subprocess.TimeoutExpired, the process being killed.
    """
    end = time.monotonic() + longest_seconds
    most: float | None = None
    while process.poll() is None:
        if time.monotonic() > end:
            process.kill()
            raise subprocess.TimeoutExpired(process.args, longest_seconds)
        held = resident_mb(process.pid)
        most = held if most is None else max(most, held or 0.0)
        time.sleep(EVERY_SECONDS)
    return most


def resident_mb(pid: int) -> float | None:
    """Return the MB resident over a process and its descendants; None where Linux is not."""
    if not (_PROC / "self/stat").exists():
        return None
    parents: dict[int, list[int]] = {}
    for place in _PROC.iterdir():
        if place.name.isdigit() and (parent := _parent(place)) is not None:
            parents.setdefault(parent, []).append(int(place.name))
    family, held = [pid], 0.0
    while family:
        one = family.pop()
        family += parents.get(one, [])
        held += _resident(one)
    return held


def _parent(place: Path) -> int | None:
    try:  # "pid (name) state parent ...", and the name may hold anything
        return int((place / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):  # it has ended
        return None


def _resident(pid: int) -> float:
    try:
        lines = (_PROC / str(pid) / "status").read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0.0
    found = (line.split() for line in lines if line.startswith("VmRSS:"))
    return next((int(words[1]) / _KILO for words in found), 0.0)
