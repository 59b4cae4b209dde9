"""The sound of spoken answers, kept on disk only where a person asked for it, and for a day."""

import os
import re
import shutil
import wave
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nexus_cli.errors import UnknownSessionError
from nexus_cli.models.events import Part
from nexus_cli.store.faults import translated
from nexus_cli.store.inline_cache import private_folder
from nexus_cli.telemetry import Clock, SystemClock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT_FOR = timedelta(hours=24)
"""A recording that is not pinned goes at the first start of nexus after this."""
RATE_HZ = 16_000
_PINNED = "pinned"
_UNFINISHED = ".part"
_HEADER_BYTES = 44
_QUESTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,150}")
_NAME = re.compile(rf"({_QUESTION.pattern})( follow-up)?(?: \(\d+\))?\.wav")


@dataclass(frozen=True)
class KeptRecording:
    """The sound of one answer."""

    session_id: str
    question_id: str
    part: Part
    path: Path
    at: datetime
    seconds: float
    pinned: bool

    @property
    def goes_at(self) -> datetime | None:
        """When it may be deleted; None while it is pinned."""
        return None if self.pinned else self.at + KEPT_FOR


class RecordingStore:
    """One folder a session, a WAV file of 16 bits an answer, readable by their owner alone.

    Files are named as `--answers FOLDER` takes them, by question and never by what was said:
    `deep-dive-01.wav`, `deep-dive-01 follow-up.wav`; a second one of a name ends in ` (2)`.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self._folder = folder
        self._clock = clock or SystemClock()

    def save(
        self, session_id: str, question_id: str, part: Part, samples: "NDArray[np.float32]"
    ) -> Path:
        """Keep `samples`, shape (n,), 16 kHz, -1 to 1, whole or not at all; return its file.

        Raises StoreError, UnknownSessionError for what cannot be an id of a session, and
        ValueError for what cannot be one of a question.
        """
        if not _QUESTION.fullmatch(question_id):
            raise ValueError(f"{question_id!r} is no id of a question")
        folder = self._folder_of(session_id)
        stem = f"{question_id} follow-up" if part == "follow_up" else question_id
        with translated(self._folder):
            private_folder(self._folder)
            private_folder(folder)
            path = _free(folder, stem)
            unfinished = path.with_name(f".{path.name}{_UNFINISHED}")
            try:
                _write(unfinished, samples)
                moment = self._clock.now().timestamp()
                os.utime(unfinished, (moment, moment))
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        return path

    def list(self, session_id: str | None = None) -> tuple[KeptRecording, ...]:
        """Return what is kept, of one session or of all, oldest first. Raises StoreError."""
        with translated(self._folder):
            wanted = self._folders() if session_id is None else iter([self._folder_of(session_id)])
            kept = [recording for folder in wanted for recording in _recordings(folder)]
        return tuple(sorted(kept, key=lambda recording: (recording.at, recording.path.name)))

    def pin(self, session_id: str) -> None:
        """Keep a session's recordings until they are deleted or unpinned.

        Raises UnknownSessionError where there are none, and StoreError.
        """
        folder = self._kept(session_id)
        with translated(self._folder):
            (folder / _PINNED).touch(mode=0o600)

    def unpin(self, session_id: str) -> None:
        """Let them go when their day is over; raises as `pin`."""
        folder = self._kept(session_id)
        with translated(self._folder):
            (folder / _PINNED).unlink(missing_ok=True)

    def expire(self) -> int:
        """Delete what is older than a day and not pinned; return how many answers went.

        A recording from more than a day ahead goes too: a clock was wrong. Raises StoreError.
        """
        gone = 0
        with translated(self._folder):
            for folder in [*self._folders()]:
                if not (folder / _PINNED).exists():
                    gone += self._expire(folder)
        return gone

    def delete(self, session_id: str) -> int:
        """Delete a session's recordings, pinned or not; return how many there were.

        Raises StoreError.
        """
        folder = self._folder_of(session_id)
        with translated(self._folder):
            if not folder.is_dir() or folder.is_symlink():
                return 0
            count = len([*_recordings(folder)])
            shutil.rmtree(folder)
        return count

    def _expire(self, folder: Path) -> int:
        now, gone = self._clock.now(), 0
        for path in [*folder.iterdir()]:
            if abs(now - _moment(path)) > KEPT_FOR:
                path.unlink(missing_ok=True)
                gone += _NAME.fullmatch(path.name) is not None
        with suppress(OSError):  # something younger is left
            folder.rmdir()
        return gone

    def _kept(self, session_id: str) -> Path:
        if not self.list(session_id):
            raise UnknownSessionError(
                f"No recording of session {session_id} is kept.",
                "`nexus sessions recordings` lists those that are.",
            )
        return self._folder_of(session_id)

    def _folder_of(self, session_id: str) -> Path:
        if not session_id.isalnum():  # the ids that nexus gives; no other leads out of the folder
            raise UnknownSessionError(
                f"There is no session {session_id}.", "`nexus sessions list` shows them."
            )
        return self._folder / session_id

    def _folders(self) -> Iterator[Path]:
        if self._folder.is_dir():
            for folder in sorted(self._folder.iterdir()):
                if folder.is_dir() and not folder.is_symlink():
                    yield folder


def _free(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.wav", 2
    while path.exists():
        path, number = folder / f"{stem} ({number}).wav", number + 1
    return path


def _write(path: Path, samples: "NDArray[np.float32]") -> None:
    import numpy as np  # 100 ms, and only a spoken interview needs it

    data = (np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE_HZ)
            out.writeframes(data)
        file.flush()
        os.fsync(file.fileno())


def _recordings(folder: Path) -> Iterator[KeptRecording]:
    pinned = (folder / _PINNED).exists()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if name := _NAME.fullmatch(path.name):
            yield KeptRecording(
                session_id=folder.name,
                question_id=name[1],
                part="follow_up" if name[2] else "answer",
                path=path,
                at=_moment(path),
                seconds=max(0, path.stat().st_size - _HEADER_BYTES) / 2 / RATE_HZ,
                pinned=pinned,
            )


def _moment(path: Path) -> datetime:
    return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
