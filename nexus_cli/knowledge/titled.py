"""Skills that only name a job: `Java developer`, `Engineer (React, Node)`, `DevOps team`."""

import re
from collections.abc import Sequence

_ROLE = re.compile(
    r"[ /-]*(?:(?:software|web|app|application|test|data|platform|systems?|stack|product"
    r"|solutions?) )?(?:developers?|engineers?|architects?|programmers?|leads?|teams?|specialists?"
    r"|consultants?|administrators?|analysts?|designers?|managers?|experts?|roles?|positions?"
    r"|squads?|guilds?|departments?|community|scientists?|masters?|owners?)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:Developer|Engineer|Architect|Programmer|Lead|Scientist|Consultant|Administrator|Analyst"
    r"|Designer|Manager)s?(?= ?[(/|–-])"
)
_SEPARATORS = re.compile(r"[\s(/|,&+–-]{0,7}")


def leads_a_role(text: str, end: int) -> bool:
    """Whether the words up to `end` lead on to a role or a team: `Java` in `Java developer`."""
    return _ROLE.match(text, end) is not None


def without_titles(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sorted `spans` without those that go on a job title, in brackets or after a dash.

    `Engineer (React, Node)` and `Developer - Python / Go` ask for nothing yet.
    """
    titles = [found.end() for found in _TITLE.finditer(text)]
    kept: list[tuple[int, int]] = []
    last = -1
    for start, end in spans:
        reached = max([last, *(title for title in titles if title <= start)])
        if reached >= 0 and _SEPARATORS.fullmatch(text, reached, start):
            last = end
        else:
            kept.append((start, end))
    return kept
