"""Requests to whoever reads, placed after an answer: they are no part of it."""

from nexus_cli.scoring.points import Target
from nexus_cli.scoring.tokens import Passage, Token, everyday_stems
from nexus_cli.scoring.wordlists import words

_REQUESTS = words(
    """what who whose how can could would will please write draft compose provide explain describe
    develop translate add include insert use replace convert substitute introduce misspell render
    group remove combine integrate modify enhance augment suggest give tell show list create make
    generate produce summarise summarize recommend mention rearrange scramble anagram"""
)
_LEAST_OVERLAP = 0.2


def off_task_places(target: Target, passage: Passage) -> set[int]:
    """Return the places of tokens in sentences that ask for something unrelated to the question.

    Such a sentence follows at least one other, begins like a request or a question, and has hardly
    a word of the question or its key points. Leaving it out neither adds nor takes a point.
    """
    about = (target.keys - everyday_stems()) | target.question_words
    sentences: dict[int, list[tuple[int, Token]]] = {}
    for place, token in enumerate(passage.tokens):
        sentences.setdefault(token.sentence, []).append((place, token))
    places: set[int] = set()
    for said in list(sentences.values())[1:]:
        stems = {token.stem for _, token in said if token.weight}
        asks = said[0][1].word in _REQUESTS
        if asks and stems and len(stems & about) <= _LEAST_OVERLAP * len(stems):
            places.update(place for place, _ in said)
    return places
