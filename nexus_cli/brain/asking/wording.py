"""Whether the words of a question can be asked aloud: one question, short, open."""

import re

MOST_WORDS = 35
_MOST_CHARACTERS = 300
_SENTENCE = re.compile(r"[^.!?]*(?:[.!](?!\s|$)[^.!?]*)*\?")
_CLAUSE = re.compile(r"[,;:]\s+|\s[-–—]\s")
_JOINT = re.compile(r"^(?:(?:and|or|but|so|then|if so|\W)\s*)+", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might"
    r"|must)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:(?:in|at|on|by|for|from|to|of|with|after|under|until|up to|about|against) )?"
    r"(?:how|what|which|why|when|where|who|whom|whose)\b",
    re.IGNORECASE,
)
_OPEN_WORD = re.compile(r"\b(?:how|what|which|why|where|who|whom|whose)\b", re.IGNORECASE)
_MARKUP = re.compile(r"\*\*|```|https?:|[{}<>\\|]|\b[gcj]\d{1,2}\b")
"""What nobody can say aloud, and the ids of the prompt's lines."""


def wording_objection(question: str) -> str:
    """Return in a sentence why `question` cannot be asked as it stands; empty when it can."""
    if wrong := sayable_objection(question):
        return wrong
    return "The question can be answered with yes or no." if closed(question) else ""


def sayable_objection(question: str) -> str:
    """Return in a sentence why `question` is not one short question to be said aloud."""
    if (marks := question.count("?")) != 1:
        return f"The question has {marks} question marks instead of one."
    words = len(question.split())
    if words > MOST_WORDS or len(question) > _MOST_CHARACTERS:
        return f"The question has {words} words; {MOST_WORDS} of usual length are the most."
    if _MARKUP.search(question):
        return "The question holds signs that cannot be said aloud."
    return ""


def closed(question: str) -> bool:
    """Tell whether yes or no would answer the sentence that ends in the question mark.

    Of its clauses the last one that begins as a question does decides: `when it fails, do you
    restart it?` is closed, `when it fails, what do you do?` is open.
    """
    asked = _SENTENCE.search(question)
    clauses = [_JOINT.sub("", part.strip()) for part in _CLAUSE.split(asked[0] if asked else "")]
    kinds = [
        bool(_AUXILIARY.match(clause))
        for clause in clauses
        if _AUXILIARY.match(clause) or _OPEN.match(clause)
    ]
    if kinds:
        return kinds[-1] or kinds[0]
    return not any(_OPEN_WORD.search(clause) for clause in clauses)
