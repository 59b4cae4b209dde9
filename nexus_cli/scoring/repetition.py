"""Text said twice counts once: places of tokens that only repeat what stands before them."""

from collections.abc import Sequence

from nexus_cli.scoring.tokens import Passage

_PERIOD_TOKENS = 3


def repeated_places(passage: Passage) -> set[int]:
    """Return the places in `passage.tokens` that repeat: a whole text over again, or a sentence."""
    period = _period(passage.stems)
    places = set(range(period, len(passage.stems))) if period else set()
    seen: set[tuple[str, ...]] = set()
    place = 0
    for tokens in passage.said.values():
        said = tuple([token.stem for token in tokens])
        if said in seen:
            places.update(range(place, place + len(said)))
        seen.add(said)
        place += len(said)
    return places


def _period(stems: Sequence[str]) -> int:
    """Return the length of the part that the whole sequence repeats, or 0.

    The last repetition may be cut short. Found with the prefix function of Knuth, Morris and
    Pratt, so that long texts stay cheap.
    """
    beginning = stems[:_PERIOD_TOKENS]
    later = range(_PERIOD_TOKENS, len(stems) // 2 + 1)
    if not any(stems[i : i + _PERIOD_TOKENS] == beginning for i in later):
        return 0
    borders = [0] * len(stems)
    length = 0
    for place in range(1, len(stems)):
        while length and stems[place] != stems[length]:
            length = borders[length - 1]
        length += stems[place] == stems[length]
        borders[place] = length
    period = len(stems) - borders[-1]
    return period if _PERIOD_TOKENS <= period <= len(stems) // 2 else 0
