"""When a position was held: as a model says, and as code finds it in the very lines."""

from collections.abc import Iterable
from datetime import date

from nexus_cli.brain.prompting import neutral
from nexus_cli.knowledge.dates import DateRange, find_ranges, read_range
from nexus_cli.knowledge.moments import Moment, find_points
from nexus_cli.models.candidate import Role


def claimed_range(start: str, end: str, today: date) -> DateRange | None:
    """Return the range that a model's words name, None when they name no date.

    The code that reads CVs reads them. An end after `today` means that the position is held.
    """
    start, end = neutral(start), neutral(end)
    first, last = find_points(start, today), find_points(end, today)
    if not first:
        return DateRange(None, last[-1].last) if last else None
    if last:
        return _closed(DateRange(first[0].first, last[-1].last), today)
    whole = read_range(f"{start} - {end}", today) if end else None
    return DateRange(first[0].first, None, whole is not None and whole.current)


def proven_range(claim: DateRange | None, lines: Iterable[str], today: date) -> DateRange | None:
    """Return the range of one of `lines` that bears out `claim`, None when no line does."""
    if claim is None:
        return None
    for line in lines:
        for found in find_ranges(neutral(line), today):
            if _bears_out(_closed(found.range, today), claim):
                return _closed(found.range, today)
    return None


def held(role: Role) -> tuple[str | None, str | None, bool]:
    """Return the dates of a role: start, end, and whether it is still held."""
    return role.start, role.end, role.current


def as_held(found: DateRange) -> tuple[str | None, str | None, bool]:
    """Return a range as a role writes it."""
    start = str(found.start) if found.start else None
    end = str(found.end) if found.end and not found.current else None
    return start, end, found.current


def differ(role: Role, claim: DateRange) -> bool:
    """Whether a claim says otherwise; saying less, or a year for its month, does not."""
    start, end, current = as_held(claim)
    if start and role.start and not _agree(start, role.start):
        return True
    if role.current:
        return end is not None
    return role.end is not None and (current or (end is not None and not _agree(end, role.end)))


def told(start: str | None, end: str | None, current: bool) -> str:
    """Return a stretch of time in words, such as `2019-06 to 2022-02`."""
    last = "now" if current else end
    if start and last and start != last:
        return f"{start} to {last}"
    return start or (f"until {last}" if last else "no dates")


def _closed(found: DateRange, today: date) -> DateRange:
    held_still = found.current or (found.end is not None and Moment.of(today) < found.end)
    return DateRange(found.start, None, True) if held_still else found


def _bears_out(found: DateRange, claim: DateRange) -> bool:
    if found.start != claim.start:
        return False
    if claim.end is None and not claim.current:
        return True
    return (found.end, found.current) == (claim.end, claim.current)


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
