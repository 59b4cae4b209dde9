"""Streamed text cut into what can be spoken."""

import asyncio
from collections.abc import AsyncIterator, Callable

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.llm import spoken


def pieces(fragments: list[str], allowed: Callable[[str], bool] = lambda text: True) -> list[str]:
    async def stream() -> AsyncIterator[str]:
        for fragment in fragments:
            yield fragment

    async def whole() -> list[str]:
        return [piece async for piece in spoken(stream(), allowed)]

    return asyncio.run(whole())


def test_the_first_clause_comes_early_and_the_rest_by_the_sentence() -> None:
    text = "You cleaned the lamp, which is good. What then, in the storm? Tell me"
    assert pieces([*text]) == [
        "You cleaned the lamp, ",
        "which is good. ",
        "What then, in the storm? ",
        "Tell me",
    ]


def test_a_clause_too_short_to_be_spoken_waits_for_the_next() -> None:
    assert pieces(["Well, you cleaned it, then. Next?"]) == [
        "Well, you cleaned it, ",
        "then. ",
        "Next?",
    ]


def test_a_short_first_sentence_is_spoken() -> None:
    assert pieces(["I see. What happened next?"]) == ["I see. ", "What happened next?"]


def test_a_refused_sentence_is_left_out_and_the_next_is_said() -> None:
    text = "Thank you. Your score is 4. What happened next?"
    assert pieces([text], lambda piece: "score" not in piece) == [
        "Thank you. ",
        "What happened next?",
    ]


def test_a_refused_first_clause_takes_its_sentence_with_it() -> None:
    text = "Your score is four, of five. What happened next?"
    assert pieces([text], lambda piece: "score" not in piece) == ["What happened next?"]


@given(st.lists(st.text(max_size=20), max_size=20))
def test_nothing_is_lost_or_added(fragments: list[str]) -> None:
    assert "".join(pieces(fragments)).rstrip() == "".join(fragments).rstrip()


@given(st.text(alphabet="ab .,?!", max_size=80), st.integers(1, 9))
def test_how_the_text_was_cut_up_does_not_matter(text: str, size: int) -> None:
    cut = [text[at : at + size] for at in range(0, len(text), size)]
    assert pieces(cut) == pieces([text])
