"""Words that a line break cut in two, made whole again."""

import re

_CUT = re.compile(r"(?P<start>[^\W\d_]{2,})-$")
_REST = re.compile(r"(?P<rest>[^\W\d_]+)(?P<after>\S*)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First parts of English compounds, whose hyphen is not the typesetter's.
_COMPOUND_STARTS = {
    "all", "back", "client", "co", "cost", "cross", "customer", "data", "decision", "end",
    "event", "ex", "fast", "first", "front", "full", "hands", "high", "highly", "in", "large",
    "long", "low", "mid", "multi", "non", "object", "off", "on", "open", "part", "peer", "post",
    "pre", "problem", "real", "result", "self", "semi", "short", "single", "sub", "team", "test",
    "third", "time", "top", "up", "user", "well", "world",
}  # fmt: skip


def mend_hyphens(lines: list[str]) -> list[str]:
    """Return `lines` with each word that was hyphenated at a line end moved up and made whole.

    The hyphen stays when the document writes the compound elsewhere, or begins like one; it goes
    when the document has the word in one, and by default.
    """
    words = {word.lower() for line in lines for word in _WORD.findall(line)}
    mended = list(lines)
    for index in range(len(mended) - 1):
        cut, rest = _CUT.search(mended[index]), _REST.match(mended[index + 1])
        if not cut or not rest or not rest["rest"][0].islower():
            continue
        start, end = cut["start"], rest["rest"]
        hyphen = "-" if _keeps_hyphen(start.lower(), end.lower(), words) else ""
        mended[index] = mended[index][:-1] + hyphen + end + rest["after"]
        mended[index + 1] = mended[index + 1][rest.end() :]
    return mended


def _keeps_hyphen(start: str, end: str, words: set[str]) -> bool:
    if f"{start}-{end}" in words:
        return True
    return f"{start}{end}" not in words and start in _COMPOUND_STARTS
