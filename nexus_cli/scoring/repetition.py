"""Text said twice counts once: places of tokens that only repeat what stands before them."""

from nexus_cli.scoring.tokens import Passage

_PERIOD_TOKENS = 3


def repeated_places(passage: Passage) -> set[int]:
    """Return the places in `passage.tokens` that repeat: a whole text over again, or a sentence."""
    stems = [token.stem for token in passage.tokens]
    period = _period(stems)
    places = set(range(period, len(stems))) if period else set()
    seen: set[tuple[str, ...]] = set()
    sentences: dict[int, list[int]] = {}
    for place, token in enumerate(passage.tokens):
        sentences.setdefault(token.sentence, []).append(place)
    for where in sentences.values():
        said = tuple(stems[place] for place in where)
        if said in seen:
            places.update(where)
        seen.add(said)
    return places


def _period(stems: list[str]) -> int:
    """Return the length of the part that the whole sequence repeats, or 0.

    The last repetition may be cut short. Found with the prefix function of Knuth, Morris and
    Pratt, so that long texts stay cheap.
    """
    if not stems:
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
