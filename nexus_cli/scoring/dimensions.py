"""The four dimensions that coverage can speak to, each near the calibrated score."""

from dataclasses import dataclass

from nexus_cli.models.grade import DimensionScore, Evidence, PointCoverage
from nexus_cli.models.question import Category
from nexus_cli.scoring.advice import listed
from nexus_cli.scoring.assessment import Assessment
from nexus_cli.scoring.concreteness import concreteness_of, story_parts
from nexus_cli.scoring.sources import Spoken

_TERSE_WORDS = 25
"""Up to here a missing example or order says nothing: a short right answer stays right."""
_FEWEST_WORDS = 12
_NO_MEASURE = "The offline scorer has no measure for this; a person or another brain judges it."
_TOO_SHORT = "The answer is too short to judge the order of its thoughts."


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything that a dimension is judged from."""

    spoken: Spoken
    category: Category
    assessment: Assessment
    points: tuple[PointCoverage, ...]

    @property
    def words(self) -> int:
        """How many words count, after repeats and instructions are out."""
        return len(self.assessment.passage.tokens)


def score_dimension(name: str, subject: Subject) -> DimensionScore:
    """Return the score of the dimension `name`; null with a reason when it has no measure."""
    measures = {
        "relevance": _relevance,
        "depth": _depth,
        "competency": _competency,
        "communication": _communication,
    }
    found = measures.get(name.strip().casefold())
    return found(subject) if found else DimensionScore(reasoning=_NO_MEASURE)


def _competency(subject: Subject) -> DimensionScore:
    """Which points are covered; in more than a few sentences, also how many of them."""
    covered = [point for point in subject.points if point.covered]
    total = len(subject.points)
    sentences = [f"{len(covered)} of {total} key points are covered."]
    if covered:
        sentences.append(f"Covered: {listed(covered)}")
    left = [point for point in subject.points if not point.covered]
    if left:
        sentences.append(f"Still open: {listed(left)}")
    change = _within(1.2 * (len(covered) / total - 0.4), 0.5) if total else 0.0
    if subject.words <= _TERSE_WORDS:
        change = max(0.0, change)
    return _scored(subject, change, " ".join(sentences), _quotes(subject, 3))


def _relevance(subject: Subject) -> DimensionScore:
    topic = subject.assessment.measured.topic
    how = "Nearly all" if topic >= 0.7 else "Most" if topic >= 0.5 else "Some"
    how = how if topic >= 0.3 else "Little"
    reason = f"{how} of what was said is about this question."
    return _scored(subject, _within(2.0 * (topic - 0.6), 0.5), reason, _quotes(subject, 1))


def _depth(subject: Subject) -> DimensionScore:
    """Points developed, and for more than a few sentences how concretely."""
    breadth = subject.assessment.measured.breadth
    change = _within(1.3 * (breadth - 0.6), 0.7)
    concrete = concreteness_of(subject.assessment.passage)
    parts = {
        "own actions": concrete.actions,
        "reasons": concrete.reasons,
        "outcomes": concrete.outcomes,
        "figures": concrete.figures,
    }
    if subject.words > _TERSE_WORDS:
        change += 0.6 * (concrete.share - 0.5)
    else:
        change = max(0.0, change)
    named = [part for part, spans in parts.items() if spans]
    absent = [part for part, spans in parts.items() if not spans]
    reason = f"It gives {_listed(named)}." if named else "It names no own action, reason or figure."
    if named and absent:
        reason += f" It gives no {_listed(absent, 'or')}."
    spans = [spans[0] for spans in parts.values() if spans]
    return _scored(subject, change, reason, _around(subject, spans[:2]))


def _communication(subject: Subject) -> DimensionScore:
    """Whole thoughts in an order; for a story from one's work, how many of its parts are there."""
    if subject.words < _FEWEST_WORDS and subject.assessment.cap == 5:
        return DimensionScore(reasoning=_TOO_SHORT)
    said = subject.assessment.passage.said.values()
    whole = sum(len(tokens) >= 4 for tokens in said) / len(said) if said else 0.0
    change, reason = 0.3 * (whole - 0.7), "Its statements are whole and can be followed."
    if whole < 0.5:
        reason = "Much of it is fragments, so the listener has to join them."
    spans = list(subject.assessment.passage.borders[:1])
    if subject.category is Category.BEHAVIOURAL:
        parts = story_parts(subject.assessment.passage)
        told = {part: span for part, span in parts.items() if span}
        change += 0.6 * (len(told) / len(parts) - 0.6)
        missing = [part for part in parts if part not in told]
        reason = f"The story has its {_listed(list(told))}." if told else "It tells no story."
        reason += f" It lacks the {_listed(missing, 'or')}." if missing and told else ""
        spans = list(told.values()) or spans
    return _scored(subject, _within(change, 0.4), reason, _around(subject, spans))


def _scored(
    subject: Subject, change: float, reason: str, quotes: tuple[Evidence, ...]
) -> DimensionScore:
    """Return the calibrated score with a small change, never over the cap, and its reasons."""
    found = subject.assessment
    score = found.score + change * min(1.0, found.score / 2.0)
    score = round(max(0.0, min(score, found.cap)), 1)
    evidence = quotes or _opening(subject)
    said = " ".join(finding.sentence for finding in found.findings)
    return DimensionScore(score=score, evidence=evidence, reasoning=f"{said} {reason}".strip())


def _opening(subject: Subject) -> tuple[Evidence, ...]:
    opening = subject.spoken.opening()
    return (opening,) if opening else ()


def _quotes(subject: Subject, most: int) -> tuple[Evidence, ...]:
    ranked = sorted(subject.points, key=lambda point: -point.coverage)
    found = [p.evidence for p in ranked if p.evidence and (p.covered or p is ranked[0])]
    return tuple(dict.fromkeys(found))[:most]


def _around(subject: Subject, spans: list[tuple[int, int]]) -> tuple[Evidence, ...]:
    """Return the sentences around the spans as evidence, each once."""
    borders = subject.assessment.passage.borders
    around = [(a, b) for start, _ in spans for a, b in borders if a <= start < b]
    found = (subject.spoken.evidence(*border) for border in around)
    return tuple(dict.fromkeys(quote for quote in found if quote))


def _within(change: float, most: float) -> float:
    return max(-most, min(most, change))


def _listed(words: list[str], joint: str = "and") -> str:
    return f" {joint} ".join(filter(None, (", ".join(words[:-1]), words[-1])))
