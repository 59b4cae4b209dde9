"""The verified facts of a report, each under an id that feedback can cite."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nexus_cli.brain.prompting import Block, fenced, neutral, tokens_of
from nexus_cli.models.grade import PointCoverage, Status
from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.models.rubric import Band, band_of

FACT_TOKENS = 2_600
_LINE_TOKENS = 3
_MOST_QUOTED = 140
_MOST_STATED = 160
"""Characters of a quote and of a point that a model is told; code quotes from the report."""
_SPARE = 2
"""Times as many characters are cleaned, because cleaning takes some away."""
_FEWEST_LETTERS = 2

Sign = Literal["covered", "open", "strong", "weak", "note"]


@dataclass(frozen=True)
class Fact:
    """One thing that an answer showed or left open."""

    number: int
    """Of the question, from 1."""
    target: str
    sign: Sign
    text: str
    quote: str = ""
    """Verbatim from the answer; empty when there is none."""

    @property
    def line(self) -> str:
        """The fact in words, without the question's number."""
        said = f" Said: “{_cut(self.quote, _MOST_QUOTED)}”" if self.quote else ""
        target = _cut(self.target, _MOST_STATED)
        return f"{self.sign}; {target}; {_cut(self.text, _MOST_STATED)}{said}"


@dataclass(frozen=True)
class Facts:
    """What was found: the fence that tells it, and the facts by id."""

    block: Block
    by_id: dict[str, Fact]


def gather(report: Report, nonce: str) -> Facts:
    """Return the facts of the scored answers that fit; each answer's first points come before
    any answer's later ones. No score, no total, no name and no other words of an answer."""
    ranked = [
        (rank, number, _line(fact, report.candidate), fact)
        for number, answer in enumerate(report.answers, 1)
        if answer.status is Status.SCORED
        for rank, fact in enumerate(_facts(number, answer))
    ]
    kept, left = [], FACT_TOKENS
    for rank, number, line, fact in sorted(ranked, key=lambda found: found[:2]):
        left -= tokens_of(neutral(line)) + _LINE_TOKENS
        if left < 0:
            break
        kept.append((number, rank, line, fact))
    kept.sort(key=lambda found: found[:2])
    by_line = {line: fact for _, _, line, fact in kept}
    block = fenced("facts", by_line, nonce, prefix="e")
    return Facts(block, {id_: by_line[line] for id_, line in block.lines.items()})


def _facts(number: int, answer: AnswerReport) -> Iterator[Fact]:
    """Yield an answer's facts, met and open points by turns, the most telling first."""
    met = [
        Fact(number, answer.target, "covered", point.point, _quote(point, answer))
        for point in sorted(answer.points, key=lambda point: -point.coverage)
        if point.covered
    ]
    still_open = [
        Fact(number, answer.target, "open", point.point)
        for point in answer.points
        if not point.covered
    ]
    for at in range(max(len(met), len(still_open))):
        yield from met[at : at + 1]
        yield from still_open[at : at + 1]
    for name, score in answer.scores.items():
        if score.score is None:
            continue
        band = band_of(score.score)
        if band in (Band.OUTSTANDING, Band.STRONG):
            yield Fact(number, answer.target, "strong", name)
        elif band in (Band.WEAK, Band.POOR):
            yield Fact(number, answer.target, "weak", name)
    for flag in answer.flags:
        yield Fact(number, answer.target, "note", flag)


def _quote(point: PointCoverage, answer: AnswerReport) -> str:
    """Return the point's quote when it stands where it says, else nothing."""
    if point.evidence is None:
        return ""
    follow_up = answer.follow_up.answer if answer.follow_up else ""
    text = answer.answer if point.evidence.source == "answer" else follow_up
    return point.evidence.quote if point.evidence.quote in text else ""


def _line(fact: Fact, name: str) -> str:
    """Return the fact's line without the candidate's name, should the quote hold it."""
    line = fact.line
    for part in re.findall(r"[^\W\d_]+", name):
        if len(part) >= _FEWEST_LETTERS:
            line = re.sub(rf"\b{re.escape(part)}\b", "…", line)
    return line


def _cut(text: str, most: int) -> str:
    line = neutral(text[: most * _SPARE])
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"
