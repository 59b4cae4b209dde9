"""From the bytes of a text file to its letters: UTF-8, UTF-16, UTF-32 and Windows-1252."""

import codecs
import re

from nexus_cli.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.005
"""Text has next to none; random bytes have 11 in 100. Escape is left out: terminals log it."""
_FOREIGN_SHARE = 0.3
"""French and German have 2 to 6 non-ASCII letters in 100; another script read as Windows-1252
is made of little else."""


def decode(data: bytes, name: str) -> str:
    """Return `data` as text.

    In this order: a byte order mark, UTF-8, UTF-16 without a mark (told by its zero bytes), the
    charset an HTML page declares, Windows-1252. Raises DocumentError when none gives text.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
        if _is_text(text, guessed=encoding == "cp1252"):
            return text
    raise DocumentError(
        f"{name} does not hold text that nexus can decode.",
        "Save it again as UTF-8 text, or as PDF or DOCX.",
    )


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > 0.2 * len(sample):
        return ["utf-16-le" if odd > even else "utf-16-be"]
    declared = _DECLARED.search(data, 0, 4096)
    named = [declared[1].decode("ascii")] if declared and declared[1].isascii() else []
    return ["utf-8", *(name for name in named if _is_character_set(name)), "cp1252"]


def _is_character_set(name: str) -> bool:
    """Tell whether `name` decodes letters: Python also knows `zip`, `hex` and `rot13`."""
    try:
        return codecs.lookup(name)._is_text_encoding and name.lower() != "undefined"
    except LookupError:
        return False


def _is_text(text: str, *, guessed: bool) -> bool:
    if len(_CONTROLS.findall(text)) > _CONTROL_SHARE * len(text):
        return False
    foreign = sum(1 for char in text[:20_000] if ord(char) > 127)
    return not guessed or foreign <= _FOREIGN_SHARE * min(len(text), 20_000)
