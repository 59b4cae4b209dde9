"""How long someone has worked, and how long with each skill, counting no month twice.

Months are counted inclusively: January to March is three. A year without a month counts from
July when it starts a role and to June when it ends one, so `2014 - 2019` is five years; a role
that names one year alone counts as six months.
"""

from collections.abc import Iterable
from datetime import date

from nexus_cli.models.candidate import Role

_SINGLE_YEAR_MONTHS = 6


def years_of_experience(roles: Iterable[Role], today: date) -> float:
    """Return the years in dated roles, overlaps counted once, to one decimal.

    A current role runs to the month of `today`; months after it do not count.
    """
    return _years(_months(roles, today))


def years_with(roles: Iterable[Role], mentions: Iterable[bool], today: date) -> float | None:
    """Return the years of those dated roles that mention a skill; None when none of them does."""
    using = [role for role, said in zip(roles, mentions, strict=True) if said]
    months = _months(using, today)
    return _years(months) if months else None


def _months(roles: Iterable[Role], today: date) -> set[int]:
    """Months as year * 12 + month."""
    last = today.year * 12 + today.month
    months: set[int] = set()
    for role in roles:
        if role.start is None:
            continue
        start = _month(role.start, 7)
        end = last if role.current else _month(role.end or role.start, 6)
        if role.start == role.end and "-" not in role.start:
            start, end = start - 3, start - 4 + _SINGLE_YEAR_MONTHS
        months.update(range(start, min(max(start, end), last) + 1))
    return months


def _month(written: str, of_bare_year: int) -> int:
    year, _, month = written.partition("-")
    return int(year) * 12 + (int(month) if month else of_bare_year)


def _years(months: set[int]) -> float:
    return round(len(months) / 12, 1)
