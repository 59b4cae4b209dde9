"""The calls behind a reading: one a part, all at once, and what they pointed at."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Generic, TypeVar

from nexus_cli.brain.prompting import Block, Caller, Prompt, Told, load_prompt, tokens_of
from nexus_cli.brain.reading.evidence import Evidence, injected_ids
from nexus_cli.brain.reading.forms import ReadCV, ReadJob
from nexus_cli.brain.reading.parts import Parts, in_parts
from nexus_cli.llm import PREPARING
from nexus_cli.models.result import Provenance
from nexus_cli.models.usage import ModelUsage

F = TypeVar("F", ReadCV, ReadJob)
T = TypeVar("T")


@dataclass(frozen=True)
class Pointed(Generic[F]):
    """What a model pointed at in one document."""

    parts: tuple[tuple[F, Evidence], ...]
    """Each part's form, with the lines that this part was shown."""
    injected: frozenset[str]
    """Lines as written in which code found an instruction."""
    left_out: int
    """Lines that no model was shown."""
    provenance: Provenance
    """Of the first part."""
    usage: tuple[ModelUsage, ...]
    """Of all parts."""

    @property
    def addressed(self) -> bool:
        """Whether a line speaks to the reader, by the model's word or by code's."""
        return any(evidence.addressed for _, evidence in self.parts)

    @property
    def shown(self) -> tuple[str, ...]:
        """Every line that a model was shown, as written."""
        return tuple(line.strip() for _, evidence in self.parts for line in evidence.lines.values())


async def read_beside(
    caller: Caller, form: type[F], fence: str, text: str, offline: Awaitable[T]
) -> tuple[Pointed[F], T]:
    """Return what models pointed at in `text`, and what `offline` found meanwhile.

    `fence` is `cv` or `jd` and begins the line ids. `offline` is awaited when the calls are on
    their way. A part that fails fails the whole: raises BrainError, or what `offline` raises.
    """
    calls = asyncio.create_task(_point(caller, form, fence, text))
    try:
        await asyncio.sleep(0)
        found = await offline
        return await calls, found
    finally:
        calls.cancel()
        await asyncio.gather(calls, return_exceptions=True)


async def _point(caller: Caller, form: type[F], fence: str, text: str) -> Pointed[F]:
    prompt = load_prompt("read_cv" if form is ReadCV else "read_job")
    parts = in_parts(fence, text, caller.nonce, prompt.user_tokens - tokens_of(prompt.user))
    told = await _asked(caller, prompt, form, fence, parts)
    lines = {key: line for block in parts.blocks for key, line in block.lines.items()}
    injected = injected_ids(lines)
    weighed = []
    for one, block in zip(told, parts.blocks, strict=True):
        named = {key.strip() for key in one.value.addressed_to_reader}
        addressed = frozenset(block.lines) & (injected | named)
        weighed.append((one.value, Evidence(block.lines, addressed)))
    return Pointed(
        parts=tuple(weighed),
        injected=frozenset(lines[key].strip() for key in injected),
        left_out=parts.left_out,
        provenance=told[0].provenance,
        usage=tuple(usage for one in told for usage in one.usage),
    )


async def _asked(
    caller: Caller, prompt: Prompt, form: type[F], fence: str, parts: Parts
) -> list[Told[F]]:
    """Ask for every part at once; when one fails, the others are given up."""
    values: list[dict[str, Block | str | int]] = [
        {fence: block, "part": number, "parts": len(parts.blocks)}
        for number, block in enumerate(parts.blocks, start=1)
    ]
    calls = [asyncio.create_task(caller.fill(prompt, form, one, PREPARING)) for one in values]
    try:
        return await asyncio.gather(*calls)
    finally:
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
