"""What a run would cost, from a sample of its files: nothing is sent, nothing is scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nexus_cli.batch.finding import Found
from nexus_cli.batch.opening import models_of, unscored_files
from nexus_cli.batch.order import FolderOrder
from nexus_cli.batch.scale import OFFLINE
from nexus_cli.batch.task import Task, read_interview
from nexus_cli.errors import NexusError
from nexus_cli.llm.prices import cost_of
from nexus_cli.models.transcript import Exchange
from nexus_cli.models.usage import ModelUsage
from nexus_cli.services import Services

SAMPLE = 100
"""Files that are read, evenly spread; the rest is taken to be like them."""
PROMPT_TOKENS = 1_500
"""Of a grading prompt without the answer: instructions, rubric, question and its points."""
COMPLETION_TOKENS = 450
"""Of a judgement, reasoning included."""
CALLS_AN_ANSWER = 1.25
"""Answers that are in doubt are judged a second time, and now and then a third."""
_CHARACTERS_A_TOKEN = 4.0


@dataclass(frozen=True)
class Estimate:
    """Counts of a run; those after `new` are estimates where not all files were read."""

    files: int
    scored_before: int
    new: int
    recordings: int
    """Among the new ones; what is said in them is not counted."""
    unreadable: int
    """Of the files read."""
    read: int
    answers: int
    calls: int
    prompt_tokens: int
    completion_tokens: int
    model: str
    cost_usd: float | None
    """At list price; None offline or where the price is not known."""


def estimate(services: Services, order: FolderOrder) -> Estimate:
    """Return what `order` would do; raises what finding files and reading the job raises."""
    listing, wanted = unscored_files(services, order)
    new = [found for found in listing.files if found.file in wanted]
    readable = [found for found in new if not found.recording]
    sample = _spread(readable)
    exchanges, unreadable = _exchanges(sample, order)
    share = len(readable) / len(sample) if sample else 0.0
    answers = round(len(exchanges) * share)
    hosted = services.brain.name != OFFLINE
    calls = round(answers * order.repeat * CALLS_AN_ANSWER) if hosted else 0
    letters = sum(map(_letters, exchanges)) / len(exchanges) if exchanges else 0.0
    usage = ModelUsage(
        model=models_of(services.brain.name).split(",")[0].strip(),
        calls=calls,
        prompt_tokens=round(calls * (PROMPT_TOKENS + letters / _CHARACTERS_A_TOKEN)),
        completion_tokens=calls * COMPLETION_TOKENS,
    )
    return Estimate(
        files=len(listing.files),
        scored_before=len(listing.files) - len(new),
        new=len(new),
        recordings=len(new) - len(readable),
        unreadable=unreadable,
        read=len(sample),
        answers=answers,
        calls=calls,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        model=usage.model,
        cost_usd=cost_of(usage) if hosted else None,
    )


def _spread(files: Sequence[Found]) -> list[Found]:
    if len(files) <= SAMPLE:
        return list(files)
    return [files[number * len(files) // SAMPLE] for number in range(SAMPLE)]


def _exchanges(sample: Sequence[Found], order: FolderOrder) -> tuple[list[Exchange], int]:
    exchanges: list[Exchange] = []
    unreadable = 0
    for found in sample:
        try:
            task = Task(found.file, Path(found.path), "", order.candidate)
            paired = read_interview(task, order.blind).paired
        except NexusError:
            unreadable += 1
            continue
        exchanges += [e for e in paired.exchanges if not e.closing and e.answer.strip()]
    return exchanges, unreadable


def _letters(exchange: Exchange) -> int:
    return len(exchange.answer) + sum(len(follow_up.answer) for follow_up in exchange.follow_ups)
