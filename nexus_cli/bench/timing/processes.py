"""Commands in a process of their own, timed from their start to their end."""

import os
import subprocess
import sys
from pathlib import Path

import nexus_cli
from nexus_cli.bench.timing.scenario import Setting
from nexus_cli.errors import ResourceMissingError

NEXUS = (sys.executable, "-m", "nexus_cli")
LONGEST_SECONDS = 120.0


def command_ms(setting: Setting, home: Path, *words: str) -> float:
    """Return how many milliseconds `nexus` takes with these words, with all it writes in `home`.

    Raises ResourceMissingError when it fails.
    """
    return program_ms(setting, home, *NEXUS, *words)


def program_ms(setting: Setting, home: Path, *program: str) -> float:
    """Return how many milliseconds a program takes; raises ResourceMissingError when it fails."""
    return setting.elapsed(lambda: _run(home, *program))


def processor_ms() -> float | None:
    """Return the processor time of every program that has ended, in milliseconds.

    What other programs take of the cores has no part in it. None on Windows, which keeps no sum.
    """
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000.0


def command_times(setting: Setting, home: Path, *words: str) -> tuple[float, float | None]:
    """Return how long `nexus` takes with these words, and its processor time; as `command_ms`."""
    before = processor_ms()
    took = command_ms(setting, home, *words)
    after = processor_ms()
    return took, None if before is None or after is None else after - before


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a nexus that is not told of any key or setting."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NEXUS_", "GROQ_", "COVERAGE_"))
    }
    package = str(Path(nexus_cli.__file__).parents[1])
    return {**kept, "NEXUS_HOME": str(home), "PYTHONPATH": package, "PYTHONUNBUFFERED": "1"}


def _run(home: Path, *program: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(  # noqa: S603 - this interpreter, with words of ours
            program,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=True,
            cwd=home,  # a .env of the folder one stands in is not read
            env=environment(home),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ResourceMissingError(
            f"A program that is measured did not run: {' '.join(program[1:4])}.",
            "Run it by hand to see why.",
        ) from error
