"""A model's own words, as far as a report may print them."""

import re

from nexus_cli.brain.prompting import neutral
from nexus_cli.scoring.injection import injected_span
from nexus_cli.text import one_line

_LONGEST = 240
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SCORE = re.compile(
    r"\b\d(?:\.\d)? ?(?:/|out of|of) ?\d|\b\d{1,3} ?%"
    r"|\b(?:[0-5]|\d+\.\d) ?(?:points?|marks?|stars?)\b"
    r"|\b(?:scor\w*|levels?|grad(?:e|es|ed)|rat(?:e|ed|es|ing|ings)|marks?|anchors?)"
    r"\W+(?:\w+\W+){0,3}?(?:\d|zero|one|two|three|four|five|full|maximum|top)\b|\b[apdf]\d+\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:accents?|accented|fluen\w+|grammar\w*|grammatical\w*|pronunciation|pronounc\w+|spelling"
    r"|native speaker|broken english|emotion\w*|nervous\w*|anxious\w*|anxiety|enthusias\w+"
    r"|excite\w*|passion\w*|confident\w*|hesita\w+|shy|calm|tone of voice|personality|attitude"
    r"|gender|ethnic\w*|nationality|religio\w+|(?:strong|no|clear) hire|should be hired"
    r"|recommend\w* (?:th(?:e|is)|him|her|them) (?:candidate|person|applicant)?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?i:my name is|(?:i am|i'm) called|call me)\s+([^\W\d_a-z][\w'-]*(?:\s[^\W\d_a-z][\w'-]*)?)"
)


def remark(text: str, answer: str) -> str:
    """Return the sentences of `text` that speak about the content of `answer`, or nothing.

    Left out is what looks like a score or an id, what is about accent, fluency, feelings or the
    person, a name that the answer gives as its speaker's, and whatever reads like instructions.
    """
    names = {name for found in _NAME.findall(answer) for name in found.lower().split()}
    kept = [s for s in _SENTENCE.split(neutral(text)) if s and not _is_improper(s, names)]
    said = one_line(" ".join(kept), _LONGEST)
    return said if not said or said[-1] in ".!?…" else f"{said}."


def _is_improper(sentence: str, names: set[str]) -> bool:
    words = set(re.findall(r"[^\W\d_][\w'-]*", sentence.lower()))
    return bool(
        _SCORE.search(sentence)
        or _NEVER.search(sentence)
        or words & names
        or injected_span(sentence)
    )
