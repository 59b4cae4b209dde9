"""One reply while it is worded, in a task of its own: whoever says it may come later."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable

from nexus_cli.brain import ReplyRequest
from nexus_cli.brain.protocol import ReplyPiece
from nexus_cli.errors import BrainError
from nexus_cli.telemetry import Telemetry


class Wording:
    """Begins at once; needs a running event loop."""

    def __init__(
        self,
        number: int,
        request: ReplyRequest,
        stream: AsyncIterator[ReplyPiece],
        tell: Callable[[str, bool], None],
        telemetry: Telemetry,
        ahead: bool,
    ) -> None:
        """`tell` is called with all the words so far, and whether they are all there will be."""
        self.number = number
        self.request = request
        self._tell = tell
        self._pieces: list[ReplyPiece] = []
        self._changed = asyncio.Event()
        self._fault: BrainError | None = None
        self._task = asyncio.create_task(self._read(stream, telemetry, ahead))

    @property
    def is_done(self) -> bool:
        """Whether all of it is there."""
        return self._task.done()

    @property
    def failed(self) -> bool:
        """Whether it broke off."""
        return self._fault is not None

    async def pieces(self) -> AsyncGenerator[ReplyPiece]:
        """Yield what there is, then what comes; raises BrainError."""
        given = 0
        while True:
            while given < len(self._pieces):
                given += 1
                yield self._pieces[given - 1]
            if self._task.done():
                break
            self._changed.clear()
            await self._changed.wait()
        if self._fault is not None:
            raise self._fault
        await self._task  # a failure that is no BrainError is a defect, and is not hidden

    def cancel(self) -> None:
        """Stop it without waiting for its end."""
        self._task.cancel()

    async def close(self) -> None:
        """Stop it, if it is not finished."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _read(
        self, stream: AsyncIterator[ReplyPiece], telemetry: Telemetry, ahead: bool
    ) -> None:
        words = ""
        try:
            with telemetry.span("reply", kind=self.request.kind, ahead=int(ahead)):
                async for piece in stream:
                    self._pieces.append(piece)
                    if isinstance(piece, str):
                        words += piece
                        self._tell(words.strip(), False)
                    self._changed.set()
            self._tell(words.strip(), True)
        except BrainError as fault:
            self._fault = fault
        finally:
            self._changed.set()
