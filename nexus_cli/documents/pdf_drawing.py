"""A PDF page drawn small, and compared with another drawing of it box by box."""

import math
from dataclasses import dataclass
from operator import sub

from pypdfium2 import PdfPage

from nexus_cli.documents.pdf_letters import Box, Letters, TextObject

_SCALE = 1.5
"""Pixels for each point: a stroke of 10-point text then fills a pixel."""
_MAX_PIXELS = 2_000_000
_BYTES = 4
_MOST_LAYERS = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pixels of a page in four bytes each, rows from the top."""

    pixels: bytes
    stride: int
    width: int
    height: int
    scale: float

    def differs(self, other: "Drawing", box: Box, threshold: int) -> bool:
        """Tell whether any colour in `box` is `threshold` or more apart in the two."""
        for start, end in self._rows(box):
            ours, theirs = self.pixels[start:end], other.pixels[start:end]
            if ours != theirs and max(map(abs, map(sub, ours, theirs))) >= threshold:
                return True
        return False

    def has_ink(self, box: Box, threshold: int) -> bool:
        """Tell whether the colours in `box` are `threshold` or more apart from each other."""
        rows = [self.pixels[start:end:_BYTES] for start, end in self._rows(box)]
        rows = [row for row in rows if row]
        return bool(rows) and max(map(max, rows)) - min(map(min, rows)) >= threshold

    def colour_at(self, box: Box) -> tuple[int, int, int]:
        """Return red, green and blue in the middle of `box`; paper white off the page."""
        spans = list(self._rows(box))
        if not spans:
            return 255, 255, 255
        start, end = spans[len(spans) // 2]
        middle = start + (end - start) // (2 * _BYTES) * _BYTES
        blue, green, red = self.pixels[middle : middle + 3]
        return red, green, blue

    def _rows(self, box: Box) -> list[tuple[int, int]]:
        """Return where each row of pixels inside `box` begins and ends in `pixels`."""
        left = max(0, math.floor(box.left * self.scale))
        right = min(self.width, math.ceil(box.right * self.scale))
        top = max(0, self.height - math.ceil(box.top * self.scale))
        bottom = min(self.height, self.height - math.floor(box.bottom * self.scale))
        if left >= right:
            return []
        return [
            (row * self.stride + left * _BYTES, row * self.stride + right * _BYTES)
            for row in range(top, bottom)
        ]


def draw(page: PdfPage, letters: Letters) -> Drawing:
    """Return `page` as it looks now, at _SCALE or as small as _MAX_PIXELS asks."""
    area = max(1.0, letters.width * letters.height)
    scale = min(_SCALE, math.sqrt(_MAX_PIXELS / area))
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    width, height = bitmap.width, bitmap.height
    bitmap.close()
    return Drawing(pixels, stride, width, height, scale)


def layers(objects: dict[int, TextObject]) -> list[list[int]]:
    """Part text objects into groups in which none lies on another.

    Two that overlap must not be taken away at once: the change that one makes would be laid to the
    other. After _MOST_LAYERS the rest share one.
    """
    groups: list[tuple[list[int], dict[int, list[Box]]]] = []
    for owner, text in objects.items():
        box = _core(text.box)
        bands = range(int(box.bottom // 8), int(box.top // 8) + 1)
        for members, taken in groups:
            crowded = any(_overlap(box, other) for band in bands for other in taken.get(band, []))
            is_last = len(groups) == _MOST_LAYERS and members is groups[-1][0]
            if is_last or not crowded:
                break
        else:
            members, taken = [], {}
            groups.append((members, taken))
        members.append(owner)
        for band in bands:
            taken.setdefault(band, []).append(box)
    return [members for members, _ in groups]


def with_paper(box: Box, letters: Letters) -> Box:
    """Return `box` with a rim of 2 points, so that paper is in it beside the ink."""
    return Box(
        max(0.0, box.left - 2),
        max(0.0, box.bottom - 2),
        min(letters.width, box.right + 2),
        min(letters.height, box.top + 2),
    )


def _core(box: Box) -> Box:
    """Return the middle of `box`: font boxes of neighbouring lines touch, their letters do not."""
    rim = (box.top - box.bottom) / 4
    return Box(box.left + 0.5, box.bottom + rim, box.right - 0.5, box.top - rim)


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.bottom < other.top
        and other.bottom < one.top
    )
