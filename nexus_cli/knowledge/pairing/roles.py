"""What a speaker's label says of them: interviewer, candidate, or neither."""

import re
from enum import StrEnum


class Role(StrEnum):
    """Who someone is in an interview."""

    INTERVIEWER = "interviewer"
    CANDIDATE = "candidate"
    UNKNOWN = "unknown"


_CANDIDATE = re.compile(
    r"\b(?:candidate|applicant|interviewee|respondent|job ?seeker|user|human)\b", re.I
)
_INTERVIEWER = re.compile(
    r"\b(?:interviewers?|recruiter|host|hiring manager|manager|moderator|facilitator"
    r"|panel(?:l?ist)?|hr|assistant|agent|bot|ai|nexus|employer|talent(?: partner| acquisition)?"
    r"|people (?:team|ops))\b",
    re.I,
)


def role_of(label: str, labels: frozenset[str]) -> Role:
    """Return the role that `label` names; `labels` are all of the transcript's, in lower case.

    `Q` and `A` are roles where both are there; `A` and `B` are what a tool calls two voices.
    """
    plain = label.casefold().strip(" .:").removeprefix("speaker ")
    labels = frozenset(name.removeprefix("speaker ") for name in labels)
    for asking, answering in (("q", "a"), ("question", "answer"), ("i", "c"), ("i", "r")):
        if plain in {asking, answering} and {asking, answering} <= labels:
            return Role.INTERVIEWER if plain == asking else Role.CANDIDATE
    words = plain.replace("_", " ").replace("-", " ")
    if _CANDIDATE.search(words):
        return Role.CANDIDATE
    return Role.INTERVIEWER if _INTERVIEWER.search(words) else Role.UNKNOWN
