"""Which files of a folder are saved interviews, in an order that every run shares."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from nexus_cli.errors import UsageError
from nexus_cli.services.answer_files import SUFFIXES as RECORDINGS
from nexus_cli.text import one_line

TRANSCRIPTS = frozenset((
    ".txt", ".text", ".md", ".markdown", ".vtt", ".srt", ".json", ".jsonl", ".ndjson", ".docx",
    ".pdf", ".html", ".htm",
))  # fmt: skip
"""Names of what `read_transcript` may read; what it makes of a file its content decides."""
RESULTS = ".results.sqlite"
"""A folder that holds this file is where results are written, and no place of interviews."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file to score."""

    file: str
    """Path below the folder, with `/`, safe to show and to write."""
    path: Path
    recording: bool = False
    """Whether its name says that it is sound or film."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies at the places that were named."""

    files: tuple[Found, ...]
    """Sorted by `file`, which differs for each."""
    passed_over: int = 0
    """Files of other kinds."""


def find_files(sources: Sequence[Path], out: Path) -> Listing:
    """Return the saved interviews in folders and among files named one by one.

    Folders are searched to their depth. Hidden files, `out`, other folders of results and kinds
    that hold no interview are passed over; a file that is named itself is always taken. Raises
    UsageError for a path that does not exist, a folder that cannot be read, or nothing found.
    """
    found: dict[str, Found] = {}
    passed_over = 0
    for source in sources:
        if not source.is_dir():
            _add(found, source, source.name, source)
            continue
        before = f"{source.name}/" if len(sources) > 1 else ""
        for path in _below(source, out.resolve()):
            if _is_known(path) or path.is_dir():
                below = path.relative_to(source).as_posix()
                _add(found, path, f"{before}{below}", source)
            else:
                passed_over += 1
    if not found:
        raise UsageError(
            f"There is no transcript in {', '.join(one_line(str(s)) for s in sources)}.",
            "nexus reads text, WebVTT, SRT, JSON, DOCX, PDF and HTML, and its own exports.",
        )
    return Listing(tuple(found[file] for file in sorted(found)), passed_over)


def _add(found: dict[str, Found], path: Path, file: str, source: Path) -> None:
    """Add a file under its name; under its whole path where another has that name."""
    if not path.is_file() and path == source:
        raise UsageError(f"There is no file {one_line(str(path))}.", "Check the path.")
    shown = _shown(file)
    number = 1
    while shown in found and found[shown].path.resolve() != path.resolve():
        number += 1
        shown = f"{_shown(file)} ({number})"
    found[shown] = Found(shown, path, path.suffix.lower() in RECORDINGS)


def _below(folder: Path, out: Path) -> Iterator[Path]:
    """Yield the files below `folder`, and folders in it that may not be read: they fail later."""
    locked: list[Path] = []

    def failed(error: OSError) -> None:
        place = Path(error.filename)
        if place != folder:
            locked.append(place)
            return
        raise UsageError(
            f"{one_line(str(folder))} cannot be read: {error.strerror}.",
            "Give yourself permission to read it, or name another folder.",
        ) from error

    for place, folders, files in os.walk(folder, onerror=failed):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not _skipped(here / name, out))
        if here.resolve() == out:
            files = [name for name in files if name not in _WRITTEN]
        yield from (here / name for name in sorted(files) if not name.startswith("."))
    yield from locked


def _skipped(folder: Path, out: Path) -> bool:
    if folder.name.startswith(".") or folder.resolve() == out:
        return True
    return os.path.exists(folder / RESULTS)  # noqa: PTH110 (Path.exists raises where it is locked)


def _is_known(path: PurePath) -> bool:
    suffix = path.suffix.lower()
    return suffix in TRANSCRIPTS or suffix in RECORDINGS


def _shown(file: str) -> str:
    """Return a name that any writer can encode; undecodable bytes become marks."""
    return one_line(os.fsencode(file).decode("utf-8", "replace"))


_WRITTEN = frozenset(("scores.csv", "scores.jsonl", "run.json", "index.html", "rubric.yaml"))
"""What lies in `out` when interviews lie there too."""
