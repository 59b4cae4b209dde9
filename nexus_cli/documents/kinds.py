"""Which kind of document some bytes are: by their content first, by the name second."""

import io
import json
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from nexus_cli.documents.encoding import decode
from nexus_cli.errors import DocumentError, UnsupportedDocumentError


class Kind(StrEnum):
    """The kinds of document that nexus reads."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    JSON = "json"
    MARKDOWN = "markdown"
    TEXT = "text"


_READS = "Save it as PDF, DOCX, HTML, Markdown or text."
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"BM", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x00\x00\x00\x18ftyp", "a picture or a film"),
    (b"\x00\x00\x00\x1cftyp", "a picture or a film"),
    (b"\x00\x00\x00\x20ftyp", "a picture or a film"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(r"<(div|p|span|table|h[1-6]|ul|li|br|a|section)\b", re.I)


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind of `data`; `name` decides only between kinds of text.

    Raises UnsupportedDocumentError, naming the kind, for what nexus does not read; DocumentError
    for a locked or damaged Office file.
    """
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data, name)
    if data.startswith(_OLE):
        raise _old_office(data, name)
    for magic, what in _FOREIGN:
        if data.startswith(magic) and not _is_plain_ascii(data):
            raise UnsupportedDocumentError(f"{name} is {what}, which nexus does not read.", _READS)
    return _kind_of_text(data, name)


def _is_plain_ascii(data: bytes) -> bool:
    head = data[:512]
    return not head.startswith(b"{\\rtf") and head.isascii() and b"\x00" not in head


def _kind_of_archive(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise DocumentError(
            f"{name} is damaged: it begins like a DOCX but cannot be unpacked.",
            "Download or export it again.",
        ) from error
    if "word/document.xml" in names or PurePath(name).suffix.lower() == ".docx":
        return Kind.DOCX
    what = "a zip archive"
    if "content.xml" in names:
        what = "an OpenDocument file"
    elif any(part.startswith(("xl/", "ppt/")) for part in names):
        what = "a spreadsheet or a slide deck"
    raise UnsupportedDocumentError(f"{name} is {what}, which nexus does not read.", _READS)


def _old_office(data: bytes, name: str) -> DocumentError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DocumentError(
            f"{name} is protected with a password.", "Save a copy without the password."
        )
    return UnsupportedDocumentError(
        f"{name} is an old Office file (.doc, before 2007), which nexus does not read.",
        "Open it and save it as DOCX or PDF.",
    )


def _kind_of_text(data: bytes, name: str) -> Kind:
    text = decode(data, name)
    suffix = PurePath(name).suffix.lower()
    if _HTML_START.match(text[:4096]) or (
        suffix in {".html", ".htm", ".xhtml"} and _TAG.search(text)
    ):
        return Kind.HTML
    if suffix == ".json" or (text.lstrip().startswith("{") and _is_json(text)):
        return Kind.JSON
    return Kind.MARKDOWN if suffix in {".md", ".markdown", ".mdown"} else Kind.TEXT


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
