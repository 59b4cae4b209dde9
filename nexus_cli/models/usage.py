"""What a language model was used for, in tokens as its service counted them."""

from collections.abc import Iterable

from nexus_cli.models.frozen import Frozen


class ModelUsage(Frozen):
    """Calls to one model and their tokens."""

    model: str
    calls: int = 1
    prompt_tokens: int = 0
    cached_tokens: int = 0
    """Prompt tokens that an earlier call had in common with these; they cost half at Groq."""
    completion_tokens: int = 0
    """Reasoning included."""

    def __add__(self, other: "ModelUsage") -> "ModelUsage":
        """Return both together; they are of one model."""
        return ModelUsage(
            model=self.model,
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
        )


def by_model(usages: Iterable[ModelUsage]) -> tuple[ModelUsage, ...]:
    """Return one entry a model, sorted by its id."""
    found: dict[str, ModelUsage] = {}
    for usage in usages:
        known = found.get(usage.model)
        found[usage.model] = usage if known is None else known + usage
    return tuple(found[model] for model in sorted(found))
