"""The interview that is measured: its answers end as they are meant to, and nobody repeats."""

import pytest

from nexus_cli.audio.codec import Mp3Decoder
from nexus_cli.bench.spoken.audible import soundings
from nexus_cli.bench.spoken.emulated_voice import sounds_like_a_question, speak
from nexus_cli.bench.spoken.material import spoken
from nexus_cli.bench.spoken.script import (
    ANSWERS,
    INTERRUPTED,
    QUESTIONS,
    Answer,
    Reply,
    asks,
    prepared,
)
from nexus_cli.models.patience import Patience
from nexus_cli.scoring import measure_coverage
from nexus_cli.speech.coverage import spoken_coverage
from nexus_cli.speech.endpointing import Heard, endpoint
from nexus_cli.speech.patience import PauseHabit


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.speech)
def test_every_answer_sounds_complete_to_nexus(answer: Answer) -> None:
    text = spoken(answer.speech).text
    covered = spoken_coverage(QUESTIONS[answer.question], text)

    wait = endpoint(Heard(text, covered), Patience.NORMAL, PauseHabit())

    assert 0.6 <= wait.wait_seconds <= 0.75


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.speech)
def test_only_thin_answers_call_for_a_follow_up(answer: Answer) -> None:
    coverage = measure_coverage(QUESTIONS[answer.question], spoken(answer.speech).text)

    assert (coverage.open_point is not None) == (answer.reply is Reply.FOLLOW_UP)


def test_no_two_things_that_are_asked_are_the_same() -> None:
    followed = [QUESTIONS[a.question].follow_up_hint for a in ANSWERS if a.reply is Reply.FOLLOW_UP]
    asked = [*(question.text for question in QUESTIONS), INTERRUPTED.text, *followed]

    assert len(set(asked)) == len(asked)


def test_the_session_asks_the_questions_in_order() -> None:
    assert prepared(*QUESTIONS).plan.questions == QUESTIONS


@pytest.mark.parametrize("text", [QUESTIONS[1].text, "which of them would you do first,"])
def test_a_question_and_its_clauses_are_spoken_low(text: str) -> None:
    assert asks(text)
    assert sounds_like_a_question(pitch(text))


@pytest.mark.parametrize("text", ["Thanks.", "Okay, next one.", "That was the last question."])
def test_what_asks_nothing_is_spoken_high(text: str) -> None:
    assert not asks(text)
    assert not sounds_like_a_question(pitch(text))


def pitch(text: str) -> float:
    decoder = Mp3Decoder()
    sound = decoder.feed(speak(text).mp3)
    return next(soundings(sound, 24_000, 0.0)).pitch_hz
