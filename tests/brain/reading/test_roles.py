"""Positions as a model and the text together read them."""

from typing import Any

import pytest

from nexus_cli.models.candidate import Role
from tests.brain.reading.scripted import LIGHT, Form, Shown, a_role, ada, cv_form, cv_read

KEEPER = Role(title="Keeper", employer="Skerry Light", start="2019-06", end="2022-02")


def test_a_role_that_only_the_model_found_counts_when_title_and_dates_are_there() -> None:
    def form(shown: Shown) -> Form:
        line = shown.at("Radio operator")
        dates = {"start": "January 2015", "end": "May 2019"}
        named = {"title": "Radio operator", "employer": "Holm Rescue"}
        return cv_form(roles=[a_role(line, achievements=[shown.at("Logged")], **named, **dates)])

    read = cv_read(LIGHT, form, ada(roles=(KEEPER,), years_experience=2.8)).value
    assert read.roles == (
        KEEPER,
        Role(
            title="Radio operator",
            employer="Holm Rescue",
            start="2015-01",
            end="2019-05",
            highlights=("Logged every call in Excel",),
        ),
    )
    assert read.years_experience == 7.2
    assert read.disagreements == (
        "Positions that only the language model read: Radio operator at Holm Rescue. "
        "The CV names them, so they count.",
    )


def test_an_added_role_stands_where_its_dates_put_it() -> None:
    old = Role(title="Radio operator", employer="Holm Rescue", start="2015-01", end="2019-05")
    read = cv_read(LIGHT, keeper, ada(roles=(old,))).value
    assert [role.title for role in read.roles] == ["Keeper", "Radio operator"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "Admiral"},
        {"start": "January 2011"},
        {"end": "May 2021"},
        {"end": "present"},
        {"start": "", "end": ""},
        {"lines": ["cv99"]},
        {"lines": []},
        {"lines": ["cv1"]},
    ],
    ids=str,
)
def test_a_role_without_proof_is_not_added(wrong: Form) -> None:
    def form(shown: Shown) -> Form:
        right = a_role(
            shown.at("Radio operator"),
            title="Radio operator",
            employer="Holm Rescue",
            start="January 2015",
            end="May 2019",
        )
        return cv_form(roles=[right | wrong])

    assert cv_read(LIGHT, form, ada(roles=(KEEPER,))).value == ada(roles=(KEEPER,))


@pytest.mark.parametrize(
    ("line", "title", "start", "end"),
    [
        ("Editor of the island", "Editor", "2012", "2014"),
        ("Signals student", "Signals student", "2010", "2011"),
    ],
)
def test_studies_and_projects_are_no_work(line: str, title: str, start: str, end: str) -> None:
    def form(shown: Shown) -> Form:
        return cv_form(roles=[a_role(shown.at(line), title=title, start=start, end=end)])

    assert cv_read(LIGHT, form, ada(roles=(KEEPER,))).value.roles == (KEEPER,)


def keeper(shown: Shown, **fields: Any) -> Form:
    lines = shown.at("Keeper, Skerry"), shown.at("2019-06")
    named = {"title": "Keeper", "employer": "Skerry Light", "start": "2019-06", "end": "2022-02"}
    return cv_form(roles=[a_role(*lines, achievements=[shown.at("Fresnel")], **named) | fields])


@pytest.mark.parametrize(
    "missing",
    [
        {"employer": ""},
        {"start": None, "end": None},
        {"end": None},
        {"start": None},
        {"title": ""},
        {"highlights": ()},
    ],
    ids=str,
)
def test_a_model_fills_what_a_role_lacks(missing: dict[str, Any]) -> None:
    whole = KEEPER.model_copy(update={"highlights": ("Serviced a Fresnel lens",)})
    known = ada(roles=(whole.model_copy(update=missing),), years_experience=99.0)
    read = cv_read(LIGHT, keeper, known).value
    assert read.roles == (whole,)
    assert read.years_experience == 2.8
    assert read.disagreements == ()


def test_where_dates_differ_the_text_stands_and_both_are_told() -> None:
    known = ada(roles=(KEEPER.model_copy(update={"start": "2018-01", "highlights": ("x",)}),))
    read = cv_read(LIGHT, keeper, known).value
    assert read.roles == known.roles
    assert read.disagreements == (
        "Keeper: the text gives 2018-01 to 2022-02, "
        "the language model read 2019-06 to 2022-02. The text stands.",
    )


@pytest.mark.parametrize(
    "said", [{"end": ""}, {"start": "2019"}, {"start": "", "end": ""}], ids=str
)
def test_saying_less_is_no_disagreement(said: Form) -> None:
    known = ada(roles=(KEEPER.model_copy(update={"highlights": ("x",)}),))
    assert cv_read(LIGHT, lambda shown: keeper(shown, **said), known).value == known


def test_a_second_stint_in_the_same_position_is_another_role() -> None:
    text = "Keeper, Skerry Light\n2019-06 to 2022-02\nKeeper, Skerry Light\n2011-01 to 2012-12"

    def form(shown: Shown) -> Form:
        named = {"title": "Keeper", "employer": "Skerry Light"}
        return cv_form(
            roles=[
                a_role("cv1", shown.at("2011"), start="2011-01", end="2012-12", **named),
                a_role("cv1", shown.at("2019"), start="2019-06", end="2022-02", **named),
            ]
        )

    read = cv_read(text, form, ada(roles=(KEEPER,))).value
    assert [role.start for role in read.roles] == ["2019-06", "2011-01"]
    assert len(read.disagreements) == 1
