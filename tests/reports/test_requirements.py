"""What an interview shows about each skill that the job asks for."""

import pytest

from nexus_cli.models.grade import Grade, Status
from nexus_cli.models.job import Job
from nexus_cli.models.report import AnswerReport, RequirementReport
from nexus_cli.reports.clauses import LONGEST_CLAUSE, clause_around
from nexus_cli.reports.requirements import requirement_reports

from .made_up_interview import ANSWERS, GRADES, find_skills, interview, quote, report_on, scores


def requirement(skill: str, **answers: str) -> RequirementReport:
    """The entry on `skill` after an interview with these answers, each scored 3 throughout."""
    grades = {
        key: Grade(status=Status.SCORED, scores=scores((3, 3, 3, 3), quote(text, text[:4])))
        for key, text in answers.items()
    }
    report = report_on(interview(answers=answers, grades=grades))
    return next(r for r in report.requirements if r.skill == skill)


def test_required_skills_come_before_preferred_ones_and_each_once() -> None:
    listed = [(r.skill, r.required) for r in report_on(interview()).requirements]
    assert listed == [
        ("PostgreSQL", True),
        ("Kafka", True),
        ("On-call", True),
        ("Terraform", True),
        ("Python", False),
    ]


def test_a_good_answer_to_a_question_about_a_skill_shows_it() -> None:
    entry = requirement("PostgreSQL", postgres="We split the big table in two nights.")
    assert (entry.status, entry.question_id) == ("shown", "postgres")
    assert entry.evidence[0].quote == "We s"


def test_naming_a_skill_in_a_good_answer_shows_it_with_that_clause() -> None:
    entry = requirement("Terraform", intro="I like shops. We kept Terraform state in one bucket.")
    assert (entry.status, entry.question_id) == ("shown", "intro")
    assert entry.evidence[0].quote == "We kept Terraform state in one bucket"


def test_a_weak_answer_neither_shows_nor_contradicts() -> None:
    entry = next(r for r in report_on(interview()).requirements if r.skill == "Kafka")
    assert (entry.status, entry.question_id, entry.evidence) == ("not_discussed", "kafka", ())


def test_a_skill_nobody_spoke_of_is_not_discussed() -> None:
    entry = next(r for r in report_on(interview()).requirements if r.skill == "Terraform")
    assert (entry.status, entry.question_id) == ("not_discussed", None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I don't know, sorry.", "contradicted"),
        ("No idea, to be honest.", "contradicted"),
        ("You put it in a box, I believe.", "not_discussed"),
    ],
)
def test_a_failed_answer_contradicts_a_skill_only_when_it_says_so(text: str, status: str) -> None:
    grade = Grade(status=Status.SCORED, scores=scores((0.5, 0.5, 0.5, 0.5), quote(text, text)))
    report = report_on(interview(answers={"terraform": text}, grades={"terraform": grade}))
    entry = next(r for r in report.requirements if r.skill == "Terraform")
    assert (entry.status, entry.question_id) == (status, "terraform")
    assert [evidence.quote for evidence in entry.evidence] == [text] * (status == "contradicted")


@pytest.mark.parametrize(
    "denial",
    [
        "I have never used Kafka",
        "I've never actually worked with Kafka",
        "No experience with Kafka, sorry",
        "Honestly, no hands-on experience with Kafka",
        "I haven't touched Kafka yet",
        "I don't know Kafka",
        "I'm not familiar with Kafka",
        "Kafka is completely new to me",
        "Kafka? Never used it",
        "Honestly, Kafka itself not at all",
        "I've never used Terraform, Python or Kafka",
    ],
)
def test_a_denial_contradicts_whatever_the_answer_scored(denial: str) -> None:
    entry = requirement("Kafka", kafka=f"Good question. {denial}. I like queues, though.")
    assert entry.status == "contradicted"
    assert "Kafka" in entry.evidence[0].quote


@pytest.mark.parametrize(
    "words",
    [
        "My team had no experience with Kafka, so I taught them",
        "I had never used Kafka before I came, and now I run it",
        "I never lost a Kafka message",
        "I would never use Kafka for that",
        "I haven't used Kafka in production, only in tests",
        "I do not use Kafka there, a table is enough",
        "I've never used Terraform but I run Kafka daily",
        "I've never used Terraform, Kafka is what I know",
    ],
)
def test_what_sounds_like_a_denial_but_is_none_contradicts_nothing(words: str) -> None:
    assert requirement("Kafka", kafka=words).status == "shown"


@pytest.mark.parametrize(
    "words",
    [
        "We never used Kafka there",
        "I do not use Kafka",
        "I did that with queues, not with Kafka",
        "I'd like to be confident with Kafka",
    ],
)
def test_naming_a_skill_to_say_that_it_was_absent_does_not_show_it(words: str) -> None:
    assert requirement("Kafka", intro=words).status == "not_discussed"


def test_a_denial_in_an_answer_without_a_score_still_counts() -> None:
    answers = {"intro": "I have never used Kafka."}
    report = report_on(interview(answers=answers, grades={}))
    entry = next(r for r in report.requirements if r.skill == "Kafka")
    assert (entry.status, entry.evidence[0].quote) == ("contradicted", "I have never used Kafka")


def test_a_denial_in_a_follow_up_is_quoted_from_there() -> None:
    events = [
        e.model_copy(update={"text": "I've never used Python."})
        if getattr(e, "part", "") == "follow_up"
        else e
        for e in interview()
    ]
    entry = next(r for r in report_on(events).requirements if r.skill == "Python")
    assert (entry.evidence[0].source, entry.question_id) == ("follow_up", "kafka")


def test_a_long_sentence_without_a_stop_is_cut_around_the_skill() -> None:
    text = "and then " * 60 + "we moved it to Kafka " + "and so on " * 60
    start = text.index("Kafka")
    left, right = clause_around(text, start, start + 5)
    assert "moved it to Kafka" in text[left:right]
    assert right - left <= LONGEST_CLAUSE


def test_the_small_lexicon_of_these_tests_finds_what_they_rely_on() -> None:
    named = {name for text in ANSWERS.values() for name, _, _ in find_skills(text)}
    assert named == {"Kafka", "PostgreSQL", "Python", "On-call"}
    assert set(GRADES) == set(ANSWERS)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("I ran queues for years, the thinking is the same.", "not_discussed"),
        ("I ran Kafka at home for a month, and queues for years.", "shown"),
    ],
)
def test_a_good_answer_about_a_gap_shows_the_skill_only_when_it_names_it(
    words: str, status: str
) -> None:
    answer = AnswerReport(
        question_id="any-skill-closest-kafka",
        question="What is the closest thing you have done?",
        category="situational",
        target="Kafka",
        answer=words,
        status=Status.SCORED,
        average=4.0,
    )
    job = Job(title="Keeper of queues", required_skills=("Kafka",))
    (entry,) = requirement_reports(job, [answer], find_skills)
    assert entry.status == status
