"""Questions written for this job and this CV; the bank's stand wherever one does not pass."""

import asyncio
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nexus_cli.brain.asking.areas import Area, areas_of
from nexus_cli.brain.asking.briefing import MOST_AREAS, briefing
from nexus_cli.brain.asking.forms import WrittenItem, WrittenItems
from nexus_cli.brain.asking.written import accepted
from nexus_cli.brain.prompting import Caller, Prompt, Told, load_prompt, neutral
from nexus_cli.brain.protocol import PlanRequest
from nexus_cli.errors import BrainError
from nexus_cli.llm import PREPARING
from nexus_cli.models.question import Plan, Question
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.usage import by_model

SMALL_HEAD_ROOM = 30_000
"""Tokens a minute under which the areas share a call: Groq's free plan has 8,000."""
_TOKENS_A_CALL, _TOKENS_AN_ITEM = 1_650, 500
"""What thinking takes and what an item takes: less is reserved for fewer items."""


async def write_questions(
    caller: Caller, request: PlanRequest, skeleton: Plan, head_room: float | None
) -> Result[Plan]:
    """Return `skeleton` with its technical and situational questions written anew.

    Pinned questions stay, and so do the bank's where a written one was refused twice or its call
    failed; the plan's notes count them. `head_room` is the organisation's tokens a minute, None
    when not known yet: under 30,000 the areas share a call, else all are asked for at once. Raises
    BrainError when every call failed.
    """
    areas = areas_of(request, skeleton)
    if not areas:
        return Result(value=skeleton, provenance=Provenance(brain="offline"))
    together = head_room is None or head_room < SMALL_HEAD_ROOM
    desk = _Desk(caller, request, skeleton, areas, together)
    await desk.ask_for(areas)
    if not desk.told:
        raise desk.faults[0]
    if again := [area for area in areas if area.place in desk.refused]:
        await desk.ask_for(again)
    failed = len(areas) - len(desk.written) - len(desk.refused)
    questions = tuple(desk.written.get(n, q) for n, q in enumerate(skeleton.questions))
    notes = (*_seen_again(request, skeleton, questions), *_from_bank(len(desk.refused), failed))
    return Result(
        value=skeleton.model_copy(update={"questions": questions, "notes": notes}),
        provenance=desk.told[0].provenance,
        usage=by_model(usage for told in desk.told for usage in told.usage),
    )


@dataclass
class _Desk:
    """Where items come in, are checked, and become questions, by the place of their slot."""

    caller: Caller
    request: PlanRequest
    skeleton: Plan
    areas: Sequence[Area]
    together: bool
    written: dict[int, Question] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    """Why the last item was refused, for slots that have no written question yet."""
    concepts: list[str] = field(default_factory=list)
    told: list[Told[WrittenItems]] = field(default_factory=list)
    faults: list[BrainError] = field(default_factory=list)

    async def ask_for(self, areas: Sequence[Area]) -> None:
        """Ask for one item an area, and take those that pass; a call that fails costs its own."""
        prompt, asked = load_prompt("write_questions"), list(self._not_again())
        if self.together:
            calls = math.ceil(len(areas) / MOST_AREAS)
            batches = [areas[n::calls] for n in range(calls)]
            brought = [await self._brought(prompt, batch, asked) for batch in batches]
        else:
            batches = [[area] for area in areas]
            brought = await asyncio.gather(*(self._brought(prompt, b, asked) for b in batches))
        for batch, items in zip(batches, brought, strict=True):
            if items is None:
                continue
            for number, area in enumerate(batch, start=1):
                self._take(area, [item for item in items if item.area.strip() == f"g{number}"])

    async def _brought(
        self, prompt: Prompt, areas: Sequence[Area], asked: Sequence[str]
    ) -> list[WrittenItem] | None:
        """Return what one call brought, None when it failed."""
        needed = _TOKENS_A_CALL + _TOKENS_AN_ITEM * len(areas)
        reserved = min(needed, prompt.max_completion_tokens)
        sized = prompt.model_copy(update={"max_completion_tokens": reserved})
        values = briefing(areas, self.request.job, asked, self.caller.nonce, self.refused)
        try:
            told = await self.caller.fill(sized, WrittenItems, values, PREPARING)
        except BrainError as fault:
            self.faults.append(fault)
            return None
        self.told.append(told)
        return told.value.items

    def _take(self, area: Area, items: Sequence[WrittenItem]) -> None:
        """Put the first item that passes into the area's slot, or note why the last did not."""
        self.refused[area.place] = "No item came for this area."
        others = [q.text for n, q in enumerate(self.skeleton.questions) if n != area.place]
        written = [question.text for question in self.written.values()]
        asked = [*self.request.seen_texts, *others, *written]
        for item in items:
            made = accepted(item, area, asked, self.concepts)
            if isinstance(made, Question):
                self.written[area.place] = made
                self.concepts.append(neutral(item.concept))
                del self.refused[area.place]
                return
            self.refused[area.place] = made

    def _not_again(self) -> Iterator[str]:
        """Yield what an item must not repeat, this interview's first, then the latest asked."""
        yield from self.concepts
        yield from (question.text for question in self.written.values())
        places = {area.place for area in self.areas}
        yield from (q.text for n, q in enumerate(self.skeleton.questions) if n not in places)
        yield from reversed(self.request.seen_texts)


def _seen_again(request: PlanRequest, skeleton: Plan, kept: Sequence[Question]) -> tuple[str, ...]:
    """Return the skeleton's notes as far as they are true of the questions that are left."""
    before = sum(question.id in request.seen for question in skeleton.questions)
    again = sum(question.id in request.seen for question in kept)
    if again == before:
        return skeleton.notes
    which = "One question was" if again == 1 else f"{again} questions were"
    return (f"{which} asked in an earlier session.",) if again else ()


def _from_bank(refused: int, failed: int) -> Iterator[str]:
    for count, why in (
        (refused, "the one written for it did not pass its checks"),
        (failed, "the language model did not answer"),
    ):
        if count:
            which = "One question comes" if count == 1 else f"{count} questions come"
            yield f"{which} from the bank because {why}."
