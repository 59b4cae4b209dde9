"""The grade of an answer to a question without key points: how it is said, not whether it is right.

Nothing says what a right answer holds, so relevance and competency stay open. Depth rests on the
cue words of `concreteness`, communication on whole statements and the parts of a story, and every
rule against texts that only look like an answer holds as it does with key points.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.models.grade import DimensionScore, Evidence, Grade, Status
from nexus_cli.models.question import Category, Question
from nexus_cli.models.rubric import Rubric
from nexus_cli.scoring.assessment import Assessment, assess
from nexus_cli.scoring.concreteness import Concreteness, concreteness_of, story_parts
from nexus_cli.scoring.free_rules import topic_free_findings
from nexus_cli.scoring.points import target_of
from nexus_cli.scoring.rules import Finding, Rule
from nexus_cli.scoring.sources import Spoken

NO_POINTS = "No key points say what a right answer to this question holds, so a person judges it."
"""Why relevance and competency are null."""
_NO_MEASURE = "The offline scorer has no measure for this; a person or another brain judges it."
_TOO_SHORT = "The answer is too short to judge the order of its thoughts."

_UNFLAGGED = (Rule.DONT_KNOW, Rule.OFF_TOPIC)
_FEWEST_WORDS, _TERSE_WORDS = 12, 25
_TERSE_DEPTH, _TERSE_ORDER = 2.0, 2.5
"""The most for a few words: the rubric's anchors ask for points developed, and connected."""
_LEAST_DEPTH, _DEPTH_SPAN = 1.0, 4.0
_LEAST_ORDER, _WHOLE_SPAN, _LINKED_SPAN = 0.8, 1.2, 2.5
_WHOLE_TOKENS = 4
_LINKS = 2


@dataclass(frozen=True, slots=True)
class _Heard:
    """One answer with what the rules left of it."""

    spoken: Spoken
    category: Category
    found: Assessment
    findings: tuple[Finding, ...]

    @property
    def cap(self) -> float:
        return min((finding.cap for finding in self.findings), default=5.0)

    @property
    def words(self) -> int:
        return len(self.found.passage.tokens)


def grade_without_points(question: Question, answer: str, follow_up: str, rubric: Rubric) -> Grade:
    """Return the grade of an answer and its follow-up where a question has no key points.

    Depth is 1 plus 4 times the concreteness (0-1), at most 2 up to 25 words; communication is
    0.8, plus up to 1.2 for whole statements, plus up to 2.5 for the parts of a story, or for
    reasons where none was asked for, at most 2.5 up to 25 words. Both formulas are nexus' own, set
    so that good sample answers fare as they do on key points; weak ones fare better than there.
    Relevance, competency and dimensions of one's own are null with the reason. Blank text is
    `unanswered`; a rubric with neither depth nor communication leaves `needs_human`. It is the same
    for every brain: a model without key points would be bounded by nothing. Deterministic, no I/O.
    """
    spoken = Spoken(answer, follow_up)
    if spoken.blank:
        return Grade(status=Status.UNANSWERED)
    found = assess(target_of(question.text, ()), spoken.text, category=question.category)
    heard = _Heard(spoken, question.category, found, tuple(topic_free_findings(found)))
    scores = {dimension.name: _score(dimension.name, heard) for dimension in rubric.dimensions}
    judged = any(score.score is not None for score in scores.values())
    return Grade(
        status=Status.SCORED if judged else Status.NEEDS_HUMAN,
        scores=scores,
        flags=tuple(f.sentence for f in heard.findings if f.rule not in _UNFLAGGED),
    )


def _score(name: str, heard: _Heard) -> DimensionScore:
    match name.strip().casefold():
        case "depth":
            return _depth(heard)
        case "communication":
            return _communication(heard)
        case "relevance" | "competency":
            return DimensionScore(reasoning=NO_POINTS)
    return DimensionScore(reasoning=_NO_MEASURE)


def _depth(heard: _Heard) -> DimensionScore:
    concrete = concreteness_of(heard.found.passage)
    score = _LEAST_DEPTH + _DEPTH_SPAN * concrete.share
    if heard.words <= _TERSE_WORDS:
        score = min(score, _TERSE_DEPTH)
    parts = _parts(concrete)
    spans = [spans[0] for spans in parts.values() if spans]
    return _scored(heard, score, _gives(parts), spans[:2])


def _parts(concrete: Concreteness) -> dict[str, tuple[tuple[int, int], ...]]:
    return {
        "own actions": concrete.actions,
        "reasons": concrete.reasons,
        "outcomes": concrete.outcomes,
        "figures": concrete.figures,
    }


def _gives(parts: dict[str, tuple[tuple[int, int], ...]]) -> str:
    named = [part for part, spans in parts.items() if spans]
    absent = [part for part, spans in parts.items() if not spans]
    if not named:
        return "It names no own action, reason or figure."
    lacks = f" It gives no {_listed(absent, 'or')}." if absent else ""
    return f"It gives {_listed(named)}.{lacks}"


def _communication(heard: _Heard) -> DimensionScore:
    if heard.words < _FEWEST_WORDS and heard.cap == 5:
        return DimensionScore(reasoning=_TOO_SHORT)
    passage = heard.found.passage
    said = passage.said.values()
    whole = sum(len(tokens) >= _WHOLE_TOKENS for tokens in said) / len(said) if said else 0.0
    spans = list(passage.borders[:1])
    if heard.category is Category.BEHAVIOURAL:
        parts = story_parts(passage)
        told = {part: span for part, span in parts.items() if span}
        linked = len(told) / len(parts)
        missing = [part for part in parts if part not in told]
        reason = f"The story has its {_listed(list(told))}." if told else "It tells no story."
        reason += f" It lacks the {_listed(missing, 'or')}." if told and missing else ""
        spans = list(told.values()) or spans
    else:
        linked = min(1.0, len(concreteness_of(passage).reasons) / _LINKS)
        reason = "Its statements are whole and can be followed."
        if whole < 0.5:
            reason = "Much of it is fragments, so the listener has to join them."
    score = _LEAST_ORDER + _WHOLE_SPAN * whole + _LINKED_SPAN * linked
    if heard.words <= _TERSE_WORDS:
        score = min(score, _TERSE_ORDER)
    return _scored(heard, score, reason, spans)


def _scored(
    heard: _Heard, score: float, reason: str, spans: Sequence[tuple[int, int]]
) -> DimensionScore:
    """Return the score under the cap of the rules, with the sentences around `spans`."""
    opening = heard.spoken.opening()
    evidence = _around(heard, spans) or ((opening,) if opening else ())
    said = " ".join(finding.sentence for finding in heard.findings)
    return DimensionScore(
        score=round(max(0.0, min(score, heard.cap)), 1),
        evidence=evidence,
        reasoning=f"{said} {reason}".strip(),
    )


def _around(heard: _Heard, spans: Sequence[tuple[int, int]]) -> tuple[Evidence, ...]:
    borders = heard.found.passage.borders
    around = [(a, b) for start, _ in spans for a, b in borders if a <= start < b]
    found = (heard.spoken.evidence(*border) for border in around)
    return tuple(dict.fromkeys(quote for quote in found if quote))


def _listed(words: list[str], joint: str = "and") -> str:
    return f" {joint} ".join(filter(None, (", ".join(words[:-1]), words[-1])))
