"""The recogniser that says what is annotated, when a table says so."""

import asyncio

import numpy as np
import pytest

from nexus_cli.audio.conditioning import HighPass, Loudness
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.bench.spoken.material import Spoken, shipped_speech
from nexus_cli.bench.spoken.recogniser import TimedRecogniser
from nexus_cli.bench.spoken.whisper_timing import ModelTiming, WhisperTiming
from nexus_cli.errors import UsageError
from tests.llm.virtual_time import LoopClock, virtual

SPEECH = shipped_speech()
TIMING = WhisperTiming(
    source="made up", machine={}, models={"base": ModelTiming(padded={3: 500}, short={3: 100})}
)


def recogniser(padded: bool = True) -> TimedRecogniser:
    return TimedRecogniser(SPEECH, TIMING, "base", padded, clock=LoopClock())


def through_the_ear(sound: Samples, noise: float = 0.001, gain: float = 0.5) -> Samples:
    """What the ear makes of a sound in a room: rumble out, loudness level, block by block."""
    room = sound * gain + np.random.default_rng(1).normal(0, noise, len(sound)).astype(np.float32)
    rumble, loudness = HighPass(), Loudness()
    blocks = np.split(room, range(512, len(room), 512))
    return np.concatenate([loudness.apply(rumble.apply(b), speech=True) for b in blocks])


def in_a_room(*parts: Spoken) -> Samples:
    pieces = [piece for one in parts for piece in (silence(8000), one.samples, silence(12_000))]
    return through_the_ear(np.concatenate(pieces))


@pytest.mark.parametrize("one", SPEECH, ids=lambda one: one.name)
def test_a_whole_answer_comes_back_word_for_word(one: Spoken) -> None:
    ear = recogniser()
    heard = virtual(ear.transcribe(in_a_room(one)))
    assert heard.text == one.text
    for word, (_, start, end) in zip(heard.words, one.words, strict=True):
        assert word.start_seconds == pytest.approx(start + 0.5, abs=0.03)
        assert word.end_seconds == pytest.approx(end + 0.5, abs=0.03)
    assert ear.unknown == 0


@pytest.mark.parametrize("one", SPEECH, ids=lambda one: one.name)
@pytest.mark.parametrize("noise", [0.0, 0.003])
def test_a_tail_is_the_words_that_lie_in_it(one: Spoken, noise: float) -> None:
    sound = through_the_ear(np.concatenate((one.samples, silence(8000))), noise)
    middle = one.words[len(one.words) // 2]
    cut = middle.start_seconds - 0.01
    heard = virtual(recogniser().transcribe(sound[round(cut * HEARING_HZ) :]))
    assert [word.text for word in heard.words] == [
        word.text for word in one.words if word.start_seconds >= middle.start_seconds
    ]
    assert heard.words[0].start_seconds == pytest.approx(0.01, abs=0.03)


def test_a_word_of_which_less_than_half_is_there_is_left_out() -> None:
    one = SPEECH[0]
    first, second, *_ = one.words[3:]
    mostly_gone = first.start_seconds + 0.7 * (first.end_seconds - first.start_seconds)
    heard = virtual(recogniser().transcribe(one.samples[round(mostly_gone * HEARING_HZ) :]))
    assert heard.words[0].text == second.text
    assert all(word.start_seconds >= 0 for word in heard.words)


def test_several_answers_in_one_sound_all_come_back() -> None:
    ear = recogniser()
    order = (SPEECH[2], SPEECH[0], SPEECH[1])
    assert virtual(ear.transcribe(in_a_room(*order))).text == " ".join(one.text for one in order)
    assert ear.unknown == 0


def test_a_sound_that_is_not_annotated_has_no_words_and_is_counted() -> None:
    ear = recogniser()
    noise = np.random.default_rng(2).normal(0, 0.1, 3 * HEARING_HZ).astype(np.float32)
    assert virtual(ear.transcribe(noise)).text == ""
    assert ear.unknown == 1


def test_the_room_after_an_answer_is_not_taken_for_speech() -> None:
    async def both(ear: TimedRecogniser) -> tuple[str, str]:
        sound = in_a_room(SPEECH[0])
        answer, room = sound[:-11_000], sound[-11_000:] * 2
        return (await ear.transcribe(answer)).text, (await ear.transcribe(room)).text

    ear = recogniser()
    assert virtual(both(ear)) == (SPEECH[0].text, "")
    assert ear.unknown == 0


def test_words_come_when_the_table_says_and_silence_at_once() -> None:
    async def timed(ear: TimedRecogniser, sound: Samples) -> float:
        began = LoopClock().seconds()
        await ear.transcribe(sound)
        return LoopClock().seconds() - began

    sound = SPEECH[0].samples
    assert virtual(timed(recogniser(), sound)) == pytest.approx(0.5, abs=0.001)
    assert virtual(timed(recogniser(padded=False), sound)) == pytest.approx(0.1, abs=0.001)
    assert virtual(timed(recogniser(), silence(HEARING_HZ))) == 0


def test_calls_are_worked_on_one_after_the_other() -> None:
    async def both() -> list[float]:
        ear, ended = recogniser(), list[float]()

        async def one(sound: Samples) -> None:
            await ear.transcribe(sound)
            ended.append(LoopClock().seconds())

        await asyncio.gather(one(SPEECH[0].samples), one(SPEECH[1].samples))
        return ended

    assert virtual(both()) == pytest.approx([0.5, 1.0], abs=0.001)


def test_a_call_that_is_given_up_still_holds_the_engine_and_one_that_waited_does_not() -> None:
    async def given_up() -> float:
        ear = recogniser()
        running = asyncio.create_task(ear.transcribe(SPEECH[0].samples))
        await asyncio.sleep(0.1)
        waiting = asyncio.create_task(ear.transcribe(SPEECH[1].samples))
        await asyncio.sleep(0.1)
        running.cancel()
        waiting.cancel()
        await ear.transcribe(SPEECH[2].samples)
        return LoopClock().seconds()

    assert virtual(given_up()) == pytest.approx(1.0, abs=0.001)


def test_a_model_without_times_is_refused_before_anything_is_measured() -> None:
    with pytest.raises(UsageError, match="no times"):
        TimedRecogniser(SPEECH, TIMING, "small")
