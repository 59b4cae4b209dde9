"""From bytes to a `Document`: small text is read here, everything else in a fenced-off process."""

import hashlib
from collections.abc import Callable

from nexus_cli.documents.cleaning import clean
from nexus_cli.documents.encoding import decode
from nexus_cli.documents.fence import read_in_a_fence
from nexus_cli.documents.jsonresume import read_json
from nexus_cli.documents.kinds import Kind, kind_of
from nexus_cli.documents.plain import read_markdown, read_text
from nexus_cli.documents.reading import Reading
from nexus_cli.documents.source import Source
from nexus_cli.errors import DocumentError, DocumentTooLargeError
from nexus_cli.models.document import Document, HiddenText, HidingTrick

_TEXT_BYTES = 2_000_000
_HTML_BYTES = 3_000_000
"""A saved job page with its scripts and inline pictures takes 1 to 2 MB."""
_MAX_CHARS = 1_000_000
_IN_PROCESS: dict[Kind, Callable[[str, str], Reading]] = {
    Kind.TEXT: read_text,
    Kind.MARKDOWN: read_markdown,
    Kind.JSON: read_json,
}


def needs_a_fence(source: Source) -> bool:
    """Tell whether `source` is read in a process of its own, which takes a tenth of a second."""
    return kind_of(source.data, source.name) not in _IN_PROCESS


def read_source(source: Source) -> Document:
    """Return the document in `source`.

    Raises DocumentError, or one of its children, when no visible text comes out of it.
    """
    reading = _read(source)
    text = clean(reading.text)
    if len(text) > _MAX_CHARS:
        raise _too_large(source.name, f"{_MAX_CHARS:,} characters")
    hidden = tuple(
        HiddenText(text=words, trick=HidingTrick[piece.trick], page=piece.page)
        for piece in reading.hidden
        if (words := " ".join(clean(piece.text).split())) and any(map(str.isalnum, words))
    )
    if not text.strip():
        raise _no_text(source.name, reading, bool(hidden))
    digest = hashlib.sha256(source.data).hexdigest()
    return Document(name=source.name, text=text, sha256=digest, hidden=hidden, pages=reading.pages)


def _read(source: Source) -> Reading:
    kind = kind_of(source.data, source.name)
    if kind in (Kind.PDF, Kind.DOCX):
        return read_in_a_fence(kind, source.data, source.name)
    limit = _HTML_BYTES if kind is Kind.HTML else _TEXT_BYTES
    if len(source.data) > limit:
        raise _too_large(source.name, f"{limit // 1_000_000} MB of text")
    text = decode(source.data, source.name)
    if kind is Kind.HTML:
        return read_in_a_fence(kind, text.encode("utf-8", "replace"), source.name)
    return _IN_PROCESS[kind](text, source.name)


def _no_text(name: str, reading: Reading, any_hidden: bool) -> DocumentError:
    if any_hidden:
        return DocumentError(
            f"All the text in {name} is hidden from a reader.",
            "Ask for a file whose text can be seen.",
        )
    if reading.pages:
        return DocumentError(
            f"{name} holds no text, only pictures or blank pages: it looks like a scan.",
            "Run it through text recognition (OCR), or save the original as PDF, DOCX or text.",
        )
    return DocumentError(f"{name} holds no text.", "Check that the right file was saved.")


def _too_large(name: str, limit: str) -> DocumentTooLargeError:
    return DocumentTooLargeError(
        f"{name} holds more than {limit}.", "Cut it down to the part that should be read."
    )
