"""A brain that words follow-ups as slowly as a model does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

from nexus_cli.brain import OfflineBrain, ReplyRequest
from nexus_cli.brain.protocol import ReplyPiece
from nexus_cli.errors import BrainUnavailableError
from nexus_cli.models.result import Provenance
from nexus_cli.models.usage import ModelUsage

WORDING_SECONDS = 2.0


class Wordy(OfflineBrain):
    """Takes two seconds for a follow-up, clause by clause, as a model does."""

    def __init__(self) -> None:
        super().__init__(date(2026, 5, 4))
        self.asked: list[str] = []
        self.spare = True
        self.broken = 0
        """Replies that fail, from now on."""

    @property
    def can_spare(self) -> bool:
        return self.spare

    async def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
        if request.kind == "bridge":
            return
        self.asked.append(request.answer)
        await asyncio.sleep(WORDING_SECONDS / 2)
        if self.broken:
            self.broken -= 1
            raise BrainUnavailableError("The model is not there.")
        yield f"You wrote {len(request.answer.split())} words,"
        await asyncio.sleep(WORDING_SECONDS / 2)
        yield " and what else do you do?"
        yield Provenance(brain="wordy")
        yield ModelUsage(model="m", calls=1, prompt_tokens=1, completion_tokens=1)
