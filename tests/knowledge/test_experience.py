"""Months of work, none of them counted twice."""

from datetime import date

from nexus_cli.knowledge.experience import years_of_experience, years_with
from nexus_cli.models.candidate import Role

TODAY = date(2026, 6, 30)


def role(start: str | None, end: str | None = None, current: bool = False) -> Role:
    return Role(title="Cook", employer="Pier Cafe", start=start, end=end, current=current)


def test_both_ends_count() -> None:
    assert years_of_experience([role("2020-01", "2020-12")], TODAY) == 1.0


def test_bare_years_count_their_difference() -> None:
    assert years_of_experience([role("2014", "2019")], TODAY) == 5.0


def test_overlapping_roles_count_once() -> None:
    roles = [role("2018-01", "2019-12"), role("2019-01", "2020-12")]
    assert years_of_experience(roles, TODAY) == 3.0


def test_gaps_do_not_count() -> None:
    roles = [role("2018-01", "2018-12"), role("2020-01", "2020-12")]
    assert years_of_experience(roles, TODAY) == 2.0


def test_a_current_role_runs_to_today() -> None:
    assert years_of_experience([role("2025-07", current=True)], TODAY) == 1.0


def test_one_year_alone_is_half_of_it() -> None:
    assert years_of_experience([role("2019", "2019")], TODAY) == 0.5


def test_nothing_counts_after_today_or_without_dates() -> None:
    assert years_of_experience([role("2026-01", "2030-01"), role(None)], TODAY) == 0.5


def test_a_skill_counts_only_the_roles_that_name_it() -> None:
    roles = [role("2018-01", "2018-12"), role("2020-01", "2021-12")]
    assert years_with(roles, [False, True], TODAY) == 2.0
    assert years_with(roles, [False, False], TODAY) is None
