"""Does an answer speak as its kind of question asks: a story told, oneself introduced, asking back?

Such questions are answered with particulars that no key point can foresee, so how something is said
counts, a little, as a sign that it is about the question.
"""

import re

from nexus_cli.models.question import Category
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.tokens import Passage

_THEN = r"(?: (?:also|then|first|just|only|never|always|still|later|finally|once))?"
_TOLD = re.compile(
    rf"\b(?:i|we){_THEN} (?:was|were|had|did(?:n't| not)?|[a-z]{{2,}}ed|told|made|took|went|got"
    r"|came|saw|said|wrote|built|found|gave|kept|put|ran|sat|set|showed|sent|spoke|began|brought"
    r"|chose|cut|drew|felt|held|knew|learnt|left|led|lost|met|read|rang|stood|taught|thought"
    r"|understood|bought|split|let|drove|dealt|heard|paid)\b"
)
_INTRODUCED = (
    re.compile(
        r"\b(?:i am|i'm|i work|i've been|i have been|my (?:job|role|work)|i (?:lead|run)"
        r"|i look after|currently|at the moment|right now|these days)\b"
    ),
    re.compile(
        r"\b(?:before that|previously|since (?:19|20)\d\d|years?"
        r"|i (?:started|began|joined|moved|changed|came|used to|worked|trained|was))\b"
    ),
    re.compile(
        r"\b(?:i(?:'d| would) (?:like|love|bring)|i (?:want|like|enjoy|hope|think i|can learn)"
        r"|i'm (?:good|proud|proudest|looking|ready|working)|i've (?:always|started|done)"
        r"|(?:they|people)(?:'d| would| often)? (?:say|said|tell))\b"
    ),
    re.compile(r"\byour?\b"),
)
_ASKED = (
    re.compile(r"\?"),
    re.compile(
        r"\bi(?:'d| would)(?: also)? (?:like|want|love) to (?:know|hear|ask|see|understand)\b"
        r"|\bi(?:'d| would)(?: also)? ask\b"
        r"|\btell me\b"
    ),
    re.compile(
        r"\b(?:who|how|what|when|where|which|whether|is there|are there|do|does|will|would)\b"
        r"[^.?!]{0,60}\b(?:you|your|the (?:team|unit|role|job|group))\b"
    ),
    re.compile(
        r"\bi (?:need|like|want|prefer|value)\b|\b(?:matters to|worries) me\b|\bas for me\b"
    ),
)
_WEIGHT = {Category.BEHAVIOURAL: 0.05, Category.OPENING: 0.25, Category.CLOSING: 0.25}
_FEW, _MANY = 0.2, 0.5


def manner(category: Category | None, passage: Passage) -> float:
    """Return what the manner of an answer adds to the evidence of its topic: 0 to .25.

    For a story the share of sentences in which the person tells what they did, from a fifth to
    half; for an opening or a closing how many of four ways to introduce oneself, or to ask back,
    are there, from two on. It weighs little for stories, since most answers hold a bit of one.
    """
    weight = _WEIGHT.get(category, 0.0) if category else 0.0
    if not weight:
        return 0.0
    if category is Category.BEHAVIOURAL:
        share = _told_share(passage)
        return weight * min(1.0, max(0.0, (share - _FEW) / (_MANY - _FEW)))
    cues = _INTRODUCED if category is Category.OPENING else _ASKED
    text = fold(passage.text).text
    found = sum(cue.search(text) is not None for cue in cues)
    return weight * min(1.0, max(0.0, found / 2 - 0.5))


def _told_share(passage: Passage) -> float:
    text = fold(passage.text)
    used = {token.sentence for token in passage.tokens}
    places = [text.span(*match.span())[0] for match in _TOLD.finditer(text.text)]
    told = sum(any(a <= p < b for p in places) for a, b in (passage.sentences[s] for s in used))
    return told / len(used) if used else 0.0
