"""Spans in the words of OpenTelemetry, which tools for traces know."""

from nexus_cli.telemetry.attributes import Attribute
from nexus_cli.telemetry.spans import Span

MODEL_CALL = "llm"
"""Spans of this name are calls to a language model."""
_TOKENS = {
    "llm_prompt_tokens": "gen_ai.usage.input_tokens",
    "llm_cached_tokens": "gen_ai.usage.cache_read.input_tokens",
    "llm_completion_tokens": "gen_ai.usage.output_tokens",
}


def named(span: Span) -> str:
    """Return the span's name; a call to a model is `chat MODEL`."""
    return f"chat {span.attributes.get('model', '')}".strip() if _is_call(span) else span.name


def described(span: Span) -> dict[str, Attribute]:
    """Return the span's attributes: those of a model call as the GenAI conventions name them.

    https://github.com/open-telemetry/semantic-conventions-genai, status Development. The service
    stands there twice: `gen_ai.system` until version 1.36, `gen_ai.provider.name` since. All else
    is under `nexus.`, and `error.type` names what ended a span.
    """
    own = dict(span.attributes)
    found: dict[str, Attribute] = {}
    if _is_call(span):
        found["gen_ai.operation.name"] = "chat"
        if system := own.pop("system", ""):
            found |= {"gen_ai.system": system, "gen_ai.provider.name": system}
        if model := own.pop("model", ""):
            found["gen_ai.request.model"] = model
    for name, number in span.counts.items():
        plain = name.partition(" ")[0]  # what follows is the model
        key = _TOKENS.get(plain, "") if _is_call(span) else ""
        found[key or f"nexus.{plain}"] = number
    found |= {f"nexus.{name}": value for name, value in own.items()}
    if span.error:
        found["error.type"] = span.error
    return found


def _is_call(span: Span) -> bool:
    return span.name == MODEL_CALL
