"""Bodies as Groq sends them: completions, chunks, refusals."""

from dataclasses import dataclass
from typing import Any

from nexus_cli.bench.groq.faults import FaultKind
from nexus_cli.bench.groq.ledger import Refusal, go_duration

ID = "chatcmpl-loopback"


@dataclass(frozen=True)
class Tokens:
    """What one answer costs."""

    prompt: int
    cached: int
    completion: int

    def usage(self) -> dict[str, Any]:
        """Return the `usage` object."""
        return {
            "prompt_tokens": self.prompt,
            "completion_tokens": self.completion,
            "total_tokens": self.prompt + self.completion,
            "prompt_tokens_details": {"cached_tokens": self.cached},
        }


def completion(model: str, text: str, reason: str, tokens: Tokens) -> dict[str, Any]:
    """Return a whole answer."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": reason, "logprobs": None}
    frame = {"id": ID, "object": "chat.completion", "created": 1, "model": model}
    return {**frame, "choices": [choice], "usage": tokens.usage()}


def chunk(model: str, text: str) -> dict[str, Any]:
    """Return a piece of an answer."""
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None, "logprobs": None}
    frame = {"id": ID, "object": "chat.completion.chunk", "created": 1, "model": model}
    return {**frame, "choices": [choice]}


def last_chunk(model: str, reason: str, tokens: Tokens) -> dict[str, Any]:
    """Return the end of a stream, which carries the usage as Groq does and as OpenAI does."""
    end = chunk(model, "")
    end["choices"][0] |= {"delta": {}, "finish_reason": reason}
    return {**end, "usage": tokens.usage(), "x_groq": {"id": "req", "usage": tokens.usage()}}


def error(message: str, kind: str, code: str) -> dict[str, Any]:
    """Return the body of a refusal."""
    return {"error": {"message": message, "type": kind, "code": code}}


def over_limit(refusal: Refusal, model: str, organisation: str) -> dict[str, Any]:
    """Return the body of a 429 or 413, in Groq's words."""
    message = (
        f"Rate limit reached for model `{model}` in organization `{organisation}` "
        f"service tier `on_demand` on {refusal.limit_name}: Limit {refusal.limit}, "
        f"Used {refusal.used}, Requested {refusal.requested}."
    )
    if refusal.wait_seconds < float("inf"):
        message += f" Please try again in {go_duration(refusal.wait_seconds)}."
    return error(message, refusal.kind, "rate_limit_exceeded")


REFUSALS: dict[FaultKind, tuple[int, dict[str, Any]]] = {
    FaultKind.RATE_LIMITED: (429, error("Rate limit reached", "tokens", "rate_limit_exceeded")),
    FaultKind.SERVER_ERROR: (500, error("Internal error", "internal_server_error", "")),
    FaultKind.NO_CAPACITY: (498, error("No capacity", "capacity", "capacity_exceeded")),
    FaultKind.TOO_LARGE: (413, error("Request too large", "tokens", "rate_limit_exceeded")),
    FaultKind.SCHEMA_FAILED: (
        400,
        error("Failed to generate JSON", "invalid_request_error", "json_validate_failed"),
    ),
    FaultKind.MODEL_RETIRED: (
        400,
        error("The model is no longer served", "invalid_request_error", "model_decommissioned"),
    ),
    FaultKind.MODEL_UNKNOWN: (
        404,
        error("The model does not exist", "invalid_request_error", "model_not_found"),
    ),
    FaultKind.KEY_REFUSED: (
        401,
        error("Invalid API Key", "invalid_request_error", "invalid_api_key"),
    ),
}
"""Status and body of each fault that is a refusal."""
