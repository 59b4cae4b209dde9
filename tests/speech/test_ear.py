"""The ear: nothing said is lost, nothing is heard that should not be, nothing is written twice."""

import asyncio

import numpy as np
import pytest

from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.audio.signals import Loss
from nexus_cli.errors import AudioError
from nexus_cli.speech.delivery import measure_delivery
from nexus_cli.speech.ear.scribe import REST_SECONDS, Unwritten
from nexus_cli.speech.ear.signals import (
    FellSilent,
    MicrophoneFound,
    MicrophoneLost,
    SpeechBegan,
)
from nexus_cli.stt.protocol import Transcript
from tests.speech.talk import GAP_SECONDS, WORD_SECONDS, Talk, ToneReader, play, tone


def test_speech_and_its_pauses_are_told_once() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2, pause=0.15)
        await talk.says(3, pause=0.5)
        began, silent = talk.speech
        assert isinstance(began, SpeechBegan)
        assert began.after_seconds == pytest.approx(1.0, abs=0.1)
        assert isinstance(silent, FellSilent)
        assert silent.at - began.sound_from == pytest.approx(2.3 * HEARING_HZ, abs=0.2 * HEARING_HZ)

    play(scene)


def test_pauses_are_written_while_the_person_still_talks_and_the_tail_alone_at_the_end() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2, 3, 4, 5)
        assert await talk.writes(1) == "w1 w2 w3 w4 w5"
        await talk.says(6, 7)
        assert await talk.writes(2) == "w6 w7"
        assert await talk.writes(3) == ""
        (first, _, _), (second, prompt, hotwords) = talk.engines[0].asked
        assert first > 5 * WORD_SECONDS
        assert 2 * WORD_SECONDS < second < 2 * WORD_SECONDS + 1.0
        assert prompt == "w1 w2 w3 w4 w5"
        assert hotwords == ("Kubernetes",)
        assert talk.ear.answer.text == "w1 w2 w3 w4 w5 w6 w7"

    play(scene)


def test_a_transcription_that_was_not_kept_is_written_again_with_what_follows() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2)
        assert await talk.writes(1, keeps=False) == "w1 w2"
        await talk.says(3)
        assert await talk.writes(2, keeps=False) == "w1 w2 w3"
        talk.ear.keep(1)
        assert talk.ear.answer.text == ""
        talk.ear.keep(2)
        assert talk.ear.answer.text == "w1 w2 w3"

    play(scene)


def test_a_cut_at_an_earlier_pause_leaves_what_came_after_it_for_later() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2)
        until = next(signal.at for signal in talk.speech if isinstance(signal, FellSilent))
        await talk.says(3, pause=0.0)
        written = await talk.ear.transcribe_tail(1, until)
        assert isinstance(written, Transcript)
        assert written.text == "w1 w2"
        talk.ear.keep(1)
        await talk.quiet(0.5)
        assert await talk.writes(2) == "w3"

    play(scene)


def test_the_times_of_the_words_tell_the_pace_of_the_whole_answer() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2, pause=1.0)
        await talk.writes(1)
        await talk.says(3, 4)
        await talk.writes(2)
        answer = talk.ear.commit()
        starts = [word.start_seconds for word in answer.words]
        assert np.diff(starts) == pytest.approx([0.44, 1.44, 0.44], abs=0.05)
        delivery = measure_delivery(answer.words)
        assert delivery is not None
        assert delivery.longest_pause_seconds == pytest.approx(1.04, abs=0.05)

    play(scene)


def test_what_an_engine_fails_on_is_kept_and_written_later() -> None:
    async def scene(talk: Talk) -> None:
        (engine,) = talk.engines
        engine.fails = True
        await talk.says(1, 2)
        written = await talk.ear.transcribe_tail(1)
        assert isinstance(written, Unwritten)
        assert "tones fails" in str(written.fault)
        engine.fails = False
        await talk.says(3)
        assert await talk.writes(2) == "w1 w2 w3"

    play(scene)


def test_the_second_engine_is_asked_next_and_named_and_goes_first_for_a_while() -> None:
    async def scene(talk: Talk) -> None:
        first, second = talk.engines
        first.fails = True
        await talk.says(1)
        written = await talk.ear.transcribe_tail(1)
        assert isinstance(written, Transcript)
        assert (written.text, written.engine) == ("w1", "spare")
        talk.ear.keep(1)
        first.fails = False
        await talk.says(2)
        await talk.writes(2)
        assert (len(first.asked), len(second.asked)) == (1, 2)
        await talk.quiet(REST_SECONDS)
        await talk.says(3)
        await talk.writes(3)
        assert (len(first.asked), len(second.asked)) == (2, 2)
        assert talk.ear.answer.engine == "spare and tones"
        assert talk.ear.answer.text == "w1 w2 w3"

    play(scene, ToneReader, lambda: ToneReader("spare"))


