"""Reads PDF, DOCX and HTML in a process of its own, so that a bomb goes off in there."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from nexus_cli.documents.reading import Hidden, Reading
from nexus_cli.errors import DocumentError, DocumentTooLargeError, UnsupportedDocumentError

_WORKER = Path(__file__).with_name("worker.py")
_HAS_CPU_BOUND = hasattr(signal, "setitimer")
_WALL_SECONDS = 10.0 if _HAS_CPU_BOUND else 4.0
"""Beside the worker's own bound in processor seconds, which a busy machine does not use up."""
_KINDS = {
    kind.__name__: kind for kind in (DocumentError, DocumentTooLargeError, UnsupportedDocumentError)
}
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "HOME", "TMPDIR")


def read_in_a_fence(kind: str, data: bytes, name: str) -> Reading:
    """Return what the worker read from `data`.

    Raises the worker's own DocumentError, or one of its own when the worker ran out of time or
    memory, or died.
    """
    command = [sys.executable, "-I", "-S", str(_WORKER), kind, name, json.dumps(_import_path())]
    # No key or token goes along into the process that reads a stranger's file.
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own file
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=_WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _took_too_long(name) from error
    except OSError as error:
        raise DocumentError(
            f"{name} could not be read: no process could be started for it ({error.strerror}).",
            "Close other programs and try again.",
        ) from error
    return _answer(done, name)


def _import_path() -> list[str]:
    return [str(Path(__file__).parents[2]), *(entry for entry in sys.path if entry)]


def _answer(done: "subprocess.CompletedProcess[bytes]", name: str) -> Reading:
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise _died(done.returncode, name) from None
    if "error" in answer:
        kind, sentence, next_step = answer["error"]
        raise _KINDS[kind](sentence, next_step)
    hidden = [Hidden(*piece) for piece in answer["hidden"]]
    return Reading(answer["text"], hidden, answer["pages"])


def _died(returncode: int, name: str) -> DocumentError:
    if _HAS_CPU_BOUND and returncode == -signal.SIGPROF:
        return _took_too_long(name)
    return DocumentError(
        f"{name} could not be read: it is damaged, or unpacks to more than nexus will hold.",
        "Open it in another program and save it again, or save it as text.",
    )


def _took_too_long(name: str) -> DocumentTooLargeError:
    return DocumentTooLargeError(
        f"{name} takes too long to read: it is far larger inside than a CV or a job.",
        "Save the pages that matter on their own, or as text.",
    )
