"""The last touch on every document: ligatures, odd spaces, letter-spaced headings, blank lines."""

import re
import unicodedata

from nexus_cli.text import safe

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_ODD_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x2060], "")  # soft hyphen, zero-width space, word joiner
_TABLE = str.maketrans({**_LIGATURES, **_ODD_SPACES, **_UNSEEN})
_LETTER_SPACED = re.compile(r"[^\W\d_](?:[ \t]+[^\W\d_&/]|[ \t]+[&/](?=[ \t])){3,}")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_BULLET = re.compile(  # the last four are bullets in the fonts Symbol and Wingdings
    r"^([ \t]*)[\u25cf\u25aa\u25e6\u2023\u2043\u00b7\uf0b7\uf0a7\uf0d8\uf0fc][ \t]*", re.M
)


def clean(text: str) -> str:
    """Return `text` in composed Unicode, safe to show, without what only a layout needs.

    Ligatures become letters, bullets `•`, a heading in spaced letters (`S K I L L S`) a word;
    glyphs from icon fonts go. At most one blank line stands between two lines.
    """
    text = safe(text).translate(_TABLE)
    text = _PRIVATE.sub("", _BULLET.sub(r"\1• ", text))
    lines = [_line(line) for line in unicodedata.normalize("NFC", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _line(line: str) -> str:
    line = line.rstrip()
    if _LETTER_SPACED.fullmatch(line.strip()):
        words = re.split(r" {2,}|\t| (?=[&/] )|(?<= [&/]) ", line.strip())
        line = " ".join(word.replace(" ", "") for word in words if word.strip())
    return line
