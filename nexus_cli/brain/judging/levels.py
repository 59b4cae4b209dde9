"""The levels that a model gives, as far as quotes bear them out."""

import re
from dataclasses import dataclass

from nexus_cli.brain.judging.forms import AnswerGrade, JudgedDimension
from nexus_cli.brain.judging.subject import Subject
from nexus_cli.brain.judging.verifying import Verifier
from nexus_cli.models.grade import Evidence

_UNQUOTED_LEVEL, _UNEXPLAINED_LEVEL = 1.0, 3.0
_TWO_QUOTES = 2


@dataclass(frozen=True, slots=True)
class CheckedDimension:
    """A level (0-5, or None) with its quote and the model's two sentences."""

    level: float | None
    quote: Evidence | None = None
    speaks_for: str = ""
    speaks_against: str = ""
    is_unquoted: bool = False
    """The level was taken down because no quote stands behind it."""


def levels(
    form: AnswerGrade, subject: Subject, verifier: Verifier, *, explained: bool
) -> tuple[dict[str, CheckedDimension], int]:
    """Return each dimension of the rubric by name, and how many quotes were refused.

    Of several claims for one dimension the first wins; one that is missing has no level.
    """
    claims = {_plain(claim.id): claim for claim in reversed(form.dimensions)}
    found: dict[str, tuple[JudgedDimension, Evidence | None]] = {}
    for number, dimension in enumerate(subject.rubric.dimensions, start=1):
        claim = claims.get(f"d{number}") or claims.get(_plain(dimension.name))
        if claim:
            found[dimension.name] = claim, verifier.verify(claim.sentence, claim.quote)
    quotes = {quote for _, quote in found.values() if quote}
    is_full = explained or len(quotes) >= _TWO_QUOTES
    listed = {}
    for dimension in subject.rubric.dimensions:
        claim, quote = found.get(dimension.name, (None, None))
        listed[dimension.name] = _level(claim, quote, is_full) if claim else CheckedDimension(None)
    refused = sum(bool(claim.quote.strip()) and not quote for claim, quote in found.values())
    return listed, refused


def _level(claim: JudgedDimension, quote: Evidence | None, is_full: bool) -> CheckedDimension:
    """Return the level: above 1 with a quote, above 3 with an explained point or two quotes."""
    level = None if claim.level is None else float(claim.level)
    is_unquoted = level is not None and level > _UNQUOTED_LEVEL and quote is None
    if level is not None:
        level = min(level, _UNQUOTED_LEVEL if is_unquoted else 5.0)
        level = level if is_full else min(level, _UNEXPLAINED_LEVEL)
    return CheckedDimension(level, quote, claim.speaks_for, claim.speaks_against, is_unquoted)


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().casefold()
