"""The spoken turn: sound, keys and devices into what a typed interview sends."""

from nexus_cli.interview.spoken.reducing import reduce_spoken
from nexus_cli.interview.spoken.state import SpokenState

__all__ = ["SpokenState", "reduce_spoken"]
