"""A process that scores files offline, one after the other, and hands back what is to be kept."""

import asyncio
import gc
import signal
from datetime import date
from multiprocessing.connection import Connection

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.judging import TranscriptJudge
from nexus_cli.batch.kept_file import KeptFile, kept_accident, kept_failure
from nexus_cli.batch.task import Task, kept, read_interview, score_interview_of
from nexus_cli.brain import OfflineBrain
from nexus_cli.errors import NexusError
from nexus_cli.scoring import warm

_NO_DAY = date(1970, 1, 1)
"""Scoring rests on no calendar."""


class OfflineScorer:
    """Scores files with the offline brain; made once a process, as its tables take 0.5 s."""

    def __init__(self, conditions: Conditions) -> None:
        warm()
        self._conditions = conditions
        self._judge = TranscriptJudge(OfflineBrain(_NO_DAY), conditions.scale, conditions.job)
        self._loop = asyncio.new_event_loop()

    def score(self, task: Task) -> KeptFile:
        """Return what to keep of a file; one that cannot be read is a failure and raises nothing.

        A fault of nexus itself costs this file and no other.
        """
        try:
            interview = read_interview(task, self._conditions.blind)
            work = score_interview_of(self._judge, task, interview, self._conditions)
            report = self._loop.run_until_complete(work)
            return kept(task, interview, report, self._conditions)
        except NexusError as error:
            return kept_failure(task.file, task.transcript_id, error)
        except Exception as error:
            name = type(error).__name__
            sentence = f"nexus met something in {task.file} that it did not foresee ({name})."
            return kept_accident(task.file, task.transcript_id, sentence)

    def close(self) -> None:
        """End the loop."""
        self._loop.close()


def work(connection: Connection, conditions: Conditions) -> None:
    """Score what comes over `connection` until it is closed; the parent alone hears Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    scorer = OfflineScorer(conditions)
    gc.freeze()  # the tables are there to stay, and need not be looked through again
    try:
        connection.send(None)
        while True:
            for task in connection.recv():
                connection.send(scorer.score(task))
    except (EOFError, OSError):  # the parent has gone, or needs no more
        return
    finally:
        scorer.close()
