"""The letters of a PDF page with their places, turned upright, and the text objects they form."""

import math
from collections.abc import Callable
from ctypes import addressof, byref, c_double
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import PdfPage
from pypdfium2 import raw as pdfium


class Box(NamedTuple):
    """Points from the lower left corner of the visible page."""

    left: float
    bottom: float
    right: float
    top: float


class Letter(NamedTuple):
    """One character; `owner` is the id of its text object, 0 for one that pdfium added."""

    char: str
    box: Box
    owner: int


@dataclass(slots=True)
class TextObject:
    """What one drawing operator writes: its letters share a font, a size and a colour."""

    handle: Any
    size: float
    """Height of the font in points, as seen on the page."""
    baseline: float
    upright: bool
    boxes: list[Box] = field(default_factory=list)
    is_blank: bool = True
    has_words: bool = False
    """Holds a letter or a digit."""

    @property
    def box(self) -> Box:
        """Around all its letters."""
        left, bottom, right, top = zip(*self.boxes, strict=True)
        return Box(min(left), min(bottom), max(right), max(top))


@dataclass(slots=True)
class Letters:
    """A page's letters in stream order; `objects` by id."""

    width: float
    height: float
    letters: list[Letter]
    objects: dict[int, TextObject]
    textpage: Any
    """Kept open: the handles of the text objects point into it."""


Turn = Callable[[float, float], tuple[float, float]]


def read_letters(page: PdfPage, limit: int) -> Letters | None:
    """Return the letters of `page`, or None when there are more than `limit`."""
    textpage = page.get_textpage()
    count = pdfium.FPDFText_CountChars(textpage)
    if count > limit:
        return None
    turn, turn_direction, width, height = _upright(page)
    found = Letters(width, height, [], {}, textpage)
    rectangle = pdfium.FS_RECTF()
    handle_of_page, in_rectangle = textpage.raw, byref(rectangle)  # looked up once, not per letter
    for index in range(count):
        char = _char(pdfium.FPDFText_GetUnicode(handle_of_page, index))
        if not char:
            continue
        pdfium.FPDFText_GetLooseCharBox(handle_of_page, index, in_rectangle)
        x0, y0 = turn(rectangle.left, rectangle.bottom)
        x1, y1 = turn(rectangle.right, rectangle.top)
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        box = Box(x0, y0, x1, y1)
        handle = pdfium.FPDFText_GetTextObject(handle_of_page, index)
        owner = addressof(handle.contents) if handle else 0
        found.letters.append(Letter(char, box, owner))
        if owner:
            known = found.objects.get(owner)
            if known is None:
                known = _text_object(textpage, index, handle, turn, turn_direction)
                found.objects[owner] = known
            if not char.isspace():
                known.boxes.append(box)
                known.is_blank = False
                known.has_words = known.has_words or char.isalnum()
    return found


def _char(code: int) -> str:
    if code in (0x02, 0xAD, 0xFFFE):  # the ways in which pdfium gives a hyphen that is drawn
        return "-"
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return chr(code)


def _text_object(
    textpage: Any, index: int, handle: Any, turn: Turn, turn_direction: Turn
) -> TextObject:
    matrix = pdfium.FS_MATRIX()
    x, y = c_double(), c_double()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    across, up = turn_direction(matrix.a, matrix.b)
    size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    return TextObject(
        handle,
        size=abs(size),
        baseline=turn(x.value, y.value)[1],
        upright=across >= 0 and abs(up) <= 0.3 * abs(across) if across or up else True,
    )


def _upright(page: PdfPage) -> tuple[Turn, Turn, float, float]:
    """Return how to turn a place and a direction on `page` as it is shown, and its shown size."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, right - x), lambda a, b: (b, -a), height, width
    if rotation == 180:
        return lambda x, y: (right - x, top - y), lambda a, b: (-a, -b), width, height
    if rotation == 270:
        return lambda x, y: (top - y, x - left), lambda a, b: (-b, a), height, width
    return lambda x, y: (x - left, y - bottom), lambda a, b: (a, b), width, height
