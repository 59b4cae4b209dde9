"""DOCX through python-docx: headers, body, tables, text boxes and footers in reading order.

Runs in the fenced-off worker; see `fence`.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from nexus_cli.documents.docx_blocks import BlockReader
from nexus_cli.documents.docx_looks import Looks
from nexus_cli.documents.reading import Reading
from nexus_cli.errors import DocumentError, DocumentTooLargeError

MAX_UNPACKED = 100_000_000
MAX_XML = 12_000_000
"""A 10-page CV has 0.3 MB of XML; lxml takes about ten times the size of the XML."""
MAX_PARTS = 2_000


def read_docx(data: bytes, name: str) -> Reading:
    """Return the visible text of a DOCX and its hidden text.

    Raises DocumentTooLargeError when it unpacks to more than MAX_UNPACKED, holds one XML part over
    MAX_XML or more than MAX_PARTS parts; DocumentError when it is damaged.
    """
    _check_sizes(data, name)
    from docx import Document  # 70 ms, for this kind of file only

    try:
        document = Document(io.BytesIO(data))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, zlib.error) as error:
        raise DocumentError(
            f"{name} is damaged: it is not a complete DOCX.", "Export or download it again."
        ) from error
    looks = Looks(document)
    blocks = BlockReader(looks)
    for header in _banners(document, "header"):
        blocks.read(header)
    blocks.read(document.element.body)
    for footer in _banners(document, "footer"):
        blocks.read(footer)
    return Reading("\n".join(blocks.lines), blocks.hidden)


def _check_sizes(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise DocumentError(
            f"{name} is damaged: it cannot be unpacked.", "Export or download it again."
        ) from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise DocumentError(
            f"{name} is protected with a password.", "Save a copy without the password."
        )
    # zipfile never unpacks more than the size that the archive declares.
    largest = max((p.file_size for p in parts if p.filename.endswith((".xml", ".rels"))), default=0)
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED or largest > MAX_XML:
        raise DocumentTooLargeError(
            f"{name} unpacks to {total / 1_000_000:.0f} MB in {len(parts)} parts, "
            "far more than a CV or a job.",
            "Export it without large pictures, or save it as text.",
        )


def _banners(document: Any, place: str) -> Iterator[Any]:
    """Return the headers or footers that are printed, each once, in the order of the pages."""
    even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        shown = [getattr(section, place)]
        if section.different_first_page_header_footer:
            shown.insert(0, getattr(section, f"first_page_{place}"))
        if even:
            shown.append(getattr(section, f"even_page_{place}"))
        for banner in shown:
            if not banner.is_linked_to_previous:
                yield banner._element
