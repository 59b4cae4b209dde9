"""An answer judged by the offline grader, and told in points, sentences and levels."""

from itertools import accumulate
from typing import Literal

from nexus_cli.bench.groq.acting.reading import addressed_lines
from nexus_cli.bench.groq.acting.sheet import Sheet, read_sheet
from nexus_cli.bench.groq.acting.told import Told
from nexus_cli.brain.judging.forms import AnswerGrade, JudgedDimension, JudgedPoint
from nexus_cli.models.grade import DimensionScore, Evidence, PointCoverage
from nexus_cli.models.rubric import Dimension, Rubric
from nexus_cli.scoring import grade_answer
from nexus_cli.scoring.assessment import assess
from nexus_cli.scoring.coverage import COVERED
from nexus_cli.scoring.points import target_of
from nexus_cli.scoring.rules import Rule

Kind = Literal["substantive", "fragment", "off_topic", "declined", "asks_back", "unintelligible"]
Status = Literal["explained", "mentioned", "absent", "contradicted"]

_EXPLAINED, _MENTIONED = COVERED, COVERED / 2
"""Shares of a key point that are met, from which it counts as such."""
_LITTLE = 1.0
_LONGEST_QUOTE = 20
_FEWEST_WORDS = 4
_SURE, _IN_DOUBT = 5, 4


def grade(told: Told) -> AnswerGrade:
    """Return the offline grade of the answer behind the fence."""
    sheet = read_sheet(told)
    rubric = Rubric(
        name="shown",
        version="1",
        dimensions=tuple(Dimension(name=n, description="") for n in sheet.dimensions.values()),
    )
    found = grade_answer(sheet.question, sheet.answer.text, sheet.follow_up.text, rubric)
    broken = _broken(sheet)
    covered = {one.point: one for one in found.points}
    return AnswerGrade(
        answer_kind=_kind(sheet, broken),
        addressed_to_grader=addressed_lines(sheet.sentences),
        points=[
            _point(line, covered.get(key.point), sheet, denied=Rule.NEGATED in broken)
            for line, key in sheet.points.items()
        ],
        extra_valid=[],
        errors=[],
        dimensions=[_level(i, found.scores.get(n), sheet) for i, n in sheet.dimensions.items()],
        confidence=_IN_DOUBT if found.flags else _SURE,
    )


def quoted(evidence: Evidence | None, sheet: Sheet) -> tuple[str, str]:
    """Return the sentence a piece of evidence begins in, and its words in there."""
    if evidence is None:
        return "", ""
    fence = sheet.follow_up if evidence.source == "follow_up" else sheet.answer
    ends = accumulate(len(text) + 1 for text in fence.lines.values())
    for (line, text), end in zip(fence.lines.items(), ends, strict=True):
        if evidence.start < end:
            start = evidence.start - (end - len(text) - 1)
            words = text[start : start + len(evidence.quote)].split(" ")
            return line, " ".join(words[:_LONGEST_QUOTE]).strip()
    return "", ""


def _broken(sheet: Sheet) -> set[Rule]:
    """Return the rules of the offline scorer that apply to what was said."""
    target = target_of(sheet.question.text, sheet.question.key_points)
    said = assess(target, sheet.said, category=sheet.question.category)
    return {
        finding.rule
        for finding in said.findings
        if finding.cap <= _LITTLE or finding.rule is Rule.NEGATED
    }


def _kind(sheet: Sheet, broken: set[Rule]) -> Kind:
    if not any(char.isalnum() for char in sheet.said):
        return "unintelligible"
    if len(sheet.said.split()) < _FEWEST_WORDS:
        return "fragment"
    if Rule.DONT_KNOW in broken:
        return "declined"
    return "off_topic" if broken & {Rule.OFF_TOPIC, Rule.ECHO} else "substantive"


def _point(line: str, point: PointCoverage | None, sheet: Sheet, *, denied: bool) -> JudgedPoint:
    share = point.coverage if point else 0.0
    sentence, quote = quoted(point.evidence if point else None, sheet)
    status: Status = "absent"
    if quote and share >= _EXPLAINED:
        status = "contradicted" if denied else "explained"
    elif quote and share >= _MENTIONED and not denied:
        status = "mentioned"
    if status == "absent":
        sentence, quote = "", ""
    gap = "" if status == "explained" else "how, with a case of one's own"
    return JudgedPoint(id=line, sentence=sentence, quote=quote, gap=gap, status=status)


def _level(line: str, score: DimensionScore | None, sheet: Sheet) -> JudgedDimension:
    pieces = [quoted(piece, sheet) for piece in score.evidence] if score else []
    sentence, quote = next((piece for piece in pieces if piece[1]), ("", ""))
    level = None if score is None or score.score is None else round(score.score)
    return JudgedDimension(
        id=line,
        speaks_for="It says something of what was asked." if quote else "",
        speaks_against="" if level == 5 else "It leaves something open.",
        sentence=sentence,
        quote=quote,
        level=level,
    )
