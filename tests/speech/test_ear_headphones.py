"""The ear of somebody who wears headphones: open while nexus speaks."""

import asyncio
from collections.abc import Awaitable, Callable

from nexus_cli.audio.level import Level
from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.audio.signals import SpeechFrame, SpeechStarted
from nexus_cli.speech.ear.ear import Ear
from nexus_cli.speech.ear.hearing import Hearing
from nexus_cli.speech.ear.signals import FellSilent, SpeechBegan, SpeechWentOn
from tests.speech.talk import GAP_SECONDS, WORD_SECONDS, Talk, tone


class HeadphoneTalk(Talk):
    """A talk whose ear is made for headphones."""

    def __init__(self) -> None:
        super().__init__()
        self.ear = Ear(
            self.open_listener, self.engines, headphones=True, clock=self.clock, pace=self._pace
        )


def play(scene: Callable[[Talk], Awaitable[None]]) -> None:
    """Run a scene with an ear that has been opened in a quiet room."""

    async def run() -> None:
        talk = HeadphoneTalk()
        await talk.ear.start()
        reading = asyncio.create_task(talk.read())
        await talk.quiet(1.0)
        talk.ear.listen()
        await scene(talk)
        await talk.ear.stop()
        await reading

    asyncio.run(run())


def test_speech_is_told_and_measured_while_nexus_speaks() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.nexus_speaks(True)
        talk.ear.listen()
        await talk.says(1, 2, pause=0.5)
        kinds = [type(signal) for signal in talk.speech]
        assert kinds[0] is SpeechBegan
        assert kinds[-1] is FellSilent
        lasted = [signal.seconds for signal in talk.speech if isinstance(signal, SpeechWentOn)]
        assert lasted == sorted(lasted)
        assert 2 * WORD_SECONDS - 0.1 < lasted[-1] < 2 * WORD_SECONDS + 0.1
        assert await talk.writes(1) == "w1 w2"

    play(scene)


def test_short_pauses_are_no_part_of_the_speech_that_is_measured() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.nexus_speaks(True)
        talk.ear.listen()
        await talk.says(1, pause=0.2)
        await talk.says(2, pause=0.5)
        lasted = [signal.seconds for signal in talk.speech if isinstance(signal, SpeechWentOn)]
        assert 2 * WORD_SECONDS - 0.1 < lasted[-1] < 2 * WORD_SECONDS + 0.1
        await talk.says(3, pause=0.5)
        anew = [signal.seconds for signal in talk.speech if isinstance(signal, SpeechWentOn)]
        assert anew[-1] < WORD_SECONDS + 0.1

    play(scene)


def test_a_gap_as_short_as_a_consonant_is_part_of_the_speech() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.nexus_speaks(True)
        talk.ear.listen()
        await talk.says(1, pause=0.08)
        await talk.says(2, pause=0.5)
        lasted = [signal.seconds for signal in talk.speech if isinstance(signal, SpeechWentOn)]
        whole = 2 * WORD_SECONDS + GAP_SECONDS + 0.08
        assert whole - 0.08 < lasted[-1] < whole + 0.08
        assert any(WORD_SECONDS + 0.1 < seconds < WORD_SECONDS + 0.2 for seconds in lasted)

    play(scene)


def test_speech_is_measured_from_the_sound_that_led_up_to_it() -> None:
    hearing = Hearing(0.0)
    hearing.open(0)
    hearing.nexus(True, 0.0)
    level = Level(-20.0, -10.0, 0.0, None)
    at = 2 * HEARING_HZ
    hearing.heard(SpeechStarted(at, 0, 2.0, onset=at - HEARING_HZ // 10), 2.25)
    frame = SpeechFrame(at + HEARING_HZ // 4, level, 0.9, stirring=True, fading=True)
    (told,) = [s for s in hearing.heard(frame, 2.25) if isinstance(s, SpeechWentOn)]
    assert (round(told.seconds, 3), told.fading) == (0.35, True)


def test_speech_is_not_measured_while_nexus_is_silent() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2)
        assert [type(signal) for signal in talk.speech] == [SpeechBegan, FellSilent]

    play(scene)


def test_what_is_let_pass_is_in_no_answer_and_what_was_said_before_stays() -> None:
    async def scene(talk: Talk) -> None:
        await talk.says(1, 2)
        talk.ear.deafen()
        talk.ear.nexus_speaks(True)
        talk.ear.listen()
        await talk.says(8)
        talk.ear.let_pass()
        talk.ear.nexus_speaks(False)
        await talk.says(3)
        assert await talk.writes(1) == "w1 w2 w3"

    play(scene)


def test_sound_that_was_let_pass_is_not_held() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.nexus_speaks(True)
        talk.ear.listen()
        await talk.says(8, pause=1.0)
        talk.ear.let_pass()
        assert not len(talk.listener.audio(0, talk.ear.position - HEARING_HZ))

    play(scene)


def test_an_answer_that_begins_over_nexus_keeps_its_first_word() -> None:
    async def scene(talk: Talk) -> None:
        talk.ear.nexus_speaks(True)
        talk.ear.listen()
        await talk.quiet(1.0)
        await talk.hears(tone(1))
        await talk.quiet(GAP_SECONDS)
        talk.ear.nexus_speaks(False)
        await talk.says(2)
        assert await talk.writes(1) == "w1 w2"

    play(scene)
