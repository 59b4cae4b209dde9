"""What a text asks people to know, as spans."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.knowledge.knowledge_terms import find_knowledge


def asked(text: str) -> list[str]:
    return [text[start:end] for start, end in find_knowledge(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You have experience with Java 17 and Docker.", ["Java 17", "Docker"]),
        ("Good knowledge of relational databases is required.", ["relational databases"]),
        ("You are familiar with Linux systems.", ["Linux systems"]),
        ("A degree in computer science is a plus.", ["computer science"]),
        ("You speak fluent German.", ["German"]),
    ],
)
def test_knowledge_comes_with_its_version_and_its_noun(text: str, found: list[str]) -> None:
    assert [item for item in found if item in asked(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for a Java developer.",
        "Senior Engineer (React, Node)",
        "Our product runs on Kubernetes and serves a million people every day.",
        "Our customers find us by word of mouth.",
        "We excel at what we do, and we go to market fast.",
    ],
)
def test_titles_and_talk_about_the_company_ask_for_nothing(text: str) -> None:
    assert asked(text) == []


def test_lower_case_lists_without_commas_are_read() -> None:
    assert {"java", "spring"} <= set(asked("java spring docker kubernetes jenkins"))


@given(st.text(max_size=200))
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str) -> None:
    spans = find_knowledge(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
