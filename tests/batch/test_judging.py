"""One transcript scored as an interview is."""

import asyncio
from datetime import date

import pytest

from nexus_cli.batch.doubting import READ_FIRST
from nexus_cli.batch.held_interview import NOT_HELD, HeldInterview, held_interview
from nexus_cli.batch.judging import score_interview
from nexus_cli.batch.scale import scale_version
from nexus_cli.batch.skill_finding import skill_finder
from nexus_cli.brain import OfflineBrain
from nexus_cli.errors import BrainAnswerError
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerGraded,
    Event,
    QuestionAsked,
    ScoreOverridden,
)
from nexus_cli.models.grade import DimensionScore, Evidence, Grade, Status
from nexus_cli.models.question import Question
from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.models.result import Degradation, Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.transcript import Exchange, PairedInterview, TranscriptKind
from nexus_cli.reports.places import place_of
from nexus_cli.store.records import export_session
from tests.batch.made_up_transcripts import (
    GOOD_ON_LAMPS,
    JOB,
    STORY,
    exchange,
    follow_up,
    paired,
    scale,
    transcript,
)
from tests.made_up import NOON, prepared, question

ON_LAMPS = "What do you do about the lamps?"
ON_BIRDS = "Tell me about a night that went wrong."
OFFLINE = OfflineBrain(today=date(2026, 5, 4))


class Shaky(OfflineBrain):
    """A hosted brain whose judgements of one answer differ, and that counts them."""

    name = "groq"

    def __init__(self) -> None:
        super().__init__(today=date(2026, 5, 4))
        self.asked: list[str] = []

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        self.asked.append(question.id)
        scores = {"competency": DimensionScore(score=float(len(self.asked)))}
        return Result(
            value=Grade(status=Status.SCORED, scores=scores),
            provenance=Provenance(brain="groq", model="m"),
            degraded=Degradation(stage="grade", wanted="m", used="n", reason="Busy."),
        )


class Failing(OfflineBrain):
    """A hosted brain that gives no grade."""

    name = "groq"

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        raise BrainAnswerError("The model's answer could not be read.")


def scored(
    interview: PairedInterview,
    brain: OfflineBrain = OFFLINE,
    held: HeldInterview = NOT_HELD,
    repeat: int = 1,
    kind: TranscriptKind = TranscriptKind.TEXT,
) -> Report:
    return asyncio.run(
        score_interview(brain, scale(), JOB, transcript(kind), interview, held=held, repeat=repeat)
    )


def whole() -> PairedInterview:
    lamps = exchange(ON_LAMPS, *GOOD_ON_LAMPS.split(". ", 1), line=3).model_copy(
        update={
            "follow_ups": (
                follow_up("And then?", "Then I note the time in the book.", 8),
                follow_up("Why?", "Because the relief reads it first.", 10),
            )
        }
    )
    closing = exchange("Have you any questions for us?", "When do I row out?", closing=True)
    return paired(lamps, exchange(ON_BIRDS, STORY, line=12), exchange("Can you cook?"), closing)


def text_of(answer: AnswerReport, quote: Evidence) -> str:
    if quote.source == "answer":
        return answer.answer
    return answer.follow_up.answer if answer.follow_up else ""


def test_totals_come_from_the_same_code_as_an_interviews() -> None:
    report = scored(whole())
    assert report.session_id == transcript().id
    assert report.candidate == "Runa Vell"
    assert report.job == JOB.title
    averages = [answer.average for answer in report.answers if answer.average is not None]
    assert report.overall == pytest.approx(sum(averages) / len(averages), abs=0.01)
    assert report.band is not None
    assert report.provenance.rubric_version == scale_version(scale())
    assert report.origin is not None
    assert report.origin.name == "runa.txt"


def test_closing_questions_are_left_out_and_blanks_are_unanswered() -> None:
    report = scored(whole())
    assert [answer.status for answer in report.answers] == ["scored", "scored", "unanswered"]
    assert report.scored_of_answered.model_dump() == {"scored": 2, "answered": 2, "asked": 3}


def test_without_key_points_two_dimensions_stay_open_and_the_report_says_so() -> None:
    lamps, birds, _ = scored(whole()).answers
    assert lamps.scores["competency"].score is not None
    assert birds.scores["competency"].score is None
    assert birds.scores["relevance"].score is None
    assert birds.scores["depth"].score is not None
    assert "left to a person" in birds.basis
    assert "Lamps" in lamps.basis


def test_every_quote_is_in_the_text_and_has_a_line_and_a_time() -> None:
    report = scored(whole())
    seen = set()
    for answer in report.answers:
        for score in answer.scores.values():
            for quote in score.evidence:
                text = text_of(answer, quote)
                assert text[quote.start : quote.end] == quote.quote
                place = place_of(answer, quote)
                assert place is not None
                seen.add(place.line)
    assert seen <= {4, 5, 8, 10, 13}
    assert {4, 5} & seen


def test_a_place_is_that_of_the_turn_that_holds_it() -> None:
    answer = scored(whole()).answers[0]
    first, second = GOOD_ON_LAMPS.split(". ", 1)
    starts = {(place.source, place.start): place.line for place in answer.said_at}
    assert starts == {
        ("answer", 0): 4,
        ("answer", len(first) + 1): 5,
        ("follow_up", 0): 8,
        ("follow_up", len("Then I note the time in the book.") + 2): 10,
    }
    begins = len(first) + 1
    quote = Evidence(source="answer", quote=second[:5], start=begins, end=begins + 5)
    place = place_of(answer, quote)
    assert place is not None
    assert (place.line, place.seconds) == (5, 50.0)


