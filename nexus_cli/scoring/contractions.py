"""The words inside one written form: `isn't` and `isnt` are `is` and `not`."""

import re
from collections.abc import Iterator

from nexus_cli.scoring.slips import is_cannot
from nexus_cli.scoring.wordlists import STOP_WORDS

_BARE_NEGATIVE = re.compile(
    r"(?:do|does|did|is|are|was|were|ca|could|would|should|wo|has|have|had)nt"
)
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall"}


def pieces(written: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of one written form, in lower case, each with its span in it."""
    end = len(written)
    head, apostrophe, tail = written.partition("'")
    if apostrophe and tail in ("t", "nt"):
        head = head.removesuffix("n") if tail == "t" else head
        if head:
            yield _IRREGULAR.get(head, head), 0, len(head)
        yield "not", len(head), end
    elif apostrophe:
        yield head, 0, len(head)
        if tail not in STOP_WORDS:
            yield tail, len(head) + 1, end
    elif is_cannot(written):
        yield "can", 0, 3
        yield "not", 3, end
    elif _BARE_NEGATIVE.fullmatch(written):
        head = written[:-2]
        yield _IRREGULAR.get(head, head), 0, end - 2
        yield "not", end - 2, end
    else:
        yield written, 0, end
