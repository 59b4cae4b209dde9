"""Bare scores against a reference, as the bench and other programs use them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.models.question import KeyPoint
from nexus_cli.scoring import points_of, score_text
from nexus_cli.scoring.calibration import calibrate
from nexus_cli.scoring.matching import similarity
from nexus_cli.scoring.tokens import parse, stem

QUESTION = "Why does bread dough rest before it is baked?"
REFERENCE = (
    "Yeast turns sugar into gas; the gas stretches the gluten.\n- Resting relaxes the dough."
)


def _shown(answer: str) -> float:
    return score_text(QUESTION, (), REFERENCE, answer).shown


def test_a_reference_is_cut_into_points_at_sentences_and_bullets() -> None:
    points = [point.point for point in points_of(REFERENCE)]
    assert points == [
        "Yeast turns sugar into gas",
        "the gas stretches the gluten.",
        "Resting relaxes the dough.",
    ]
    assert points_of("Steam") == (KeyPoint(point="Steam"),)
    assert points_of("  ") == ()


def test_closer_answers_rank_higher() -> None:
    texts = [
        "It tastes better.",
        "The yeast needs time.",
        "The yeast makes gas from sugar.",
        "Yeast turns sugar into gas, and the gas stretches the gluten.",
    ]
    raws = [score_text(QUESTION, (), REFERENCE, text).raw for text in texts]
    assert raws == sorted(raws)
    assert raws[-1] > raws[0] + 0.5


def test_given_key_points_take_the_place_of_the_reference() -> None:
    points = (KeyPoint(point="Salt slows the yeast down"),)
    found = score_text(QUESTION, points, REFERENCE, "Salt slows the yeast down.")
    assert found.shown > 4
    assert _shown("Salt slows the yeast down.") < 2.5


def test_synonyms_and_spelling_slips_still_match() -> None:
    assert similarity(stem("buy"), stem("purchased")) == 0.8
    assert similarity(stem("receive"), stem("recieve")) >= 0.8
    assert similarity("10", "100") == 0.0
    assert similarity(stem("bread"), stem("table")) == 0.0


def test_the_reference_denied_falls_and_a_free_paraphrase_does_not() -> None:
    right = _shown("Yeast turns sugar into gas; the gas stretches the gluten.")
    denied = _shown("Yeast does not turn sugar into gas; the gas never stretches the gluten.")
    assert right - denied >= 1.5
    assert _shown("Without a rest the yeast could not turn the sugar into gas.") >= 3


@pytest.mark.parametrize(
    "answer",
    [
        "Yeast does not turn sugar into gas; the gas never stretches the gluten.",
        "Yeast does nto turn sugar into gas; the gas neevr stretches the gluten.",
        "Yeast does'nt turn sugar into gas; the gas nevver stretches the gluten.",
    ],
)
def test_a_slip_of_the_keyboard_does_not_hide_a_denial(answer: str) -> None:
    assert _shown(REFERENCE.split("\n")[0]) - _shown(answer) >= 1.5


def test_words_written_together_and_initials_are_heard_as_meant() -> None:
    points = (KeyPoint(point="Each sub problem has a time to live"),)
    apart = score_text(QUESTION, points, "", "Each sub problem has a time to live.")
    together = score_text(QUESTION, points, "", "Each subproblem has a TTL.")
    assert together.raw > 0.6
    assert apart.raw > together.raw
    turned = (KeyPoint(point="Each subproblem has a TTL"),)
    assert score_text(QUESTION, turned, "", "Every sub problem has a time to live.").raw > 0.6


def test_another_name_of_a_skill_stands_for_it_and_a_neighbour_a_little() -> None:
    assert similarity(stem("postgres"), stem("postgresql")) >= 0.8
    assert 0 < similarity(stem("abaqus"), stem("comsol")) < 0.8


def test_nothing_to_compare_with_gives_zero() -> None:
    assert score_text(QUESTION, (), "", "Yeast makes gas.").shown == 0
    assert score_text(QUESTION, (), REFERENCE, "").shown == 0


def test_contractions_and_quotes_are_read_as_words_with_offsets_of_the_original() -> None:
    text = 'It isn’t 𝐡𝐨𝐭, I don"t bake.'
    tokens = parse(text).tokens
    assert [token.word for token in tokens] == ["it", "is", "not", "hot", "i", "do", "not", "bake"]
    hot = tokens[3]
    assert text[hot.start : hot.end] == "𝐡𝐨𝐭"


@given(st.floats(0, 1), st.floats(0, 1))
def test_calibration_keeps_the_order_and_the_ends(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert 0 <= calibrate(low) <= calibrate(high) <= 5
    assert calibrate(0) == 0
    assert calibrate(1) == 5


@given(st.text(max_size=200))
def test_every_token_is_a_slice_of_the_text(text: str) -> None:
    for token in parse(text).tokens:
        assert 0 <= token.start < token.end <= len(text)


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_pair_of_texts_scores_in_range(reference: str, answer: str) -> None:
    found = score_text("What is it?", (), reference, answer)
    assert 0 <= found.raw <= 1
    assert 0 <= found.shown <= 5
