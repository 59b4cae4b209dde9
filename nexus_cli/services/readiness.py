"""A mark in nexus's own folder that a check found all that a spoken interview needs."""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nexus_cli.services.check import Check
from nexus_cli.settings import Settings

NEEDED = ("microphone", "model")
"""Checks without which nobody can speak; without speaker and voice, questions are read."""
_MARK = b"nexus setup --check found a microphone, and who writes down what is said.\n"


def voice_ready(settings: Settings) -> bool:
    """Return whether the last check found that interviews can be spoken here."""
    return _file(settings).is_file()


def note_readiness(settings: Settings, checks: Sequence[Check]) -> bool:
    """Keep whether `checks` allow a spoken interview, for `voice_ready`; return it.

    A disk that cannot be written keeps no mark, and is another check's to say.
    """
    ready = all(check.ok for check in checks if check.name in NEEDED)
    with suppress(OSError):
        if ready:
            _write(_file(settings))
        else:
            _file(settings).unlink(missing_ok=True)
    return ready


def _file(settings: Settings) -> Path:
    return settings.home / "voice_ready"


def _write(file: Path) -> None:
    """Write the mark whole or not at all, for its owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".voice-", delete=False) as part:
        part.write(_MARK)  # mode 0600
    Path(part.name).replace(file)
