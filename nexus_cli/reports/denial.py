"""Where an answer names a skill, and where it says that the skill is missing."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nexus_cli.reports.clauses import clause_around


class Mention(NamedTuple):
    """A skill named in a text. Offsets are code points."""

    skill: str
    start: int
    end: int
    negated: bool
    """Named only to say what was not there: `we never used Kafka`."""
    denied: bool
    """Negated by the speaker, about the speaker, without reservation: `I never used Kafka`."""


_KIND = r"(?:any|hands-on|real|practical|actual|prior|direct)"
_USED = (
    r"(?:used?|using|worked\s+(?:with|on|in)|work\s+(?:with|on|in)|touched|tried|seen|run|operated|"
    r"deployed|written|learn(?:ed|t)|known?|done|handled|programmed\s+in|coded\s+in|"
    rf"(?:had|have)\s+(?:{_KIND}\s+)*(?:experience|exposure|knowledge)(?:\s+(?:with|in|of|to))?)"
)
_CUE = re.compile(
    r"(?P<cue>"
    rf"(?:\bnever|\bnot|n['’]t)(?:\s+(?:really|actually|ever|personally|yet|even|once))*\s+{_USED}"
    rf"|\b(?:no|zero|lack(?:ing)?)(?:\s+{_KIND})*"
    r"\s+(?:experience|knowledge|exposure|background)"
    r"(?:\s+(?:with|in|of|on|about|to|using|working\s+with))?"
    r"|\b(?:unfamiliar\s+with|not\s+familiar\s+with|new\s+to)"
    r"|\bnot\s+(?:on|with|in)"
    r")(?:\s+(?:any|the|an?|of|with|in|on|to|either|really|actually|real|apache|aws|google))*"
    r"\s*[\"'“(]?$",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"(?:never|not|n['’]t)\s+(?:\w+\s+)?(?:use|work)\b", re.IGNORECASE)
"""`I do not use it` tells a choice, not what the speaker can do."""
_FILLERS = (
    r"(?:well|honestly|frankly|sorry|unfortunately|no|so|um|uh|and|to\s+be\s+honest|"
    r"i['’]m\s+afraid|i\s+(?:must|have\s+to)\s+(?:say|admit))"
)
_SPEAKER = re.compile(
    rf"^(?:{_FILLERS}[\s,]*)*$"
    r"|\bi(?:\s+(?:have|am|do|really|honestly|personally|myself|actually|must|still))*$"
    r"|\bi['’](?:ve|m)(?:\s+(?:really|honestly|personally|actually|still))*$",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"[\s,]*(?:\w+\s+)?\b(?:before|until|till|when|while|since|for|there|here|in\s+(?:production|"
    r"anger|that|this)|at\s+(?:scale|first|the\s+time|that)|professionally|commercially|directly|"
    r"without|back\s+then|like|that\s+way|as|where|to|alone|myself|again|much|only)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"(?:\s+itself)?\s*[,:?–—-]*\s*(?:"
    r"(?:is|are)\s+(?:\w+\s+)?(?:new|unfamiliar|foreign|unknown)\s+to\s+me\b"
    r"|i(?:['’]ve|\s+have)?\s+(?:never|not)\s+(?:\w+\s+)?(?:used|touched|tried|worked|seen|learned)"
    r"|i\s+haven['’]t\s+(?:\w+\s+)?(?:used|touched|tried|worked|seen|learned)"
    r"|(?:no,?\s+)?never\s+(?:used|touched|tried|worked|seen)"
    r"|not\s+(?:at\s+all|yet)\b"
    r"|no\s+experience\b)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:like|love|want|hope|wish|plan|keen|eager)\s+to\s+"
    r"(?:be|become|get|grow|learn|know|try|build|improve|work)\b",
    re.IGNORECASE,
)
"""`I would like to be confident with it` names a skill as something still to come."""
_NOT_KNOWING = re.compile(
    r"\b(?:(?:do\s+not|don['’]?t)\s+(?:really\s+)?know|no\s+(?:idea|clue)|not\s+sure"
    r"|(?:can\s*not|can['’]t|could\s+not|couldn['’]t)\s+(?:really\s+)?(?:say|tell|answer))\b",
    re.IGNORECASE,
)
_SHORT_ANSWER = 15
"""Words; in a longer answer `I don't know` is about something in passing."""
_LIST_GLUE = re.compile(r"\s*(?:[,/]\s*)?(?:(?:or|nor|and)\s+)?(?:any\s+)?", re.IGNORECASE)
_NEW_SUBJECT = re.compile(r"\s+(?:is|was|are|were|has|had|did|does|came|worked)\b", re.IGNORECASE)


def mentions(text: str, hits: Iterable[tuple[str, int, int]]) -> tuple[Mention, ...]:
    """Return each of `hits`, `(skill, start, end)`, with whether `text` negates or denies it.

    Errs towards the speaker: a denial with a reservation (`not in production`, `until 2020`) or
    about someone else (`my team had no experience with it`) is no denial.
    """
    ordered = sorted(hits, key=lambda hit: (hit[1], hit[2]))
    found: list[Mention] = []
    for index, (skill, start, end) in enumerate(ordered):
        before = found[-1] if found else None
        if before and before.negated and _continues(text, before, start, end):
            found.append(Mention(skill, start, end, True, before.denied))
        else:
            denied = _denial(text, ordered, index)
            found.append(Mention(skill, start, end, denied is not None, bool(denied)))
    return tuple(found)


def admits_not_knowing(text: str) -> bool:
    """Whether an answer as a whole says that its speaker does not know."""
    return len(text.split()) <= _SHORT_ANSWER and _NOT_KNOWING.search(text) is not None


def _denial(text: str, hits: Sequence[tuple[str, int, int]], index: int) -> bool | None:
    """Return None when nothing negates the skill, else whether the speaker denies having it."""
    _, start, end = hits[index]
    if _AFTERWARDS.match(text, end):
        return True
    clause_start, clause_end = clause_around(text, start, end)
    if _WISH.search(text, clause_start, start):
        return False
    cue = _CUE.search(text[clause_start:start])
    if cue is None:
        return None
    if _CHOICE.match(cue["cue"]):
        return False
    list_end = _list_end(text, hits, index)
    by_speaker = _SPEAKER.search(text[clause_start : clause_start + cue.start()].rstrip())
    return by_speaker is not None and not _RESERVED.match(text, list_end, max(list_end, clause_end))


def _continues(text: str, before: Mention, start: int, end: int) -> bool:
    glue = text[before.end : start]
    return bool(glue and _LIST_GLUE.fullmatch(glue)) and not _NEW_SUBJECT.match(text, end)


def _list_end(text: str, hits: Sequence[tuple[str, int, int]], index: int) -> int:
    """Return where the list of skills that begins at `index` ends: `Kafka, Flink or Spark`."""
    end = hits[index][2]
    for _, start, next_end in hits[index + 1 :]:
        if not _LIST_GLUE.fullmatch(text[end:start] or "x"):
            break
        end = next_end
    return end
