"""How firmly a verdict stands."""

FULL_INTERVIEW = 5
"""With fewer scored answers than this the verdict is never certain, however few were planned."""
CUTS = (2.4, 3.4)
"""The totals at which the verdict changes; see `models.rubric.verdict_of`."""
CLEAR_OF_A_CUT = 0.5
"""Half a level on the 0-5 scale: from here on the distance to a cut adds no further confidence."""
UNSURE = 0.5
"""What a score on a doubtful transcript lacks of one on words that are sure."""


def confidence_of(overall: float | None, scored: int, planned: int, in_doubt: int = 0) -> float:
    """Return 0-1 (two decimals): share of planned questions scored, times distance from a cut.

    Right on a cut the distance factor is one half, since either verdict is as likely; it rises
    in a straight line to one at `CLEAR_OF_A_CUT`. Of the `scored` answers, `in_doubt` rest on
    transcripts that the recogniser was unsure of: each counts half, being neither scored for
    certain nor unscored. The total and the verdict stay as they are, since a voice that is badly
    heard is no fault of its speaker. The formula is nexus's own, and a convention: it orders
    verdicts by how much they rest on and is no probability.
    """
    if overall is None:
        return 0.0
    sure = scored - UNSURE * in_doubt
    share = min(1.0, sure / max(planned, FULL_INTERVIEW))
    distance = min(abs(overall - cut) for cut in CUTS)
    return round(share * (0.5 + 0.5 * min(1.0, distance / CLEAR_OF_A_CUT)), 2)
