"""Words written together or cut to their initials: `sub problem` and `TTL` are heard as meant."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nexus_cli.scoring.tokens import Token

_SHORTEST, _LONGEST = 3, 5
_SHORTEST_JOINED = 6


def joints_in(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each stem that neighbouring tokens of one sentence make, with their content stems.

    Two content words written as one (`sub` and `problem` make `subproblem`), and the initials of
    three to five words (`time to live` makes `ttl`).
    """
    for a, b in pairwise(tokens):
        if a.weight and b.weight and len(a.word) + len(b.word) >= _SHORTEST_JOINED:
            yield a.word + b.stem, (a.stem, b.stem)
    initials = _initials(tokens)
    for place in range(len(tokens)):
        for length in range(_SHORTEST, min(_LONGEST, len(tokens) - place) + 1):
            run = tokens[place : place + length]
            if run[0].weight and run[-1].weight:
                yield initials[place : place + length], tuple(t.stem for t in run if t.weight)


def acronyms(keys: frozenset[str]) -> tuple[str, ...]:
    """Return the keys that initials of three to five words might make."""
    return tuple(sorted(key for key in keys if _SHORTEST <= len(key) <= _LONGEST))


def heard_initials(
    sentences: Iterable[Sequence[Token]], acronyms: Sequence[str]
) -> tuple[str, ...]:
    """Return the acronyms whose letters begin neighbouring words somewhere in the sentences."""
    letters = " ".join([_initials(tokens) for tokens in sentences])
    return tuple([key for key in acronyms if key in letters])


def joined_keys(
    tokens: Sequence[Token], keys: frozenset[str], acronyms: Sequence[str]
) -> Iterator[str]:
    """Yield the keys that neighbouring tokens of one sentence make together."""
    pairs = [a.word + b.stem for a, b in pairwise(tokens) if a.weight and b.weight]
    yield from keys.intersection(pairs)
    initials = _initials(tokens) if acronyms else ""
    for key in acronyms:
        place = initials.find(key)
        if place >= 0 and tokens[place].weight and tokens[place + len(key) - 1].weight:
            yield key


def _initials(tokens: Sequence[Token]) -> str:
    return "".join([token.word[0] for token in tokens])
