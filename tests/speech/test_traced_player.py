"""For how long there was nothing to play yet."""

import asyncio

import pytest

from nexus_cli.audio.samples import SPEAKING_HZ, silence
from nexus_cli.errors import DeviceLostError
from nexus_cli.speech.mouth.player import NoSpeaker
from nexus_cli.speech.mouth.playing import SpeakerPlayer
from nexus_cli.speech.mouth.traced import TracedPlayer
from nexus_cli.telemetry import Telemetry
from tests.llm.virtual_time import LoopClock, virtual
from tests.speech.staged_speaker import StagedSpeaker

HALF_A_SECOND = silence(SPEAKING_HZ // 2)


def test_each_utterance_waits_for_its_first_sound_and_for_no_other() -> None:
    telemetry = Telemetry(LoopClock())

    async def play() -> None:
        player = TracedPlayer(SpeakerPlayer(StagedSpeaker), telemetry)
        for wait in (0.6, 0.0):
            with telemetry.span("play"):
                await player.begin()
                await asyncio.sleep(wait)
                await player.write(HALF_A_SECOND)
                await player.write(HALF_A_SECOND)
                await player.drained()
        assert player.position == len(HALF_A_SECOND) * 2
        player.close()

    virtual(play())
    waits = [span for span in telemetry.spans if span.name == "synthesise"]
    assert [span.seconds for span in waits] == pytest.approx([0.6, 0.0], abs=1e-6)
    assert {span.parent for span in waits} == {"play"}


def test_a_speaker_that_is_not_there_waits_for_nothing() -> None:
    telemetry = Telemetry(LoopClock())
    player = TracedPlayer(NoSpeaker(DeviceLostError("None.", "Plug one in.")), telemetry)
    with pytest.raises(DeviceLostError):
        virtual(player.begin())
    assert telemetry.spans == []
