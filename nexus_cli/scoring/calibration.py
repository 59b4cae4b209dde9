"""From the raw score (0-1), which ranks answers, to the 0-5 that people read."""

from bisect import bisect_right

_KNOTS = (
    (0.0, 0.0),
    (0.2, 1.0),
    (0.35, 2.1),
    (0.45, 2.9),
    (0.55, 3.6),
    (0.65, 4.15),
    (0.75, 4.5),
    (0.9, 4.8),
    (1.0, 5.0),
)


def calibrate(raw: float) -> float:
    """Return the 0-5 score of a raw 0-1 one: straight lines between fixed knots, rising throughout.

    Nothing said is 0. The knots follow the grades people gave to three public sets of short
    answers, lowered under .45, where lenient graders reward an answer for being there.
    """
    raw = min(1.0, max(0.0, raw))
    place = min(bisect_right(_KNOTS, (raw, 5.0)), len(_KNOTS) - 1)
    (x0, y0), (x1, y1) = _KNOTS[place - 1], _KNOTS[place]
    return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)
