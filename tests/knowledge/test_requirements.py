"""Job descriptions with and without headings, in and out of software."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.knowledge.requirements import read_job

HEADED = """# Data engineer

Lantern AS is looking for a data engineer.

## You will
- build pipelines in Airflow
- look after the warehouse

## Essential skills
- **Problem resolution**. Good understanding of what breaks at night.
- Three years of experience with Python and SQL
- Must know Kafka

## Desirable skills
- Experience with Terraform

## What we offer
- Salary: 60,000 a year
- Two days a week from home
"""
PLAIN = """Tern Ltd is hiring a Senior Backend Engineer to join the harbour team. You will build
services in Python and keep them running on AWS.

Requirements: 4+ years of professional Python experience; Docker and Kubernetes; strong SQL.
Knowledge of Rust is a plus. The salary is 70,000 and the team is fully remote.
"""
NURSING = """Staff Nurse

We need a caring nurse for our night ward.

You must have:
- NMC registration
- Experience of wound care and medication administration

It would be nice to have:
- Experience of palliative care
"""


def test_headings_part_must_have_from_nice_to_have() -> None:
    job = read_job(HEADED)
    assert job.title == "Data engineer"
    assert job.company == "Lantern AS"
    assert {"Python", "SQL", "Kafka", "Airflow"} <= set(job.required_skills)
    assert job.preferred_skills == ("Terraform",)
    assert job.years_required == 3


def test_a_bold_lead_is_a_skill() -> None:
    leads = "## Essential\n- **Harbour lore**. You know the tides.\n- **Net mending**. Nets last."
    assert {"Harbour lore", "Net mending"} <= set(read_job(leads).required_skills)


def test_what_must_be_known_stands_before_what_is_only_used() -> None:
    skills = read_job(HEADED).required_skills
    assert skills.index("Kafka") < skills.index("Airflow")


def test_duties_are_responsibilities() -> None:
    assert read_job(HEADED).responsibilities == (
        "build pipelines in Airflow",
        "look after the warehouse",
    )


def test_paragraphs_without_headings_are_read_too() -> None:
    job = read_job(PLAIN)
    assert (job.title, job.company) == ("Senior Backend Engineer", "Tern Ltd")
    assert {"Python", "Docker", "Kubernetes", "SQL", "AWS"} <= set(job.required_skills)
    assert job.preferred_skills == ("Rust",)
    assert job.years_required == 4
    assert "The salary is 70,000 and the team is fully remote." in job.passages


def test_jobs_outside_software_are_read() -> None:
    job = read_job(NURSING)
    assert job.title == "Staff Nurse"
    assert {"NMC registration", "Wound care", "Medication administration"} <= set(
        job.required_skills
    )
    assert job.preferred_skills == ("Palliative care",)


def test_where_the_lexicon_has_nothing_the_job_speaks_for_itself() -> None:
    asked = "- Experience of foghorn tuning\n- Knowledge of lamp oils"
    job = read_job(f"Lighthouse keeper\n\nRequirements:\n{asked}")
    assert job.required_skills == ("Foghorn tuning", "Lamp oils")


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Nice to have: Docker.", "Docker"),
        ("Docker would be a bonus.", "Docker"),
        ("Experience with Docker is preferred.", "Docker"),
        ("Docker is desirable but not required.", "Docker"),
        ("Ideally you know Docker.", "Docker"),
    ],
)
def test_a_cue_makes_a_skill_optional(sentence: str, skill: str) -> None:
    job = read_job(f"We want a developer who must know Python.\n\n{sentence}")
    assert "Python" in job.required_skills
    assert skill in job.preferred_skills


def test_one_sentence_may_ask_for_one_and_wish_for_another() -> None:
    job = read_job("Python is required, Docker is a plus.")
    assert (job.required_skills, job.preferred_skills) == (("Python",), ("Docker",))


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("4+ years of Python experience", 4),
        ("At least five years' experience in nursing", 5),
        ("3-5 years of experience", 3),
        ("Minimum of two (2) years working in a warehouse", 2),
        ("7 years experience, 2 of them leading", 7),
        ("We have been in business for 25 years", None),
        ("A two year fixed-term contract", None),
        ("Founded 10 years ago", None),
        ("You are over 18 years old", None),
    ],
)
def test_years_are_those_asked_for(sentence: str, years: float | None) -> None:
    assert read_job(f"Requirements:\n- {sentence}").years_required == years


def test_passages_are_verbatim() -> None:
    job = read_job(HEADED)
    assert "Salary: 60,000 a year" in job.passages
    assert "Two days a week from home" in job.passages


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    job = read_job(text)
    assert not set(job.required_skills) & set(job.preferred_skills)
