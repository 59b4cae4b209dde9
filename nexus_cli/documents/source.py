"""The bytes of a document, from a file or standard input, and never more than nexus will read."""

import errno
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nexus_cli.errors import DocumentError, DocumentTooLargeError, UsageError
from nexus_cli.text import one_line

MAX_BYTES = 25_000_000
"""A CV with a photo takes 1 MB, a portfolio 10 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """What was read, and how to call it in a message."""

    name: str
    data: bytes


def open_source(path: str | Path, stdin: BinaryIO | None = None) -> Source:
    """Return the bytes at `path`, or of standard input for `-`.

    Raises UsageError for what is not a file, DocumentError for what cannot be opened or is empty,
    DocumentTooLargeError beyond MAX_BYTES.
    """
    if str(path) == "-":
        name, data = "standard input", (stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
    else:
        name, data = one_line(Path(path).name) or one_line(str(path)), _file_bytes(path)
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    if not data.strip():
        raise DocumentError(f"{name} is empty.", "Check that the right file was saved.")
    return Source(name, data)


def _file_bytes(path: str | Path) -> bytes:
    shown = one_line(str(path)[-200:])
    try:
        # Not blocking, so that a named pipe without a writer does not hold the program.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except (OSError, ValueError) as error:
        raise _not_opened(shown, path, error) from error
    try:
        _require_regular(shown, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    with os.fdopen(descriptor, "rb") as file:
        try:
            return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise DocumentError(
                f"{shown} could not be read: {error.strerror}.", "Copy it to this machine."
            ) from error


def _require_regular(shown: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _is_folder(shown)
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(
            f"{shown} is a pipe or a device, not a file.",
            "Name a file, or pipe the text in and use - as the path.",
        )
    if status.st_size > MAX_BYTES:
        raise _too_large(shown)


def _not_opened(shown: str, path: str | Path, error: OSError | ValueError) -> Exception:
    if isinstance(error, ValueError) or error.errno in _NO_SUCH_FILE:
        return UsageError(f"There is no file {shown}.", "Check the path and its spelling.")
    # Windows answers for a folder with PermissionError; Path.is_dir would raise in a locked one.
    if os.path.isdir(path):  # noqa: PTH112
        return _is_folder(shown)
    if isinstance(error, PermissionError):
        return DocumentError(f"{shown} may not be read.", "Give yourself permission to read it.")
    if error.errno in _NOT_A_FILE:
        return UsageError(f"{shown} is a device, not a file.", "Name a file, or use -.")
    return DocumentError(f"{shown} could not be opened: {error.strerror}.", "Try a copy of it.")


def _is_folder(shown: str) -> UsageError:
    return UsageError(f"{shown} is a folder.", "Name the file inside it that should be read.")


def _too_large(name: str) -> DocumentTooLargeError:
    return DocumentTooLargeError(
        f"{name} is larger than {MAX_BYTES // 1_000_000} MB.",
        "Export it without large pictures, or save it as text.",
    )


_BINARY = getattr(os, "O_BINARY", 0)
_NO_SUCH_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}
_NOT_A_FILE = {errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP}
