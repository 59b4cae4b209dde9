"""Which text objects of a PDF page a reader cannot see.

Size, place, opacity and render mode are read off the object. For the rest the page is drawn with
and without the text: where nothing changes, nothing is seen. That finds white on white, covered,
clipped and switched-off text alike, and keeps white letters on a dark banner.
"""

from ctypes import c_uint

from pypdfium2 import PdfPage
from pypdfium2 import raw as pdfium

from nexus_cli.documents.pdf_drawing import Drawing, draw, layers, with_paper
from nexus_cli.documents.pdf_letters import Box, Letters, TextObject
from nexus_cli.documents.reading import SMALLEST_POINTS, Trick

_SEEN_DIFFERENCE = 32
"""Of 255 in one colour channel: letters in #E0E0E0 on white, a contrast of 1.3 to 1, are unseen."""
_FAINT_ALPHA = 32
_DARK = 128
_THIN_POINTS = 3.0
"""Rules and underlines are thinner, and hide no text."""
_NO_INK_MODES = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}


def find_hidden(page: PdfPage, letters: Letters) -> dict[int, Trick]:
    """Return the ids of the text objects that cannot be seen, with how each was hidden."""
    tricks: dict[int, Trick] = {}
    unsure: dict[int, TextObject] = {}
    for owner, text in letters.objects.items():
        if not text.has_words:
            continue
        trick = _trick_of(text, letters)
        if trick:
            tricks[owner] = trick
        else:
            unsure[owner] = text
    if unsure and _needs_drawing(page, letters, unsure):
        tricks |= _unseen(page, letters, unsure)
    if tricks and _is_recognised_scan(page, letters, tricks):
        return {}
    return tricks


def _trick_of(text: TextObject, letters: Letters) -> Trick | None:
    box = text.box
    if box.right <= 0 or box.left >= letters.width or box.top <= 0 or box.bottom >= letters.height:
        return "OFF_PAGE"
    if text.size < SMALLEST_POINTS:
        return "TINY"
    if pdfium.FPDFTextObj_GetTextRenderMode(text.handle) in _NO_INK_MODES:
        return "NOT_DISPLAYED"
    colour = _fill_colour(text)
    if colour and colour[3] < _FAINT_ALPHA:
        return "NOT_DISPLAYED"
    return None


def _fill_colour(text: TextObject) -> tuple[int, int, int, int] | None:
    parts = c_uint(), c_uint(), c_uint(), c_uint()
    if not pdfium.FPDFPageObj_GetFillColor(text.handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _needs_drawing(page: PdfPage, letters: Letters, unsure: dict[int, TextObject]) -> bool:
    """Tell whether anything but dark ink on bare paper is on the page.

    A page of plain black text, the most of a long document, is spared the drawing.
    """
    for text in unsure.values():
        colour = _fill_colour(text)
        if colour is None or max(colour[:3]) >= _DARK or colour[3] < 255:
            return True
        if pdfium.FPDFTextObj_GetTextRenderMode(text.handle) != pdfium.FPDF_TEXTRENDERMODE_FILL:
            return True
        if pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(text.handle)) > 0:
            return True
        if pdfium.FPDFPageObj_CountMarks(text.handle) > 0:  # may belong to a switched-off layer
            return True
    return any(_covers(thing) for thing in page.get_objects(max_depth=1))


def _covers(thing: object) -> bool:
    if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:  # type: ignore[attr-defined]
        return False
    left, bottom, right, top = thing.get_bounds()  # type: ignore[attr-defined]
    return bool(right - left > _THIN_POINTS and top - bottom > _THIN_POINTS)


def _unseen(page: PdfPage, letters: Letters, unsure: dict[int, TextObject]) -> dict[int, Trick]:
    tricks: dict[int, Trick] = {}
    with_text = draw(page, letters)
    for layer in layers(unsure):
        handles = [unsure[owner].handle for owner in layer]
        for handle in handles:
            pdfium.FPDFPageObj_SetIsActive(handle, False)
        without = draw(page, letters)
        for handle in handles:
            pdfium.FPDFPageObj_SetIsActive(handle, True)
        for owner in layer:
            text = unsure[owner]
            if not with_text.differs(without, text.box, _SEEN_DIFFERENCE):
                tricks[owner] = _how_unseen(text, without)
    return tricks


def _how_unseen(text: TextObject, without: Drawing) -> Trick:
    colour = _fill_colour(text)
    paper = without.colour_at(text.boxes[0])
    if colour and max(abs(a - b) for a, b in zip(colour[:3], paper, strict=True)) < 48:
        return "INVISIBLE"
    return "COVERED"


def _is_recognised_scan(page: PdfPage, letters: Letters, tricks: dict[int, Trick]) -> bool:
    """Tell whether the hidden text is what text recognition laid under or over a scan.

    So it is when a picture fills the page, has ink on it, and no other text is on the page.
    """
    if any(text.has_words and owner not in tricks for owner, text in letters.objects.items()):
        return False
    if any(trick in ("TINY", "OFF_PAGE") for trick in tricks.values()):
        return False
    area = sum(_picture_area(thing) for thing in page.get_objects(max_depth=1))
    if area < 0.5 * letters.width * letters.height:
        return False
    words = [text for text in letters.objects.values() if text.has_words]
    drawing = draw(page, letters)
    inked = sum(drawing.has_ink(with_paper(text.box, letters), _SEEN_DIFFERENCE) for text in words)
    return inked >= 0.8 * len(words)


def _picture_area(thing: object) -> float:
    if thing.type not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):  # type: ignore[attr-defined]
        return 0.0
    box = Box(*thing.get_bounds())  # type: ignore[attr-defined]
    return (box.right - box.left) * (box.top - box.bottom)
