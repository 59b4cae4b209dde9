"""How an answer speaks: a story told, oneself introduced, the interviewer asked."""

import pytest

from nexus_cli.models.question import Category
from nexus_cli.scoring.manner import manner
from nexus_cli.scoring.tokens import parse

TOLD = "I noticed the smell, so we opened the hatch. I called the yard and they sent a crane."
PLANNED = "You check the hatch first. The yard would send a crane if there is a smell."
INTRODUCED = "I'm a baker at the moment. Before that I worked on a farm. I'd like to learn pastry."
ASKED = "How big is the team, and who would I report to? I'd like to know how you plan the week."


@pytest.mark.parametrize(
    ("category", "fitting"),
    [
        (Category.BEHAVIOURAL, TOLD),
        (Category.OPENING, INTRODUCED),
        (Category.CLOSING, ASKED),
    ],
)
def test_the_fitting_manner_counts_and_a_plan_does_not(category: Category, fitting: str) -> None:
    assert 0 < manner(category, parse(fitting)) <= 0.25
    assert manner(category, parse(PLANNED)) == 0


@pytest.mark.parametrize("category", [Category.TECHNICAL, Category.SITUATIONAL, None])
def test_other_questions_ask_for_no_manner(category: Category | None) -> None:
    assert manner(category, parse(TOLD)) == 0


@pytest.mark.parametrize("category", Category)
def test_an_empty_text_has_no_manner(category: Category) -> None:
    assert manner(category, parse("")) == 0
