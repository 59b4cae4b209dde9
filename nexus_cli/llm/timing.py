"""The three things that make waiting what it is: a clock, a sleep and chance."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from nexus_cli.telemetry import Clock, SystemClock


@dataclass(frozen=True)
class Timing:
    """Passed in whole, so that a test can wait for two minutes in no time."""

    clock: Clock = field(default_factory=SystemClock)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    """Uniform on [0, 1)."""
