"""CVs, jobs and answers files: from bytes of any kind to the lines that a person would read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from nexus_cli.models.document import Document


def read_document(path: str | Path, *, stdin: BinaryIO | None = None) -> Document:
    """Return what a person sees in the file at `path`, and what was hidden from them.

    `-` reads standard input, or `stdin` when given. PDF, DOCX, HTML, JSON Resume, Markdown and
    plain text are told apart by their content first and their name second. May be called from
    several threads at once.
    Raises UsageError when there is no such file, or it is a folder or a device; DocumentError when
    it cannot be opened or holds no text; its children when the kind or the size is refused.
    """
    # The process that reads a PDF imports this package too, and must not wait for pydantic.
    from nexus_cli.documents.dispatch import read_source
    from nexus_cli.documents.source import open_source

    return read_source(open_source(path, stdin))
