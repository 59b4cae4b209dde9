"""Somebody at a terminal who tries the microphone and the speaker."""

import os
import sys

import typer

from nexus_cli.audio.level import Hint
from nexus_cli.audio.signals import SpeechFrame
from nexus_cli.text import one_line

_CELLS = 30
_QUIETEST_DBFS = -60.0
"""The left end of the meter: a quiet room."""
_WORDS = {
    Hint.CLIPPING: "too loud",
    Hint.TOO_QUIET: "too quiet",
    Hint.NO_SIGNAL: "no signal",
}


class TerminalAttendant:
    """Asks on standard error, and shows there how loud it is where a line can be drawn anew."""

    def __init__(self) -> None:
        self._draws = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def speak_now(self, microphone: str) -> None:
        """Ask for a sentence."""
        typer.echo(
            f"Say a sentence into the {one_line(microphone)}; it is not kept.\n"
            "For example: I am ready, and I can be heard.",
            err=True,
        )

    def heard(self, frame: SpeechFrame) -> None:
        """Draw the meter anew."""
        if self._draws:
            typer.echo(f"\r\x1b[K{meter(frame)}", nl=False, err=True)

    def spoken(self) -> None:
        """Take the meter away."""
        if self._draws:
            typer.echo("\r\x1b[K", nl=False, err=True)

    def listen_now(self, speaker: str, sentence: str) -> None:
        """Say what is about to be heard."""
        typer.echo(f'Now listen: a chime from the {one_line(speaker)}, then "{sentence}"', err=True)


def meter(frame: SpeechFrame) -> str:
    """Return the level of `frame` as a bar, in decibels of full scale, and in words."""
    share = 1.0 - max(_QUIETEST_DBFS, frame.level.rms_dbfs) / _QUIETEST_DBFS
    filled = round(_CELLS * share)
    heard = "you are heard" if frame.stirring else "listening"
    words = _WORDS[frame.level.hint] if frame.level.hint else heard
    return f"  {'█' * filled}{'·' * (_CELLS - filled)} {frame.level.rms_dbfs:4.0f} dBFS  {words}"
