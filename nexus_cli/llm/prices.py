"""What tokens cost at list price, so that a report can say what an interview did."""

from dataclasses import dataclass

from nexus_cli.models.usage import ModelUsage

AS_OF = "2026-11"
_MILLION = 1_000_000


@dataclass(frozen=True)
class Price:
    """US dollars a million tokens."""

    prompt: float
    cached: float
    """Prompt tokens that an earlier call began with."""
    completion: float


PRICES = {
    "openai/gpt-oss-120b": Price(0.15, 0.075, 0.60),
    "openai/gpt-oss-20b": Price(0.075, 0.0375, 0.30),
    "qwen/qwen3.8-27b": Price(0.80, 0.80, 4.00),
}
"""Groq's list, https://console.groq.com/docs/models as of `AS_OF`; a free plan pays nothing."""


def cost_of(usage: ModelUsage) -> float | None:
    """Return US dollars at list price; None for a model whose price is not known."""
    price = PRICES.get(usage.model)
    if price is None:
        return None
    fresh = usage.prompt_tokens - usage.cached_tokens
    return (
        fresh * price.prompt
        + usage.cached_tokens * price.cached
        + usage.completion_tokens * price.completion
    ) / _MILLION
