"""An Edge TTS on loopback: the real protocol, faults by script, sound made by a function."""

from nexus_cli.bench.edge.faults import Fault, FaultKind, always, in_order
from nexus_cli.bench.edge.latency import LatencyProfile
from nexus_cli.bench.edge.server import LoopbackEdge
from nexus_cli.bench.edge.tones import SpokenWord, Utterance, high_tones, tones

__all__ = [
    "Fault",
    "FaultKind",
    "LatencyProfile",
    "LoopbackEdge",
    "SpokenWord",
    "Utterance",
    "always",
    "high_tones",
    "in_order",
    "tones",
]
