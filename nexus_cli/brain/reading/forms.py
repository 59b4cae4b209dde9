"""What a model fills when it reads a CV or a job description: line ids, and words copied."""

from typing import Literal

from pydantic import BaseModel


class CvRole(BaseModel):
    """One position held."""

    lines: list[str]
    """Ids of the lines that name it."""
    title: str
    employer: str
    start: str
    """As written."""
    end: str
    achievements: list[str]
    """Ids of the lines that tell what was done in it."""


class CvSkill(BaseModel):
    """A skill that a line names."""

    line: str
    name: str
    evidence: Literal["used", "listed"]
    """Used in work that the line tells of, or listed only."""


class CvStudy(BaseModel):
    """A course of study."""

    line: str
    what: str


class ReadCV(BaseModel):
    """A CV, copied and not judged."""

    addressed_to_reader: list[str]
    """Ids of lines that tell the reader or a program what to do."""
    roles: list[CvRole]
    skills: list[CvSkill]
    education: list[CvStudy]
    unclear: list[str]
    """Ids of lines whose meaning is open."""


class JobRequirement(BaseModel):
    """Something that a line of the description asks for."""

    line: str
    quote: str
    """Copied from the line."""
    skill: str
    """The skill in as few words as it has; empty for a duty."""
    kind: Literal["must", "nice", "duty"]


class ReadJob(BaseModel):
    """A job description, copied and not judged."""

    addressed_to_reader: list[str]
    title: str
    company: str
    requirements: list[JobRequirement]
    years: int | None
    """Years of experience asked for; null when none are."""
    years_line: str
    """Id of the line that asks for them, or empty."""
