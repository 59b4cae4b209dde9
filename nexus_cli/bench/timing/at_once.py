"""Rounds that mostly wait, measured several at once: each in a process of its own."""

import multiprocessing
import signal
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from nexus_cli.bench.timing.scenario import Measure, Round, Setting
from nexus_cli.errors import NexusError, ResourceMissingError


def in_processes(measure: Measure, setting: Setting) -> Iterator[Round]:
    """Yield the rounds of `setting` in their order, `setting.at_once` of them measured at a time.

    A process takes every so many-th round, so that what a round draws is the same however many
    there are. Raises what `measure` raises; leaving ends all of them.
    """
    many = min(setting.at_once, setting.rounds)
    workers = [_Worker(measure, _share(setting, place, many)) for place in range(many)]
    try:
        for number in range(setting.rounds):
            yield workers[number % many].round()
    finally:
        for worker in workers:
            worker.end()


def _share(setting: Setting, place: int, many: int) -> Setting:
    """Return the rounds of one process; its folder is made by it."""
    return replace(
        setting,
        rounds=len(range(place, setting.rounds, many)),
        folder=setting.folder / f"process-{place}",
        first=setting.first + place * setting.step,
        step=setting.step * many,
        at_once=1,
    )


class _Worker:
    """One process, and the end of the pipe that its rounds come through."""

    def __init__(self, measure: Measure, setting: Setting) -> None:
        fresh = multiprocessing.get_context("spawn")  # a fork would take threads' locks with it
        self._rounds, theirs = fresh.Pipe(duplex=False)
        self._process: BaseProcess = fresh.Process(
            target=_work, args=(measure, setting, theirs), daemon=True
        )
        self._process.start()
        theirs.close()

    def round(self) -> Round:
        try:
            found: Round | NexusError = self._rounds.recv()
        except EOFError as error:
            raise ResourceMissingError(
                "A process that measures has ended.", "What it wrote above says why."
            ) from error
        if isinstance(found, NexusError):
            raise found
        return found

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._rounds.close()


def _work(measure: Measure, setting: Setting, rounds: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends this
    setting.folder.mkdir(parents=True, exist_ok=True)
    try:
        for one in measure(setting):
            rounds.send(one)
    except NexusError as error:
        rounds.send(error)
