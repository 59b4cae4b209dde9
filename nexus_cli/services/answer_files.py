"""Which recordings and written answers lie at a path, and which question each is for."""

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from nexus_cli.audio.codec import recorded_seconds
from nexus_cli.documents import read_document
from nexus_cli.errors import AudioError, UnsupportedDocumentError, UsageError
from nexus_cli.services.answer_names import AnswerName
from nexus_cli.text import one_line

MOST_FILES = 100
"""In one folder: no interview has so many answers, and each is opened."""
LONGEST_SECONDS = 3 * 3600.0
"""Of all recordings together."""
SUFFIXES = frozenset((
    ".3gp", ".aac", ".aif", ".aiff", ".amr", ".avi", ".caf", ".flac", ".flv", ".m4a", ".m4v",
    ".mka", ".mkv", ".mov", ".mp2", ".mp3", ".mp4", ".mpeg", ".mpg", ".oga", ".ogg", ".opus", ".ts",
    ".w64", ".wav", ".weba", ".webm", ".wma", ".wmv",
))  # fmt: skip
"""Names of what cannot be meant as writing, so that a damaged one is said to be damaged."""
_HEAD_BYTES = 4096


@dataclass(frozen=True)
class AnswerFile:
    """One file; `text` is what is written in it, None when it is a recording."""

    path: Path
    text: str | None
    seconds: float | None
    """How long a recording says it is; None where it does not, and for writing."""

    @property
    def name(self) -> str:
        """The file's name, safe to show."""
        return one_line(self.path.name)

    @property
    def named(self) -> AnswerName:
        """Which question the name is for."""
        return AnswerName(self.path.stem)


@dataclass(frozen=True)
class AnswerFiles:
    """What was found, in the order in which it is answered with."""

    files: tuple[AnswerFile, ...]
    sitting: bool
    """Whether the one file is the recording of a whole sitting, with several answers."""
    left_out: tuple[str, ...] = ()
    """Names of files that hold neither sound nor writing."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The ids of questions that files are named for, as `headings` of written answers."""
        if self.sitting:
            return ()
        return tuple(file.named.question_id for file in self.files if file.named.question_id)

    @property
    def seconds(self) -> float | None:
        """How long the recordings are together; None where one does not say."""
        lengths = [file.seconds for file in self.files if file.text is None]
        known = [seconds for seconds in lengths if seconds is not None]
        return sum(known) if len(known) == len(lengths) else None


def answer_files(path: str | Path) -> AnswerFiles | None:
    """Return the files at `path`, a recording or a folder; None when it is neither.

    A recording is told by its content, and by its name where that says nothing. In a folder, each
    file is one answer: in the natural order of names, a follow-up after its question; hidden files
    and folders are passed over. Raises AudioError for a recording that is damaged, holds no sound
    or is longer than 3 hours, with the others together; UsageError for a folder without answers or
    with too many files, or one that may not be read; DocumentError for writing that cannot be read.
    """
    path = Path(path)
    if os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises where a folder is locked)
        found = _in_folder(path)
    elif os.path.isfile(path) and _is_recording(path):  # noqa: PTH113
        found = AnswerFiles((AnswerFile(path, None, recorded_seconds(path)),), sitting=True)
    else:
        return None
    if (found.seconds or 0.0) > LONGEST_SECONDS:
        raise AudioError(
            f"The recordings in {one_line(path.name)} are longer than 3 hours.",
            "Cut them down to one interview.",
        )
    return found


def _in_folder(folder: Path) -> AnswerFiles:
    shown = one_line(folder.name) or "this folder"
    try:
        paths = [p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")]
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}.", "Check the path.") from error
    if len(paths) > MOST_FILES:
        raise UsageError(
            f"{shown} holds {len(paths)} files, more than {MOST_FILES}.",
            "Put the answers alone into a folder, one file each.",
        )
    files: list[AnswerFile] = []
    left_out: list[str] = []
    for path in sorted(paths, key=lambda path: AnswerName(path.stem).place):
        try:
            files.append(_file(path))
        except UnsupportedDocumentError:
            left_out.append(one_line(path.name))
    if not files:
        raise UsageError(
            f"There is no answer in {shown}.", "Put recordings or text files into it, one each."
        )
    return AnswerFiles(tuple(files), False, tuple(left_out))


def _file(path: Path) -> AnswerFile:
    if _is_recording(path):
        return AnswerFile(path, None, recorded_seconds(path))
    blank = path.stat().st_size <= _HEAD_BYTES and not _head(path).strip()
    return AnswerFile(path, "" if blank else read_document(path).text.strip(), None)


def _is_recording(path: Path) -> bool:
    head = _head(path)
    if head and _is_writing(head):
        return False
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        recorded_seconds(path)
    except AudioError:
        return False
    return True


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:  # who reads the whole says why it cannot be read
        return b""


def _is_writing(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return all(letter >= " " or letter in "\t\n\r\f" for letter in text)
