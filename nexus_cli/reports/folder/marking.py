"""An answer cut where the page changes: at a mark, at a doubt, and where somebody spoke anew."""

from bisect import bisect_right

from nexus_cli.models.grade import Evidence
from nexus_cli.models.report import AnswerReport, SaidAt
from nexus_cli.reports.doubts import CLOSE, OPEN, doubts_within, misheard_words
from nexus_cli.reports.highlighting import merged
from nexus_cli.reports.phrasing import quoted
from nexus_cli.text import safe

Piece = str | list[str | int]
"""Text as it is; `[0, where]` before what was said there; `[n, text]` is mark `n`, from 1."""


class MarkedAnswer:
    """The quotes of one answer as marks in its text, numbered over answer and follow-up."""

    def __init__(self, answer: AnswerReport) -> None:
        self._answer = answer
        self._marks = {source: merged(_spans(answer, source)) for source in ("answer", "follow_up")}
        self._starts = {
            source: [left for left, _ in found] for source, found in self._marks.items()
        }
        self._before = {"answer": 0, "follow_up": len(self._marks["answer"])}

    def quote(self, evidence: Evidence) -> list[str | int]:
        """Return the mark that a quote stands in, its words, and where it was said."""
        starts = self._starts[evidence.source]
        number = self._before[evidence.source] + bisect_right(starts, evidence.start)
        words = quoted(shown(evidence.quote))
        where = _where(self._answer.said_at, evidence.source, evidence.start)
        return [number, words + shown(misheard_words(self._answer, evidence)), where]

    def pieces(self, source: str, text: str) -> list[Piece]:
        """Return `text`, which is `source` of this answer, in pieces that can be shown."""
        if not text.strip():
            return []
        said = [part for part in self._answer.said_at if part.source == source]
        parts = {part.start: place_words(part) for part in said}
        marks, before = self._marks[source], self._before[source]
        cuts = {0, *parts, *(edge for mark in marks for edge in mark)}
        edges = sorted(cut for cut in cuts if 0 <= cut < len(text))
        pieces: list[Piece] = []
        for left, right in zip(edges, [*edges[1:], len(text)], strict=True):
            if left in parts:
                pieces.append([0, parts[left]])
            mark = bisect_right(self._starts[source], left)
            words = self._words(source, text, left, right)
            inside = mark and left < marks[mark - 1][1]
            pieces.append([before + mark, words] if inside else words)
        return pieces

    def _words(self, source: str, text: str, left: int, right: int) -> str:
        """Return a stretch of `text` with what may be misheard in brackets."""
        if not (self._answer.transcript and self._answer.transcript.doubtful):
            return shown(text[left:right])
        said, end = "", left
        for start, stop in doubts_within(self._answer, source, left, right):
            said += f"{text[end:start]}{OPEN}{text[start:stop]}{CLOSE}"
            end = stop
        return shown(said + text[end:right])


def shown(text: str) -> str:
    """Return `text` as `text.safe` does; what holds printable characters alone stays as it is."""
    return text if text.isprintable() else safe(text)


def place_words(part: SaidAt) -> str:
    """Return where something was said: `line 12`, `line 12, 3:05` or `line 12, 1:03:05`."""
    if part.seconds is None:
        return f"line {part.line}"
    minutes, seconds = divmod(int(part.seconds), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"line {part.line}, {clock}"


def _where(parts: tuple[SaidAt, ...], source: str, start: int) -> str:
    before = [part for part in parts if part.source == source and part.start <= start]
    return place_words(before[-1]) if before else ""


def _spans(answer: AnswerReport, source: str) -> list[tuple[int, int]]:
    found = [e for score in answer.scores.values() for e in score.evidence]
    found += [point.evidence for point in answer.points if point.evidence]
    return [(e.start, e.end) for e in found if e.source == source]
