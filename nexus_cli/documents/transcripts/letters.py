"""From the bytes of a text file to its lines, also where two encodings are mixed in one file."""

import codecs
import re

from nexus_cli.documents.encoding import decode
from nexus_cli.models.transcript import Unread
from nexus_cli.text import safe

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ODD_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def letters_of(data: bytes, name: str) -> tuple[str, list[Unread]]:
    """Return the text of `data`, its lines as an editor counts them, and the lines in doubt.

    A line that is not UTF-8 among lines that are is taken as Windows-1252. Terminal controls go.
    Raises DocumentError when it is no text.
    """
    doubtful: list[Unread] = []
    if _is_mixed(data):
        text = _line_by_line(data, doubtful)
        decode(text.encode(), name)
    else:
        text = _plain_utf8(data) or decode(data, name)
    text = _ODD_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _UNSAFE.search(text):
        # Line by line, so that an unfinished escape sequence does not swallow what follows.
        text = "\n".join(map(safe, text.split("\n")))
    return text, doubtful


def _plain_utf8(data: bytes) -> str:
    """Return UTF-8 without controls, which most transcripts are; nothing for any other bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if _CONTROLS.search(text) else text.removeprefix("\ufeff")


def _is_mixed(data: bytes) -> bool:
    """Tell whether some characters of `data` are UTF-8 and others cannot be."""
    if data.isascii() or data.startswith(_MARKS[1:]) or b"\x00" in data[:4000]:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return re.search(rb"[\xc3-\xf4][\x80-\xbf]", data) is not None
    return False


def _line_by_line(data: bytes, doubtful: list[Unread]) -> str:
    lines: list[str] = []
    for number, line in enumerate(data.removeprefix(_MARKS[0]).split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
            reason = "Some letters of this line are not UTF-8 and were guessed."
            doubtful.append(Unread(line=number, reason=reason))
    return "\n".join(lines)
