"""The mouth on a real speaker that goes in mid-word, and behind an Edge that fails."""

import asyncio
import subprocess
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from nexus_cli.audio.playback import Speaker
from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.audio.signals import PlaybackSignal, SpeakerBack, SpeakerGone
from nexus_cli.bench.edge import FaultKind, LoopbackEdge, always, tones
from nexus_cli.speech.mouth.mouth import Mouth
from nexus_cli.speech.mouth.playing import SpeakerPlayer
from nexus_cli.speech.mouth.said import Said
from nexus_cli.tts import (
    CachedVoice,
    Chunk,
    EdgeVoice,
    FallbackVoice,
    OfflineVoice,
    Piece,
    Silent,
    Voice,
)
from tests.soak.measuring import percentiles_ms, shown
from tests.sound_card import HEARD_HZ, SPEAKER, SoundCard, wait_until
from tests.tts.stage import words

QUESTION = "Tell me about a release that went wrong."
NEXT = "And what did it cost?"
LOUD = 0.03
READ_SECONDS = 2.0
"""By then what cannot be heard is left to be read, or the next voice is heard."""
FOUND_SECONDS = 8.0
WHOLE = 0.9
"""Share of a sound's length that is all of it, as it is measured here."""
VOICED = 0.3
"""Share of the offline voice's sound that is loud, at least."""
FAULTS = (
    FaultKind.REFUSE,
    FaultKind.STALL,
    FaultKind.CUT_MIDWAY,
    FaultKind.SILENT,
    FaultKind.FORBIDDEN,
)


