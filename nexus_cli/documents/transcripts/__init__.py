"""Saved interviews: captions, JSON, text and documents, from bytes to who said what."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nexus_cli.models.transcript import Transcript


def read_transcript(name: str, data: bytes) -> "Transcript":
    """Return who said what in `data`; `name` is the file's, for messages and kinds of text.

    Reads nexus' own export, JSON and JSONL of turns, WebVTT, SRT, text with names or times, and
    DOCX, PDF and HTML with such text. The kind is told by content.
    Raises TranscriptError when no talk comes out of it, UnsupportedDocumentError for what is no
    text, DocumentTooLargeError beyond `limits.MAX_BYTES`; each within two seconds of processor.
    """
    from nexus_cli.documents.transcripts.dispatch import read_any

    return read_any(name, data)


__all__ = ["read_transcript"]
