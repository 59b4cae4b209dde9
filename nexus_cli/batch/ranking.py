"""Who stands where among the candidates of a folder: in bands, since most scores tie."""

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

from nexus_cli.batch.intervals import half_width, pooled_variance
from nexus_cli.models.grade import Status
from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.models.scored import Standing


class Placing(NamedTuple):
    """What of a report decides where its candidate stands: small, so that 10,000 fit in memory."""

    file: str
    session_id: str
    candidate: str
    overall: float
    averages: tuple[float, ...]
    """Of each scored answer, 0-5."""
    spreads: tuple[float, ...]
    """Of each scored answer that was judged more than once: highest less lowest, in points."""


def placing_of(file: str, report: Report) -> Placing | None:
    """Return what ranks a candidate, or None where a person has to score first.

    That is so when nothing has a score, or when an answer is left for a person: its score could
    move the candidate either way, so that any place would be a guess. A transcript that is doubtful
    is ranked, and flagged beside its place. Unanswered questions count neither for nor against.
    """
    if report.overall is None or any(a.status is Status.NEEDS_HUMAN for a in report.answers):
        return None
    scored = [answer for answer in report.answers if answer.average is not None]
    return Placing(
        file=file,
        session_id=report.session_id,
        candidate=report.candidate,
        overall=report.overall,
        averages=tuple(answer.average or 0.0 for answer in scored) or (report.overall,),
        spreads=tuple(s for answer in scored if (s := _spread(answer)) is not None),
    )


def standings(scored: Iterable[Placing]) -> list[Standing]:
    """Return where everyone stands, the first band first and each band by file name.

    The best candidate's interval makes the first band: downwards, everyone ties whose interval
    overlaps it; the first whose does not leads the next band (fixed bands referred to the top
    score: Cascio, Outtz, Zedeck and Goldstein 1991, Human Performance 4(4)). Nobody stands
    in a better band than somebody with a higher total. Within a band the order says nothing.
    """
    ordered = sorted(scored, key=lambda placing: (-placing.overall, placing.file))
    pooled = pooled_variance(placing.averages for placing in ordered)
    found: list[Standing] = []
    floor, band = 0.0, 0
    for placing in ordered:
        low, high = _interval(placing, pooled)
        if not band or high < floor:
            floor, band = low, band + 1
        found.append(
            Standing(
                file=placing.file,
                session_id=placing.session_id,
                candidate=placing.candidate,
                overall=placing.overall,
                low=low,
                high=high,
                rank_band=band,
            )
        )
    return sorted(found, key=lambda standing: (standing.rank_band, standing.file))


def interval_of(report: Report) -> tuple[float, float]:
    """Return between what the total may lie (0-5, 90 %) for a report that stands alone.

    Raises ValueError where a person has to score first.
    """
    placing = placing_of("", report)
    if placing is None:
        raise ValueError("a report without a place has no interval")
    return _interval(placing, pooled_variance(()))


def _interval(placing: Placing, pooled: float) -> tuple[float, float]:
    half = half_width(placing.averages, placing.spreads, pooled)
    low, high = placing.overall - half, placing.overall + half
    return max(0.0, round(low, 2)), min(5.0, round(high, 2))


def _spread(answer: AnswerReport) -> float | None:
    spreads: Sequence[float] = [
        score.spread for score in answer.scores.values() if score.spread is not None
    ]
    return fmean(spreads) if spreads else None
