"""What a point and a level's description must be: content that an answer either says or not."""

import re

from nexus_cli.brain.asking.forms import WrittenPoint
from nexus_cli.brain.asking.similarity import content
from nexus_cli.scoring.tokens import parse

MOST_POINT_WORDS = 18
MOST_PROBE_WORDS = 6
_MOST_LEVEL_WORDS = 30
_MOST_OTHER_WORDS = 25
_MOST_OTHERS = 4
_MOST_CHARACTERS = 240
_MOSTLY = 0.5
"""Share of a point's content words that the question may hold; 2 of the bank's 1,526 exceed it."""
_RUN = 5
"""Words in a row that give a point away."""
_PRAISE = re.compile(
    r"^(?:\w+ ){0,3}(?:understanding|knowledge|familiarity|awareness|proficiency|expertise|mastery)"
    r" (?:of|with|in)\b"
    r"|\b(?:(?<!as )well|clearly|correctly|properly|thoroughly|convincingly|in (?:good )?detail)"
    r"\W*$"
    r"|^(?:explains?|describes?|mentions?|discusses?|knows?|understands?) (?:\w+ )?\w+\W*$",
    re.IGNORECASE,
)
"""Praise of an answer instead of what it says."""
_MANNER = re.compile(
    r"\b(?:confiden(?:t|ce|tly)(?! (?:intervals?|levels?|scores?|bounds?|limits?))"
    r"|accents?(?! colou?rs?)|fluen(?:t|cy|tly)|articulate(?:s|ly)?|eloquen(?:t|ce|tly)"
    r"|well[- ](?:spoken|worded)|pronunciation|grammar|choice of words|filler words?"
    r"|nervous(?:ly|ness)?|charisma|body language|eye contact|personality|enthusias(?:m|tic)"
    r"|(?:clear|good|precise|careful|polished|proper|poor|better|elegant) wording"
    r"|wording (?:is|of the answer)"
    r"|(?:speaks?|sounds?|talks?) (?:very )?(?:clear|natural|native|nervous|professional|convincing"
    r"|smooth|well|good|broken|simple)(?:ly)?)\b",
    re.IGNORECASE,
)
"""How somebody speaks instead of what they say."""


def point_objection(point: str, question: str) -> str:
    """Return in a sentence why `point` cannot be looked for in an answer; empty when it can."""
    words = len(point.split())
    if words > MOST_POINT_WORDS or len(point) > _MOST_CHARACTERS:
        return f"A point has more than {MOST_POINT_WORDS} words."
    own = content(point)
    if len(own) < 2 or _PRAISE.search(point) or re.search(r"[.;!?]\s+\w|\?", point):
        return "A point is not one clause of content that an answer either says or not."
    if _MANNER.search(point):
        return "A point speaks of manner instead of content."
    if len(own & content(question)) > _MOSTLY * len(own):
        return "A point mostly repeats the question's words."
    return ""


def level_objection(description: str) -> str:
    """Return in a sentence why a level may not be described so; empty when it may."""
    words = len(description.split())
    if not 0 < words <= _MOST_LEVEL_WORDS or len(description) > _MOST_CHARACTERS:
        return f"A level is not described in one to {_MOST_LEVEL_WORDS} words."
    return "A level speaks of manner instead of content." if _MANNER.search(description) else ""


def probe_topic(point: WrittenPoint, question: str) -> str:
    """Return the point's probe topic, or nothing when it is long or reveals some of the point."""
    hidden = content(point.text) - content(question)
    if len(point.probe_topic.split()) > MOST_PROBE_WORDS or content(point.probe_topic) & hidden:
        return ""
    return point.probe_topic


def other_wordings(point: WrittenPoint, question: str) -> tuple[str, ...]:
    """Return up to four of the point's other wordings: such as say something the question does not.

    A wording that is mostly the question would reward an echo.
    """
    kept = [
        words
        for words in dict.fromkeys(point.other_words)
        if len(words.split()) <= _MOST_OTHER_WORDS
        and len(words) <= _MOST_CHARACTERS
        and len(content(words)) > 1
        and len(content(words) & content(question)) <= _MOSTLY * len(content(words))
    ]
    return tuple(kept[:_MOST_OTHERS])


def shared_run(one: str, other: str) -> bool:
    """Tell whether five words in a row of `one` stand in `other`."""
    return bool(_runs(one) & _runs(other))


def _runs(text: str) -> set[tuple[str, ...]]:
    stems = [token.stem for token in parse(text).tokens]
    return {tuple(stems[at : at + _RUN]) for at in range(len(stems) - _RUN + 1)}
