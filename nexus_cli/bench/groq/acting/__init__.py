"""Models played by functions: one that is honest, and those that go wrong, each in its own way.

A character takes the body of a chat request and returns the text of the answer, as
`LoopbackGroq.answer` does.
"""

from collections.abc import Callable, Mapping
from typing import Any

from nexus_cli.bench.groq.acting.honest import honest
from nexus_cli.bench.groq.acting.judging import fabricator, flatterer, middle, miser, scrambler
from nexus_cli.bench.groq.acting.obeying import obeys, obeys_politely
from nexus_cli.bench.groq.acting.talking import leaker, parrot, praiser, truncator

Character = Callable[[dict[str, Any]], str]

characters: Mapping[str, Character] = {
    actor.__name__: actor
    for actor in (
        honest,
        obeys,
        obeys_politely,
        flatterer,
        miser,
        middle,
        fabricator,
        scrambler,
        parrot,
        praiser,
        leaker,
        truncator,
    )
}
"""Name to character."""

__all__ = ["Character", "characters", "honest", "obeys", "obeys_politely"]
