"""Live captions that roll up: each repeats the end of the one before, which is said once."""

from collections.abc import Iterable

from nexus_cli.documents.transcripts.talk import Piece

_LONGEST_OVERLAP = 40
_SURE_WORDS = 4
"""So many words in a row are not said twice in one breath by chance; fewer may be."""


def without_repeats(pieces: Iterable[Piece]) -> list[Piece]:
    """Return `pieces` without the words that a caption takes over from the one before.

    A repeat of fewer than four words counts when the two captions overlap in time.
    """
    kept: list[Piece] = []
    last: dict[str, Piece] = {}
    for piece in pieces:
        before = last.get(piece.speaker)
        if before is not None and kept[-1] is before:
            fresh = _fresh_words(before, piece)
            if fresh is None:
                before.text, before.end = piece.text, piece.end
                continue
            if not fresh:
                before.end = max(before.end or 0.0, piece.end or 0.0)
                continue
            piece.text = fresh
        kept.append(piece)
        last[piece.speaker] = piece
    return kept


def _fresh_words(before: Piece, piece: Piece) -> str | None:
    """Return what `piece` adds to `before`; None when it says all of it again and goes on."""
    old, new = before.text.casefold().split(), piece.text.split()
    folded = [word.casefold() for word in new]
    needed = 1 if _overlap_in_time(before, piece) else _SURE_WORDS
    most = min(len(old), len(new), _LONGEST_OVERLAP)
    if len(old) > most == len(new) and len(new) >= needed and old[-most:] == folded:
        return ""
    if len(new) >= len(old) >= needed and folded[: len(old)] == old:
        return None
    if folded and folded[0] not in old[-most:]:
        return piece.text
    for length in range(most, needed - 1, -1):
        if old[-length] == folded[0] and old[-length:] == folded[:length]:
            return " ".join(new[length:])
    return piece.text


def _overlap_in_time(before: Piece, piece: Piece) -> bool:
    if before.end is None or piece.start is None or before.start is None:
        return False
    return piece.start < before.end - 0.05
