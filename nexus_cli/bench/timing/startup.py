"""From the command to its help, and to the first screen, beside the least that could do it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from nexus_cli.bench.timing.first_frame import first_frame_ms
from nexus_cli.bench.timing.processes import NEXUS, command_ms, processor_ms, program_ms
from nexus_cli.bench.timing.scenario import Round, Setting

_BARE_TYPER = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def hello(name: str = "you") -> None:
    print(name)
app(["--help"])
"""
_BARE_TEXTUAL = """
from textual.app import App
from textual.binding import Binding
from textual.widgets import Static
class Bare(App):
    BINDINGS = [Binding("ctrl+q", "quit", "Quit", priority=True)]
    def compose(self):
        yield Static("interviews you can check")
Bare().run()
"""
REPEATS = 3
"""Of each command in a round, by turns with the bare one."""
_ON_BOTH_SCREENS = "interviews you can check"
_LAST_KEY = "Help"
"""With it, the home page is whole, down to its line of keys; its list follows."""


def measure(setting: Setting) -> Iterator[Round]:
    """Yield rounds of `nexus --help` and of the home page, each in a fresh process.

    Both begin with the files in the system's cache: one round before the first is not counted.
    """
    home = setting.folder / "home"
    command_ms(setting, home, "--help")
    program_ms(setting, home, sys.executable, "-c", _BARE_TYPER)
    for _ in setting.numbers():
        found: dict[str, list[float]] = {}
        for _ in range(REPEATS):
            begun = processor_ms()
            found.setdefault("help_ms", []).append(command_ms(setting, home, "--help"))
            between = processor_ms()
            bare = program_ms(setting, home, sys.executable, "-c", _BARE_TYPER)
            found.setdefault("bare_typer_ms", []).append(bare)
            ended = processor_ms()
            if begun is not None and between is not None and ended is not None:
                found.setdefault("help_processor_ms", []).append(between - begun)
                found.setdefault("bare_typer_processor_ms", []).append(ended - between)
        screens = _screens(setting, home)
        drawn = {name: [ms] for name, ms in screens.items() if ms is not None}
        yield Round(
            {**found, **drawn},
            failures={name: 1 for name, ms in screens.items() if ms is None},
        )


def _screens(setting: Setting, home: Path) -> dict[str, float | None]:
    """Return how long the first screens of nexus and of the bare app took; none on Windows."""
    if sys.platform == "win32":
        return {}
    bare = (sys.executable, "-c", _BARE_TEXTUAL)
    return {
        "first_frame_ms": first_frame_ms(setting, home, NEXUS, _ON_BOTH_SCREENS, _LAST_KEY),
        "bare_textual_ms": first_frame_ms(setting, home, bare, _ON_BOTH_SCREENS),
    }
