"""What a brain gives back: the value, who made it, and whether that was second best."""

from typing import Generic, TypeVar

from nexus_cli.models.frozen import Frozen

T = TypeVar("T")


class Provenance(Frozen):
    """Who made a value."""

    brain: str
    """`offline`, `groq` or `openai`."""
    model: str = ""
    """The model's id; empty for the offline brain."""
    prompt_versions: dict[str, str] = {}


class Degradation(Frozen):
    """Something wanted that something else did instead."""

    stage: str
    wanted: str
    used: str
    reason: str


class Result(Frozen, Generic[T]):
    """A value with its origin."""

    value: T
    provenance: Provenance
    degraded: Degradation | None = None
