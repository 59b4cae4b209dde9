"""What moved between two runs over a folder of interviews, and what differs that may explain it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nexus_cli.batch.earlier import CAUSES, Scored
from nexus_cli.batch.ranking import standings

TRANSCRIPT = "the transcript changed"
OTHERS = "others moved: bands and intervals are relative to the folder"
CORRECTED = "a person set a score"
UNEXPLAINED = "nothing recorded differs: the brain judged the same text otherwise"
_LEAST = 0.005
"""Points: less is rounding."""


class Change(NamedTuple):
    """One value before and after."""

    name: str
    """`overall`, `band` (the rank band), `verdict`, or a dimension."""
    before: str | float | int | None
    after: str | float | int | None


class Moved(NamedTuple):
    """One candidate in both runs for whom something changed."""

    file: str
    file_before: str
    """The same, unless the file was renamed."""
    candidate: str
    changes: tuple[Change, ...]
    causes: tuple[str, ...]
    """What may have moved it, in words."""


class Difference(NamedTuple):
    """How a later run differs from an earlier one."""

    moved: tuple[Moved, ...]
    """By file name."""
    unchanged: int
    new: tuple[str, ...]
    """Files that only the later run has."""
    gone: tuple[str, ...]
    """Files that only the earlier one has."""
    settings: tuple[Change, ...]
    """What differs for every candidate in both runs, of `CAUSES`."""


def difference(before: Iterable[Scored], after: Iterable[Scored]) -> Difference:
    """Return what moved from one run to the other.

    A candidate is the same who has the same file name, or, where that is missing, a file with the
    same bytes. Only the small values of each report are held, never its text.
    """
    earlier, later = list(before), list(after)
    bands_before, bands_after = _bands(earlier), _bands(later)
    pairs = list(_pairs(earlier, later))
    settings = _settings(pairs)
    shared = {change.name for change in settings}
    moved = []
    for old, new in pairs:
        changes = tuple(_changes(old, new, bands_before, bands_after))
        if changes:
            causes = tuple(_causes(old, new, changes, shared))
            moved.append(Moved(new.file, old.file, new.candidate, changes, causes))
    seen_before, seen_after = {old.file for old, _ in pairs}, {new.file for _, new in pairs}
    return Difference(
        moved=tuple(sorted(moved, key=lambda one: one.file)),
        unchanged=len(pairs) - len(moved),
        new=tuple(sorted(one.file for one in later if one.file not in seen_after)),
        gone=tuple(sorted(one.file for one in earlier if one.file not in seen_before)),
        settings=settings,
    )


def _bands(scored: Iterable[Scored]) -> Mapping[str, int]:
    placed = standings(one.placing for one in scored if one.placing)
    return {standing.file: standing.rank_band for standing in placed}


def _pairs(earlier: list[Scored], later: list[Scored]) -> Iterator[tuple[Scored, Scored]]:
    by_file = {one.file: one for one in earlier}
    renamed = {one.session_id: one for one in earlier}
    names = {one.file for one in later}
    for new in later:
        old = by_file.get(new.file)
        if old is None:
            old = renamed.pop(new.session_id, None)
            if old is None or old.file in names:
                continue
        yield old, new


def _settings(pairs: list[tuple[Scored, Scored]]) -> tuple[Change, ...]:
    """Return what has one value throughout the one run, and another throughout the other."""
    found = []
    for name in CAUSES:
        values = {(old.made.get(name), new.made.get(name)) for old, new in pairs}
        if len(values) == 1:
            before, after = values.pop()
            if before != after:
                found.append(Change(name, before, after))
    return tuple(found)


def _changes(
    old: Scored, new: Scored, bands_before: Mapping[str, int], bands_after: Mapping[str, int]
) -> Iterator[Change]:
    if _differ(old.overall, new.overall):
        yield Change("overall", old.overall, new.overall)
    was, now = bands_before.get(old.file), bands_after.get(new.file)
    if was != now:
        yield Change("band", was, now)
    if old.verdict != new.verdict:
        yield Change("verdict", old.verdict or None, new.verdict or None)
    for name in dict.fromkeys((*old.dimensions, *new.dimensions)):
        one, other = old.dimensions.get(name), new.dimensions.get(name)
        if _differ(one, other):
            yield Change(name, one, other)


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) >= _LEAST


def _causes(
    old: Scored, new: Scored, changes: tuple[Change, ...], shared: set[str]
) -> Iterator[str]:
    if [change.name for change in changes] == ["band"]:
        yield OTHERS
        return
    found = []
    if old.session_id != new.session_id:
        found.append(TRANSCRIPT)
    if new.corrected or old.corrected:
        found.append(CORRECTED)
    for name in CAUSES:
        was, now = old.made.get(name), new.made.get(name)
        if was != now:
            found.append(name if name in shared else f"{name}: {was} to {now}")
    yield from found or [UNEXPLAINED]