def test_equal_input_gives_an_equal_report_to_the_byte() -> None:
    assert scored(whole()).model_dump_json() == scored(whole()).model_dump_json()


def test_repeated_judgements_give_the_median_and_its_spread() -> None:
    brain = Shaky()
    report = scored(paired(exchange(ON_LAMPS, GOOD_ON_LAMPS)), brain, repeat=3)
    score = report.answers[0].scores["competency"]
    assert (score.score, score.spread) == (2.0, 2.0)
    assert len(brain.asked) == 3
    assert report.provenance.model == "m"
    assert [one.reason for one in report.degraded] == ["Busy."]


def test_repeating_offline_changes_no_score() -> None:
    once, thrice = scored(whole()), scored(whole(), repeat=3)
    assert thrice.overall == once.overall
    assert thrice.answers[0].scores["depth"].spread == 0.0


def test_a_hosted_brain_is_not_asked_without_key_points() -> None:
    brain = Shaky()
    report = scored(paired(exchange(ON_BIRDS, STORY)), brain)
    assert brain.asked == []
    assert report.provenance.brain == "offline"


def test_what_a_brain_fails_on_needs_a_person() -> None:
    report = scored(paired(exchange(ON_LAMPS, GOOD_ON_LAMPS)), Failing(today=date(2026, 5, 4)))
    (answer,) = report.answers
    assert answer.status is Status.NEEDS_HUMAN
    assert answer.flags == ("The model's answer could not be read.",)
    assert report.overall is None


def test_a_doubtful_pairing_lowers_the_confidence_and_no_score() -> None:
    sure = scored(whole())
    doubtful = scored(whole().model_copy(update={"low_confidence": "Two people ask."}))
    assert doubtful.overall == sure.overall
    assert doubtful.answers == sure.answers
    assert doubtful.recommendation.confidence < sure.recommendation.confidence
    assert doubtful.recommendation.summary.endswith(f"Two people ask. {READ_FIRST}")
    assert doubtful.origin is not None
    assert doubtful.origin.doubt == "Two people ask."


def test_the_same_question_twice_is_two_answers() -> None:
    one = question("lamp")
    twice = [exchange(one.text, GOOD_ON_LAMPS).model_copy(update={"question_id": "lamp"})] * 2
    report = scored(paired(*twice), held=HeldInterview(planned={"lamp": one}))
    assert [answer.question_id for answer in report.answers] == ["lamp", "lamp-2"]


def test_an_export_is_graded_anew_and_a_persons_scores_stand() -> None:
    one = question("lamp")
    events: list[Event] = [
        prepared(one),
        QuestionAsked(at=NOON, question_id="lamp", number=1),
        AnswerAccepted(at=NOON, question_id="lamp", part="answer", text=one.model_answer),
        AnswerGraded(
            at=NOON,
            question_id="lamp",
            grade=Grade(status=Status.SCORED, scores={"competency": DimensionScore(score=0.1)}),
            provenance=Provenance(brain="offline"),
        ),
        ScoreOverridden(
            at=NOON, question_id="lamp", dimension="depth", score=1.5, because="Read aloud."
        ),
    ]
    held = held_interview(export_session("a1b2c3d4", events))
    spoken = exchange(one.text, one.model_answer).model_copy(update={"question_id": "lamp"})
    report = scored(paired(spoken), held=held, kind=TranscriptKind.NEXUS)
    (answer,) = report.answers
    competency = answer.scores["competency"].score
    assert competency is not None
    assert competency > 3
    assert answer.scores["depth"].score == 1.5
    assert answer.overridden == {"depth": "Read aloud."}
    assert answer.basis == ""


def test_an_interview_without_an_answer_has_no_total() -> None:
    report = scored(paired(exchange(ON_LAMPS)))
    assert report.overall is None
    assert report.recommendation.verdict is None


@pytest.mark.parametrize(
    "text",
    [
        "I have used Apache Kafka for years, before that RabbitMQ, mostly for bookings and bills.",
        "My team had no experience with kafka, Flink or Spark; I brought all three of them along.",
        "Nothing of the sort was ever at the rock, we only had paper, pencils and some patience.",
        "We built it in NodeJS and node.js alike, with CI / CD and cicd jobs that nobody read.",
    ],
)
def test_the_quick_finder_finds_what_the_lexicon_finds(text: str) -> None:
    skills = ("Kafka", "Node.js", "CI/CD")
    wanted = [found for found in find_skills(text) if found[0] in skills]
    assert [found for found in skill_finder(skills)(text) if found[0] in skills] == wanted


def test_answer_turns_that_are_not_the_answer_still_give_a_line() -> None:
    odd = Exchange(
        question=ON_LAMPS,
        answer=GOOD_ON_LAMPS,
        line=3,
        answer_turns=exchange("", "Something else.", "More.", line=6).answer_turns,
    )
    (answer,) = scored(paired(odd)).answers
    assert [(place.start, place.line) for place in answer.said_at] == [(0, 7)]