def test_words_that_the_engine_was_unsure_of_are_marked() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2)
        await talk.writes(1)
        assert [word.text for word in talk.ear.answer.doubtful] == ["w1", "w2"]

    play(scene, lambda: ToneReader(sure=0.3))


def test_the_newest_job_wins_and_an_older_one_is_stale() -> None:
    async def scene(talk: Talk) -> None:
        (engine,) = talk.engines
        engine.may_answer.clear()
        await talk.says(1)
        old = asyncio.create_task(talk.ear.transcribe_tail(1))
        await talk.says(2)
        new = asyncio.create_task(talk.ear.transcribe_tail(2))
        await talk.settle()
        assert await old == Unwritten(None)
        engine.may_answer.set()
        written = await new
        assert isinstance(written, Transcript)
        assert written.text == "w1 w2"
        talk.ear.keep(1)
        assert talk.ear.answer.text == ""

    play(scene)


def test_a_job_of_an_answer_that_is_over_is_stale() -> None:
    async def scene(talk: Talk) -> None:
        talk.engines[0].may_answer.clear()
        await talk.says(1)
        job = asyncio.create_task(talk.ear.transcribe_tail(1))
        await talk.settle()
        talk.ear.commit()
        assert await job == Unwritten(None)

    play(scene)


def test_a_job_that_is_cancelled_loses_nothing() -> None:
    async def scene(talk: Talk) -> None:
        (engine,) = talk.engines
        engine.may_answer.clear()
        await talk.says(1)
        job = asyncio.create_task(talk.ear.transcribe_tail(1))
        await talk.settle()
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        engine.may_answer.set()
        await talk.settle()
        assert engine.answered == 0
        assert await talk.writes(2) == "w1"

    play(scene)


def test_nexus_is_not_heard_while_it_speaks_nor_just_after() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1)
        await talk.writes(1)
        told = len(talk.speech)
        talk.ear.nexus_speaks(True)
        await talk.says(8, 8, 8, pause=0.0)
        assert await talk.silence() == 0.0
        talk.ear.nexus_speaks(False)
        await talk.hears(tone(8, 0.2))
        await talk.quiet(0.4)
        assert await talk.silence() == pytest.approx(0.6, abs=0.05)
        talk.ear.listen()
        assert talk.speech[told:] == []
        await talk.says(2)
        assert await talk.writes(2) == "w2"
        assert talk.ear.answer.text == "w1 w2"

    play(scene)


def test_an_answer_that_begins_as_soon_as_nexus_ends_keeps_its_first_word() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.nexus_speaks(True)
        await talk.quiet(1.0)
        talk.ear.nexus_speaks(False)
        await talk.quiet(0.3)
        await talk.hears(tone(1, 0.2))
        talk.ear.listen()
        await talk.hears(tone(1, 0.2))
        await talk.quiet(GAP_SECONDS)
        await talk.says(2)
        assert await talk.writes(1) == "w1 w2"

    play(scene)


def test_what_is_said_to_a_closed_ear_is_neither_told_nor_written() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, pause=0.0)
        talk.ear.deafen()
        await talk.says(8, pause=0.4)
        assert [type(signal) for signal in talk.speech] == [SpeechBegan]
        talk.ear.listen()
        await talk.says(2)
        assert [type(signal) for signal in talk.speech] == [SpeechBegan, SpeechBegan, FellSilent]
        assert await talk.writes(1) == "w1 w2"
        first, second = talk.ear.answer.words
        assert second.start_seconds - first.start_seconds < 1.0  # w1, a gap and a pre-roll

    play(scene)


def test_an_ear_that_is_closed_for_a_moment_counts_no_sound_twice() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, pause=0.4)
        talk.ear.deafen()
        talk.ear.listen()
        await talk.says(2)
        assert await talk.writes(1) == "w1 w2"
        first, second = talk.ear.answer.words
        assert second.start_seconds - first.start_seconds == pytest.approx(0.84, abs=0.04)

    play(scene)


def test_a_question_that_is_repeated_costs_nothing_of_the_answer_before_it() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2)
        talk.ear.nexus_speaks(True)
        await talk.quiet(2.0)
        talk.ear.nexus_speaks(False)
        await talk.quiet(0.3)
        talk.ear.listen()
        await talk.says(3)
        assert await talk.writes(1) == "w1 w2 w3"

    play(scene)


def test_sound_is_not_let_go_under_someone_who_speaks() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.deafen()
        await talk.says(8, pause=0.0)
        talk.ear.deafen()
        talk.ear.listen()
        await talk.says(1, 2, 3, 4, 5)
        assert (await talk.writes(1)).endswith("w1 w2 w3 w4 w5")

    play(scene)


