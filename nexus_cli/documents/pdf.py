"""PDF through pypdfium2 (BSD-3 and Apache-2.0): the lines a person reads, page by page.

Runs in the fenced-off worker; see `fence`.
"""

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2 import raw as pdfium

from nexus_cli.documents.pdf_hidden import find_hidden
from nexus_cli.documents.pdf_layout import lines_in_order
from nexus_cli.documents.pdf_letters import Letters, read_letters
from nexus_cli.documents.pdf_pieces import join_pieces
from nexus_cli.documents.reading import Hidden, Reading, Trick
from nexus_cli.documents.wrapping import mend_hyphens
from nexus_cli.errors import DocumentError, DocumentTooLargeError

MAX_PAGES = 100
MAX_OBJECTS = 100_000
MAX_LETTERS = 300_000
"""100 dense pages."""


def read_pdf(data: bytes, name: str) -> Reading:
    """Return the visible text of a PDF, its hidden text and its number of pages.

    Raises DocumentError when it is locked or damaged, DocumentTooLargeError beyond MAX_PAGES,
    MAX_OBJECTS or MAX_LETTERS.
    """
    if data.count(b" obj") > MAX_OBJECTS:
        raise _too_large(name, f"{MAX_OBJECTS:,} objects")
    document = _open(data, name)
    if len(document) > MAX_PAGES:
        raise _too_large(name, f"{MAX_PAGES} pages")
    lines: list[str] = []
    hidden: list[Hidden] = []
    left = MAX_LETTERS
    for number, page in enumerate(document, start=1):
        letters = read_letters(page, left)
        if letters is None:
            raise _too_large(name, f"{MAX_LETTERS:,} letters")
        left -= len(letters.letters)
        page_lines, page_hidden = _read_page(page, letters, number)
        lines += [*page_lines, ""]
        hidden += page_hidden
        page.close()
    return Reading("\n".join(mend_hyphens(lines)), hidden, len(document))


def _open(data: bytes, name: str) -> PdfDocument:
    try:
        document = PdfDocument(data)
        len(document)
    except PdfiumError as error:
        if getattr(error, "err_code", None) in (
            pdfium.FPDF_ERR_PASSWORD,
            pdfium.FPDF_ERR_SECURITY,
        ):
            raise DocumentError(
                f"{name} is protected with a password.", "Save a copy without the password."
            ) from error
        raise DocumentError(
            f"{name} is damaged: it begins like a PDF but cannot be opened.",
            "Download or export it again.",
        ) from error
    return document


def _read_page(page: PdfPage, letters: Letters, number: int) -> tuple[list[str], list[Hidden]]:
    tricks = find_hidden(page, letters)
    hidden = [Hidden(words, trick, number) for words, trick in _hidden_words(letters, tricks)]
    return lines_in_order(join_pieces(letters, tricks)), hidden


def _hidden_words(letters: Letters, tricks: dict[int, Trick]) -> list[tuple[str, Trick]]:
    """Return the hidden text objects in stream order, neighbours of one trick joined."""
    words: list[tuple[str, Trick]] = []
    trick: Trick | None = None
    for letter in letters.letters:
        if letter.owner:
            last, trick = trick, tricks.get(letter.owner)
            if trick and trick != last:
                words.append(("", trick))
        if trick:
            words[-1] = (words[-1][0] + letter.char, trick)
    return words


def _too_large(name: str, limit: str) -> DocumentTooLargeError:
    return DocumentTooLargeError(
        f"{name} has more than {limit}, far more than a CV or a job.",
        "Save the pages that matter on their own, or as text.",
    )
