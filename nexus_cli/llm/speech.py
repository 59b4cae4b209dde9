"""Streamed text in pieces fit to be spoken: a first clause early, then whole sentences."""

import re
from collections.abc import AsyncIterable, AsyncIterator, Callable

FIRST_CLAUSE_WORDS = 3
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*\s+(?=\S)")
_CLAUSE_END = re.compile(r"[,;:.?!…][\"'”’)]*\s+(?=\S)")


async def spoken(
    fragments: AsyncIterable[str], allowed: Callable[[str], bool]
) -> AsyncIterator[str]:
    """Yield the first clause as soon as it ends, then sentence by sentence, joined as they came.

    What `allowed` refuses is left out, and with a first clause the rest of its sentence. A clause
    shorter than three words waits for the next one, so that "Well," is not spoken alone.
    """
    held, started, dropping = "", False, False
    async for fragment in fragments:
        held += fragment
        while end := _cut(held, started):
            piece, held = held[:end], held[end:]
            whole = bool(_SENTENCE_END.search(f"{piece.rstrip()} x"))
            said = not dropping and allowed(piece)
            if said:
                yield piece
            started, dropping = True, not said and not whole
    if held.strip() and not dropping and allowed(held):
        yield held


def _cut(text: str, started: bool) -> int:
    """Return where the first piece of `text` ends, 0 when it has not ended yet."""
    for found in (_SENTENCE_END if started else _CLAUSE_END).finditer(text):
        if started or len(text[: found.end()].split()) >= FIRST_CLAUSE_WORDS:
            return found.end()
        if _SENTENCE_END.match(text, found.start()):
            return found.end()
    return 0