def test_a_listener_that_outlives_the_loop_does_no_harm() -> None:
    talks: list[Talk] = []

    async def scene(talk: Talk) -> None:
        talks.append(talk)

    play(scene)
    (talk,) = talks
    talk.microphones[-1].ended = True
    talk.listener.listen_once()


def test_speech_that_is_under_way_as_the_ear_opens_is_told_and_written_from_there() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.deafen()
        await talk.says(5, 6, 7, pause=0.0)
        assert talk.speech == []
        talk.ear.listen()
        await talk.settle()
        assert [type(signal) for signal in talk.speech] == [SpeechBegan]
        await talk.says(1)
        assert (await talk.writes(1)).endswith("w7 w1")
        assert "w5" not in talk.ear.answer.text

    play(scene)


def test_late_speech_opens_the_answer_again() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2, pause=0.4)
        await talk.writes(1)
        assert talk.ear.commit().text == "w1 w2"
        await talk.says(3, pause=0.1)
        late = [signal for signal in talk.speech if isinstance(signal, SpeechBegan)][-1]
        assert late.after_seconds == pytest.approx(0.44, abs=0.1)
        talk.ear.take_back()
        await talk.says(4)
        assert await talk.writes(2) == "w3 w4"
        answer = talk.ear.commit()
        assert answer.text == "w1 w2 w3 w4"
        starts = [word.start_seconds for word in answer.words]
        assert np.diff(starts) == pytest.approx([0.44, 0.84, 0.54], abs=0.04)

    play(scene)


def test_an_answer_that_is_committed_in_the_middle_of_speech_leaves_the_rest_to_the_next() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, pause=0.0)
        assert await talk.writes(1) == "w1"
        assert talk.ear.commit().text == "w1"
        await talk.says(2)
        assert await talk.writes(2) == "w2"

    play(scene)


def test_late_speech_that_is_not_taken_back_before_nexus_speaks_is_in_no_answer() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1)
        await talk.writes(1)
        talk.ear.commit()
        await talk.says(2)
        assert await talk.writes(2) == "w2"
        talk.ear.nexus_speaks(True)
        talk.ear.take_back()
        assert talk.ear.answer.text == ""
        talk.ear.nexus_speaks(False)
        await talk.quiet(0.4)
        talk.ear.listen()
        await talk.says(3)
        assert await talk.writes(3) == "w3"

    play(scene)


def test_the_sound_of_an_answer_is_let_go_once_nexus_speaks_again() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1)
        await talk.writes(1)
        talk.ear.commit()
        assert len(talk.listener.audio(0, talk.ear.position))
        talk.ear.nexus_speaks(True)
        assert not len(talk.listener.audio(0, talk.ear.position))

    play(scene)


def test_a_microphone_that_goes_ends_what_is_said_and_what_was_said_is_written() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2, pause=0.0)
        talk.microphones[-1].ended, talk.plugged = True, False
        await talk.waits(0.1)
        assert [type(signal) for signal in talk.speech] == [SpeechBegan, FellSilent, MicrophoneLost]
        assert MicrophoneLost(Loss.ENDED) in talk.speech
        assert await talk.writes(1) == "w1 w2"
        before = await talk.silence()
        talk.plugged = True
        await talk.waits(4.0)
        assert await talk.silence() == pytest.approx(before + 4.0, abs=0.05)
        await talk.says(3)
        assert MicrophoneFound() in talk.speech
        assert await talk.writes(2) == "w3"

    play(scene)


def test_the_silence_stands_still_from_the_first_sign_of_speech() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, pause=0.5)
        assert await talk.silence() == pytest.approx(0.54, abs=0.06)
        await talk.hears(tone(2, 0.05))
        assert await talk.silence() < 0.65
        await talk.quiet(0.2)
        assert await talk.silence() == pytest.approx(0.79, abs=0.06)
        await talk.hears(tone(3))
        assert await talk.silence() == 0.0

    play(scene)


def test_a_slow_reader_finds_the_newest_measures_and_all_of_the_speech() -> None:
    async def run() -> None:
        talk = Talk()
        await talk.ear.start()
        talk.ear.listen()
        await talk.quiet(1.0)
        await talk.says(1)
        await talk.says(2)
        await talk.ear.stop()
        await talk.read()
        assert [type(signal) for signal in talk.speech] == [SpeechBegan, FellSilent] * 2
        assert len(talk.told) - len(talk.speech) <= 2

    asyncio.run(run())


def test_without_a_microphone_the_ear_says_so_and_can_be_stopped() -> None:
    async def run() -> None:
        talk = Talk()
        talk.plugged = False
        with pytest.raises(AudioError, match="No microphone"):
            await talk.ear.start()
        await talk.ear.stop()
        await talk.read()
        assert talk.told == []

    asyncio.run(run())
