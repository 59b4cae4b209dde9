"""A job description read by a language model, on the ground of what the text says."""

import re
from collections.abc import Awaitable

from nexus_cli.brain.prompting import Caller, neutral
from nexus_cli.brain.reading.asked_skills import merge_skills, pointed_needs
from nexus_cli.brain.reading.evidence import first_in
from nexus_cli.brain.reading.forms import ReadJob
from nexus_cli.brain.reading.pointing import Pointed, read_beside
from nexus_cli.brain.reading.telling import notices
from nexus_cli.models.document import Document
from nexus_cli.models.job import Job
from nexus_cli.models.result import Result

_FEWEST_DUTIES = 3
_MOST_YEARS = 30
_PLACEHOLDERS = frozenset({"", "the job", "job", "job description", "untitled", "vacancy"})
"""Titles and companies, in lower case, that say nothing."""
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_YEARS = re.compile(r"\b(?:years?|yrs?)\b", re.IGNORECASE)


async def read_job(caller: Caller, description: Document, offline: Awaitable[Job]) -> Result[Job]:
    """Return what a job asks for: what `offline` read in the text, and what a model's lines add.

    The text wins, also over what is a must. A model adds skills whose words stand in the lines it
    names, and fills in title, company, years and duties where the text gave none or hardly any;
    `disagreements` says where the two differ. Raises BrainError when a model failed on any part.
    """
    pointed, found = await read_beside(caller, ReadJob, "jd", description.text, offline)
    needs = pointed_needs(pointed)
    skills = merge_skills(found, needs, pointed)
    years = _years(pointed)
    sentences = (
        *found.disagreements,
        *_years_differ(found.years_required, years),
        *skills.sentences,
        *notices("The job description", addressed=pointed.addressed, left_out=pointed.left_out),
    )
    job = found.model_copy(
        update={
            "title": _filled(found.title, pointed, "title"),
            "company": _filled(found.company, pointed, "company"),
            "required_skills": skills.required,
            "preferred_skills": skills.preferred,
            "years_required": years if found.years_required is None else found.years_required,
            "responsibilities": _duties(found.responsibilities, needs.duties),
            "disagreements": sentences,
        }
    )
    return Result(value=job, provenance=pointed.provenance, usage=pointed.usage)


def _filled(known: str, pointed: Pointed[ReadJob], field: str) -> str:
    """Return `known`, or in place of nothing the first of the forms' values that a line holds."""
    if known.strip().casefold() not in _PLACEHOLDERS:
        return known
    found = (first_in(evidence.sound(), getattr(form, field)) for form, evidence in pointed.parts)
    return next((name for name in found if name.casefold() not in _PLACEHOLDERS), known)


def _years(pointed: Pointed[ReadJob]) -> float | None:
    """Return the most years that a line bears out, None without any."""
    proven = [
        float(form.years)
        for form, evidence in pointed.parts
        if form.years is not None
        and 0 < form.years <= _MOST_YEARS
        and _says(evidence.line(form.years_line), form.years)
    ]
    return max(proven, default=None)


def _says(line: str, years: int) -> bool:
    text = neutral(line).casefold()
    word = _NUMBERS[years - 1] if years <= len(_NUMBERS) else str(years)
    number = re.search(rf"(?<![\w.,])(?:{years}|{word})(?![\d.,]\d|\w)", text)
    return number is not None and _YEARS.search(text) is not None


def _years_differ(by_text: float | None, by_model: float | None) -> list[str]:
    if by_text is None or by_model is None or by_text == by_model:
        return []
    return [
        f"The text asks for {by_text:g} years of experience, the language model read "
        f"{by_model:g}. The text stands."
    ]


def _duties(known: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    if len(known) >= _FEWEST_DUTIES:
        return known
    folded = {duty.casefold() for duty in known}
    return (*known, *(duty for duty in found if duty.casefold() not in folded))
