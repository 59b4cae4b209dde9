"""Whether words give away what a good answer says."""

from collections.abc import Iterable

from nexus_cli.models.question import Question
from nexus_cli.scoring.tokens import everyday_stems, parse, workday_stems

_RUN = 5
"""Words in a row that are copied rather than met by chance."""
_MOST_RARE = 1
"""Rare words of one key point that may be said; two already point at it."""


class Leaks:
    """Knows what is not to be said before the person has said it."""

    def __init__(self, question: Question, known: Iterable[str]) -> None:
        """Take the question's points and model answer, less what `known` texts hold already."""
        points = [*question.key_points]
        texts = [point.point for point in points]
        accepted = [wording for point in points for wording in point.accept]
        secret = [*texts, *accepted, question.model_answer, question.paraphrase]
        heard = [_stems(text) for text in known]
        self._runs = _runs(map(_stems, secret)) - _runs(heard)
        common = everyday_stems() | workday_stems() | {stem for text in heard for stem in text}
        self._rare = [_content(text) - common for text in texts]

    def copies(self, words: str) -> bool:
        """Whether five words in a row stand in a key point, its wordings or a model answer."""
        return not self._runs.isdisjoint(_runs([_stems(words)]))

    def give_away(self, words: str) -> bool:
        """Whether `words` copy, or hold two rare words of one key point."""
        said = _content(words)
        return self.copies(words) or any(len(rare & said) > _MOST_RARE for rare in self._rare)


def _stems(text: str) -> list[str]:
    return [token.stem for token in parse(text).tokens]


def _content(text: str) -> set[str]:
    return {token.stem for token in parse(text).content}


def _runs(texts: Iterable[list[str]]) -> set[tuple[str, ...]]:
    return {tuple(t[at : at + _RUN]) for t in texts for at in range(len(t) - _RUN + 1)}
