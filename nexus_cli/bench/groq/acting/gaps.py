"""Gaps between what the requirements ask for and what the claims show."""

import re
from collections.abc import Iterator

from nexus_cli.bench.groq.acting.told import Fence, Told
from nexus_cli.brain.asking.forms import FoundArea, FoundGaps
from nexus_cli.brain.kinship import canonical, covers, neighbours
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.scoring.tokens import parse

_NAME_ENDS = re.compile(r"\s*(?:[:;,.(|]|\s[-–—]\s)")
_PHRASE_ENDS = re.compile(r"[:;,.(]| (?:that|so|which|with|for|where|when|until) ")
_LABEL = re.compile(
    r"^(?:must have|nice to have|duty|experience|skill|role|title|as [^:]{1,70}): *", re.IGNORECASE
)
_ABOUT = re.compile(r"; about (.+?) \([^()]*\)(?:;|$)")
_UNTOLD = "The job names this duty, and the CV tells of no work like it."
_MOST_AREAS, _MOST_DUTIES = 4, 2
_ALIKE = 2
_MOST_AREA_WORDS = 6
_WISH = re.compile(r"\b(?:nice to have|preferred|plus|optional|would like)\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:listed|no dated|only named)\b", re.IGNORECASE)


def find_gaps(told: Told) -> FoundGaps:
    """Return what the requirements ask for and the claims do not show, the most telling first."""
    claims = told.fence("claim", "cv", "candidate", "skill")
    found: dict[str, FoundArea] = {}
    for line, text in told.fence("requirement", "job", "wish").lines.items():
        for area in _areas(line, text, claims):
            found.setdefault(area.area, area)
    duties = [area for area in found.values() if area.reason == _UNTOLD][:_MOST_DUTIES]
    skills = [area for area in found.values() if area.reason != _UNTOLD]
    skills.sort(key=lambda area: area.priority)
    areas = [*duties, *skills][:_MOST_AREAS]
    return FoundGaps(areas=sorted(areas, key=lambda area: area.priority))


def area_named(text: str) -> str:
    """Return what a line is about: `SQL` of `must have: SQL` and of `...; about SQL (a claim)`."""
    about = _ABOUT.search(text)
    name = about[1] if about else _NAME_ENDS.split(_LABEL.sub("", text), maxsplit=1)[0].strip()
    return canonical(name) if name else text


def _areas(line: str, text: str, claims: Fence) -> Iterator[FoundArea]:
    if text.startswith("duty"):
        yield from _untold_duty(line, _LABEL.sub("", text), claims)
    if text.startswith(("duty", "experience")):  # years are counted, not judged
        return
    skills = list(dict.fromkeys(name for name, _, _ in find_skills(text))) or [area_named(text)]
    strength = "would like" if _WISH.search(text) else "requires"
    for skill in skills:
        own = _claiming(frozenset({skill}), claims, covering=True)
        near = _claiming(neighbours(skill), claims)
        if not own:
            reason = f"The job {strength} {skill}; the CV does not mention it."
            priority = 1 if strength == "requires" else 3
        elif all(_LISTED.search(claims.lines[claim]) for claim in own):
            reason = f"The CV names {skill}, but in no dated role; the job {strength} it."
            priority = 2
        else:
            continue
        yield FoundArea(
            requirement=line, claims=own or near, area=skill, reason=reason, priority=priority
        )


def _untold_duty(line: str, duty: str, claims: Fence) -> Iterator[FoundArea]:
    """Yield the duty as an area when no claim shares two words of content with it."""
    words = stems(duty)
    if any(len(words & stems(claim)) >= _ALIKE for claim in claims.lines.values()):
        return
    name = " ".join(_PHRASE_ENDS.split(duty, maxsplit=1)[0].split()[:_MOST_AREA_WORDS])
    yield FoundArea(requirement=line, claims=[], area=name, reason=_UNTOLD, priority=2)


def _claiming(
    skills: set[str] | frozenset[str], claims: Fence, covering: bool = False
) -> list[str]:
    """Return the ids of the claims that name one of `skills`, or one that covers it."""
    found = []
    for line, text in claims.lines.items():
        named = {name for name, _, _ in find_skills(text)} | {area_named(text)}
        reach = named.union(*map(covers, named)) if covering else named
        if reach & skills:
            found.append(line)
    return found


def stems(text: str) -> set[str]:
    """Return the stems of the words of `text` that carry content."""
    return {token.stem for token in parse(text).content}
