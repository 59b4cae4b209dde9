"""One form that a model filled, after the checks: what is left of it once every quote was found."""

from collections.abc import Mapping
from dataclasses import dataclass

from nexus_cli.brain.judging.forms import AnswerGrade
from nexus_cli.brain.judging.levels import CheckedDimension, levels
from nexus_cli.brain.judging.points import (
    EXPLAINED,
    STATUS,
    CheckedPoint,
    astray,
    overlap,
    repetitive,
    weighed,
)
from nexus_cli.brain.judging.sentences import Numbered, Sentence
from nexus_cli.brain.judging.subject import Subject
from nexus_cli.brain.judging.verifying import Verifier
from nexus_cli.models.grade import Evidence

EXTRA = 0.5
"""What something right that no key point lists adds: no list confirms it, so it counts half."""
FULL_SHARE = 0.8
"""The share of the key points from which content is at its highest level.

A list of what could be said is longer than what one good answer says. Of the bank's paraphrases,
which are second right answers, nine in ten cover 0.83 of the points and more by words alone.
"""
_MOST_EXTRAS, _MOST_ERRORS = 2, 3
_NO_ANSWERS = ("off_topic", "declined", "asks_back", "unintelligible")


@dataclass(frozen=True, slots=True)
class CheckedError:
    """Something wrong that was said, where it was said, and why it is wrong."""

    quote: Evidence
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one model call says that the answer bears out."""

    points: tuple[CheckedPoint, ...]
    """One for each key point, in the question's order."""
    extra: float
    """What may be added to the points' values in the place of an absent one."""
    dimensions: Mapping[str, CheckedDimension]
    """One for each dimension of the rubric, by name."""
    errors: tuple[CheckedError, ...]
    confidence: int
    refused: int
    """Claims whose quote was not found."""
    addressed: tuple[Sentence, ...]
    is_astray: bool
    """The quotes are not where the points are said, so a second look is due."""
    is_trusted: bool
    """It may go above the offline score: its quotes fit and vary, and nobody addressed it."""
    is_faulted: bool
    """It may go far below the offline score: it quotes what is wrong, or says it is no answer."""

    @property
    def content(self) -> float | None:
        """The content level; None for a question without key points."""
        return content_level([point.value for point in self.points], self.extra)


def content_level(values: list[float], extra: float) -> float | None:
    """Return 0-5 for the values of the key points: 5 from a share of `FULL_SHARE` up.

    None without points. `extra` counts only where a point is absent.
    """
    if not values:
        return None
    total = sum(values) + (extra if 0.0 in values else 0.0)
    return min(5.0, 5.0 * total / len(values) / FULL_SHARE)


def addressed_in(form: AnswerGrade, said: Numbered) -> tuple[Sentence, ...]:
    """Return the sentences that the model lists as speaking to the grader; unknown ids are none."""
    ids = dict.fromkeys(name.strip().lower() for name in form.addressed_to_grader)
    return tuple(said.sentences[name] for name in ids if name in said.sentences)


def checked(form: AnswerGrade, subject: Subject, addressed: tuple[Sentence, ...] = ()) -> Judgement:
    """Return what of `form` the answer bears out; `addressed` are sentences other calls listed."""
    own = addressed_in(form, subject.said)
    verifier = Verifier(subject.said, subject.question.text, (*addressed, *own))
    claimed, refused = _points(form, subject, verifier)
    is_astray = astray(claimed, subject)
    points = weighed(claimed, subject, verifier, is_astray=is_astray)
    extras = [verifier.verify(e.sentence, e.quote) for e in form.extra_valid[:_MOST_EXTRAS]]
    used = [point.quote for point in points if point.quote]
    fresh = any(extra and not any(overlap(extra, quote) for quote in used) for extra in extras)
    errors = tuple(
        CheckedError(quote, error.why)
        for error in form.errors[:_MOST_ERRORS]
        if (quote := verifier.verify(error.sentence, error.quote))
    )
    explained = any(point.value == EXPLAINED for point in points)
    dimensions, unfound = levels(form, subject, verifier, explained=explained)
    return Judgement(
        points=points,
        extra=EXTRA if fresh else 0.0,
        dimensions=dimensions,
        errors=errors,
        confidence=form.confidence,
        refused=refused + unfound + extras.count(None),
        addressed=own,
        is_astray=is_astray,
        is_trusted=not (is_astray or repetitive(claimed) or addressed or own),
        is_faulted=bool(errors) or form.answer_kind in _NO_ANSWERS or _contradicts(form, verifier),
    )


def _contradicts(form: AnswerGrade, verifier: Verifier) -> bool:
    """Tell whether the answer says the opposite of a key point, in words that were found."""
    against = [claim for claim in form.points if claim.status == "contradicted"]
    return any(verifier.verify(claim.sentence, claim.quote) for claim in against)


def _points(
    form: AnswerGrade, subject: Subject, verifier: Verifier
) -> tuple[tuple[CheckedPoint, ...], int]:
    """Return each key point checked, and how many claims were refused; the first of an id wins."""
    claims = {claim.id.strip().lower(): claim for claim in reversed(form.points)}
    refused, listed = 0, []
    for number in range(len(subject.target.points)):
        claim = claims.get(f"p{number + 1}")
        value = STATUS[claim.status] if claim else 0.0
        quote = verifier.verify(claim.sentence, claim.quote) if claim and value else None
        refused += bool(value) and quote is None
        listed.append(CheckedPoint(value, quote) if quote else CheckedPoint(0.0))
    return tuple(listed), refused