class Overheard(OfflineVoice):
    """The offline voice, and what it was asked and gave."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.spoke_seconds = 0.0

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        self.asked.append(text)
        async for piece in super().speak(text, ahead=ahead):
            if isinstance(piece, Chunk):
                self.spoke_seconds += len(piece.data) / 4 / piece.sample_rate_hz
            yield piece


@dataclass
class Stage:
    """A mouth on the card."""

    mouth: Mouth
    player: SpeakerPlayer
    signals: list[PlaybackSignal] = field(default_factory=list)

    async def has_heard(self, seconds: float) -> None:
        while self.player.position < seconds * SPEAKING_HZ:  # noqa: ASYNC110  # its thread has no event
            await asyncio.sleep(0.005)

    async def is_back(self) -> None:
        """Wait until the speaker works again."""
        end = time.monotonic() + FOUND_SECONDS
        while SpeakerBack() not in self.signals:  # told on a thread
            assert time.monotonic() < end, "the speaker was not found again"
            await asyncio.sleep(0.01)


@asynccontextmanager
async def on_stage(edge: LoopbackEdge, behind: Sequence[Voice] = ()) -> AsyncIterator[Stage]:
    async with edge:
        voice_of_edge = EdgeVoice(socket=edge.socket)
        kept = CachedVoice(voice_of_edge, voice_of_edge.made_by)
        voice = FallbackVoice([kept, *behind])
        signals: list[PlaybackSignal] = []
        player = SpeakerPlayer(lambda on_signal: Speaker(on_signal, SPEAKER), signals.append)
        mouth = Mouth(voice, player)
        try:
            yield Stage(mouth, player, signals)
        finally:
            await mouth.close()
            player.close()
            await voice.close()


def unplugged(card: SoundCard) -> tuple[Callable[[], None], Callable[[], None]]:
    """Take every device away, and put it back."""
    return card.unplug, card.plug


def suspended(card: SoundCard) -> tuple[Callable[[], None], Callable[[], None]]:
    """Let the speaker stand still, and go on."""

    def suspend(how: str) -> None:
        subprocess.run(["pactl", "suspend-sink", SPEAKER, how], check=True)

    return lambda: suspend("1"), lambda: suspend("0")


@pytest.mark.parametrize(("way", "rounds"), [(unplugged, 1), (suspended, 2)])
def test_what_a_lost_speaker_left_unheard_is_read_and_the_next_text_is_heard(
    sound_card: SoundCard,
    full: bool,
    way: Callable[[SoundCard], tuple[Callable[[], None], Callable[[], None]]],
    rounds: int,
) -> None:
    moments = np.random.default_rng(20).uniform(0.0, 0.9, 10 if full else rounds)
    lose, find = way(sound_card)
    told: list[float] = []
    found: list[float] = []

    async def whole() -> None:
        async with on_stage(LoopbackEdge()) as stage:
            for moment in moments:
                await lose_and_find(stage, float(moment))

    async def lose_and_find(stage: Stage, moment: float) -> None:
        stage.signals.clear()
        saying = asyncio.create_task(stage.mouth.say(QUESTION))
        await stage.has_heard(moment * spoken_seconds(QUESTION))
        lost = time.monotonic()
        await asyncio.to_thread(lose)
        said = await saying
        told.append(time.monotonic() - lost)
        assert said.unspoken == said.unheard
        assert words(said.heard) + words(said.unspoken) == words(QUESTION)
        assert said.unspoken
        assert [d.wanted for d in said.degraded] == ["speaker"]
        assert len([s for s in stage.signals if isinstance(s, SpeakerGone)]) == 1
        put_back = time.monotonic()
        await asyncio.to_thread(find)
        await stage.is_back()
        found.append(time.monotonic() - put_back)
        await heard_whole(stage)

    async def heard_whole(stage: Stage) -> None:
        with sound_card.hearing() as heard:
            again = await stage.mouth.say(NEXT)
            assert again.unheard == ""
            wait_until(lambda: sounding(heard()) > WHOLE * beeping(NEXT), "every word")

    try:
        asyncio.run(whole())
    finally:
        find()
    shown(f"speaker {way.__name__}", left_to_read=percentiles_ms(told), back=percentiles_ms(found))
    assert max(told) < READ_SECONDS


@pytest.mark.parametrize("kind", FAULTS)
def test_a_question_that_edge_does_not_finish_is_heard_by_the_next_voice(
    sound_card: SoundCard, full: bool, kind: FaultKind
) -> None:
    waits: list[float] = []
    for _ in range(4 if full else 1):
        voice = Overheard()
        with sound_card.hearing() as heard:
            said, asked_at = asyncio.run(say(LoopbackEdge(faults=always(kind)), [voice]))
            assert said.heard_seconds
            wait_until(lambda: loud_seconds(heard()) > said.heard_seconds - 0.3, "the last word")  # noqa: B023
            sound = heard()
        (rest,) = voice.asked
        by_edge = words(QUESTION)[: len(words(QUESTION)) - len(words(rest))]
        assert by_edge + words(rest) == words(QUESTION)
        assert bool(by_edge) == (kind is FaultKind.CUT_MIDWAY)
        assert sounding(sound) > WHOLE * beeping(" ".join(by_edge)) + VOICED * voice.spoke_seconds
        assert said.began_sounding is not None
        assert (said.unheard, said.unspoken) == ("", "")
        assert loud_seconds(sound) > 0.8 * voice.spoke_seconds
        waits += [said.began_sounding - asked_at, longest_silence(sound)]
    shown(f"Edge: {kind}", first_sound_and_longest_silence=percentiles_ms(waits))
    assert max(waits) < READ_SECONDS


@pytest.mark.parametrize("kind", FAULTS)
def test_a_question_that_no_voice_says_is_left_to_be_read(
    sound_card: SoundCard, kind: FaultKind
) -> None:
    with sound_card.hearing() as heard:
        said, asked_at = asyncio.run(say(LoopbackEdge(faults=always(kind))))
        took = time.monotonic() - asked_at
        sound = heard()
    assert words(said.heard) + words(said.unspoken) == words(QUESTION)
    assert said.degraded[-1].used == Silent.name
    assert took - said.heard_seconds < READ_SECONDS
    assert sounding(sound) >= WHOLE * beeping(said.heard)


async def say(edge: LoopbackEdge, behind: Sequence[Voice] = ()) -> tuple[Said, float]:
    """Say QUESTION; return what became of it, and when it was asked for."""
    async with on_stage(edge, behind) as stage:
        await settled()
        asked_at = time.monotonic()
        return await stage.mouth.say(QUESTION), asked_at


async def settled() -> None:
    """Let a stream that was just opened come into its pace; it stays open in an interview."""
    await asyncio.sleep(1.0)


def spoken_seconds(text: str) -> float:
    return tones(text).words[-1].end_seconds


def beeping(text: str) -> float:
    """Return for how long the loopback's words sound, without what lies between them."""
    return sum(word.end_seconds - word.start_seconds for word in tones(text).words)


def sounding(samples: Samples) -> float:
    """Return the seconds in which something sounds; a card on a busy machine makes pauses."""
    return float(sum(part[-1] - part[0] for part in loud_parts(samples))) / HEARD_HZ


def longest_silence(samples: Samples) -> float:
    """Return the longest silence between two sounds, in seconds."""
    parts = loud_parts(samples)
    gaps = [after[0] - before[-1] for before, after in pairwise(parts)]
    return float(max(gaps, default=0)) / HEARD_HZ


def loud_seconds(samples: Samples) -> float:
    parts = loud_parts(samples)
    return float(parts[-1][-1] - parts[0][0]) / HEARD_HZ if parts else 0.0


def loud_parts(samples: Samples) -> list[np.typing.NDArray[np.intp]]:
    loud = np.flatnonzero(np.abs(samples) > LOUD)
    if not len(loud):
        return []
    return np.split(loud, np.flatnonzero(np.diff(loud) > 0.02 * HEARD_HZ) + 1)
