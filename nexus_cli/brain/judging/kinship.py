"""Has a quote anything to do with the key point it is given for, as far as words can tell?"""

from nexus_cli.brain.judging.sentences import Numbered
from nexus_cli.models.grade import Evidence
from nexus_cli.scoring.coverage import match_points
from nexus_cli.scoring.matching import standing_for
from nexus_cli.scoring.points import Target
from nexus_cli.scoring.tokens import Passage, everyday_stems, parse, workday_stems

_AS_GOOD = 0.5
"""Share of the best coverage in the answer below which a quote is from the wrong place.

On the bank's paraphrases right places were under it for no point with accepted wordings and for
1 in 20 without, places chosen at random for 4 in 5.
"""


def is_kin(target: Target, point: int, quote: Evidence, said: Numbered) -> bool:
    """Tell whether a telling word of the point, or one that stands for it, is in the quote.

    The sentences that the quote is from count with it, because a quote is short and may name its
    matter in the words beside it. Words of the question, and words that any story from work has,
    tell nothing. A point made of such words alone has kinship with everything.
    """
    keys = frozenset(key for phrasing in target.phrasings[point] for key, _ in phrasing.keys)
    telling = keys - target.question_words - everyday_stems() - workday_stems()
    stems = {token.stem for token in _around(quote, said).content}
    return not telling or any(standing_for(telling, stem) for stem in sorted(stems))


def is_astray(target: Target, point: int, quote: Evidence, said: Numbered, best: float) -> bool:
    """Tell whether the quote is from a place that has under half of the point's `best` coverage.

    `best` (0-1) is what the whole answer has of the point.
    """
    there = match_points(target, _around(quote, said))[point].coverage
    return there < _AS_GOOD * best


def _around(quote: Evidence, said: Numbered) -> Passage:
    """Return the sentences that the quote is from."""
    text = said.text(quote.source)
    pieces = [text[s.start : s.end] for s in said.sentences.values() if s.overlaps(quote)]
    return parse("\n".join(pieces) or quote.quote)
