"""How much of an answer was said, for the wait that follows it."""

from nexus_cli.models.question import Question
from nexus_cli.scoring import measure_coverage
from nexus_cli.speech.completeness import has_marks

_AFTERTHOUGHT_WORDS = 8
_UNMARKED_AFTERTHOUGHT_WORDS = 12


def spoken_coverage(question: Question, text: str) -> float | None:
    """Return the share (0-1) of key points that `text` says; None where `question` has none.

    A point that came only with the last eight words (three seconds) counts half: whoever has just
    made the last point mostly goes on about it. In the model answers of the question packs, 90 % of
    the ends and 9 % of the sentence borders before them have every point covered; 70 % and 6 % have
    had so for eight words. Without marks it is twelve words: coverage looks within two neighbouring
    sentences, so a text that is one long sentence seems to say a point sooner. Takes milliseconds.
    """
    if not question.key_points:
        return None
    words = text.split()
    count = _AFTERTHOUGHT_WORDS if has_marks(text) else _UNMARKED_AFTERTHOUGHT_WORDS
    return (_share(question, text) + _share(question, " ".join(words[:-count]))) / 2


def _share(question: Question, text: str) -> float:
    points = measure_coverage(question, text).points
    return sum(point.covered for point in points) / len(points)
