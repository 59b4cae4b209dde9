"""Words that may stand for each other: the hand-written groups beside this file."""

from functools import lru_cache

from nexus_cli.scoring.tokens import stem
from nexus_cli.scoring.wordlists import word_file


@lru_cache(maxsize=1)
def synonym_groups() -> dict[str, frozenset[int]]:
    """Return each listed stem with the numbers of the groups that it stands in."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(word_file("synonyms.txt")):
        for word in line:
            groups.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}
