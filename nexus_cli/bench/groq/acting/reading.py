"""A CV or a job description read by the offline reader, and told in line ids."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from nexus_cli.bench.groq.acting.held_roles import told_roles
from nexus_cli.bench.groq.acting.told import Told, line_of
from nexus_cli.brain.reading.forms import (
    CvSkill,
    CvStudy,
    JobRequirement,
    ReadCV,
    ReadJob,
)
from nexus_cli.knowledge.candidate import read_candidate
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.knowledge.requirements import read_job as read_description
from nexus_cli.knowledge.years_asked import read_years
from nexus_cli.models.job import Job
from nexus_cli.scoring.injection import injected_span

Lines = Mapping[str, str]

_LONGEST_QUOTE = 12
_BULLET = re.compile(r"[-*•·–]\s|\d+[.)]\s")


def read_cv(told: Told) -> ReadCV:
    """Return the CV behind the fence, its roles and claims by the lines that show them."""
    lines, addressed = _sorted_out(told.fence("cv", "resume", "candidate", "document").lines)
    today = datetime.now(UTC).date()
    found = read_candidate("\n".join(_parted(lines.values())), today=today)
    roles = list(told_roles(found.roles, lines, today))
    done = {line for role in roles for line in role.achievements}
    skills = [
        CvSkill(
            line=line,
            name=_as_written(claim.name, lines[line]),
            evidence="used" if line in done else "listed",
        )
        for claim in found.skills
        if (line := line_of(claim.evidence, lines))
    ]
    education = [
        CvStudy(line=line, what=lines[line].strip("-*• "))
        for study in found.education
        if (line := line_of(study.qualification or study.institution, lines))
    ]
    return ReadCV(
        addressed_to_reader=addressed, roles=roles, skills=skills, education=education, unclear=[]
    )


def read_job(told: Told) -> ReadJob:
    """Return the job description behind the fence, each wish by the line that states it."""
    lines, addressed = _sorted_out(told.fence("jd", "job", "description", "document").lines)
    job = read_description("\n".join(_parted(lines.values())))
    years = {line: read_years([text]) for line, text in lines.items()}
    asked = [line for line, number in years.items() if number and number == job.years_required]
    return ReadJob(
        addressed_to_reader=addressed,
        title=job.title,
        company=job.company,
        requirements=list(_requirements(job, lines)),
        years=round(job.years_required) if job.years_required and asked else None,
        years_line=asked[0] if asked else "",
    )


def addressed_lines(lines: Lines) -> list[str]:
    """Return the ids of the lines that tell their reader what to do."""
    return [line for line, text in lines.items() if injected_span(text)]


def _sorted_out(lines: Lines) -> tuple[dict[str, str], list[str]]:
    addressed = addressed_lines(lines)
    return {line: text for line, text in lines.items() if line not in addressed}, addressed


def _parted(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines with blank ones between parts: fences leave those out, readers need them."""
    bullet = False
    for text in texts:
        was, bullet = bullet, _BULLET.match(text) is not None
        if text.startswith("#") or (was and not bullet):
            yield ""
        yield text


def _requirements(job: Job, lines: Lines) -> Iterator[JobRequirement]:
    named = {line: {skill for skill, _, _ in find_skills(text)} for line, text in lines.items()}
    for skill in (*job.required_skills, *job.preferred_skills):
        shown = [line for line, skills in named.items() if skill in skills]
        # The first line is often the title; what asks for a skill comes after it.
        line = next((line for line in shown if lines[line] != job.title), line_of(skill, lines))
        if line:
            kind = "must" if skill in job.required_skills else "nice"
            quote = _short(lines[line].strip("-*• "), skill)
            yield JobRequirement.model_validate(
                {"line": line, "quote": quote, "skill": _as_written(skill, quote), "kind": kind}
            )
    for duty in job.responsibilities:
        if line := line_of(duty, lines):
            yield JobRequirement(line=line, quote=_short(duty), skill="", kind="duty")


def _as_written(skill: str, line: str) -> str:
    """Return the words that stand for `skill` in `line`, or its own name when none do."""
    places = ((start, end) for name, start, end in find_skills(line) if name == skill)
    return next((line[start:end] for start, end in places), skill)


def _short(line: str, skill: str = "") -> str:
    """Return twelve words of `line` at most, those that name `skill` among them."""
    words, named = line.split(), _as_written(skill, line)
    before = line.partition(named)[0].split() if named and named in line else []
    start = len(before) if len(before) + len(named.split()) > _LONGEST_QUOTE else 0
    return " ".join(words[start : start + _LONGEST_QUOTE])
