"""The piece of an answer that carries a key point: whole clauses, short enough to read."""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from nexus_cli.scoring.coverage import PointMatch
from nexus_cli.scoring.matching import Standing, standings_for
from nexus_cli.scoring.points import Target
from nexus_cli.scoring.tokens import Passage, Token

LONGEST_QUOTE = 200
"""Characters that a quote should not exceed."""

_BORDER = re.compile(
    r"[,:;]\s+|\s[-–—]\s|\s(?=(?:and|but|because|so|then|which|while|where|if|when)\s)",
    re.IGNORECASE,
)
_WHOLE = 120
_ENOUGH = 0.75


def clause_of(target: Target, passage: Passage, match: PointMatch) -> tuple[int, int] | None:
    """Return `[start, end)` in `passage.text` of what says the point best, or None if nothing does.

    A short sentence is quoted whole; of a longer one the fewest neighbouring clauses that hold
    three quarters of what matched. At most `LONGEST_QUOTE` characters, cut between words.
    """
    if match.phrasing is None:
        return None
    tokens = [t for sentence in match.sentences for t in passage.said[sentence] if t.weight]
    standings = standings_for(target.about, passage.content_stems)
    hits = _gains(tokens, standings, match.phrasing.weights)
    if not hits:
        return None
    sentence = max(match.sentences, key=lambda s: _total(hits, *passage.sentences[s]))
    start, end = passage.sentences[sentence]
    if len(passage.text[start:end].strip()) > _WHOLE:
        start, end = _fewest_clauses(passage.text, start, end, hits)
    return _fitted(passage.text, start, end, hits)


def _gains(
    tokens: Iterable[Token], standings: Mapping[str, Standing], weights: Mapping[str, float]
) -> dict[int, float]:
    """Return what each token that stands for any of the weighted keys brings, by its start."""
    gains: dict[int, float] = {}
    for token in tokens:
        for key, value in standings.get(token.stem, ()):
            if key in weights:
                gains[token.start] = max(gains.get(token.start, 0.0), weights[key] * value)
    return gains


def _total(hits: dict[int, float], start: int, end: int) -> float:
    return sum([gain for place, gain in hits.items() if start <= place < end])


def _fewest_clauses(text: str, start: int, end: int, hits: dict[int, float]) -> tuple[int, int]:
    cuts = [start, *(m.end() for m in _BORDER.finditer(text, start, end)), end]
    within = [_total(hits, start, cut) for cut in cuts]
    needed = _ENOUGH * within[-1]
    enough = [
        (cuts[j] - cuts[i], cuts[i], cuts[j])
        for i, j in combinations(range(len(cuts)), 2)
        if within[j] - within[i] >= needed
    ]
    _, first, last = min(enough, default=(0, start, end))
    return first, last


def _fitted(text: str, start: int, end: int, hits: dict[int, float]) -> tuple[int, int]:
    """Return the span without white space or a comma at its ends, cut to the longest quote."""
    if end - start > LONGEST_QUOTE:
        first = min((place for place in hits if start <= place < end), default=start)
        words = [m.start() for m in re.finditer(r"\S+", text[start:end])]
        begins = [start + w for w in words if start + w <= first] or [start]
        start = begins[-1]
        stops = [start + m.end() for m in re.finditer(r"\S+", text[start:end])]
        end = max((s for s in stops if s - start <= LONGEST_QUOTE), default=start + LONGEST_QUOTE)
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip().rstrip(",;:-–—").rstrip())
