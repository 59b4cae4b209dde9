"""The lines of a DOCX part: paragraphs, table rows, text boxes and content controls in order.

python-docx offers paragraphs and tables, but steps over content controls, text boxes and inserted
text, which CV templates are made of; so the XML (ECMA-376, part 1) is walked here.
"""

from collections.abc import Iterator
from typing import Any

from nexus_cli.documents.docx_looks import Background, Looks
from nexus_cli.documents.docx_names import local, tag
from nexus_cli.documents.reading import Hidden, Trick

_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tblGrid", "instrText"}
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DEEPEST = 40


class BlockReader:
    """Collects `lines` and `hidden` over the parts of one document."""

    def __init__(self, looks: Looks) -> None:
        self.lines: list[str] = []
        self.hidden: list[Hidden] = []
        self._looks = looks

    def read(self, part: Any) -> None:
        """Add the lines of `part`: a body, a header or a footer."""
        self.lines += [*self._block(part, self._looks.paper(part), _DEEPEST), ""]

    def _block(self, element: Any, behind: Background, depth: int) -> Iterator[str]:
        if not depth:
            return
        for child in element:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child, behind, depth)
            elif name == "tbl":
                yield from self._table(child, behind, depth)
            elif name not in _SKIPPED:  # content controls, insertions, custom XML
                yield from self._block(child, behind, depth - 1)

    def _paragraph(self, paragraph: Any, behind: Background, depth: int) -> Iterator[str]:
        behind = self._looks.behind_paragraph(paragraph, behind)
        text, boxes = self._words(paragraph, paragraph, behind, depth)
        if text.strip():
            if self._looks.is_heading(paragraph):
                yield ""
            yield self._looks.list_mark(paragraph) + text
        elif not boxes:
            yield ""
        for box in boxes:
            yield from self._block(box, self._looks.behind_box(box, behind), depth - 1)

    def _words(
        self, element: Any, paragraph: Any, behind: Background, depth: int
    ) -> tuple[str, list[Any]]:
        """Return the visible text of a paragraph and the text boxes that are anchored in it."""
        words: list[str] = []
        boxes: list[Any] = []
        last: Trick | None = None
        for run in _runs(element, depth):
            trick = self._looks.trick_of(run, paragraph, behind)
            text = _text_of(run)
            if trick and text.strip():
                self._hide(text, trick, continues=last is trick)
                last = trick
            else:
                words.append(text)
                last = last if not text.strip() else None
            boxes += _boxes_in(run)
        return "".join(words), boxes

    def _hide(self, text: str, trick: Trick, *, continues: bool) -> None:
        if continues and self.hidden:
            text = self.hidden.pop().text + text
        self.hidden.append(Hidden(text, trick))

    def _table(self, table: Any, behind: Background, depth: int) -> Iterator[str]:
        """Return one line for each row of short cells; a row of long cells, cell after cell."""
        behind = self._looks.behind_table(table, behind)
        for row in _rows(table):
            cells = [
                list(self._block(cell, self._looks.behind_cell(cell, behind), depth - 1))
                for cell in _cells(row)
            ]
            filled = [cell for cell in cells if any(line.strip() for line in cell)]
            if filled and max(_height(cell) for cell in filled) <= _TALLEST_IN_ROW:
                yield "\t".join(" ".join(line for line in cell if line.strip()) for cell in filled)
            else:
                for cell in filled:
                    yield from cell
                    yield ""


_TALLEST_IN_ROW = 2
"""Lines: a date over a place still is one cell of a row; more is a column of a layout."""


def _height(cell: list[str]) -> int:
    return sum(1 for text in cell for line in text.split("\n") if line.strip())


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    """Return the cells of a row; one merged downwards belongs to the row where it begins."""
    for child in row:
        if local(child) == "tc":
            merge = child.find(f"{tag('tcPr')}/{tag('vMerge')}")
            if merge is None or merge.get(tag("val")) == "restart":
                yield child
        elif local(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _cells(child)


def _runs(element: Any, depth: int) -> Iterator[Any]:
    """Return the runs of a paragraph, also inside links, fields, insertions and controls."""
    if not depth:
        return
    for child in element:
        name = local(child)
        if name == "r":
            yield child
        elif name not in _SKIPPED and name != "p":
            yield from _runs(child, depth - 1)


def _text_of(run: Any) -> str:
    parts: list[str] = []
    for child in run:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _MARKS:
            parts.append(_MARKS[name])
    return "".join(parts)


def _boxes_in(run: Any) -> list[Any]:
    """Return the text boxes of a run, without the copies kept for old programs."""
    boxes: list[Any] = []
    for box in run.iter(tag("txbxContent")):
        above = list(box.iterancestors())
        inside = above[: above.index(run)]
        if not any(local(step) in {"Fallback", "txbxContent"} for step in inside):
            boxes.append(box)
    return boxes
