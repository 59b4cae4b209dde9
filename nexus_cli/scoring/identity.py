"""Who a person is, as told in an answer: names, schools, employers. None touches a score."""

import re

from nexus_cli.scoring.tokens import Passage

_LEAD = re.compile(
    r"\b(?:my name is|(?:i am|i'm) called|call me"
    r"|(?:studied|graduated|degree|diploma|educated|schooling|studying|enrolled)"
    r"(?: \w+){0,3}? (?:at|from)"
    r"|(?:university|college|school|academy|institute|polytechnic) of|alum\w+ of"
    r"|(?:work|works|worked|working|employed|job|internship|interned|hired|years?|colleague|boss)"
    r" (?:at|for|by))\s+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?=(?i:[abcfimo]))(?i:at|from|of|for|by|is|called|me)\s+"
    r"(?:(?:the|a|an|of|and|de|van|von|for|at|in|&)\s+)*[A-Z]"
)
"""Stands wherever a name follows a lead, and is found much faster than the lead."""
_NAME = re.compile(
    r"(?:(?:the|a|an|of|and|de|van|von|for|at|in|&)\s+)*[A-Z][\w'’&-]*"
    r"(?:\s+(?:(?:of|and|the|de|van|von|for|&)\s+)*[A-Z][\w'’&-]*)*"
)


def identity_places(passage: Passage) -> set[int]:
    """Return the places of tokens that say who someone is or where they studied or worked.

    A capitalised name after such words as `my name is`, `studied at` or `worked for`, together
    with those words. Nothing is found in lower-case text: there a name is a word like any other.
    """
    plain = passage.text.translate(_PLAIN_QUOTES)
    if not _NAMED.search(plain):
        return set()
    spans = []
    for lead in _LEAD.finditer(plain):
        name = _NAME.match(plain, lead.end())
        if name:
            spans.append((lead.start(), name.end()))
    if not spans:
        return set()
    return {
        place
        for place, token in enumerate(passage.tokens)
        if any(start <= token.start < end for start, end in spans)
    }


_PLAIN_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'"})
