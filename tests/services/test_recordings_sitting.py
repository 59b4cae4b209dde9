"""One recording of a whole sitting, parted into answers and written down as it is decoded."""

import asyncio
import math
from collections.abc import Iterator

import numpy as np
import pytest

from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.errors import TranscriptionError
from nexus_cli.models.spoken import Speech
from nexus_cli.services.sittings import hear_sitting
from tests.audio.staged import LoudIsSpeech
from tests.speech.talk import GAP_SECONDS, WORD_SECONDS, ToneReader, tone

ROOM = np.random.default_rng(5)


def quiet(seconds: float) -> Samples:
    count = round(seconds * HEARING_HZ)
    return (0.001 * ROOM.uniform(-1, 1, count)).astype(np.float32)


def said(*words: int) -> Samples:
    return np.concatenate([part for word in words for part in (tone(word), quiet(GAP_SECONDS))])


def hear(
    *sound: Samples,
    engine: ToneReader | None = None,
    parting_seconds: float = 3.0,
    told: list[float] | None = None,
) -> list[Speech]:
    async def run() -> list[Speech]:
        answers = hear_sitting(
            sound,
            engine or ToneReader(),
            ["Kubernetes"],
            (told if told is not None else []).append,
            parting_seconds=parting_seconds,
            model=LoudIsSpeech(),
        )
        return [speech async for speech in answers]

    return asyncio.run(run())


def texts(answers: list[Speech]) -> list[str]:
    return [" ".join(word.text for word in speech.words) for speech in answers]


def test_three_seconds_of_silence_part_two_answers() -> None:
    answers = hear(quiet(1), said(1, 2), quiet(3.3), said(3, 4), quiet(1))
    assert texts(answers) == ["w1 w2", "w3 w4"]


def test_a_shorter_silence_is_a_pause_in_the_answer() -> None:
    answers = hear(quiet(1), said(1, 2), quiet(2.7), said(3, 4), quiet(1))
    assert texts(answers) == ["w1 w2 w3 w4"]
    words = answers[0].words
    assert words[2].start_seconds - words[1].end_seconds == pytest.approx(2.75, abs=0.05)


def test_where_nothing_parts_a_long_silence_is_a_pause_too() -> None:
    sound = [quiet(1), said(1, 2), quiet(10), said(3, 4)]
    (answer,) = hear(*sound, parting_seconds=math.inf)
    assert texts([answer]) == ["w1 w2 w3 w4"]
    assert answer.words[2].start_seconds - answer.words[1].end_seconds == pytest.approx(10, abs=0.1)


def test_words_are_timed_from_the_first_sound_of_their_own_answer() -> None:
    answers = hear(quiet(5), said(1, 2), quiet(4), said(3))
    assert [speech.words[0].start_seconds for speech in answers] == pytest.approx(
        [0.5, 0.5], abs=0.05
    )
    assert answers[0].words[0].end_seconds == pytest.approx(0.5 + WORD_SECONDS, abs=0.05)


def test_how_sure_the_engine_was_and_who_it_is_come_with_the_words() -> None:
    (answer,) = hear(quiet(1), said(1), engine=ToneReader("Whisper base", sure=0.4))
    assert (answer.engine, answer.words[0].probability) == ("Whisper base", 0.4)


def test_sound_that_ends_in_mid_word_keeps_the_word() -> None:
    assert texts(hear(quiet(1), said(1), tone(2))) == ["w1 w2"]


def test_a_noise_that_is_no_word_is_no_answer() -> None:
    click = 0.3 * np.sign(quiet(0.05)).astype(np.float32)
    clatter = np.concatenate([part for _ in range(6) for part in (click, quiet(0.02))])
    assert texts(hear(quiet(1), clatter, quiet(4), said(1), quiet(4), clatter)) == ["w1"]


def test_silence_holds_no_answer_and_asks_no_engine() -> None:
    engine = ToneReader()
    assert hear(quiet(20), engine=engine) == []
    assert engine.asked == []


def test_an_empty_recording_holds_no_answer() -> None:
    assert hear() == []


def test_a_long_answer_is_written_in_pieces_at_its_pauses_and_no_word_is_lost() -> None:
    engine = ToneReader()
    minute = [part for _ in range(10) for part in (said(*range(13)), quiet(0.5))]
    (answer,) = hear(*minute, *minute, *minute, engine=engine)
    assert texts([answer]) == [" ".join([" ".join(f"w{n}" for n in range(13))] * 30)]
    assert len(engine.asked) == 3
    assert max(seconds for seconds, _, _ in engine.asked) < 75
    assert engine.asked[1][1].endswith("w11 w12")
    assert {tuple(hotwords) for _, _, hotwords in engine.asked} == {("Kubernetes",)}
    ends = [word.end_seconds for word in answer.words]
    assert ends == sorted(ends)


def test_someone_who_never_pauses_is_written_down_too() -> None:
    engine = ToneReader()
    breathless = np.concatenate([tone(1 + place % 9) for place in range(620)])
    answers = hear(quiet(1), breathless, engine=engine)
    assert len(answers) == 1
    assert max(seconds for seconds, _, _ in engine.asked) <= 241
    assert sum(seconds for seconds, _, _ in engine.asked) == pytest.approx(249, abs=3)


def test_minutes_of_silence_are_not_given_to_the_engine() -> None:
    engine = ToneReader()

    def sound() -> Iterator[Samples]:
        yield said(1, 2)
        for _ in range(5):
            yield quiet(60)
        yield said(3)

    (answer,) = hear(*sound(), engine=engine, parting_seconds=math.inf)
    assert texts([answer]) == ["w1 w2 w3"]
    assert answer.words[2].start_seconds == pytest.approx(300 + 2 * 0.44, abs=1)
    assert sum(seconds for seconds, _, _ in engine.asked) < 5


def test_how_far_it_is_is_told_about_once_a_second() -> None:
    told: list[float] = []
    sound = np.concatenate([quiet(1), said(*range(20)), quiet(4)])
    hear(*np.array_split(sound, 200), told=told)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1 + 20 * 0.44 + 4, abs=1)
    assert 10 <= len(told) <= 16


def test_an_engine_that_fails_is_an_error_of_whoever_asked() -> None:
    engine = ToneReader()
    engine.fails = True
    with pytest.raises(TranscriptionError, match="tones fails"):
        hear(quiet(1), said(1), engine=engine)


def test_giving_up_ends_the_work() -> None:
    async def run() -> None:
        heard = asyncio.Event()

        def endless() -> Iterator[Samples]:
            while True:
                yield quiet(1)

        async def listen() -> None:
            async for _ in hear_sitting(
                endless(), ToneReader(), (), lambda seconds: heard.set(), model=LoudIsSpeech()
            ):
                pass

        listening = asyncio.create_task(listen())
        await heard.wait()
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening

    asyncio.run(run())
