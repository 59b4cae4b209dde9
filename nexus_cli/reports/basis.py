"""Scores of one answer that rest on the same words, so that the words are said once."""

from typing import NamedTuple

from nexus_cli.models.grade import DimensionScore
from nexus_cli.models.report import AnswerReport
from nexus_cli.reports.phrasing import figure
from nexus_cli.reports.wording import apart_words, override_line


class ScoreGroup(NamedTuple):
    """Dimensions with one reasoning and one set of quotes."""

    named: str
    """Each dimension with its score, and how far several judgements of it lie apart."""
    basis: DimensionScore
    override: str
    """What a person changed; such a score stands alone."""


def score_groups(answer: AnswerReport) -> list[ScoreGroup]:
    """Return the scores of `answer` in order, neighbours with the same basis joined."""
    groups: list[ScoreGroup] = []
    for name, score in answer.scores.items():
        named = f"{name} {figure(score.score)}{apart_words(score)}"
        override = override_line(answer, name)
        last = groups[-1] if groups else None
        if last and not (override or last.override) and _same_basis(last.basis, score):
            groups[-1] = last._replace(named=f"{last.named}, {named}")
        else:
            groups.append(ScoreGroup(named, score, override))
    return groups


def _same_basis(one: DimensionScore, other: DimensionScore) -> bool:
    return (one.evidence, one.reasoning) == (other.evidence, other.reasoning)
