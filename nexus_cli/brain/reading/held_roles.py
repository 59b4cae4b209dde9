"""Positions: those the text gives stand, and a model fills and adds what its lines prove."""

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.brain.reading.pointed_roles import PointedRole, alike, is_same, matched
from nexus_cli.brain.reading.telling import listed
from nexus_cli.brain.reading.tenure import as_held, differ, held, told
from nexus_cli.knowledge.dates import DateRange
from nexus_cli.knowledge.positions import is_student
from nexus_cli.models.candidate import Role


@dataclass(frozen=True)
class HeldRoles:
    """Positions after merging, newest first."""

    roles: tuple[Role, ...]
    changed: bool
    """A role was added or completed."""
    sentences: tuple[str, ...]


def merge_roles(
    offline: Sequence[Role], pointed: Sequence[PointedRole], elsewhere: frozenset[str]
) -> HeldRoles:
    """Return the roles that the text gives, completed, and those that only the model found.

    A role is added with a proven title and start, unless a line in `elsewhere` (readable lines of
    studies, projects and the like) names it. Its lines leave the highlights of other roles.
    """
    same = matched(offline, pointed)
    roles, sentences = list(offline), []
    for place, one in same.items():
        if one.claim is not None and differ(roles[place], one.claim):
            sentences.append(_dates_differ(roles[place], one.claim))
        roles[place] = _completed(roles[place], one)
    added: list[PointedRole] = []
    known = {id(one) for one in same.values()}
    for one in pointed:
        new = id(one) not in known and _counts(one) and not elsewhere.intersection(one.lines)
        if new and not any(is_same(role, one) for role in [*roles, *(new.role for new in added)]):
            added.append(one)
    if added:
        roles = [_without(role, added) for role in roles] + [one.role for one in added]
        names = listed([_named(one) for one in added])
        sentences.append(
            f"Positions that only the language model read: {names}. "
            "The CV names them, so they count."
        )
    changed = roles != list(offline)
    if changed:
        roles.sort(key=_newest, reverse=True)
    return HeldRoles(tuple(roles), changed, tuple(sentences))


def _counts(one: PointedRole) -> bool:
    dated = one.dates is not None and one.dates.start is not None
    return bool(one.title) and dated and not is_student(one.title)


def _completed(role: Role, one: PointedRole) -> Role:
    filled: dict[str, object] = {}
    if not role.title and one.title and not alike(one.title, role.employer):
        filled["title"] = one.title
    if not role.employer and one.employer and not alike(one.employer, role.title):
        filled["employer"] = one.employer
    if not role.highlights and one.achievements:
        filled["highlights"] = one.achievements
    if one.dates is not None:
        filled |= _dates_missing(role, one.dates)
    return role.model_copy(update=filled)


def _dates_missing(role: Role, dates: DateRange) -> dict[str, object]:
    """What `dates` adds to a role whose own dates it does not touch."""
    start, end, current = as_held(dates)
    no_end = role.end is None and not role.current
    if role.start is None and (no_end or held(role)[1:] == (end, current)):
        return {"start": start, "end": end, "current": current}
    if no_end and role.start == start:
        return {"end": end, "current": current}
    return {}


def _without(role: Role, added: Sequence[PointedRole]) -> Role:
    moved = {line for one in added for line in (*one.lines, *one.achievements)}
    kept = tuple(line for line in role.highlights if line not in moved)
    return role.model_copy(update={"highlights": kept})


def _dates_differ(role: Role, claim: DateRange) -> str:
    return (
        f"{listed([role.title or role.employer])}: the text gives {told(*held(role))}, "
        f"the language model read {told(*as_held(claim))}. The text stands."
    )


def _named(one: PointedRole) -> str:
    return f"{one.title} at {one.employer}" if one.employer else one.title


def _newest(role: Role) -> tuple[bool, str, str]:
    return role.current, _sortable(role.end or role.start), _sortable(role.start)


def _sortable(written: str | None) -> str:
    """A bare year sorts as its middle."""
    return "" if written is None else written if "-" in written else f"{written}-06"
