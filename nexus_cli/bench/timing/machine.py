"""What figures were taken on; nothing that names a person or a host."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path

from nexus_cli import __version__
from nexus_cli.bench.result import machine

Described = dict[str, str | float | int]


def described_machine() -> Described:
    """Return system, cores, processor, memory in GB, Python, nexus, and the load of a minute.

    The load is that at the call; what the system does not tell is left out.
    """
    known: Described = {**machine(), "nexus": __version__, "cores": _cores()}
    if processor := _processor():
        known["processor"] = processor
    if memory := _memory_bytes():
        known["memory_gb"] = round(memory / 2**30, 1)
    if hasattr(os, "getloadavg"):
        known["load"] = round(os.getloadavg()[0], 2)
    return known


def machine_line(known: Mapping[str, str | float | int]) -> str:
    """Return the machine in one line."""
    cores = known.get("cores", "?")
    parts = [
        f"{cores} core{'s' * (cores != 1)}",
        known.get("processor") or known.get("architecture"),
        f"{known['memory_gb']} GB" if "memory_gb" in known else None,
        f"{known.get('system')}, Python {known.get('python')}, nexus {known.get('nexus')}",
        f"load {known['load']}" if "load" in known else None,
    ]
    return ", ".join(str(part) for part in parts if part)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return platform.processor()
    names = (line.partition(":")[2] for line in lines if line.startswith("model name"))
    return " ".join(next(names, "").split())


def _memory_bytes() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0
