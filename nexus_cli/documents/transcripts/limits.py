"""How much of a transcript nexus reads, and the errors of what is beyond it."""

from nexus_cli.errors import DocumentTooLargeError, TranscriptError
from nexus_cli.models.transcript import Unread

MAX_BYTES = 20_000_000
"""An hour of talk is 60 kB of text, 200 kB of captions, and 5 MB of JSON with every word timed."""
MAX_TEXT_BYTES = 3_000_000
MAX_LINES = 40_000
"""An hour of captions has 4,000."""
MAX_LINE_CHARS = 500_000
"""Of text and captions: an hour of talk in one line is 60,000. JSON has all of it in one line."""
MAX_JSON_MARKS = 1_000_000
"""Commas and opening brackets: each may become an object of 200 bytes."""
MAX_TURNS = 5_000
"""An hour of talk has 100 to 400."""
_LISTED = 100


def too_large(name: str, limit: str) -> DocumentTooLargeError:
    """Return the error for a file that holds more than `limit`."""
    return DocumentTooLargeError(
        f"{name} holds more than {limit}, far more than an interview.",
        "Export the interview alone, as WebVTT or text.",
    )


def check_text(name: str, text: str) -> None:
    """Raise DocumentTooLargeError for more lines or letters than an interview has."""
    if len(text) > MAX_TEXT_BYTES:
        raise too_large(name, f"{MAX_TEXT_BYTES // 1_000_000} MB of text")
    if text.count("\n") > MAX_LINES:
        raise too_large(name, f"{MAX_LINES:,} lines")
    if len(text) > MAX_LINE_CHARS:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > MAX_LINE_CHARS:
                raise TranscriptError(
                    f"{name}, line {number}: the line holds {len(line):,} letters, more than "
                    "anybody says in an interview.",
                    "Export the transcript again, one line for each speaker.",
                    line=number,
                )


def listed(unread: list[Unread]) -> tuple[Unread, ...]:
    """Return `unread` in the order of lines, the first hundred in full and the rest counted."""
    unread = sorted(unread, key=lambda place: place.line)
    if len(unread) <= _LISTED:
        return tuple(unread)
    rest = len(unread) - _LISTED
    more = Unread(line=unread[_LISTED].line, reason=f"From here on, {rest} more places.")
    return (*unread[:_LISTED], more)
