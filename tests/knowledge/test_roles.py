"""Roles in the layouts that CVs use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.knowledge.roles import read_roles

TODAY = date(2026, 5, 4)
TWO_ROLES = [
    ("Senior Nurse", "Quay Clinic", "2021-03", None, True),
    ("Staff Nurse", "Harbour Hospital", "2017-09", "2021-02", False),
]
LAYOUTS = {
    "title first, dates last": """Experience
Senior Nurse, Quay Clinic, Leeds, UK, Mar 2021 - present
• Led six nurses
Staff Nurse, Harbour Hospital, Sep 2017 - Feb 2021
• Gave medication""",
    "employer first": """Experience
Quay Clinic, Senior Nurse – Leeds, UK  Mar 2021 – present
• Led six nurses
Harbour Hospital, Staff Nurse – York, UK  Sept 2017 – Feb 2021
• Gave medication""",
    "dates first": """Work history
03/2021 - now  Senior Nurse, Quay Clinic (Leeds, UK)
- Led six nurses
09/2017 - 02/2021  Staff Nurse, Harbour Hospital (York, UK)
- Gave medication""",
    "title over employer and dates": """WORK EXPERIENCE
Senior Nurse
Quay Clinic | Mar 2021 - present
Led six nurses
Staff Nurse
Harbour Hospital | Sep 2017 - Feb 2021
Gave medication""",
    "title and dates over employer": """Employment
Senior Nurse  March 2021 - Present
Quay Clinic, Leeds, UK
• Led six nurses

Staff Nurse  September 2017 - February 2021
Harbour Hospital, York, UK
• Gave medication""",
    "employer over title and dates": """Experience
Quay Clinic\tLeeds, UK
Senior Nurse\tMar. 2021 - Present
• Led six nurses
Harbour Hospital\tYork, UK
Staff Nurse\tSep. 2017 - Feb. 2021
• Gave medication""",
    "three lines": """Experience
Quay Clinic
Senior Nurse
March 2021 - Present (5 years 3 months)
Led six nurses

Harbour Hospital
Staff Nurse
September 2017 - February 2021 (3 years 6 months)
Gave medication""",
    "dates after the highlights": """Experience
Quay Clinic, Senior Nurse
• Led six nurses
Leeds, UK
Mar 2021 – present
5 years 3 months
Harbour Hospital, Staff Nurse
• Gave medication
York, UK
Sept 2017 – Feb 2021
3 years 6 months""",
    "dates on a line of their own first": """Experience
Mar 2021 – present
Senior Nurse
Quay Clinic
• Led six nurses

Sept 2017 – Feb 2021
Staff Nurse
Harbour Hospital
• Gave medication""",
    "table cells": """Experience
Senior Nurse\tQuay Clinic\tMar 2021 - present
• Led six nurses
Staff Nurse\tHarbour Hospital\tSep 2017 - Feb 2021
• Gave medication""",
    "title at employer": """Experience
Senior Nurse at Quay Clinic, Leeds
March 2021 – Present
Led six nurses
Staff Nurse at Harbour Hospital, York
September 2017 – February 2021
Gave medication""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_roles(layout: str) -> None:
    roles = read_roles(LAYOUTS[layout], TODAY)
    assert [(r.title, r.employer, r.start, r.end, r.current) for r in roles] == TWO_ROLES
    assert [r.highlights for r in roles] == [("Led six nurses",), ("Gave medication",)]


def test_start_and_end_may_stand_one_above_the_other() -> None:
    text = """Employment
2019, August  LANTERN SOFT (lantern.example), Norway
2021, June Python Developer
Wrote the tide tables"""
    role = read_roles(text, TODAY)[0]
    assert (role.title, role.employer) == ("Python Developer", "LANTERN SOFT")
    assert (role.start, role.end) == ("2019-08", "2021-06")


def test_wrapped_highlights_are_one() -> None:
    text = (
        "Experience\nCook, Pier Cafe, 2019 - 2021\n• Planned menus for\nforty guests\n• Bought fish"
    )
    assert read_roles(text, TODAY)[0].highlights == (
        "Planned menus for forty guests",
        "Bought fish",
    )


def test_a_rank_keeps_its_department() -> None:
    text = "Experience\nDirector, Store Operations, Tern Group, Jan 2014 - Aug 2016"
    role = read_roles(text, TODAY)[0]
    assert (role.title, role.employer) == ("Director, Store Operations", "Tern Group")


def test_courses_and_projects_are_no_roles() -> None:
    text = """Experience
Cook, Pier Cafe, 2019 - 2021
Education
BSc Biology, University of Bergen, 2012 - 2015
Projects
Tide Engineer, a game, Jan 2020 - May 2020"""
    assert [role.title for role in read_roles(text, TODAY)] == ["Cook"]


def test_a_role_under_a_wrong_heading_is_still_found() -> None:
    text = """Skills
Python
Web Developer at Tern Ltd, June 2018 - May 2020
Languages
English"""
    roles = read_roles(text, TODAY)
    assert [(role.title, role.employer) for role in roles] == [("Web Developer", "Tern Ltd")]


def test_without_dates_roles_stay_without_dates() -> None:
    text = "Experience\nPHP Developer\nTern Ltd - Bergen, Norway\n• Wrote shops"
    role = read_roles(text, TODAY)[0]
    assert (role.title, role.employer, role.start, role.current) == (
        "PHP Developer",
        "Tern Ltd",
        None,
        False,
    )


def test_newest_comes_first() -> None:
    text = "Experience\nCook, Pier Cafe, 2010 - 2012\nChef, Tern Hotel, 2015 - now"
    assert [role.start for role in read_roles(text, TODAY)] == ["2015", "2010"]


def test_a_second_title_at_the_same_employer_keeps_the_employer() -> None:
    text = """Experience
Tern Group
3 years 2 months
Senior Clerk
May 2019 - May 2021 (2 years 1 month)
Clerk
April 2018 - April 2019 (1 year 1 month)"""
    roles = read_roles(text, TODAY)
    assert [(role.title, role.employer) for role in roles] == [
        ("Senior Clerk", "Tern Group"),
        ("Clerk", "Tern Group"),
    ]


def test_dates_of_one_form_on_lines_of_their_own_are_no_page_numbers() -> None:
    text = """## Experience
### Staff Nurse, Harbour Hospital
2019-06 to 2022-02
- Gave medication
### Nursing Assistant, Quay Clinic
2017-09 to 2019-05
- Made beds"""
    roles = [(role.title, role.start, role.end) for role in read_roles(text, TODAY)]
    assert roles == [
        ("Staff Nurse", "2019-06", "2022-02"),
        ("Nursing Assistant", "2017-09", "2019-05"),
    ]


def test_a_freelancer_is_their_own_employer() -> None:
    text = "Experience\nFreelance — UX Designer\nMARCH 2018 - DECEMBER 2021\nDrew maps."
    role = read_roles(text, TODAY)[0]
    assert (role.title, role.employer) == ("UX Designer", "Freelance")


@given(
    st.text(alphabet=st.sampled_from("Experience\nNurse, 2019 - •\t|(Mar)present"), max_size=200)
)
def test_any_text_can_be_read(text: str) -> None:
    assert all(role.title or role.employer for role in read_roles(text, TODAY))
