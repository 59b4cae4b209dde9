"""Text that somebody else wrote, made to stand in Markdown as plain words."""

import re

from nexus_cli.text import safe

_INLINE = re.compile(r"[\\`*_\[\]<>|~&$^]|(?<=[a-zA-Z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^([-+#=]|\d{1,9}(?=[.)](?:\s|$)))")


def markdown(text: str) -> str:
    """Return `text` on one line with nothing in it that CommonMark or GitHub would act on."""
    return _line(" ".join(safe(text).split()))


def markdown_lines(text: str) -> str:
    """As `markdown`, but line breaks and paragraphs stay; indentation goes, since it means code."""
    lines = [_line(" ".join(line.split())) for line in safe(text).strip().split("\n")]
    parted = zip(lines, [*lines[1:], ""], strict=True)
    return "\n".join(f"{line}\\" if line and following else line for line, following in parted)


def _line(line: str) -> str:
    escaped = _INLINE.sub(r"\\\g<0>", line)
    return _LINE_START.sub(lambda m: m[0] + "\\" if m[0].isdigit() else "\\" + m[0], escaped)
