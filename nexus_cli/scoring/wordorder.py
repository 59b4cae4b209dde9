"""Small words in an order that no sentence has: how shuffled text gives itself away."""

from itertools import pairwise

from nexus_cli.scoring.tokens import Passage
from nexus_cli.scoring.wordlists import words

_OWNERS = words("the an my our your their every")
_PERSONS = words("i we they he she")
_PLACES = words("of to in on at for with from by into")
_HELPERS = words("is are was were has have had would will can could should must been did")
_JOINTS = words("and or but because if when than")
_PARTICLES = words("on in by")
_ALL = _OWNERS | _PERSONS | _PLACES | _HELPERS | _JOINTS

# For each small word, the small words that cannot come next. Names of programming loops, letters
# that name things ("bulbs a and c") and slips of people who learn English are kept out.
_NEVER: dict[str, frozenset[str]] = (
    {w: (_ALL - {"when"}) | words("a this") for w in _OWNERS}
    | {w: _OWNERS | _PLACES | words("a and or but because if than") for w in _PERSONS}
    | {w: _PERSONS | _HELPERS | words("and or but because than") for w in _PLACES - _PARTICLES}
    | {w: (_HELPERS - {"is"}) | words("but than") for w in _PARTICLES}
    | {"to": (_HELPERS - {"have", "must"}) | _PERSONS | words("of from by at but because if than")}
    | {w: words("of is are was were would will can could should and or but than") for w in _HELPERS}
    | {w: words("of than been") for w in _JOINTS - {"because"}}
    | {"because": words("or but than been")}
    | {"a": _OWNERS | words("of because with if at from for has had have would can could should")}
)
_NEVER_LAST = _OWNERS | words("a and or because if of than")
_FEWEST, _SHARE = 3, 0.08
_FEW_PAIRS = 24
"""Up to here two broken pairs are enough."""


def is_broken(passage: Passage) -> bool:
    """Tell whether one in twelve small words is followed by one that cannot come next.

    Well-formed and learner's English stay near one in a hundred, shuffled text mostly does not.
    """
    seen = broken = 0
    for token, after in pairwise(passage.tokens):
        if token.word not in _NEVER:
            continue
        seen += 1
        if after.sentence == token.sentence:
            broken += after.word in _NEVER[token.word]
        else:
            broken += token.word in _NEVER_LAST
    return broken >= (2 if seen <= _FEW_PAIRS else _FEWEST) and broken >= _SHARE * seen
