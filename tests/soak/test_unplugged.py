"""The microphone goes in the middle of spoken answers: all of them at once, or the chosen one."""

import re
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from nexus_cli.bench.edge import LoopbackEdge
from nexus_cli.models.signals import FloorMoved, LeftToRead, TypingOffered
from nexus_cli.models.spoken import SpokenPhase
from tests.soak.hands_free import VOICE, answers, questions, serving, talking
from tests.sound_card import SPEAKER, SoundCard
from tests.stt.recogniser import word_error

OFFERED_WITHIN_SECONDS = 2.0
GONE_SECONDS = 1.5
CERTAIN_SECONDS = 1.0
"""What was said so long before the loss is in the answer for certain."""
LONG = "Now please tell me about this in your own words."
"""A speaker holds up to half a second of sound, which counts as heard."""
ANSWER = "my last project was an online store for garden tools"
MORE = "and then we went on with the next customer"
SAID_IN_SECONDS = 3.5


@pytest.mark.parametrize("which", ["all microphones", "the chosen microphone"])
def test_what_was_said_is_kept_typing_is_offered_and_the_microphone_is_found_again(
    sound_card: SoundCard, tmp_path: Path, full: bool, which: str
) -> None:
    count = 20 if full else 1
    asked = questions(count)
    said = answers(asked)
    moments = np.random.default_rng(20)
    unplug, plug = _devices(sound_card, which)
    figures: list[tuple[float, float, float]] = []

    def answer(question_id: str) -> None:
        moment = moments.uniform(0.2, SAID_IN_SECONDS)
        begun = time.monotonic()
        speaking = threading.Thread(target=_speak, args=(sound_card, said[question_id]))
        speaking.start()
        time.sleep(moment)
        if question_id in sitting.accepted:
            pytest.fail("the answer was over before the microphone went")
        unplug()
        gone = time.monotonic()
        offered = max(0.0, sitting.told(_offered, begun) - (gone - begun))
        speaking.join()
        time.sleep(GONE_SECONDS)
        back = time.monotonic()
        plug()
        found = sitting.told(_found, back)
        sound_card.speak(MORE, VOICE)
        figures.append((gone - begun, offered, found))

    with serving(LoopbackEdge()) as edge, talking(tmp_path, asked, edge) as sitting:
        sitting.hold(answer)
        state = sitting.state

    for (moment, offered, found), question in zip(figures, asked, strict=True):
        text = state.answers[question.id].answer or ""
        print(f"\n{which} gone after {moment:.2f} s: {offered:.2f} s, back {found:.2f} s: {text}")
        _holds_what_was_said(text, said[question.id], moment)
        assert offered <= OFFERED_WITHIN_SECONDS


def _speak(card: SoundCard, text: str) -> None:
    with suppress(subprocess.CalledProcessError):  # what it was played into is gone
        card.speak(text, VOICE)


def test_a_speaker_that_stands_still_leaves_the_question_to_be_read_and_speaks_again(
    sound_card: SoundCard, tmp_path: Path, full: bool
) -> None:
    count = 20 if full else 1
    asked = tuple(
        question.model_copy(update={"text": f"{LONG} {question.text}"})
        for question in questions(1 + count)  # a speaker is given 3 s to start, the first question
    )
    moments = np.random.default_rng(21)
    figures: list[float] = []

    def when_asked(question_id: str) -> None:
        if question_id == asked[0].id:
            return
        put = time.monotonic()
        time.sleep(moments.uniform(0.1, 1.0))
        suspended = time.monotonic() - put
        _suspend("1")
        try:
            figures.append(max(0.0, sitting.told(_left_to_read, put) - suspended))
        finally:
            _suspend("0")

    def answer(question_id: str) -> None:
        sound_card.speak(ANSWER, VOICE)

    with serving(LoopbackEdge()) as edge, talking(tmp_path, asked, edge) as sitting:
        sitting.hold(answer, when_asked)
        state = sitting.state

    print(f"\nleft to read after {max(figures):.2f} s at most, of {len(figures)}")
    assert len(figures) == count
    assert max(figures) <= OFFERED_WITHIN_SECONDS
    for question in asked:
        assert word_error(ANSWER, state.answers[question.id].answer or "") <= 0.2


def _suspend(how: str) -> None:
    subprocess.run(["pactl", "suspend-sink", SPEAKER, how], check=True)


def _left_to_read(item: object) -> bool:
    return isinstance(item, LeftToRead)


def _devices(card: SoundCard, which: str) -> tuple[Callable[[], None], Callable[[], None]]:
    if which == "all microphones":
        return card.unplug, card.plug
    return card.unplug_microphone, card.plug_microphone


def _offered(item: object) -> bool:
    return isinstance(item, TypingOffered)


def _found(item: object) -> bool:
    spoken = (SpokenPhase.LISTENING, SpokenPhase.PAUSED, SpokenPhase.USER_SPEAKING)
    return isinstance(item, FloorMoved) and item.has_microphone and item.phase in spoken


def _holds_what_was_said(text: str, first: str, moment: float) -> None:
    """Check that what was surely said before the loss is there, and all that came after."""
    words = first.split()
    certain = int(len(words) * min(1.0, max(0.0, moment - CERTAIN_SECONDS) / SAID_IN_SECONDS))
    heard = re.findall(r"[\w']+", text.lower())
    more = MORE.split()
    assert word_error(" ".join(words[:certain]) or "x", " ".join(heard[:certain]) or "x") <= 0.2
    assert word_error(MORE, " ".join(heard[-len(more) :])) <= 0.2
