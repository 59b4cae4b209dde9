"""Totals, bands and verdicts are computed in code."""

import pytest

from nexus_cli.models.rubric import Band, Dimension, Rubric, Verdict, band_of, verdict_of

RUBRIC = Rubric(
    name="two",
    version="1",
    dimensions=(
        Dimension(name="depth", description="x", weight=3),
        Dimension(name="order", description="y", weight=1),
    ),
)


def test_the_average_is_weighted() -> None:
    assert RUBRIC.average({"depth": 4, "order": 2}) == 3.5


def test_what_was_not_judged_leaves_the_average() -> None:
    assert RUBRIC.average({"depth": None, "order": 2}) == 2
    assert RUBRIC.average({}) is None


@pytest.mark.parametrize(
    ("overall", "band", "verdict"),
    [
        (5.0, Band.OUTSTANDING, Verdict.RECOMMEND),
        (4.2, Band.OUTSTANDING, Verdict.RECOMMEND),
        (4.19, Band.STRONG, Verdict.RECOMMEND),
        (3.4, Band.STRONG, Verdict.RECOMMEND),
        (3.39, Band.ADEQUATE, Verdict.CONSIDER),
        (2.6, Band.ADEQUATE, Verdict.CONSIDER),
        (2.4, Band.WEAK, Verdict.CONSIDER),
        (2.39, Band.WEAK, Verdict.DO_NOT_RECOMMEND),
        (1.8, Band.WEAK, Verdict.DO_NOT_RECOMMEND),
        (1.79, Band.POOR, Verdict.DO_NOT_RECOMMEND),
        (0.0, Band.POOR, Verdict.DO_NOT_RECOMMEND),
    ],
)
def test_bands_and_verdicts_begin_at_their_cuts(
    overall: float, band: Band, verdict: Verdict
) -> None:
    assert (band_of(overall), verdict_of(overall)) == (band, verdict)
