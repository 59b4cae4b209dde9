"""What tests of voices share: a text, a loopback in virtual time, and a voice that is a script."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nexus_cli.bench.edge import LoopbackEdge
from nexus_cli.tts import Chunk, EdgeVoice, Encoding, Piece, Voice, VoiceChoice, Word
from tests.llm.virtual_time import SETTLE_SECONDS, LoopClock, VirtualLoop

T = TypeVar("T")

TEXT = (
    "Tell me about a release of yours, say version 2 of a C++ library for Müller & Sons, that "
    "went wrong. What did you do first, and what would you do differently now?"
)


def words(text: str) -> list[str]:
    """The words of a text as the loopback counts them."""
    return re.findall(r"\w(?:[\w'’-]*\w)?", text)


class _ThreadlessLoop(VirtualLoop):
    """Does a thread's work at once: aiohttp looks up proxies and passwords in threads, and the
    clock would leap meanwhile."""

    def run_in_executor(  # type: ignore[override]
        self, executor: object, work: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        done = self.create_future()
        done.set_result(work(*args))
        return done


def virtual(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run to the end in virtual time, with real sockets and no threads."""
    with asyncio.Runner(loop_factory=lambda: _ThreadlessLoop(SETTLE_SECONDS)) as runner:
        return runner.run(coroutine)


def on_loopback(
    server: LoopbackEdge, play: Callable[[LoopbackEdge, EdgeVoice], Awaitable[None]]
) -> None:
    """Run `play` with a voice that speaks with `server`, in virtual time."""

    async def whole() -> None:
        async with server:
            voice = EdgeVoice(socket=server.socket, clock=LoopClock())
            await play(server, voice)
            await voice.close()

    virtual(whole())


@dataclass
class Heard:
    """A stream as a listener has it."""

    pieces: list[Piece] = field(default_factory=list)
    first_after: float = 0.0
    """Seconds from the request to the first sound, on the loop's clock."""
    took: float = 0.0

    def of(self, kind: type[Piece]) -> list[Piece]:
        """The pieces of one kind."""
        return [piece for piece in self.pieces if isinstance(piece, kind)]

    @property
    def mp3(self) -> bytes:
        """The MP3 in all chunks."""
        chunks = [piece for piece in self.pieces if isinstance(piece, Chunk)]
        return b"".join(chunk.data for chunk in chunks if chunk.encoding is Encoding.MP3)

    @property
    def words(self) -> list[str]:
        """The words whose times came."""
        return [piece.text for piece in self.pieces if isinstance(piece, Word)]


async def hear(voice: Voice, text: str = TEXT, into: Heard | None = None) -> Heard:
    """Listen to the end; `into` keeps what was heard where the voice raises."""
    heard = into or Heard()
    now = asyncio.get_running_loop().time
    asked = now()
    async with aclosing(voice.speak(text)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Chunk) and not heard.of(Chunk):
                heard.first_after = now() - asked
            heard.pieces.append(piece)
    heard.took = now() - asked
    return heard


class Scripted:
    """A voice that says given pieces and then raises, or not; it remembers what it was asked."""

    def __init__(
        self, name: str, pieces: Sequence[Piece] = (), error: Exception | None = None
    ) -> None:
        self.name = name
        self.asked: list[str] = []
        self.closed = False
        self._pieces = pieces
        self._error = error

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        self.asked.append(text)
        for piece in self._pieces:
            yield piece
        if self._error:
            raise self._error

    async def voices(self) -> list[VoiceChoice]:
        return [VoiceChoice(self.name, "en-US")]

    async def close(self) -> None:
        self.closed = True
