"""Instructions meant for whoever grades: found, cut out of the scored text, and flagged."""

import re
from functools import lru_cache

from nexus_cli.scoring.instructions import instructions_in
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.points import Target
from nexus_cli.scoring.tokens import Passage

FLAG = "The text holds instructions meant for the grader; they were left out of the score."
_RELEVANT = 0.15

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|$")
_LEAD_IN = re.compile(
    r"(?:\b(?:please|now|kindly|also|and|so|then|but|just|hi|hello|if|when|since|because|dear)\b\W*)+$"
)


@lru_cache(maxsize=32)  # asked for twice of the same text
def injected_span(text: str) -> tuple[int, int] | None:
    """Return `[start, end)` from the first instruction to the sentence end of the last, or None."""
    folded = fold(text)
    hits = instructions_in(folded.text)
    if not hits:
        return None
    last = _SENTENCE_END.search(folded.text, hits[-1].end())
    lead_in = _LEAD_IN.search(folded.text, 0, hits[0].start())
    first = lead_in.start() if lead_in else hits[0].start()
    start, stop = folded.span(first, last.end() if last else len(folded.text))
    while start < stop and text[start].isspace():
        start += 1
    return start, stop


def instruction_places(passage: Passage) -> set[int]:
    """Return the places of the tokens from the first instruction to the last."""
    span = injected_span(passage.text)
    if span is None:
        return set()
    start, end = span
    return {i for i, t in enumerate(passage.tokens) if t.start < end and t.end > start}


def injected_places(target: Target, passage: Passage) -> set[int]:
    """Return the places of tokens to leave out: the instructions, and what is not an answer.

    After an instruction, a sentence counts only if it is about the question and brings something
    of its own; what was said before stays. Empty when no instruction was seen.
    """
    span = injected_span(passage.text)
    if span is None:
        return set()
    _, end = span
    cut = instruction_places(passage)
    about = target.about
    sentences: dict[int, list[int]] = {}
    for place, token in enumerate(passage.tokens):
        if token.start >= end and token.weight:
            sentences.setdefault(token.sentence, []).append(place)
    idle = set()
    for sentence, places in sentences.items():
        stems = {passage.tokens[place].stem for place in places}
        if len(stems & about) < _RELEVANT * len(stems) or not stems & target.new_keys:
            idle.add(sentence)
    after = {i for i, t in enumerate(passage.tokens) if t.start >= end and t.sentence in idle}
    return cut | after
