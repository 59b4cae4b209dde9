"""What a text asks people to know, as spans: skills with the noun they go with, and fields."""

import re

from nexus_cli.knowledge.asked import is_asked, is_told
from nexus_cli.knowledge.fields import find_fields
from nexus_cli.knowledge.lexicon import find_skills, load_lexicon
from nexus_cli.knowledge.titled import leads_a_role, without_titles
from nexus_cli.knowledge.words import words

_PEOPLE_KINDS = words("hr nursing teaching logistics sales marketing finance product")
_VERSIONED_KINDS = words("language framework database os")
_HEAD = re.compile(
    r"[ -](?:frameworks?|databases?|scripting|architectures?|processes|principles|best practices"
    r"|technolog(?:y|ies)|testing|design|tools|systems|programming|languages|workflows|sessions"
    r"|projects|patterns|protocols)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r" ?v?\d{1,2}(?:\.\d{1,2})*\+?(?![\w%-])(?! ?(?:years|yrs|months|people|days|hours))",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?:\b(?:modern|relational|distributed|automated|core|internal|native) )+$", re.IGNORECASE
)
_LONGEST_ATTRIBUTE = 40


def find_knowledge(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each phrase naming hard knowledge that `text` asks for, in order.

    Skills of the lexicon come with their version and the noun they belong to (`Java 17`, `Linux
    systems`, `relational databases`); soft skills, job titles (`Java developer`) and sentences
    about the company are left out. Skills of people's trades, whose names are everyday words
    (`onboarding`), count only where knowledge is asked for. Spans do not overlap.
    """
    skills = load_lexicon().skills
    spans: list[tuple[int, int]] = []
    named: list[tuple[int, int]] = []
    for name, start, end in find_skills(text):
        kind = skills[name].kind
        if kind == "soft" or (kind in _PEOPLE_KINDS and not is_asked(text, start, end)):
            continue
        named.append((start, end))
        if not leads_a_role(text, end) and not is_told(text, start, end):
            spans.append((start, _version_end(text, end) if kind in _VERSIONED_KINDS else end))
    spans = without_titles(text, spans)
    spans += [
        span
        for span in find_fields(text, named)
        if not leads_a_role(text, span[1]) and not is_told(text, *span)
        if not any(start < span[1] and span[0] < end for start, end in named)
    ]
    return _merged(sorted(_widened(text, *span) for span in spans))


def _version_end(text: str, end: int) -> int:
    version = _VERSION.match(text, end)
    return version.end() if version else end


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    head = _HEAD.match(text, end)
    before = text[max(0, start - _LONGEST_ATTRIBUTE) : start]
    attribute = _ATTRIBUTE.search(before)
    return start - len(attribute.group() if attribute else ""), head.end() if head else end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
