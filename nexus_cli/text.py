"""Text made safe to show: no escape sequences, no bidirectional tricks, measured in cells."""

import re
import unicodedata

# Whole sequences first (CSI, OSC, DCS and friends), so that their payload goes with them.
_SEQUENCES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1b[\]PX^_].*?(?:\x1b\\|\x07|\x9c|$)"
    r"|\x9b[0-?]*[ -/]*[@-~]"
    r"|[\x90\x98\x9d\x9e\x9f].*?(?:\x1b\\|\x07|\x9c|$)"
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u2028\u2029\ufeff"
    "\U000e0000-\U000e007f]"  # tag characters, used to smuggle text
)


def safe(text: str) -> str:
    """Return `text` without anything a terminal would act on; tabs and newlines stay.

    Carriage returns become newlines. Joiners (U+200C, U+200D) stay: names and emoji need them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", _SEQUENCES.sub("", text))
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str, limit: int = 0) -> str:
    """Return `text` safe and on one line, cut to `limit` cells with an ellipsis when longer."""
    line = " ".join(safe(text).split())
    if limit and width(line) > limit:
        while line and width(line) > limit - 1:
            line = line[:-1]
        line = line.rstrip() + "…"
    return line


def width(text: str) -> int:
    """Return how many terminal cells `text` takes: wide characters two, combining marks none."""
    cells = 0
    for char in text:
        if unicodedata.combining(char) or char in "\u200c\u200d":
            continue
        cells += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return cells
