"""The checks on a real sound card: somebody speaks, somebody listens, somebody pulls a plug."""

import asyncio
import threading
from pathlib import Path

import numpy as np

from nexus_cli.bench.edge import LoopbackEdge
from nexus_cli.services.check import Check
from nexus_cli.services.microphone_check import microphone
from nexus_cli.services.sound import SoundCard as Card
from nexus_cli.services.speaker_check import SENTENCE, speaker
from nexus_cli.settings import Settings
from tests.services.staged_card import Attending
from tests.sound_card import HEARD_HZ, SoundCard, running_card, sound_card, wait_until

__all__ = ["running_card", "sound_card"]
BOUND_SECONDS = 10.0


class Talking(Attending):
    """Does something as soon as a sentence is asked for."""

    def __init__(self, does: "threading.Thread") -> None:
        super().__init__()
        self._does = does

    def speak_now(self, microphone: str) -> None:
        super().speak_now(microphone)
        self._does.start()

    def spoken(self) -> None:
        super().spoken()
        self._does.join()


def test_a_sentence_spoken_into_the_microphone_is_heard_with_its_level(
    sound_card: SoundCard,
) -> None:
    said = threading.Thread(target=sound_card.speak, args=("I am ready, and I can be heard.",))
    check = asyncio.run(microphone(Card(), Talking(said), BOUND_SECONDS))
    assert check.ok, check
    found = check.found.partition(" hears you at ")[2]
    speech, _, room = found.partition(" dBFS; the room is at ")
    assert -30 < float(speech) < -5
    assert float(room.rstrip(".")) < float(speech) - 15


def test_the_card_in_use_is_measured_without_anybody(sound_card: SoundCard) -> None:
    check = asyncio.run(microphone(Card(), None, BOUND_SECONDS))
    assert check.ok, check
    assert "gives sound, -70 dBFS now" in check.found


def test_a_microphone_that_goes_while_somebody_speaks_is_said(sound_card: SoundCard) -> None:
    gone = threading.Thread(target=sound_card.unplug_microphone)
    check = asyncio.run(microphone(Card(), Talking(gone), BOUND_SECONDS))
    assert not check.ok
    assert "exact silence" in check.found


def test_a_chime_and_a_sentence_come_out_of_the_speaker(
    sound_card: SoundCard, tmp_path: Path
) -> None:
    async def run() -> Check:
        async with LoopbackEdge() as edge:
            settings = Settings(home=tmp_path, edge_socket=edge.socket)
            return await speaker(Card(), settings, Attending(), BOUND_SECONDS)

    with sound_card.hearing() as heard:
        check = asyncio.run(run())
        wait_until(lambda: _beeps(heard()) > len(SENTENCE.split()), "a chime and the words")
    assert check.ok, check
    assert _beeps(heard()) == 1 + len(SENTENCE.split())


def test_a_card_without_devices_is_said(sound_card: SoundCard, tmp_path: Path) -> None:
    sound_card.unplug()
    checks = [
        asyncio.run(microphone(Card(), None, BOUND_SECONDS)),
        asyncio.run(speaker(Card(), Settings(home=tmp_path), None, BOUND_SECONDS)),
    ]
    assert [check.ok for check in checks] == [False, False]
    assert all(check.fix for check in checks)


def _beeps(samples: "np.typing.NDArray[np.float32]") -> int:
    """Return how many stretches of sound there are, 20 ms or more apart."""
    loud = np.flatnonzero(np.abs(samples) > 0.03)
    return int(len(loud) > 0) + int(np.count_nonzero(np.diff(loud) > 0.02 * HEARD_HZ))
