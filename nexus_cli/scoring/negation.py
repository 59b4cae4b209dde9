"""Does an answer say the opposite of a right one? Only where its words follow a known wording."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from nexus_cli.scoring.matching import similarity
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.tokens import Passage, parse
from nexus_cli.scoring.wordlists import NEGATORS, words

_DENIAL = re.compile(
    r"\b(?:it(?:'s| is| was)? ?(?:simply |just )?(?:not|isn't|wasn't|never) (?:really )?"
    r"(?:true|the case|correct|right|so)|it(?:'s| is| was) (?:false|untrue|wrong|incorrect)) that\b"
)
_HELPERS = words("do doe did does")
_KEYS = 2
_SLIPS = 2
_RECALL, _PRECISION, _LIKENESS = 0.9, 0.75, 0.75
_EARLY_CHARS = 40


@dataclass(frozen=True, slots=True)
class _Form:
    """A sentence as it is compared: stems in order, content stems, and how often it says not."""

    stems: tuple[str, ...]
    keys: frozenset[str]
    negators: int


def negated_share(passage: Passage, *right: str) -> float | None:
    """Return the share of the recognised sentences that say the opposite, or None without any.

    A sentence is recognised when it follows a sentence of the `right` texts almost word for word;
    it is negated when a not or never was put in, left out or swapped inside that run. Free
    paraphrase moves negation about, so nothing is concluded from it. A denial at the very start
    ("It is not true that ...") negates all.
    """
    folded = fold(passage.text).text
    denials = [match.start() for match in _DENIAL.finditer(folded)]
    if denials and (denials[0] < _EARLY_CHARS or 2 * len(denials) >= len(passage.sentences)):
        return 1.0
    known = _known(*right)
    recognised = negated = 0
    for said in _forms(passage):
        alike = known.alike(said.keys)
        verdicts = [flip for other in alike if (flip := _flipped(said, other)) is not None]
        if verdicts:
            recognised += 1
            negated += all(verdicts)
    return negated / recognised if recognised else None


class _Known:
    """The sentences of right texts, looked up by their content stems."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms = [form for text in texts for form in _forms(parse(text))]
        self._short = [n for n, form in enumerate(self._forms) if len(form.keys) <= _SLIPS]
        self._holders: dict[str, list[int]] = {}
        for number, form in enumerate(self._forms):
            for key in form.keys:
                self._holders.setdefault(key, []).append(number)

    def alike(self, keys: frozenset[str]) -> Iterator[_Form]:
        """Yield the sentences that share enough of `keys` for one to follow the other."""
        shared = dict.fromkeys(self._short, 0)
        for key in keys:
            for number in self._holders.get(key, ()):
                shared[number] = shared.get(number, 0) + 1
        enough = _PRECISION * len(keys) - _SLIPS
        for number in [number for number, same in shared.items() if same >= enough]:
            form = self._forms[number]
            least = _least(form.keys, keys)
            if shared[number] + _SLIPS >= least and min(len(form.keys), len(keys)) >= least:
                yield form


@lru_cache(maxsize=512)
def _known(*texts: str) -> _Known:
    return _Known(texts)


def _least(known: frozenset[str], said: frozenset[str]) -> float:
    """Return how many content stems two sentences share at least when one follows the other."""
    return max(_KEYS, _RECALL * len(known), _PRECISION * len(said))


def _forms(passage: Passage) -> list[_Form]:
    kept = ([t for t in said if t.stem not in _HELPERS] for said in passage.said.values())
    return [
        _Form(
            tuple([token.stem for token in said]),
            frozenset([t.stem for t in said if t.weight and t.word not in NEGATORS]),
            sum([token.word in NEGATORS for token in said]),
        )
        for said in kept
        if said
    ]


def _flipped(said: _Form, known: _Form) -> bool | None:
    """Return whether `said` turns `known` round; None when it does not follow it closely.

    Every content word must still be there: with one missing, a negator may stand for its opposite
    ("not in the same" for "separate").
    """
    least = _least(known.keys, said.keys)
    if _shared(said.keys, known.keys, least) < least:
        return None
    if Indel.normalized_similarity(known.stems, said.stems) < _LIKENESS:
        return None
    return (said.negators - known.negators) % 2 == 1


def _shared(said: frozenset[str], known: frozenset[str], least: float) -> int:
    """Return how many content stems are the same; under `least`, slips and synonyms included."""
    same = len(said & known)
    if same >= least:
        return same
    missing, others = known - said, said - known
    return same + sum(any(similarity(key, word) for word in others) for key in missing)
