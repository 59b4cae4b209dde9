"""A quote of a saved transcript is shown with its line and its time."""

import pytest

from nexus_cli.models.grade import DimensionScore, Evidence, Status
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
from nexus_cli.models.rubric import Band, Verdict
from nexus_cli.reports import ReportFormat, render
from nexus_cli.reports.places import clock, place_of, where_words

SAID = "I clean the lamp. The generator is started weekly."


def quote(words: str) -> Evidence:
    start = SAID.index(words)
    return Evidence(source="answer", quote=words, start=start, end=start + len(words))


def answer(**fields: object) -> AnswerReport:
    made = AnswerReport(
        question_id="lamp",
        question="What do you look after?",
        category="technical",
        target="Lighthouses",
        answer=SAID,
        status=Status.SCORED,
        scores={"depth": DimensionScore(score=3.0, evidence=(quote("generator"),))},
        average=3.0,
        said_at=(
            SaidAt(source="answer", start=0, line=4, seconds=62.5),
            SaidAt(source="answer", start=18, line=9),
        ),
        basis="Judged without key points.",
    )
    return made.model_copy(update=fields)


def report(one: AnswerReport) -> Report:
    return Report(
        session_id="t1",
        candidate="Candidate",
        job="Lighthouse keeper",
        overall=3.0,
        band=Band.ADEQUATE,
        dimensions={"depth": 3.0},
        answers=(one,),
        recommendation=Recommendation(verdict=Verdict.CONSIDER, confidence=0.5, summary="So."),
        scored_of_answered=ScoredOfAnswered(scored=1, answered=1, asked=1),
        provenance=ReportProvenance(nexus="1", brain="offline", rubric_version="1"),
        origin=TranscriptOrigin(name="talk.vtt", kind="webvtt", blind=True),
        run=RunReport(started_at="", ended_at=None),
    )


def test_a_quote_belongs_to_the_turn_in_which_it_begins() -> None:
    assert where_words(answer(), quote("lamp")) == " (line 4, 1:02)"
    assert where_words(answer(), quote("generator")) == " (line 9)"
    assert where_words(answer(said_at=()), quote("lamp")) == ""
    follow_up = Evidence(source="follow_up", quote="x", start=0, end=1)
    assert place_of(answer(), follow_up) is None


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.9, "0:59"), (3725, "1:02:05")])
def test_a_time_is_read_as_on_a_player(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize("form", [ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML])
def test_every_format_says_where_a_quote_stands_and_what_a_score_rests_on(
    form: ReportFormat,
) -> None:
    shown = " ".join(render(report(answer()), form, 100).split())
    assert "line 9" in shown
    assert "Judged without key points." in shown
    assert "talk.vtt" in shown.replace("talk\\.vtt", "talk.vtt")
    assert "were taken out before scoring" in shown
