"""How long the loopback takes, from a profile file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nexus_cli.errors import UsageError


class Latency(Protocol):
    """What decides how long answers take."""

    def pace(self, tokens: int, streamed: bool = False) -> "Pace":
        """Return the waits of the next answer, which has so many tokens."""
        ...


class LatencyProfile(BaseModel):
    """Times of a model; the default takes none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_token_seconds: float = Field(default=0.0, ge=0)
    """From the request to the first token of the answer, reasoning included."""
    tokens_a_second: float = Field(default=0.0, ge=0)
    """Speed after that; 0 is at once. Groq states about 500 for gpt-oss-120b, 1,000 for -20b."""

    @classmethod
    def read(cls, path: Path) -> "LatencyProfile":
        """Return the profile in a JSON file; raises UsageError when it is none."""
        try:
            return cls.model_validate_json(path.read_text("utf-8"))
        except (OSError, ValidationError):
            raise UsageError(
                f"{path} is not a latency profile.",
                'It looks like {"first_token_seconds": 0.4, "tokens_a_second": 500}.',
            ) from None

    def pace(self, tokens: int, streamed: bool = False) -> "Pace":
        """Return the waits of an answer of so many tokens, the same whether it is streamed."""
        each = 1 / self.tokens_a_second if self.tokens_a_second else 0.0
        return Pace(self.first_token_seconds, each, self.first_token_seconds + each * tokens)


@dataclass(frozen=True)
class Pace:
    """The waits of one answer, in seconds."""

    first: float
    each: float
    """Between two tokens."""
    whole: float
