"""Letters joined to pieces: runs of words on one line with no wide gap in them."""

from collections.abc import Container
from dataclasses import dataclass

from nexus_cli.documents.pdf_letters import Letter, Letters

_WORD_GAP = 0.2
"""Of the font size. A space is 0.25 wide in most fonts; kerning stays under 0.1."""
_WIDE_GAP = 1.2
"""Of the font size: what is further apart is a cell, a date at the margin or another column."""
_SAME_LINE = 0.4
"""Of the font size: superscripts stand 0.33 above the line, the next line 1.0 below."""


@dataclass(slots=True)
class Piece:
    """Words on one line, in points from the lower left corner."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    upright: bool = True

    def is_beside(self, other: "Piece") -> bool:
        """Tell whether the two stand on one line."""
        return abs(self.baseline - other.baseline) <= _SAME_LINE * max(self.size, other.size)

    def gap_before(self, right: "Piece") -> str | None:
        """Return what parts this piece from the one on its right; None when the gap is wide."""
        gap, size = right.left - self.right, max(self.size, right.size)
        if gap > _WIDE_GAP * size and not (self.is_marker and gap < 4 * size):
            return None
        is_kerned = -_WIDE_GAP * size < gap <= _WORD_GAP * min(self.size, right.size)
        needs_space = self.is_marker or not is_kerned
        return " " if needs_space and not self.text.endswith(" ") else ""

    @property
    def is_marker(self) -> bool:
        """Tell whether this is only a bullet or the number of a list item."""
        text = self.text.strip()
        is_number = text[:-1].isdecimal() and text[-1:] in (".", ")")
        return len(text) <= 3 and (is_number or not any(map(str.isalnum, text)))


def join_pieces(letters: Letters, hidden: Container[int]) -> list[Piece]:
    """Return the pieces of a page without its hidden text objects, in stream order."""
    pieces: list[Piece] = []
    owner, top, spaced = 0, 0.0, False
    for letter in letters.letters:
        if not letter.owner or letter.char.isspace():
            spaced = spaced or letter.char.isspace()
            continue
        if letter.owner in hidden:
            continue
        if pieces and letter.owner == owner and letter.box.top == top:
            joined = _extend(pieces[-1], letter, spaced)
        else:
            joined = bool(pieces) and _continue(pieces[-1], letter, letters, spaced)
        if not joined:
            pieces.append(_begin(letter, letters))
        owner, top, spaced = letter.owner, letter.box.top, False
    return pieces


def _begin(letter: Letter, letters: Letters) -> Piece:
    text, box = letters.objects[letter.owner], letter.box
    drop = text.baseline - text.boxes[0].bottom if text.boxes else 0.0
    size = text.size or box.top - box.bottom or 1.0
    return Piece(letter.char, box.left, box.right, box.bottom + drop, size, text.upright)


def _continue(piece: Piece, letter: Letter, letters: Letters, spaced: bool) -> bool:
    """Join the first letter of another text object, when it stands on the same line."""
    next_piece = _begin(letter, letters)
    if piece.upright != next_piece.upright:
        return False
    if piece.upright and not piece.is_beside(next_piece):
        return False
    return _extend(piece, letter, spaced)


def _extend(piece: Piece, letter: Letter, spaced: bool) -> bool:
    """Add `letter` to `piece` unless it stands apart; turned text is kept as it is written."""
    gap = letter.box.left - piece.right
    if piece.upright and not -0.6 * piece.size <= gap <= _WIDE_GAP * piece.size:
        return False
    if spaced or (piece.upright and gap > _WORD_GAP * piece.size):
        piece.text += " "
    piece.text += letter.char
    piece.right = max(piece.right, letter.box.right)
    return True
