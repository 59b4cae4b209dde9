"""The wordings of instructions to a grader, and the cues that say where to look for them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_cli.scoring import default_rubric, grade_answer
from nexus_cli.scoring.instructions import WORDINGS, instructions_in
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.tokens import parse
from tests.scoring.made_up_questions import KETTLE


@pytest.mark.parametrize("number", range(len(WORDINGS)))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_text_that_a_wording_matches_is_found(number: int, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(WORDINGS[number].pattern))
    assert instructions_in(text)


def test_an_answer_without_cues_holds_no_instruction() -> None:
    assert instructions_in(KETTLE.model_answer.lower()) == []


def test_a_bare_ending_of_a_contraction_is_graded_like_any_text() -> None:
    assert [token.word for token in parse("n't").tokens] == ["not"]
    assert grade_answer(KETTLE, "n't", "", default_rubric()).scores


@given(st.text("ab'\u2019e\u0301\ufb01\u0130 .`", max_size=30))
def test_every_folded_character_knows_where_it_stood(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(place, place + 1) for place in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert {place for start, end in spans for place in range(start, end)} == set(range(len(text)))
