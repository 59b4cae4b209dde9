"""The fenced-off process: reads one document from standard input, answers in JSON.

Started as a file, `worker.py KIND NAME IMPORT_PATH`, with an interpreter that imports nothing by
itself; it therefore sets its own import path before it imports nexus.
"""

import json
import signal
import sys

CPU_SECONDS = 1.3
"""A dense CV page takes 0.03; ended by SIGPROF, which stops C code too."""
MEMORY_BYTES = 224_000_000
"""Address space. A CV takes 60 MB; with nexus itself the sum stays under 300 MB."""


def main() -> None:
    """Read standard input as KIND and print a reading, or an error as its parts."""
    kind, name, import_path = sys.argv[1:4]
    sys.path[:] = [*sys.path, *json.loads(import_path)]
    _set_limits()
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(json.dumps(_answer(kind, data, name)).encode("ascii"))


def _set_limits() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time bound remains
        return
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ValueError, OSError):  # macOS refuses a limit below what is already mapped
        return


def _answer(kind: str, data: bytes, name: str) -> dict[str, object]:
    from nexus_cli.errors import DocumentError, DocumentTooLargeError

    try:
        return _reading(kind, data, name)
    except DocumentError as error:
        return _failed(error)
    except (MemoryError, RecursionError):
        return _failed(
            DocumentTooLargeError(
                f"{name} unpacks to more than nexus will hold.",
                "Export it without large pictures, or save it as text.",
            )
        )
    except Exception:
        # Parsers fail on damaged files in too many ways to list; none may be a crash.
        return _failed(
            DocumentError(f"{name} is damaged and cannot be read.", "Export or download it again.")
        )


def _reading(kind: str, data: bytes, name: str) -> dict[str, object]:
    if kind == "pdf":
        from nexus_cli.documents.pdf import read_pdf as read
    elif kind == "docx":
        from nexus_cli.documents.docx import read_docx as read
    else:
        from nexus_cli.documents.html import read_html as read
    found = read(data, name)
    hidden = [(piece.text, piece.trick, piece.page) for piece in found.hidden]
    return {"text": found.text, "hidden": hidden, "pages": found.pages}


def _failed(error: Exception) -> dict[str, object]:
    sentence, next_step = error.sentence, error.next_step  # type: ignore[attr-defined]
    return {"error": (type(error).__name__, sentence, next_step)}


if __name__ == "__main__":
    main()
