"""Courses of study in the forms that CVs give them."""

from datetime import date

import pytest

from nexus_cli.knowledge.education import read_education

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    "lines",
    [
        "BSc\tUniversity of Bergen, Marine Biology\tSept 2012 – June 2015",
        "University of Bergen, BSc in Marine Biology – Bergen, Norway  Sept 2012 – June 2015",
        "Sept 2012 – June 2015 University of Bergen, BSc in Marine Biology",
        "University of Bergen\nBSc in Marine Biology\nSept 2012 – June 2015",
        "BSc in Marine Biology, University of Bergen, 09/2012 - 06/2015",
        "### BSc in Marine Biology | University of Bergen\nSep 2012 – Jun 2015 | Score: 4.0",
    ],
)
def test_one_course_in_many_layouts(lines: str) -> None:
    (course,) = read_education(f"Education\n{lines}\n", TODAY)
    assert (course.institution, course.qualification, course.field) == (
        "University of Bergen",
        "BSc",
        "Marine Biology",
    )
    assert (course.start, course.end) == ("2012-09", "2015-06")


def test_two_courses_are_kept_apart() -> None:
    text = """Education
University of Bergen
MSc in Ecology, 2015 - 2017
• Thesis on terns
University of Leeds
BSc in Biology, 2012 - 2015"""
    courses = read_education(text, TODAY)
    assert [(one.institution, one.qualification, one.end) for one in courses] == [
        ("University of Bergen", "MSc", "2017"),
        ("University of Leeds", "BSc", "2015"),
    ]


def test_a_single_date_is_the_end() -> None:
    (course,) = read_education("Education\nHarbour College, Diploma in Nursing, 2016", TODAY)
    assert (course.start, course.end) == (None, "2016")


def test_a_cv_without_education_has_none() -> None:
    assert read_education("Experience\nCook, Pier Cafe, 2019 - 2021", TODAY) == ()
