"""Pieces of a page put in the order a person reads them: rows, cells, columns, dates at a margin.

A page is cut at its best gutter, a strip that no piece crosses for some rows; what stands above and
below that band is laid out on its own (a form of recursive XY-cut: Nagy and Seth, 1984). Inside the
band the two sides are columns, read one after the other, unless the narrow side is made of notes
(places, dates, labels) that begin where an entry of the other side begins.
"""

import re
from dataclasses import replace
from itertools import pairwise

from nexus_cli.documents.pdf_pieces import Piece

Row = list[Piece]
_GUTTER = 0.8
"""Narrowest gutter, of the font size."""
_BLOCK_GAP = 1.6
"""Baselines further apart, of the font size, part two blocks of a column."""
_PARAGRAPH_GAP = 1.85
"""Baselines further apart, of the font size, are shown with a blank line between them."""
_COLUMN_ROWS = 4
_DEEPEST = 12
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b(?:present|today|now)\b", re.I)
_LIST_MARK = re.compile(r"[^\w(\"“‘'#@+$€£]|\d{1,2}[.)]\s")


def lines_in_order(pieces: list[Piece]) -> list[str]:
    """Return the lines of a page; cells of a row parted by tabs, paragraphs by empty lines."""
    upright = [piece for piece in pieces if piece.upright]
    turned = [piece.text for piece in pieces if not piece.upright]
    return [*_lines(_fragments(upright), _DEEPEST), *turned]


def _lines(pieces: list[Piece], depth: int) -> list[str]:
    rows = _rows(pieces)
    band = _best_band(rows) if depth and len(rows) > 1 else None
    if band is None:
        return _written(rows)
    first, last, x = band
    inside = [piece for row in rows[first:last] for piece in row]
    left = [piece for piece in inside if piece.right <= x]
    right = [piece for piece in inside if piece.left >= x]
    above = [piece for row in rows[:first] for piece in row]
    below = [piece for row in rows[last:] for piece in row]
    if _reads_in_rows(left, right):
        middle = _written(_rows(_with_notes(left, right)))
    else:
        middle = [*_lines(left, depth - 1), "", *_lines(right, depth - 1)]
    return [
        *_lines(above, depth - 1), *_break_between(above, inside), *middle,
        *_break_between(inside, below), *_lines(below, depth - 1),
    ]  # fmt: skip


def _rows(pieces: list[Piece]) -> list[Row]:
    """Return pieces by line from the top, each line from the left."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if rows and rows[-1][0].is_beside(piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _fragments(pieces: list[Piece]) -> list[Piece]:
    """Join the pieces of each row that no wide gap parts."""
    fragments: list[Piece] = []
    for row in _rows(pieces):
        fragments.append(replace(row[0]))
        for piece in row[1:]:
            last = fragments[-1]
            mark = last.gap_before(piece)
            if mark is None:
                fragments.append(replace(piece))
                continue
            last.text += mark + piece.text
            last.right = max(last.right, piece.right)
            last.size = max(last.size, piece.size)
    return fragments


def _best_band(rows: list[Row]) -> tuple[int, int, float] | None:
    """Return the first row, the row after the last and the place of the gutter worth most.

    It is worth the rows of its thinner side. Notes need two rows on both sides, columns more: the
    lines of a centred heading leave gaps too.
    """
    edges = {round(piece.left - 1) for row in rows for piece in row}
    edges |= {round(piece.right + 1) for row in rows for piece in row}
    best: tuple[int, int, float] | None = None
    worth = (1, 0.0)
    for x in sorted(edges):
        for first, last in _runs(rows, x):
            left = [piece for row in rows[first:last] for piece in row if piece.right <= x]
            right = [piece for row in rows[first:last] for piece in row if piece.left >= x]
            thinner = min(len(left), len(right))
            if thinner < max(2, worth[0]):
                continue
            if thinner < _COLUMN_ROWS and not _reads_in_rows(left, right):
                continue
            width = min(piece.left for piece in right) - max(piece.right for piece in left)
            if width >= _GUTTER * min(p.size for p in left + right) and (thinner, width) > worth:
                best, worth = (first, last, float(x)), (thinner, width)
    return best


def _runs(rows: list[Row], x: float) -> list[tuple[int, int]]:
    """Return the stretches of rows that no piece crosses at `x`."""
    crossed = [i for i, row in enumerate(rows) if any(p.left < x < p.right for p in row)]
    return [(a + 1, b) for a, b in pairwise([-1, *crossed, len(rows)]) if b - a > 2]


def _reads_in_rows(left: list[Piece], right: list[Piece]) -> bool:
    narrow, wide = sorted((left, right), key=_length)
    blocks = _blocks(narrow)
    firsts = sum(_row_mate(block[0], wide) is not None for block in blocks)
    if firsts < 0.8 * len(blocks):
        return False
    lines = [piece for block in blocks for piece in block]
    all_beside = sum(_row_mate(piece, wide) is not None for piece in lines) >= 0.8 * len(lines)
    dated = sum(any(_YEAR.search(piece.text) for piece in block) for block in blocks)
    short = sum(len(block) <= 3 for block in blocks) >= 0.8 * len(blocks)
    if short or dated >= 0.4 * len(blocks):
        return True
    return all_beside and _length(narrow) < 0.4 * _length(wide)


def _length(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _blocks(pieces: list[Piece]) -> list[list[Piece]]:
    blocks: list[list[Piece]] = []
    for row in _rows(pieces):
        if blocks and blocks[-1][-1].baseline - row[0].baseline <= _BLOCK_GAP * row[0].size:
            blocks[-1].extend(row)
        else:
            blocks.append(list(row))
    return blocks


def _row_mate(piece: Piece, others: list[Piece]) -> Piece | None:
    return next((other for other in others if piece.is_beside(other)), None)


def _with_notes(left: list[Piece], right: list[Piece]) -> list[Piece]:
    """Move the lower lines of a note up to its first, where they would stand beside a list item.

    A place above a date, set at the margin of an entry, both belong to the line that names it.
    """
    narrow, wide = sorted((left, right), key=_length)
    notes: list[Piece] = []
    for block in _blocks(narrow):
        head, moving = replace(block[0]), False
        notes.append(head)
        for line in block[1:]:
            mate = _row_mate(line, wide)
            moving = moving or mate is None or bool(_LIST_MARK.match(mate.text))
            if moving:
                head.text += "\t" + line.text
            else:
                head = replace(line)
                notes.append(head)
    return [*wide, *notes]


def _written(rows: list[Row]) -> list[str]:
    lines: list[str] = []
    above: Row = []
    for row in rows:
        lines += _break_between(above, row)
        lines.append("\t".join(piece.text for piece in row))
        above = row
    return lines


def _break_between(above: list[Piece], below: list[Piece]) -> list[str]:
    if not above or not below:
        return []
    lowest = min(above, key=lambda piece: piece.baseline)
    highest = max(below, key=lambda piece: piece.baseline)
    gap = lowest.baseline - highest.baseline
    return [""] if gap > _PARAGRAPH_GAP * max(lowest.size, highest.size) else []
