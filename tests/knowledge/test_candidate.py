"""A whole CV."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.knowledge.candidate import read_candidate

TODAY = date(2026, 5, 4)
CV = """Mira Tolland
Data Engineer
Bergen, Norway | mira@lantern.example | +47 555 01 234

Summary
Data engineer who keeps pipelines boring.

Experience
Senior Data Engineer, Lantern AS    Jan 2022 – present
• Moved 40 Airflow jobs to Kubernetes
• Cut the nightly PostgreSQL load from six hours to one

Data Analyst, Tide Group    Jan 2019 – Dec 2021
• Wrote SQL reports for the harbour office

Education
BSc in Statistics, University of Bergen, 2015 - 2018

Skills
Languages: Python, SQL, Go
Tools: Airflow, Docker, Tidewatch
"""


def test_a_cv_is_read_whole() -> None:
    candidate = read_candidate(CV, today=TODAY)
    assert (candidate.name, candidate.headline) == ("Mira Tolland", "Data Engineer")
    assert [(role.title, role.employer) for role in candidate.roles] == [
        ("Senior Data Engineer", "Lantern AS"),
        ("Data Analyst", "Tide Group"),
    ]
    assert candidate.years_experience == 7.4
    assert candidate.education[0].institution == "University of Bergen"


def test_years_of_a_skill_come_from_the_roles_that_name_it() -> None:
    skills = {skill.name: skill for skill in read_candidate(CV, today=TODAY).skills}
    assert skills["Airflow"].years == 4.4
    assert skills["SQL"].years == 7.4  # PostgreSQL covers it in the newer role
    assert skills["Go"].years is None


def test_evidence_is_the_line_that_names_the_skill_first() -> None:
    skills = {skill.name: skill for skill in read_candidate(CV, today=TODAY).skills}
    assert skills["Airflow"].evidence == "• Moved 40 Airflow jobs to Kubernetes"
    assert all(skill.evidence in CV for skill in skills.values())


def test_an_unknown_item_of_a_skills_list_counts_in_its_own_words() -> None:
    assert "Tidewatch" in {skill.name for skill in read_candidate(CV, today=TODAY).skills}


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("CURRICULUM VITAE\nMira Tolland\nNurse", "Mira Tolland"),
        ("Resume\nmira@lantern.example\nMira Tolland", "Mira Tolland"),
        ("MIRA TOLLAND, RN\n12 Quay Street", "Mira Tolland"),
        ("Mira de la Cruz | Data Engineer", "Mira de la Cruz"),
        ("Name: Mira Tolland", "Mira Tolland"),
        ("# Mira Tolland\nData Engineer", "Mira Tolland"),
        ("+47 555 01 234\nBergen, Norway\nMira O'Neil-Berg", "Mira O'Neil-Berg"),
        ("Last updated in May 2026\nMira Tolland", "Mira Tolland"),
        ("Data Engineer\nPhone: 555 01 234\nTel Aviv, Israel", "The candidate"),
        ("Technical Skills\nMachine Learning", "The candidate"),
        ("", "The candidate"),
    ],
)
def test_the_name_is_at_the_top_and_is_a_name(top: str, name: str) -> None:
    assert read_candidate(top, today=TODAY).name == name


def test_contact_details_are_no_headline() -> None:
    candidate = read_candidate("Mira Tolland\nmira@nurse.example\n+47 555 01 234", today=TODAY)
    assert candidate.headline == ""


@settings(max_examples=50)
@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert read_candidate(text, today=TODAY).name
