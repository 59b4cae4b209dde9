"""Requests to whoever reads, placed after an answer: they are no part of it."""

from nexus_cli.scoring.points import Target
from nexus_cli.scoring.tokens import Passage, Token
from nexus_cli.scoring.wordlists import words

_REQUESTS = words(
    """what who whose how can could would will please write draft compose provide explain describe
    develop translate add include insert use replace convert substitute introduce misspell render
    group remove combine integrate modify enhance augment suggest give tell show list create make
    generate produce summarise summarize recommend mention rearrange scramble anagram"""
)
_SPEAKER = words("i we me us my our")
_LEAST_OVERLAP = 0.2
_FEWEST_WORDS = 2


def off_task_places(target: Target, passage: Passage) -> set[int]:
    """Return the places of tokens in sentences that ask for something unrelated to the question.

    Such a sentence follows at least one other, begins like a request or a question, and has hardly
    a word of the question or its key points. A capital letter begins one too, since the answer
    before it may lack its full stop. Whoever asks in the first person tells a story. Leaving it out
    neither adds nor takes a point.
    """
    places: set[int] = set()
    if not _asks_later(passage):
        return places
    for said in _statements(passage)[1:]:
        stems = {token.stem for _, token in said if token.weight}
        asks = said[0][1].word in _REQUESTS and not any(t.word in _SPEAKER for _, t in said)
        if (
            asks
            and len(stems) >= _FEWEST_WORDS
            and len(stems & target.topics) <= _LEAST_OVERLAP * len(stems)
        ):
            places.update(place for place, _ in said)
    return places


def _asks_later(passage: Passage) -> bool:
    """Tell whether a sentence after the first, or a capital letter, begins with a request."""
    text, tokens = passage.text, passage.tokens
    asking = [place for place, token in enumerate(tokens) if token.word in _REQUESTS and place]
    return any(
        tokens[place].sentence != tokens[place - 1].sentence or text[tokens[place].start].isupper()
        for place in asking
    )


def _statements(passage: Passage) -> list[list[tuple[int, Token]]]:
    """Return the tokens with their places, a list for each sentence or capitalised request."""
    statements: list[list[tuple[int, Token]]] = []
    sentence = -1
    for place, token in enumerate(passage.tokens):
        requests = token.word in _REQUESTS and passage.text[token.start].isupper()
        if requests or token.sentence != sentence:
            statements.append([])
        sentence = token.sentence
        statements[-1].append((place, token))
    return statements


def begins_as_request(passage: Passage) -> bool:
    """Tell whether the first word asks the reader for something."""
    return bool(passage.tokens) and passage.tokens[0].word in _REQUESTS
