"""Whether a sentence asks people to know something, or only tells about a company."""

import re

_CUE = (
    r"experienced?|knowledge|skills?|skilled|familiar\w*|understand\w*|proficien\w+|degree"
    r"|qualif\w+|expert(?:ise)?|certif\w+|background|fluen\w+|competen\w+|hands-on"
)
_BEFORE = re.compile(
    rf"\b(?:{_CUE}|speak\w*|exposure|interest(?:ed)? in|passion\w*|good at|know|basics|e\.g|such as"
    r"|areas|principles of|tools|methods|well[- ]versed|track record|mindset|focus on|including)\b"
    r"|\b(?:industry|technologies|stack):",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s?(?:\w+ )?(?:{_CUE})\b", re.IGNORECASE)
_ANYWHERE = re.compile(
    rf"\b(?:{_CUE}|required|requirements?|must|ability|plus|nice to have|bonus|advantage|using"
    r"|technolog\w+|work(?:ing)? with)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_READER = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][ \n]|\n")
_REACH = 100
_LONGEST_ITEM = 12


def is_asked(text: str, start: int, end: int) -> bool:
    """Whether words such as `experience with` lead up to `text[start:end]`, or follow at once.

    They count up to 100 characters before it, in the same sentence.
    """
    opening, _ = _sentence(text, start, end)
    before = _BEFORE.search(text, max(opening, start - _REACH), start)
    return before is not None or _AFTER.match(text, end) is not None


def is_told(text: str, start: int, end: int) -> bool:
    """Whether the sentence around `text[start:end]` tells about a company and asks for nothing.

    It speaks of `we` or `our`, or is longer than the item of a list (12 words) and holds no word
    of requirement; and it does not speak to the reader.
    """
    opening, closing = _sentence(text, start, end)
    sentence = text[opening:closing]
    if _READER.search(sentence) or is_asked(text, start, end):
        return False
    if _COMPANY.search(sentence):
        return True
    return len(sentence.split()) > _LONGEST_ITEM and _ANYWHERE.search(sentence) is None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    opening = 0
    for found in _SENTENCE_END.finditer(text, 0, start):
        opening = found.end()
    closing = _SENTENCE_END.search(text, end)
    return opening, closing.end() if closing else len(text)
