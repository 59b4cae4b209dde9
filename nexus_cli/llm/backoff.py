"""How long to hold back before an attempt is made again."""

from collections.abc import Callable

BASE_SECONDS = 0.25
CAP_SECONDS = 8.0


def full_jitter(failures: int, chance: Callable[[], float]) -> float:
    """Return seconds to wait after `failures` (1 or more) failed attempts.

    U(0, min(cap, base x 2^(failures-1))): "full jitter" of the AWS Architecture Blog, which
    spreads clients that failed together.
    """
    return chance() * min(CAP_SECONDS, BASE_SECONDS * 2.0 ** (failures - 1))
