"""A Groq on loopback: real paths, streams, limits and faults, with answers made by a function."""

from nexus_cli.bench.groq.acting import Character, characters, honest
from nexus_cli.bench.groq.exchange import CutShort
from nexus_cli.bench.groq.faults import Fault, FaultKind, at_rates, in_order
from nexus_cli.bench.groq.filling import filled
from nexus_cli.bench.groq.latency import LatencyProfile
from nexus_cli.bench.groq.ledger import FREE_PLAN, Plan
from nexus_cli.bench.groq.server import LoopbackGroq

__all__ = [
    "FREE_PLAN",
    "Character",
    "CutShort",
    "Fault",
    "FaultKind",
    "LatencyProfile",
    "LoopbackGroq",
    "Plan",
    "at_rates",
    "characters",
    "filled",
    "honest",
    "in_order",
]
