"""A document behind fences that fit into requests: whole, or in parts that go on counting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_cli.brain.prompting import Block, fenced, tokens_of
from nexus_cli.knowledge.headings import heading_kind
from nexus_cli.knowledge.lines import read_lines
from nexus_cli.knowledge.statements import heading_text

MOST_PARTS = 3
_LONGEST_LINE = 1_500
"""Characters; a longer line, such as a page that lost its line breaks, is several lines."""
_BORDER_SHARE = 0.75
"""A part ends before a heading when that fills it at least so far."""


@dataclass(frozen=True)
class Parts:
    """A document cut for reading; line ids are unique over all blocks."""

    blocks: tuple[Block, ...]
    """At least one; only a document without words has an empty one."""
    left_out: int
    """Lines that stand in none of them."""


def in_parts(name: str, text: str, nonce: str, tokens: int) -> Parts:
    """Return the lines of `text` in at most three blocks of at most `tokens` each, fences included.

    A part begins at a heading where one is near its end, else at any line.
    """
    whole = fenced(name, _lines(text), nonce)
    begin, *numbered, end = whole.text.split("\n")
    room = tokens - tokens_of(begin) - tokens_of(_end(end, len(numbered))) - 2
    ids, written = list(whole.lines), list(whole.lines.values())
    spans = list(_spans([tokens_of(line) + 1 for line in numbered], written, room)) or [range(0)]
    missing = len(ids) - sum(len(span) for span in spans)
    blocks = []
    for span in spans:
        left_out = missing if span == spans[-1] else 0
        shown = [numbered[place] for place in span]
        lines = {ids[place]: written[place] for place in span}
        blocks.append(Block("\n".join([begin, *shown, _end(end, left_out)]), lines, left_out))
    return Parts(tuple(blocks), missing)


def _end(mark: str, missing: int) -> str:
    return f"{mark} ({missing} more lines were left out)" if missing else mark


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        rest = line
        while len(rest) > _LONGEST_LINE:
            cut = max(rest.rfind(mark, 0, _LONGEST_LINE) for mark in (". ", "; ", " ")) + 1
            cut = cut or _LONGEST_LINE
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _spans(costs: Sequence[int], lines: Sequence[str], room: int) -> Iterator[range]:
    """Stretches of lines whose costs fit into `room`; a line that never fits is in none."""
    start, made = 0, 0
    while start < len(costs) and made < MOST_PARTS:
        end, used, border = start, 0, 0
        while end < len(costs) and used + costs[end] <= room:
            if used >= _BORDER_SHARE * room and _is_heading(lines[end]):
                border = end
            used += costs[end]
            end += 1
        if end == start:
            start += 1
            continue
        if end < len(costs) and border and not _is_heading(lines[end]):
            end = border
        yield range(start, end)
        start, made = end, made + 1


def _is_heading(written: str) -> bool:
    line = read_lines(written)[0]
    return bool(line.text) and bool(heading_text(line) or heading_kind(line.text))
