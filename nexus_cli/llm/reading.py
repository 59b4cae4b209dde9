"""Chat completions as JSON, whole or in chunks, read without trusting their shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from nexus_cli.llm.protocol import Finished, Fragment, Usage


def is_chat(headers: Mapping[str, str], streamed: bool) -> bool:
    """Whether a response's content type is that of an answer, not that of some page on the way."""
    kind = headers.get("content-type", "").lower()
    return kind.startswith("text/event-stream") if streamed else "json" in kind


def whole_answer(body: object) -> tuple[Fragment, Finished]:
    """Read a completion; raises ValueError when it is none."""
    choice = _first(body)
    text, reason = _mapping(choice.get("message")).get("content"), choice.get("finish_reason")
    if not isinstance(reason, str) or not isinstance(text, (str, type(None))):
        raise ValueError("no text or no end")
    return Fragment(text or ""), Finished(reason, _usage(_mapping(body).get("usage")))


class ChunkReader:
    """Reads the chunks of one stream in order."""

    def __init__(self) -> None:
        self._reason: str | None = None
        self._usage: Usage | None = None

    def read(self, chunk: object) -> Iterator[Fragment]:
        """Yield the text in a chunk, if any; raises ValueError when it is none."""
        whole = _mapping(chunk)
        usage = whole.get("usage") or _mapping(whole.get("x_groq") or {}).get("usage")
        self._usage = _usage(usage) if usage else self._usage
        if not whole.get("choices"):
            if usage is None and "choices" not in whole:
                raise ValueError("no choices")
            return
        choice = _first(whole)
        text = _mapping(choice.get("delta") or {}).get("content")
        if isinstance(text, str) and text:
            yield Fragment(text)
        if isinstance(choice.get("finish_reason"), str):
            self._reason = choice["finish_reason"]

    @property
    def complete(self) -> bool:
        """Whether nothing more is expected."""
        return self._reason is not None and self._usage is not None

    def end(self) -> Iterator[Finished]:
        """Yield the end, unless the stream stopped before it."""
        if self._reason is not None:
            yield Finished(self._reason, self._usage or Usage())


def _first(body: object) -> Mapping[str, Any]:
    choices = _mapping(body).get("choices")
    if not isinstance(choices, list) or not choices:
        raise ValueError("no choices")
    return _mapping(choices[0])


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("not an object")  # a wrong answer, not a wrong argument
    return value


def _usage(value: object) -> Usage:
    if not isinstance(value, Mapping):
        return Usage()
    return Usage(
        prompt_tokens=_count(value, "prompt_tokens"),
        cached_tokens=_count(value.get("prompt_tokens_details"), "cached_tokens"),
        completion_tokens=_count(value, "completion_tokens"),
        reasoning_tokens=_count(value.get("completion_tokens_details"), "reasoning_tokens"),
    )


def _count(value: object, name: str) -> int:
    number = value.get(name) if isinstance(value, Mapping) else None
    return number if isinstance(number, int) and number > 0 else 0
