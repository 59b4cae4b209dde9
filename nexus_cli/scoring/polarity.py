"""Does an answer deny one key point after the other, in words of its own?"""

from nexus_cli.scoring.coverage import PointMatch
from nexus_cli.scoring.points import RICH, Phrasing, Target
from nexus_cli.scoring.tokens import Passage, Token
from nexus_cli.scoring.wordlists import NEGATORS, words

_TOUCHED = 0.35
_DOUBTS = words("sure certain entirely quite completely exactly hundred only just necessarily long")
_FEWEST, _SHARE = 2, 0.6


def denies_points(target: Target, passage: Passage, matches: tuple[PointMatch, ...]) -> bool:
    """Tell whether most points that an answer touches are said with a not that belongs to none.

    One negation means nothing, since paraphrase moves it about; three in five do, and each needs a
    not of its own. Only where
    several phrasings of a point show that it is usually said without one.
    """
    if len(target.new_keys) < RICH:
        return False
    touched = denied = 0
    denials: dict[int, int] = {}
    for match, says_not in zip(matches, target.denying, strict=True):
        if match.phrasing is None or match.coverage < _TOUCHED:
            continue
        touched += 1
        if says_not:
            continue
        sentences = [passage.said[number] for number in match.sentences]
        said = max(sentences, key=lambda tokens: _hits(tokens, match.phrasing))
        denials[said[0].sentence] = _denials(said)
        denied += denials[said[0].sentence] > 0
    denied = min(denied, sum(denials.values()))
    return denied >= _FEWEST and denied >= _SHARE * touched


def _denials(said: list[Token]) -> int:
    """Return how often a sentence says not, doubts (`not sure`, `not only`) left out."""
    return sum(
        token.word in NEGATORS and _DOUBTS.isdisjoint(t.word for t in said[i + 1 : i + 3])
        for i, token in enumerate(said)
    )


def _hits(said: list[Token], phrasing: Phrasing | None) -> int:
    keys = phrasing.weights.keys() if phrasing else set()
    return len(keys & {token.stem for token in said if token.weight})
