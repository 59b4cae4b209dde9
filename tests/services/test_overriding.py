"""A person's score beside the machine's."""

from collections.abc import Iterator

import pytest

from nexus_cli.errors import UsageError
from nexus_cli.models.events import AnswerAccepted, AnswerGraded, InterviewEnded, QuestionAsked
from nexus_cli.models.grade import DimensionScore, Evidence, Grade, Status
from nexus_cli.models.result import Provenance
from nexus_cli.services import Services
from nexus_cli.services.overriding import Override, override_scores
from nexus_cli.services.reporting import report_on
from tests.made_up import NOON, prepared, question
from tests.tui.stage import services

ANSWER = "I clean the lamp before every sunset."


@pytest.fixture
def live() -> Iterator[Services]:
    """Services with an interview in which the first of two questions was answered."""
    grade = Grade(
        status=Status.SCORED,
        scores={
            "competency": DimensionScore(
                score=2.0, evidence=(Evidence(source="answer", quote="lamp", start=12, end=16),)
            )
        },
    )
    with services() as opened:
        opened.thread.run(
            opened.store.append(
                "s1",
                prepared(question("first-one"), question("second-one")),
                QuestionAsked(at=NOON, question_id="first-one", number=1),
                AnswerAccepted(at=NOON, question_id="first-one", part="answer", text=ANSWER),
                AnswerGraded(
                    at=NOON,
                    question_id="first-one",
                    grade=grade,
                    provenance=Provenance(brain="offline"),
                ),
                QuestionAsked(at=NOON, question_id="second-one", number=2),
                InterviewEnded(at=NOON, reason="candidate"),
            )
        )
        yield opened


def give(live: Services, *wanted: str, because: str = "She said why.") -> None:
    live.thread.run(override_scores(live, "s1", [Override.read(w) for w in wanted], because))


@pytest.mark.parametrize("answer", ["1", "first-one"])
def test_the_total_is_the_persons_and_both_scores_are_kept(live: Services, answer: str) -> None:
    give(live, f"{answer}.Competency=4.5")
    report = live.thread.run(report_on(live, "s1"))
    (first, _) = report.answers
    assert report.overall == 4.5
    assert first.scores["competency"].score == 4.5
    assert first.machine_scores == {"competency": 2.0}
    assert first.overridden == {"competency": "She said why."}


def test_a_later_score_by_hand_takes_the_place_of_an_earlier_one(live: Services) -> None:
    give(live, "1.competency=5")
    give(live, "1.competency=3", because="On reflection.")
    report = live.thread.run(report_on(live, "s1"))
    assert report.overall == 3
    assert report.answers[0].machine_scores == {"competency": 2.0}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("2.competency=4", "no answer 2"),
        ("7.competency=4", "no answer 7"),
        ("0.competency=4", "no answer 0"),
        ("nothing-such.competency=4", "no answer nothing-such"),
        ("1.charm=4", "no dimension charm"),
        ("1.competency=6", "6 is not on the scale"),
        ("1.competency", "no score for an answer"),
        ("competency=4", "no score for an answer"),
        ("1.competency=-1", "no score for an answer"),
    ],
)
def test_what_cannot_be_scored_is_said_and_nothing_is_kept(
    live: Services, wanted: str, said: str
) -> None:
    before = live.thread.run(live.store.events("s1"))
    with pytest.raises(UsageError, match=said):
        give(live, "1.competency=4", wanted)
    assert live.thread.run(live.store.events("s1")) == before


def test_a_score_by_hand_needs_a_reason(live: Services) -> None:
    with pytest.raises(UsageError, match="reason"):
        give(live, "1.competency=4", because="  ")
