"""A text whose words still come, in the parts that it is said in."""

import asyncio
from collections.abc import AsyncGenerator

FEWEST_LETTERS = 15
"""Of a first clause that is said by itself; fewer leave a gap before the rest is there."""


class Composing:
    """Yields the first clause as soon as it is there, then the rest in one part.

    Two parts and no more: each is a request to a service that refuses bursts.
    """

    def __init__(self) -> None:
        self._parts: asyncio.Queue[str | None] = asyncio.Queue()
        self._given = 0

    def take_in(self, text: str, whole: bool) -> None:
        """Take in all the words so far, up to the end of a clause; `whole` when these are all."""
        if whole:
            if rest := text[self._given :].strip():
                self._parts.put_nowait(rest)
            self._parts.put_nowait(None)
        elif not self._given and len(text) >= FEWEST_LETTERS:
            self._parts.put_nowait(text)
            self._given = len(text)

    async def parts(self) -> AsyncGenerator[str]:
        """Yield the parts as they come; may be asked for once."""
        while (part := await self._parts.get()) is not None:
            yield part
