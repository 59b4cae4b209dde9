"""Reports of invented candidates, as scoring saved transcripts gives them."""

from collections.abc import Iterator, Sequence

from nexus_cli.models.grade import DimensionScore, Evidence, PointCoverage, Status
from nexus_cli.models.report import (
    AnswerReport,
    Recommendation,
    Report,
    ReportProvenance,
    RunReport,
    SaidAt,
    ScoredOfAnswered,
    TranscriptOrigin,
)
from nexus_cli.models.rubric import Dimension, Rubric, band_of, verdict_of

DIMENSIONS = ("relevance", "depth", "competency", "communication")
RUBRIC = Rubric(
    name="default",
    version="1",
    dimensions=tuple(
        Dimension(name=name, description=f"Looks at {name}", anchors={1: "little", 5: "much"})
        for name in DIMENSIONS
    ),
)
PROVENANCE = ReportProvenance(nexus="0.6.0", brain="offline", rubric_version="1")
FIRST = ("Ada", "Bo", "Cyra", "Dag", "Edda", "Femi", "Gita", "Hale", "Ines", "Jory")
LAST = ("Amsel", "Birk", "Corvin", "Dahl", "Elster", "Fink", "Gimpel", "Habicht")
SAID = (
    "The nightly load failed on a late file, so I made it wait for the file and alert at five. ",
    "I looked at the query plan first: two thirds of the time went into one sort over claims. ",
    "We agreed with the source team that a changed column stops the load and tells them why. ",
    "After that the run time fell from fifty minutes to twelve, and nobody was called at night. ",
)


def answer(
    number: int,
    score: float | None,
    text: str = "",
    *,
    status: Status = Status.SCORED,
    spread: float | None = None,
) -> AnswerReport:
    """One answer whose dimensions all have the same score; None leaves it without one."""
    text = text or "".join(SAID[(number + place) % len(SAID)] for place in range(6)).strip()
    cut = len(SAID[number % len(SAID)])
    quote = text[:cut].rstrip()
    evidence = Evidence(source="answer", quote=quote, start=0, end=len(quote))
    scored = status is Status.SCORED
    scores = {
        name: DimensionScore(
            score=score, evidence=(evidence,), reasoning="Says what was done.", spread=spread
        )
        for name in DIMENSIONS
        if scored
    }
    return AnswerReport(
        question_id=f"question-{number}",
        question=f"What did you change about load number {number}, and how did you know it held?",
        category="technical",
        target="pipelines",
        answer=text if status is not Status.UNANSWERED else "",
        status=status,
        scores=scores,
        average=score if scored else None,
        points=(
            PointCoverage(
                point="says what was measured", coverage=1, covered=True, evidence=evidence
            ),
            PointCoverage(point="names who was told", coverage=0, covered=False),
        )
        if scored
        else (),
        said_at=(
            SaidAt(source="answer", start=0, line=10 * number, seconds=65.0 * number),
            SaidAt(
                source="answer",
                start=min(cut, len(text)),
                line=10 * number + 3,
                seconds=65.0 * number + 9,
            ),
        ),
    )


def report(
    file: str,
    scores: Sequence[float | None],
    *,
    candidate: str = "",
    answers: Sequence[AnswerReport] | None = None,
    doubt: str = "",
    provenance: ReportProvenance = PROVENANCE,
    transcript: str = "",
) -> Report:
    """A report of answers with these averages; None is an answer that only a person can score."""
    made = tuple(
        answers
        if answers is not None
        else [
            answer(n, score, status=Status.NEEDS_HUMAN if score is None else Status.SCORED)
            for n, score in enumerate(scores, 1)
        ]
    )
    known = [a.average for a in made if a.average is not None]
    overall = round(sum(known) / len(known), 2) if known else None
    answered = sum(a.status is not Status.UNANSWERED for a in made)
    return Report(
        session_id=transcript or f"{abs(sum(map(ord, file))):064x}",
        candidate=candidate,
        job="Data Engineer",
        company="Kestrow Mutual",
        overall=overall,
        band=None if overall is None else band_of(overall),
        dimensions=dict.fromkeys(DIMENSIONS, overall),
        answers=made,
        recommendation=Recommendation(
            verdict=None if overall is None else verdict_of(overall),
            confidence=0.6,
            summary="Concrete about what was done; thinner on who was told.",
        ),
        scored_of_answered=ScoredOfAnswered(scored=len(known), answered=answered, asked=len(made)),
        provenance=provenance,
        origin=TranscriptOrigin(name=file, kind="webvtt", doubt=doubt),
        run=RunReport(started_at="2026-03-02T12:00:00Z", ended_at=None),
    )


def folder(count: int) -> Iterator[tuple[str, Report]]:
    """Yield that many candidates, six answers of about a hundred words each."""
    for place in range(count):
        name = f"{FIRST[place % 10]} {LAST[place // 10 % 8]} {place:05}"
        level = 0.4 + 4.4 * (place * 7919 % 1009) / 1009
        scores: list[float | None] = [
            round(min(5.0, max(0.0, level + ((place + 3 * n) % 7 - 3) / 4)), 2) for n in range(6)
        ]
        if place % 37 == 5:
            scores[2] = None
        doubt = (
            "Nobody is named in the file, so roles were told by who asks."
            if place % 23 == 7
            else ""
        )
        yield f"{place:05}.vtt", report(f"{place:05}.vtt", scores, candidate=name, doubt=doubt)
