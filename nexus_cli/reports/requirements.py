"""What the interview showed about each skill that the job asks for."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from nexus_cli.models.grade import Evidence, Status
from nexus_cli.models.job import Job
from nexus_cli.models.question import TRANSFER_QUESTION
from nexus_cli.models.report import AnswerReport, RequirementReport
from nexus_cli.reports.clauses import clause_around, first_clause
from nexus_cli.reports.denial import Mention, admits_not_knowing, mentions

SkillFinder = Callable[[str], Sequence[tuple[str, int, int]]]
"""Gives `(canonical name, start, end)` for each skill named in a text, offsets in code points."""

SHOWN_FROM = 2.5
"""An answer about a skill shows it from this average (0-5)."""
REFUTED_BELOW = 1.0
"""Under this average (0-5) an `I don't know` to a question about a skill contradicts it."""


class _Reading(NamedTuple):
    """One answer with the skills that it and its question name."""

    answer: AnswerReport
    targets: frozenset[str]
    """Case-folded."""
    mentions: Mapping[str, Sequence[tuple[Mention, Evidence]]]
    """By the skill, case-folded; in order."""

    def about(self, skill: str) -> bool:
        """Whether the question targets `skill`, or the answer names it as something there."""
        return self.targets_skill(skill) or self.naming(skill) is not None

    def shows(self, skill: str) -> bool:
        """Whether a good score speaks for `skill`.

        A good answer to what is closest to a skill that one lacks shows the candour, not the skill.
        """
        of_transfer = self.answer.question_id.startswith(TRANSFER_QUESTION)
        return not of_transfer or self.naming(skill) is not None

    def targets_skill(self, skill: str) -> bool:
        return skill.casefold() in self.targets

    def naming(self, skill: str) -> Evidence | None:
        return next((e for m, e in self._on(skill) if not m.negated), None)

    def denial(self, skill: str) -> Evidence | None:
        return next((e for m, e in self._on(skill) if m.denied), None)

    def gave_up(self) -> bool:
        """Whether the answer says no more than that its speaker does not know.

        A low score alone contradicts nothing: it may be the scorer that did not follow.
        """
        low = self.answer.average is not None and self.answer.average < REFUTED_BELOW
        return low and admits_not_knowing(self.answer.answer)

    def _on(self, skill: str) -> Sequence[tuple[Mention, Evidence]]:
        return self.mentions.get(skill.casefold(), ())


def requirement_reports(
    job: Job, answers: Sequence[AnswerReport], find_skills: SkillFinder
) -> tuple[RequirementReport, ...]:
    """Return one entry per required, then preferred skill of `job`.

    A denial in the candidate's words outweighs any score; then an answer about the skill that
    scored `SHOWN_FROM` or more shows it; then an "I don't know" to a question about it contradicts
    it. What was raised and stayed in between is `not_discussed` with the question's id.
    """
    readings = [_read(answer, find_skills) for answer in answers]
    required = list(dict.fromkeys(job.required_skills))
    preferred = [skill for skill in dict.fromkeys(job.preferred_skills) if skill not in required]
    return tuple(
        _requirement(skill, skill in required, readings) for skill in (*required, *preferred)
    )


def _requirement(skill: str, required: bool, readings: Sequence[_Reading]) -> RequirementReport:
    for reading in readings:
        if denial := reading.denial(skill):
            return _entry(skill, "contradicted", required, reading, denial)
    scored = [r for r in readings if r.answer.status is Status.SCORED and r.about(skill)]
    showing = [reading for reading in scored if reading.shows(skill)]
    best = max(showing or scored, key=_average, default=None)
    if best is not None and best.shows(skill) and _average(best) >= SHOWN_FROM:
        quote = best.naming(skill) or _strongest_quote(best.answer)
        return _entry(skill, "shown", required, best, quote)
    for reading in scored:
        if reading.targets_skill(skill) and reading.gave_up():
            quote = _strongest_quote(reading.answer)
            return _entry(skill, "contradicted", required, reading, quote)
    return _entry(skill, "not_discussed", required, best, None)


def _entry(
    skill: str, status: str, required: bool, reading: _Reading | None, quote: Evidence | None
) -> RequirementReport:
    return RequirementReport(
        skill=skill,
        status=status,
        required=required,
        evidence=(quote,) if quote else (),
        question_id=reading.answer.question_id if reading else None,
    )


def _average(reading: _Reading) -> float:
    return reading.answer.average or 0.0


def _read(answer: AnswerReport, find_skills: SkillFinder) -> _Reading:
    named = {name.casefold() for name, _, _ in find_skills(answer.target)}
    found: dict[str, list[tuple[Mention, Evidence]]] = {}
    for source, text in _texts(answer):
        for mention in mentions(text, find_skills(text)):
            start, end = clause_around(text, mention.start, mention.end)
            evidence = _evidence(source, text, start, end)
            found.setdefault(mention.skill.casefold(), []).append((mention, evidence))
    targets = frozenset({answer.target.casefold(), *named})
    return _Reading(answer, targets, found)


def _texts(answer: AnswerReport) -> list[tuple[str, str]]:
    follow_up = [("follow_up", answer.follow_up.answer)] if answer.follow_up else []
    return [("answer", answer.answer), *follow_up]


def _strongest_quote(answer: AnswerReport) -> Evidence | None:
    """Return the quote of the best met point, else of the best dimension, else the first clause."""
    met = [p for p in answer.points if p.evidence]
    if met:
        return max(met, key=lambda p: p.coverage).evidence
    judged = [s for s in answer.scores.values() if s.evidence and s.score is not None]
    if judged:
        return max(judged, key=lambda s: s.score or 0.0).evidence[0]
    for source, text in _texts(answer):
        start, end = first_clause(text)
        if end > start:
            return _evidence(source, text, start, end)
    return None


def _evidence(source: str, text: str, start: int, end: int) -> Evidence:
    where = "follow_up" if source == "follow_up" else "answer"
    return Evidence(source=where, quote=text[start:end], start=start, end=end)
