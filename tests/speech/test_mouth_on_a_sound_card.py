"""The mouth on a real speaker: what it says of itself is what the card gave to the ear."""

import asyncio
import time

import numpy as np
import pytest

from nexus_cli.audio.playback import Speaker
from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.bench.edge import LoopbackEdge, tones
from nexus_cli.speech.mouth.mouth import Mouth
from nexus_cli.speech.mouth.playing import SpeakerPlayer
from nexus_cli.speech.mouth.said import Said
from nexus_cli.tts import EdgeVoice
from tests.sound_card import HEARD_HZ, SPEAKER, SoundCard, wait_until

TEXT = "Tell me about a release that went wrong."
LOUD = 0.03


async def say(stop_after: float | None = None) -> Said:
    """Say TEXT on the card, and stop it after so many seconds."""
    async with LoopbackEdge() as edge:
        player = SpeakerPlayer(lambda on_signal: Speaker(on_signal, SPEAKER))
        voice = EdgeVoice(socket=edge.socket)
        mouth = Mouth(voice, player)
        try:
            saying = asyncio.create_task(mouth.say(TEXT))
            if stop_after is not None:
                while player.position < stop_after * SPEAKING_HZ:  # noqa: ASYNC110  # its thread has no event
                    await asyncio.sleep(0.005)
                await mouth.stop()
            return await saying
        finally:
            await mouth.close()
            player.close()
            await voice.close()


def test_a_text_is_heard_whole_from_the_speaker(sound_card: SoundCard) -> None:
    spoken = tones(TEXT).words[-1].end_seconds
    with sound_card.hearing() as heard:
        began = time.monotonic()
        said = asyncio.run(say())
        wait_until(lambda: _loud_seconds(heard()) > spoken - 0.05, "the last word")
    assert (said.unheard, said.degraded) == ("", ())
    assert said.began_sounding is not None
    assert said.began_sounding - began < 3.0
    assert _loud_seconds(heard()) == pytest.approx(spoken, abs=0.1)


def test_a_stop_is_heard_and_told_alike(sound_card: SoundCard) -> None:
    with sound_card.hearing() as heard:
        said = asyncio.run(say(stop_after=1.0))
        wait_until(lambda: not np.any(np.abs(heard()[-HEARD_HZ // 4 :]) > LOUD), "silence")
    assert said.stopped
    assert 1.0 < said.heard_seconds < 1.3
    assert _loud_seconds(heard()) == pytest.approx(said.heard_seconds, abs=0.15)
    assert said.heard
    assert said.heard + " " + said.unheard == TEXT


def _loud_seconds(samples: Samples) -> float:
    loud = np.flatnonzero(np.abs(samples) > LOUD)
    return float(loud[-1] - loud[0]) / HEARD_HZ if len(loud) else 0.0
