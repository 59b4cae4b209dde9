"""Saving an event durably and reading a session back, beside a plain file that does the least."""

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from nexus_cli.bench.timing.preparation import offline_services
from nexus_cli.bench.timing.scenario import NANOSECONDS, Round, Setting
from nexus_cli.models.events import AnswerPart, Event
from nexus_cli.models.session import fold
from nexus_cli.services import prepare
from nexus_cli.services.demo import demo_preparation
from nexus_cli.store import DiskStore
from nexus_cli.store.records import GENESIS, encode

APPENDS = 20
"""In a round: the answers of an interview, with a pause or two in each."""
REPLAYS = 10
_WORDS = "We moved the queue to another region and watched the lag for a week before the switch. "


def measure(setting: Setting) -> Iterator[Round]:
    """Yield rounds of durable appends one by one, and of replays of what was appended.

    The plain file gets the same records: a line appended and fsynced at a time, and for a replay
    all lines read and parsed as JSON. Both take turns, so that a busy disk meets both. Replays keep
    a core busy and nothing else, so that it is the processor's time that is told.
    """
    events = _events(setting.folder / "prepared")
    for number in setting.numbers():
        folder = setting.folder / str(number)
        folder.mkdir()
        yield asyncio.run(_round(setting, folder, events))


async def _round(setting: Setting, folder: Path, events: Sequence[Event]) -> Round:
    store, lines = DiskStore(folder / "store"), folder / "lines.jsonl"
    try:
        await store.open()
        appends, plain_appends = await _appended(setting, store, lines, events)
        replays, plain_replays = await _replayed(setting, store, lines)
    finally:
        await store.close()
    return Round(
        times={
            "append_ms": appends,
            "append_file_ms": plain_appends,
            "replay_ms": replays,
            "replay_file_ms": plain_replays,
        },
    )


async def _appended(
    setting: Setting, store: DiskStore, lines: Path, events: Sequence[Event]
) -> tuple[list[float], list[float]]:
    durable, plain, previous = [], [], GENESIS
    with lines.open("ab", buffering=0) as file:
        for event in events:
            record, previous = encode(event, previous)
            line = f"{record}\n".encode()
            start = setting.clock()
            await store.append("bench", event)
            between = setting.clock()
            file.write(line)
            os.fsync(file.fileno())
            end = setting.clock()
            durable.append((between - start) / NANOSECONDS)
            plain.append((end - between) / NANOSECONDS)
    return durable, plain


async def _replayed(
    setting: Setting, store: DiskStore, lines: Path
) -> tuple[list[float], list[float]]:
    folded, parsed = [], []
    for _ in range(REPLAYS):
        start = setting.processor()
        fold(await store.events("bench"))
        between = setting.processor()
        _parse(lines)
        end = setting.processor()
        folded.append((between - start) / NANOSECONDS)
        parsed.append((end - between) / NANOSECONDS)
    return folded, parsed


def _parse(lines: Path) -> None:
    for line in lines.read_text("utf-8").splitlines():
        json.loads(line)


def _events(folder: Path) -> list[Event]:
    """Return a prepared session of the demo, then parts of an answer that grows."""
    with offline_services(folder) as services:
        prepared = services.thread.run(prepare(services, demo_preparation())).event
    first = prepared.plan.questions[0].id
    parts = [
        AnswerPart(at=prepared.at, question_id=first, part="answer", text=_WORDS * words)
        for words in range(1, APPENDS)
    ]
    return [prepared, *parts]
