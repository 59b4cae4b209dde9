"""Replies as they are spoken: a follow-up, a question in other words, or a bridge."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress

from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.protocol import ReplyPiece, ReplyRequest
from nexus_cli.brain.replying.filters import ReplyFilter
from nexus_cli.brain.replying.material import material
from nexus_cli.errors import BrainError
from nexus_cli.llm import BRIDGING, INTERACTIVE, spoken
from nexus_cli.models.usage import ModelUsage

AFTER_WORDS_SECONDS = 0.5
"""How long the rest of a reply is read once enough was said: its end tells what it cost."""


async def reply(caller: Caller, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
    """Yield what may be said of a model's words, and then what they cost.

    A follow-up ends with its one question mark. The first clause comes as soon as it ends, except
    for a bridge, which comes by the sentence or not at all. Raises BrainError; BrainAnswerError
    when a follow-up or a clarification came to nothing that may be said, or to half of it.
    """
    told = material(request, caller.nonce)
    hearing = ReplyFilter(request, told.known)
    bridge = request.kind == "bridge"
    patience = BRIDGING if bridge else INTERACTIVE
    spent: list[ModelUsage] = []
    said = caller.say(told.prompt, told.values, patience, spent.append)
    async with aclosing(said) as words:  # who stops listening drops the connection
        async for piece in _allowed(words, hearing, by_sentence=bridge):
            yield piece
        await _read_out(words)
    for usage in spent:
        yield caller.provenance(told.prompt, usage.model)
        yield usage
    hearing.check()


async def _allowed(
    words: AsyncIterator[str], hearing: ReplyFilter, by_sentence: bool
) -> AsyncIterator[str]:
    """Yield the pieces that `hearing` allows, parted by spaces, until it has heard enough."""
    yielded = 0
    async for _ in spoken(words, hearing.allows):
        if not by_sentence or hearing.between_sentences:
            text = " ".join(hearing.said[yielded:])
            yield f" {text}" if yielded else text
            yielded = len(hearing.said)
        if hearing.done:
            return


async def _read_out(words: AsyncIterator[str]) -> None:
    """Read what is not said, shortly: nothing that happens there changes what was said."""
    with suppress(BrainError, TimeoutError):
        async with asyncio.timeout(AFTER_WORDS_SECONDS):
            async for _ in words:
                pass
