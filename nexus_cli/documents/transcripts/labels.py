"""What names a speaker: `Jana Okoro`, `Speaker 2`, `INTERVIEWER`, and what only looks like it."""

import re
from functools import lru_cache

_TIDY = re.compile(r"^[\s*_#>\[(\-–—•|\"“]+|[\s*_:\])|\"”]+$")
_GUEST = re.compile(
    r"\s*[\[(](?:guest|external|unverified|host|me|you|he/him|she/her|they/them)[\])]", re.I
)
_WORD = re.compile(r"[^\s,.;:!?]+")
_NUMBERED = re.compile(
    r"(?:speaker|spk|person|participant|voice|channel)[ _#-]*(?:\d{1,3}|[a-z])", re.I
)
_STRONG = (
    "interviewer interviewers interviewee recruiter moderator candidate applicant respondent "
    "panelist panellist facilitator"
)
_WEAK = (
    "host hiring manager panel hr assistant user agent bot ai human q a question answer speaker "
    "participant employer i c r"
)
_NOT = (
    "note notes example result results situation task action actions first second third then next "
    "finally lesson lessons problem solution context background outcome step goal summary however "
    "because http https date time duration location position role title subject recorded "
    "recording attendees participants attending meeting interview transcript language file job "
    "department company email phone topic agenda id version status ps nb remember warning "
    "important also so meaning plus kind style region webvtt impact challenge approach today key "
    "takeaways yes no well okay ok right sorry look basically plan answering"
)
_LINKS = "de da del der den di do dos du la le van von bin ibn al el ten ter y e"
_STRONG_ROLES = frozenset(_STRONG.split())
ROLES = _STRONG_ROLES | frozenset(_WEAK.split())
"""Words that stand for a person in a transcript, in lower case."""
_NO_NAMES = frozenset(_NOT.split())
_PARTICLES = frozenset(_LINKS.split())


@lru_cache(maxsize=1024)
def label_of(text: str) -> str:
    """Return the name in `text` without decoration, or nothing when it cannot be one.

    A name has at most six words, none of which ends a sentence, and does not begin as notes do
    (`Result:`, `Date:`).
    """
    label = " ".join(_GUEST.sub("", _TIDY.sub("", text)).split())
    if not label or len(label) > 60 or not any(map(str.isalpha, label)):
        return ""
    words = label.split()
    first = words[0].casefold()
    if len(words) > 6 or first in _NO_NAMES:
        return ""
    if any(mark in label for mark in ("?", "!", ";", "://", '"', "=", "{", "<")):
        return ""
    return label


@lru_cache(maxsize=1024)
def is_surely_a_speaker(label: str) -> bool:
    """Whether `label` names a speaker by itself: a role, or a number that a tool gives."""
    if _NUMBERED.fullmatch(label):
        return True
    words = re.findall(r"[^\W\d_]+", label.casefold())
    if not words or len(words) > 4:
        return False
    return words[0] in _STRONG_ROLES or ROLES.issuperset(words)


def is_a_speaker(label: str, times: int, share: float) -> bool:
    """Whether `label` names a speaker, standing `times` times before a colon.

    A word on its own that stands there once may be part of what somebody says (`Yes: …`), unless
    nearly every line of the file, the `share` of them, begins with a label.
    """
    if is_surely_a_speaker(label):
        return True
    if looks_like_a_name(label):
        return times > 1 or " " in label or share >= _LINE_A_TURN
    return times >= 3 and len(label.split()) <= 3


_LINE_A_TURN = 0.9


@lru_cache(maxsize=1024)
def looks_like_a_name(label: str) -> bool:
    """Whether every word of `label` begins as names do: a capital, or a script without capitals."""
    words = [word for word in _WORD.findall(label) if word[0].isalpha()]
    return (
        0 < len(words) <= 5
        and all(not word[0].islower() or word in _PARTICLES for word in words)
        and not words[0].islower()
    )
