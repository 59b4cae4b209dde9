"""Does an answer say the opposite of a right one? Only where its words follow a known wording."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz.distance import Indel

from nexus_cli.scoring.matching import similarity
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.tokens import Passage, Token, parse
from nexus_cli.scoring.wordlists import NEGATORS, words

_DENIAL = re.compile(
    r"\b(?:it(?:'s| is| was)? ?(?:simply |just )?(?:not|isn't|wasn't|never) (?:really )?"
    r"(?:true|the case|correct|right|so)|it(?:'s| is| was) (?:false|untrue|wrong|incorrect)) that\b"
)
_DENIAL_ENDS = (
    *("true that", "case that", "correct that", "right that", "so that", "false that"),
    "wrong that",
)
"""How a denial ends: most texts hold none, which is seen sooner than that they hold no denial."""
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
    denials = _denials(fold(passage.text).text)
    if denials and (denials[0] < _EARLY_CHARS or 2 * len(denials) >= len(passage.sentences)):
        return 1.0
    known = _known(*right)
    recognised = negated = 0
    for tokens, keys in _keyed(passage):
        alike = known.alike(keys)
        if not alike:
            continue
        said = _form(tokens, keys)
        verdicts = [flip for other in alike if (flip := _flipped(said, other)) is not None]
        if verdicts:
            recognised += 1
            negated += all(verdicts)
    return negated / recognised if recognised else None


def _denials(folded: str) -> list[int]:
    """Return where a text says that something is not so."""
    if not any(end in folded for end in _DENIAL_ENDS):
        return []
    return [match.start() for match in _DENIAL.finditer(folded)]


class _Known:
    """The sentences of right texts, looked up by their content stems."""

    def __init__(self, texts: Iterable[str]) -> None:
        passages = map(parse, texts)
        self._forms = [_form(*keyed) for passage in passages for keyed in _keyed(passage)]
        self._short = [n for n, form in enumerate(self._forms) if len(form.keys) <= _SLIPS]
        self._holders: dict[str, list[int]] = {}
        for number, form in enumerate(self._forms):
            for key in form.keys:
                self._holders.setdefault(key, []).append(number)

    def alike(self, keys: frozenset[str]) -> list[_Form]:
        """Return the sentences that share enough of `keys` for one to follow the other."""
        enough = _PRECISION * len(keys) - _SLIPS
        holders = [held for key in keys if (held := self._holders.get(key))]
        if len(holders) < enough:
            return []
        shared = Counter(chain(*holders))
        numbers = [number for number, same in shared.items() if same >= enough]
        if enough <= 0:
            numbers += [number for number in self._short if number not in shared]
        return list(self._close(keys, shared, numbers))

    def _close(
        self, keys: frozenset[str], shared: Counter[int], numbers: Iterable[int]
    ) -> Iterator[_Form]:
        for number in numbers:
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


def _keyed(passage: Passage) -> Iterator[tuple[list[Token], frozenset[str]]]:
    """Yield the tokens and the content stems of each sentence that has enough of them to follow."""
    for said in passage.said.values():
        content = [t.stem for t in said if t.weight and t.word not in NEGATORS]
        keys = frozenset(content) - _HELPERS
        if len(keys) >= _KEYS:
            yield said, keys


def _form(tokens: Sequence[Token], keys: frozenset[str]) -> _Form:
    kept = [token for token in tokens if token.stem not in _HELPERS]
    stems = tuple([token.stem for token in kept])
    return _Form(stems, keys, sum([token.word in NEGATORS for token in kept]))


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
