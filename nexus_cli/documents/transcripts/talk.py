"""What every reader hands over: pieces of talk in order, which become turns."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from nexus_cli.documents.cleaning import clean
from nexus_cli.models.transcript import Exchange, Turn, Unread


@dataclass(slots=True)
class Piece:
    """A caption, line or record: some words of one speaker."""

    speaker: str
    text: str
    line: int
    start: float | None = None
    """Seconds from the beginning, as are all times here."""
    end: float | None = None


@dataclass(slots=True)
class Talk:
    """What was read from one file."""

    pieces: list[Piece] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    candidate: str = ""
    exchanges: tuple[Exchange, ...] = ()

    def skip(self, line: int, reason: str) -> None:
        """Note that nothing was taken from `line`."""
        self.unread.append(Unread(line=line, reason=reason))


def turns_of(pieces: Iterable[Piece], most: int) -> tuple[Turn, ...]:
    """Return one turn for each run of pieces by one speaker; pieces without words go.

    Raises ValueError when there are more than `most` turns.
    """
    runs: list[list[Piece]] = []
    for piece in pieces:
        if not any(map(str.isalnum, piece.text)):
            continue
        if runs and runs[-1][-1].speaker.casefold() == piece.speaker.casefold():
            runs[-1].append(piece)
        else:
            if len(runs) == most:
                raise ValueError(f"more than {most} turns")
            runs.append([piece])
    return tuple(map(_turn, runs))


def _turn(run: list[Piece]) -> Turn:
    ends = [piece.end for piece in run if piece.end is not None]
    return Turn(
        speaker=run[0].speaker,
        text=tidy(" ".join(piece.text for piece in run)),
        line=run[0].line,
        start_seconds=run[0].start,
        end_seconds=max(ends) if ends else None,
    )


def tidy(text: str) -> str:
    """Return `text` cleaned as every document is, with single blanks between its words."""
    plain = " ".join(text.split())
    if plain.isascii() and plain.isprintable():
        return plain  # nothing in it to clean; most turns are so
    return " ".join(clean(plain).split())
