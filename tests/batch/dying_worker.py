"""Workers that die or hang over the files that are called so."""

import os
import signal
import time
from multiprocessing.connection import Connection

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.kept_file import Facts, KeptFile


def dying(connection: Connection, conditions: Conditions) -> None:
    """Answer each task without work; `dies` kills the process, `hangs` never ends."""
    connection.send(None)
    try:
        while True:
            for task in connection.recv():
                if "dies" in task.file:
                    os.kill(os.getpid(), signal.SIGKILL)
                while "hangs" in task.file:
                    time.sleep(0.1)
                connection.send(KeptFile(task.file, task.transcript_id, Facts()))
    except EOFError:
        return


def stillborn(connection: Connection, conditions: Conditions) -> None:
    """Die before anything is done."""
    os.kill(os.getpid(), signal.SIGKILL)
