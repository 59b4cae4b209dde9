"""What to ask, and how good the answer was."""

from nexus_cli.brain.fallback import FallbackBrain
from nexus_cli.brain.offline import OfflineBrain
from nexus_cli.brain.prompting.budget import Exchange
from nexus_cli.brain.protocol import Brain, PlanRequest, ReplyPiece, ReplyRequest

__all__ = [
    "Brain",
    "Exchange",
    "FallbackBrain",
    "OfflineBrain",
    "PlanRequest",
    "ReplyPiece",
    "ReplyRequest",
]
