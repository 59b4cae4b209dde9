"""Where each quote stands in its answer, so that a writer can mark it there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nexus_cli.models.grade import Evidence
from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.reports.doubts import doubts_within, misheard_words
from nexus_cli.reports.places import where_words


class Stretch(NamedTuple):
    """Words of which all may be misheard, or none."""

    text: str
    doubtful: bool


class Piece(NamedTuple):
    """A part of an answer that is marked as a whole or not at all."""

    text: str
    marked: bool
    anchors: tuple[tuple[int, str], ...] = ()
    """For each quote that begins in a marked piece: its offset in `text`, and its anchor."""
    doubts: tuple[tuple[int, int], ...] = ()
    """Spans of `text` that the recogniser may have misheard."""

    @property
    def stretches(self) -> Iterator[Stretch]:
        """The text cut where doubt begins and ends."""
        end = 0
        for left, right in self.doubts:
            if left > end:
                yield Stretch(self.text[end:left], False)
            yield Stretch(self.text[left:right], True)
            end = right
        if end < len(self.text):
            yield Stretch(self.text[end:], False)


class QuotePlaces:
    """Every quote of a report with an anchor that is unique in it, such as `q3-quote2`."""

    def __init__(self, report: Report) -> None:
        self.numbers = {a.question_id: n for n, a in enumerate(report.answers, 1)}
        self._answers = {a.question_id: a for a in report.answers}
        self._anchors: dict[tuple[str, Evidence], str] = {}
        for answer in report.answers:
            found = dict.fromkeys([*_quotes(answer), *_required(report, answer.question_id)])
            ordered = sorted(found, key=lambda e: (e.source, e.start, e.end))
            for index, evidence in enumerate(ordered, 1):
                anchor = f"q{self.numbers[answer.question_id]}-quote{index}"
                self._anchors[answer.question_id, evidence] = anchor

    def anchor(self, question_id: str, evidence: Evidence) -> str:
        """Return the anchor of a quote of this report."""
        return self._anchors[question_id, evidence]

    def pieces(self, question_id: str, source: str, text: str) -> Iterator[Piece]:
        """Return `text`, which is `source` of that question's answer, cut where marks change."""
        here = [
            (evidence, anchor)
            for (question, evidence), anchor in self._anchors.items()
            if question == question_id and evidence.source == source
        ]
        end = 0
        for left, right in merged([(evidence.start, evidence.end) for evidence, _ in here]):
            if left > end:
                yield Piece(text[end:left], False, (), self._doubts(question_id, source, end, left))
            starts = [(e.start - left, anchor) for e, anchor in here if left <= e.start < right]
            doubts = self._doubts(question_id, source, left, right)
            yield Piece(text[left:right], True, tuple(starts), doubts)
            end = right
        if end < len(text):
            yield Piece(text[end:], False, (), self._doubts(question_id, source, end, len(text)))

    def about(self, question_id: str, evidence: Evidence) -> str:
        """Return where in its transcript a quote stands, and what of it may be misheard."""
        answer = self._answers.get(question_id)
        if answer is None:
            return ""
        return where_words(answer, evidence) + misheard_words(answer, evidence)

    def _doubts(
        self, question_id: str, source: str, start: int, end: int
    ) -> tuple[tuple[int, int], ...]:
        found = doubts_within(self._answers[question_id], source, start, end)
        return tuple((left - start, right - start) for left, right in found)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return half-open spans in order, with those that overlap or touch made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def best_quote(
    answers: Sequence[AnswerReport], dimension: str
) -> tuple[int, AnswerReport, Evidence] | None:
    """Return the quote behind the highest score on `dimension`: question number, answer, quote."""
    found = [
        (number, answer, score.evidence[0])
        for number, answer in enumerate(answers, 1)
        if (score := answer.scores.get(dimension)) and score.evidence and score.score is not None
    ]
    return max(found, key=lambda place: place[1].scores[dimension].score or 0.0, default=None)


def _quotes(answer: AnswerReport) -> Iterator[Evidence]:
    for score in answer.scores.values():
        yield from score.evidence
    for point in answer.points:
        if point.evidence:
            yield point.evidence


def _required(report: Report, question_id: str) -> Iterator[Evidence]:
    for requirement in report.requirements:
        if requirement.question_id == question_id:
            yield from requirement.evidence
