"""One brain's way of calling: its gateway, its nonce, and what each call cost."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from nexus_cli.brain.prompting.fence import Block
from nexus_cli.brain.prompting.template import Prompt
from nexus_cli.llm import Answer, Gateway, Patience, fill, strict_schema
from nexus_cli.models.result import Provenance
from nexus_cli.models.usage import ModelUsage

M = TypeVar("M", bound=BaseModel)
Values = Mapping[str, Block | str | int]


@dataclass(frozen=True)
class Told(Generic[M]):
    """What a call brought: the filled form, who filled it, what it cost."""

    value: M
    provenance: Provenance
    usage: tuple[ModelUsage, ...]


class Caller:
    """Asks the models behind `gateway`; `nonce` marks the fences of everything it asks."""

    def __init__(self, name: str, gateway: Gateway, nonce: str) -> None:
        self.name = name
        """`groq` or `openai`, as provenance names it."""
        self.gateway = gateway
        self.nonce = nonce

    async def fill(
        self, prompt: Prompt, form: type[M], values: Values, patience: Patience
    ) -> Told[M]:
        """Return `form` filled; raises BrainError when no attempt did."""
        request = prompt.request(values, patience, strict_schema(form))
        filled = await fill(self.gateway, request, form)
        provenance = self.provenance(prompt, filled.answer.model)
        usage = tuple(usage_of(answer) for answer in filled.spent)
        return Told(filled.value, provenance, usage)

    async def say(
        self,
        prompt: Prompt,
        values: Values,
        patience: Patience,
        on_usage: Callable[[ModelUsage], None] = lambda usage: None,
    ) -> AsyncGenerator[str, None]:
        """Yield plain text as it comes; raises BrainError."""
        request = prompt.request(values, patience)
        stream = self.gateway.stream(request, lambda answer: on_usage(usage_of(answer)))
        async with aclosing(stream) as texts:
            async for text in texts:
                yield text

    def provenance(self, prompt: Prompt, model: str) -> Provenance:
        """Return who made what `prompt` asked for."""
        return Provenance(brain=self.name, model=model, prompt_versions={prompt.id: prompt.version})


def usage_of(answer: Answer) -> ModelUsage:
    """Return the tokens of one answer, under the model that gave it."""
    usage = answer.usage
    return ModelUsage(
        model=answer.model,
        prompt_tokens=usage.prompt_tokens,
        cached_tokens=usage.cached_tokens,
        completion_tokens=usage.completion_tokens,
    )
