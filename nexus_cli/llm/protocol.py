"""What a language model is asked, what comes back, and what a provider offers."""

import math
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pydantic import SecretStr

from nexus_cli.llm.limits import RateLimits
from nexus_cli.llm.patience import GRADING, Patience

Effort = Literal["low", "medium", "high"]

CHARACTERS_A_TOKEN = 3.6
"""English prose and JSON in the tokenizer of gpt-oss, on the low side, so that counts err high."""


@dataclass(frozen=True)
class JsonSchema:
    """A strict schema: every property required, nothing extra."""

    name: str
    schema: Mapping[str, object]

    @property
    def response_format(self) -> dict[str, object]:
        """The schema as chat completions take it."""
        described = {"name": self.name, "strict": True, "schema": self.schema}
        return {"type": "json_schema", "json_schema": described}


@dataclass(frozen=True)
class ChatRequest:
    """One prompt: exactly two messages, the first the same for every candidate."""

    kind: str
    """The prompt's id, such as `grade_answer`; it names the call in the log."""
    system: str
    user: str
    max_completion_tokens: int
    """Tokens reserved for reasoning and answer together."""
    effort: Effort = "low"
    """Reasoning effort; one fixed value a prompt, because another one is another cached prefix."""
    temperature: float = 0.6
    schema: JsonSchema | None = None
    """With a schema the answer comes whole: structured output cannot be streamed."""
    light: bool = False
    """The chain of models is tried from its end: reading and speaking need no large model."""
    patience: Patience = GRADING

    @property
    def messages(self) -> list[dict[str, str]]:
        """The prompt as chat completions take it."""
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": self.user},
        ]

    @property
    def tokens(self) -> int:
        """What a rate limit counts: the prompt, estimated, and the tokens reserved."""
        schema = len(repr(self.schema.schema)) if self.schema else 0
        characters = len(self.system) + len(self.user) + schema
        return math.ceil(characters / CHARACTERS_A_TOKEN) + self.max_completion_tokens


@dataclass(frozen=True)
class Usage:
    """Tokens of one call as the service counted them."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    """Prompt tokens an earlier call had in common with this one; they cost half."""
    completion_tokens: int = 0
    reasoning_tokens: int = 0
    """Completion tokens that were thought and not said."""

    @property
    def counted_tokens(self) -> int:
        """What remains charged to the rate limit: cached tokens are credited afterwards."""
        return self.prompt_tokens - self.cached_tokens + self.completion_tokens


@dataclass(frozen=True)
class Fragment:
    """A piece of the answer's text."""

    text: str


@dataclass(frozen=True)
class Finished:
    """The end of an answer, without which it is not complete."""

    reason: str
    """`stop`, or `length` when the reserved tokens ran out."""
    usage: Usage = field(default_factory=Usage)


Piece = Fragment | RateLimits | Finished


class Provider(Protocol):
    """One service that completes chats; `name` is how a sentence calls it."""

    name: str

    def load(self) -> None:
        """Import what the first call needs, some 200 ms; any thread may do it."""
        ...

    def ask(self, request: ChatRequest, model: str, key: SecretStr) -> AsyncGenerator[Piece, None]:
        """Send once and yield limits, fragments and the end, as they come.

        Never retries and sets no deadline of its own. Raises a BrainError whose sentence holds
        nothing that the service or the request said. A stream that ends without `Finished` broke
        off. Closing the generator drops the connection.
        """
        ...

    async def models(self, key: SecretStr) -> list[str]:
        """Return the ids of the models this key can use, sorted; raises BrainError."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...
