"""From bytes to a `Transcript`: size first, then the kind by content, then its reader."""

import hashlib
import re
from codecs import BOM_UTF8

from nexus_cli.documents.fence import read_in_a_fence
from nexus_cli.documents.kinds import Kind, kind_of
from nexus_cli.documents.plain import read_markdown
from nexus_cli.documents.transcripts import captions, limits
from nexus_cli.documents.transcripts.json_text import looks_like_json
from nexus_cli.documents.transcripts.letters import letters_of
from nexus_cli.documents.transcripts.lines import read_lines
from nexus_cli.documents.transcripts.rollup import without_repeats
from nexus_cli.documents.transcripts.talk import Talk, turns_of
from nexus_cli.documents.transcripts.voices import pieces_of_cues
from nexus_cli.errors import DocumentError, TranscriptError, UnsupportedDocumentError
from nexus_cli.models.transcript import Transcript, TranscriptKind

_FENCED = {
    Kind.DOCX: TranscriptKind.DOCX,
    Kind.PDF: TranscriptKind.PDF,
    Kind.HTML: TranscriptKind.HTML,
}
_FENCED_BYTES = 5_000_000
_WHOLE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""Archives, whose kind stands at their end."""
_HEAD_BYTES = 4000
_MAGIC_BYTES = 1024
_NO_TEXT = re.compile(rb"\x00|%PDF-|^\{\\rtf|^\s*<")
_PAGES = (".html", ".htm", ".xhtml")
_COMMENT = re.compile("<!--|^\\[//\\]:", re.M)


def read_any(name: str, data: bytes) -> Transcript:
    """Return the transcript in `data`; see `read_transcript`."""
    if len(data) > limits.MAX_BYTES:
        raise limits.too_large(name, f"{limits.MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        raise TranscriptError(f"{name}, line 1: the file is empty.", _AGAIN, line=1)
    kind, talk = _read(name, data)
    try:
        turns = turns_of(talk.pieces, limits.MAX_TURNS)
    except ValueError as error:
        raise limits.too_large(name, f"{limits.MAX_TURNS:,} turns") from error
    if not turns and not talk.exchanges:
        raise _nobody_speaks(name, talk)
    return Transcript(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        kind=kind,
        turns=turns,
        unread=limits.listed(talk.unread),
        candidate=talk.candidate,
        exchanges=talk.exchanges,
    )


def _read(name: str, data: bytes) -> tuple[TranscriptKind, Talk]:
    fenced = _fenced_kind(name, data)
    if fenced is not None:
        return _FENCED[fenced], _read_fenced(fenced, name, data)
    text, doubtful = letters_of(data, name)
    kind, talk = _read_text(name, text)
    talk.unread += doubtful
    return kind, talk


def _fenced_kind(name: str, data: bytes) -> Kind | None:
    """Return the kind of what is read in a process of its own; None for text.

    Raises UnsupportedDocumentError for pictures, recordings and the like.
    """
    if data.startswith(_WHOLE):
        return kind_of(data, name)
    head = data[:_MAGIC_BYTES].removeprefix(BOM_UTF8)
    if head.isascii() and not _NO_TEXT.search(head) and not name.lower().endswith(_PAGES):
        return None
    try:
        kind = kind_of(data[:_HEAD_BYTES], name)
    except UnsupportedDocumentError:
        raise
    except DocumentError:
        return None  # its first bytes end in the middle of a letter; the whole will tell
    return kind if kind in _FENCED else None


def _read_fenced(kind: Kind, name: str, data: bytes) -> Talk:
    if len(data) > _FENCED_BYTES:
        raise limits.too_large(name, f"{_FENCED_BYTES // 1_000_000} MB")
    reading = read_in_a_fence(kind, data, name)
    limits.check_text(name, reading.text)
    _, talk = _read_text(name, reading.text)
    for hidden in reading.hidden[:10]:
        talk.skip(1, f"Words that a reader cannot see were left out: {hidden.text[:60]!r}")
    return talk


def _read_text(name: str, text: str) -> tuple[TranscriptKind, Talk]:
    if looks_like_json(text):
        from nexus_cli.documents.transcripts.json_reader import read_json

        return read_json(name, text)
    limits.check_text(name, text)
    if captions.has_captions(text):
        talk = Talk()
        cues = captions.read_cues(text, talk)
        talk.pieces = without_repeats(pieces_of_cues(cues, talk))
        is_webvtt = text.lstrip().startswith("WEBVTT")
        return TranscriptKind.WEBVTT if is_webvtt else TranscriptKind.SRT, talk
    if _COMMENT.search(text):
        text = read_markdown(text, name).text
    return TranscriptKind.TEXT, read_lines(text)


def _nobody_speaks(name: str, talk: Talk) -> TranscriptError:
    line = min((place.line for place in talk.unread), default=1)
    return TranscriptError(
        f"{name}, line {line}: no line of it says who speaks.",
        "Save it with a name before each turn, such as `Mara: …`, or as WebVTT.",
        line=line,
    )


_AGAIN = "Export or download the transcript again."
