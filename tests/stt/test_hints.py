"""What is cut from hints, and what is not taken for speech."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.stt.silence import has_sound, is_made_up
from nexus_cli.stt.vocabulary import fitting_hotwords, fitting_prompt, plain
from tests.stt.sounds import noise, silence


def of_words(text: str) -> int:
    return len(text.split())


def test_the_first_hotwords_that_fit_are_kept_whole() -> None:
    terms = ["Kubernetes", "", "event sourcing", "Kubernetes", "a b c d", "Kafka"]
    assert fitting_hotwords(terms, of_words, 4) == "Kubernetes, event sourcing, Kafka"
    assert fitting_hotwords(["one two three"], of_words, 2) == ""


def test_the_last_words_of_a_prompt_are_kept() -> None:
    assert fitting_prompt("we moved all of billing", of_words, 2) == "of billing"


@given(st.lists(st.text()), st.text(), st.integers(0, 50))
def test_hints_never_pass_their_budget(terms: list[str], prompt: str, budget: int) -> None:
    assert len(fitting_hotwords(terms, len, budget)) <= budget
    assert len(fitting_prompt(prompt, len, budget)) <= budget


@given(st.text(alphabet="<|>ab \n", max_size=30))
def test_no_hint_is_a_command_to_whisper(text: str) -> None:
    assert "<|" not in plain(text)
    assert "\n" not in plain(text)


def test_quiet_speech_is_heard_and_a_quiet_room_is_not() -> None:
    assert has_sound(noise(0.5, -45))
    assert not has_sound(silence(5))
    offset = np.full(16_000, 0.2, np.float32)
    assert not has_sound(offset)
    click = silence(1)
    click[500:1000] = 0.9
    assert not has_sound(click)


@pytest.mark.parametrize(
    "text", [" Thank you.", "Thanks for watching!", "Subtitles by the Amara.org community", "you"]
)
def test_phrases_of_subtitles_need_speech_to_be_believed(text: str) -> None:
    assert is_made_up(text, no_speech=0.5, bound=0.3)
    assert not is_made_up(text, no_speech=0.1, bound=0.3)
    assert not is_made_up(f"{text} I led the migration.", 0.5, 0.3) or "amara" in text.lower()
