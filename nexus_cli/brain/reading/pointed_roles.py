"""Positions that a model points at, as far as their lines prove them, and which role each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from nexus_cli.brain.reading.evidence import Evidence, first_in
from nexus_cli.brain.reading.forms import CvRole
from nexus_cli.brain.reading.tenure import as_held, claimed_range, held, proven_range
from nexus_cli.knowledge.dates import DateRange
from nexus_cli.knowledge.lines import read_lines
from nexus_cli.models.candidate import Role

_ALIKE = 85


@dataclass(frozen=True)
class PointedRole:
    """A position that a model pointed at; title and employer are words of its lines."""

    title: str
    employer: str
    claim: DateRange | None
    """What the model says of its dates."""
    dates: DateRange | None
    """The dates that one of its lines gives; None when none bears the claim out."""
    lines: tuple[str, ...]
    """The lines that name it, readable."""
    achievements: tuple[str, ...]
    """Lines that tell of it, readable."""

    @property
    def role(self) -> Role:
        """The position with what is proven of it."""
        start, end, current = as_held(self.dates) if self.dates else (None, None, False)
        return Role(
            title=self.title,
            employer=self.employer,
            start=start,
            end=end,
            current=current,
            highlights=self.achievements,
        )


def pointed_role(role: CvRole, evidence: Evidence, today: date) -> PointedRole | None:
    """Return what the lines of `role` prove, None when they prove neither title nor employer."""
    lines = evidence.written(role.lines)
    title, employer = first_in(lines, role.title), first_in(lines, role.employer)
    if not title and not employer:
        return None
    claim = claimed_range(role.start, role.end, today)
    told_of = [line for line in evidence.written(role.achievements) if line not in lines]
    return PointedRole(
        title=title,
        employer="" if employer.lower() == title.lower() else employer,
        claim=claim,
        dates=proven_range(claim, lines, today),
        lines=readable(lines),
        achievements=readable(told_of),
    )


def readable(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines without bullets and marks, as a role holds its highlights."""
    return tuple(text for line in lines if (text := read_lines(line)[0].text))


def matched(offline: Sequence[Role], pointed: Sequence[PointedRole]) -> dict[int, PointedRole]:
    """Return for places in `offline` the pointed role that is the same, nobody twice.

    The likest pairs first: by title and employer (ratio 85 of rapidfuzz), then by equal dates.
    """
    pairs = sorted(
        (-_likeness(role, one), place, number)
        for place, role in enumerate(offline)
        for number, one in enumerate(pointed)
    )
    same: dict[int, PointedRole] = {}
    taken: set[int] = set()
    for likeness, place, number in pairs:
        if likeness and place not in same and number not in taken:
            same[place] = pointed[number]
            taken.add(number)
    return same


def is_same(role: Role, one: PointedRole) -> bool:
    """Whether `one` brings nothing beside `role`: its dates, or its names without other dates."""
    dated = held(role) != (None, None, False)
    return held(role) == held(one.role) if dated and one.dates else _names_fit(role, one)


def alike(one: str, other: str) -> bool:
    """Whether two names are the same but for a slip; an empty one is like none."""
    return bool(one and other) and fuzz.ratio(one.lower(), other.lower()) >= _ALIKE


def _likeness(role: Role, one: PointedRole) -> int:
    """0 for another position; names weigh more than dates, both names more than one."""
    same_dates = one.dates is not None and bool(role.start) and held(one.role) == held(role)
    both = alike(role.title, one.title) and alike(role.employer, one.employer)
    return 4 * _names_fit(role, one) + 2 * same_dates + both


def _names_fit(role: Role, one: PointedRole) -> bool:
    """One name is the same, and the other is so too or is missing on a side."""
    same_title, same_employer = alike(role.title, one.title), alike(role.employer, one.employer)
    return (
        (same_title or same_employer)
        and (same_title or not (role.title and one.title))
        and (same_employer or not (role.employer and one.employer))
    )
