"""Several voices as one: no word is lost, and every step down is said."""

import asyncio

import pytest

from nexus_cli.bench.edge import Fault, FaultKind, LoopbackEdge, always
from nexus_cli.errors import VoiceError
from nexus_cli.models.result import Degradation
from nexus_cli.tts import (
    CachedVoice,
    Chunk,
    EdgeVoice,
    Encoding,
    FallbackVoice,
    SpeechEnd,
    Unspoken,
    Word,
)
from tests.tts.stage import TEXT, Heard, Scripted, hear, on_loopback, virtual, words

SOUND = Chunk(b"\0\0\0\0", Encoding.FLOAT32, 22_050)
FAILURES = [Fault(kind) for kind in FaultKind if kind not in ("unended", "untimed")]
CUTS = [
    Fault(kind, after / 20)
    for kind in (FaultKind.CUT_MIDWAY, FaultKind.STALL_MIDWAY)
    for after in range(21)
]


def words_of_edge(heard: Heard) -> list[str]:
    """The words that Edge said to their ends, up to where it was cut off."""
    end = next((p.at_seconds for p in heard.pieces if isinstance(p, SpeechEnd)), 0.0)
    return [p.text for p in heard.pieces if isinstance(p, Word) and p.end_seconds <= end]


@pytest.mark.parametrize("fault", FAILURES + CUTS, ids=lambda f: f"{f.kind}-{f.after}")
def test_whatever_happens_to_edge_no_word_is_lost(fault: Fault) -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        second = Scripted("offline voice", [SOUND])
        heard = await hear(FallbackVoice([edge, second]))
        assert words_of_edge(heard) + words(" ".join(second.asked)) == words(TEXT)
        assert bool(second.asked) == (len(heard.of(Degradation)) == 1)

    on_loopback(LoopbackEdge(faults=lambda: fault), play)


@pytest.mark.parametrize("fault", FAILURES, ids=lambda f: f.kind)
def test_the_next_voice_begins_within_two_seconds_of_silence(fault: Fault) -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        now = asyncio.get_running_loop().time
        heard_until = now()
        """When a listener who plays each piece as it comes falls silent."""
        async for piece in FallbackVoice([edge, Scripted("offline voice", [SOUND])]).speak(TEXT):
            if isinstance(piece, Chunk) and piece.encoding is Encoding.FLOAT32:
                assert now() - heard_until <= 2.0
                return
            if isinstance(piece, Chunk):
                heard_until = max(heard_until, now()) + len(piece.data) / 6_000
        pytest.fail("the next voice was never heard")

    on_loopback(LoopbackEdge(faults=lambda: fault), play)


def test_a_step_down_is_told_before_the_next_voice_is_heard() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        second = Scripted("offline voice", [SOUND])
        heard = await hear(FallbackVoice([edge, second]))
        step, sound = heard.pieces
        assert isinstance(step, Degradation)
        assert (step.wanted, step.used) == ("edge", "offline voice")
        assert "503" in step.reason
        assert sound == SOUND
        assert second.asked == [TEXT]

    on_loopback(LoopbackEdge(faults=always(FaultKind.UNAVAILABLE)), play)


def test_when_no_voice_speaks_the_text_is_shown() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        mute = Scripted("offline voice", error=VoiceError("It is not installed."))
        heard = await hear(FallbackVoice([edge, mute]))
        steps = [(p.wanted, p.used) for p in heard.pieces if isinstance(p, Degradation)]
        assert steps == [("edge", "offline voice"), ("offline voice", "text only")]
        (shown,) = heard.of(Unspoken)
        assert isinstance(shown, Unspoken)
        assert words_of_edge(heard) + words(shown.text) == words(TEXT)

    on_loopback(LoopbackEdge(faults=always(FaultKind.CUT_MIDWAY)), play)


def test_without_any_voice_the_text_is_shown_and_nothing_is_degraded() -> None:
    async def play() -> None:
        voice = FallbackVoice([])
        assert (await hear(voice)).pieces == [Unspoken(TEXT)]
        assert voice.name == "text only"
        assert await voice.voices() == []

    virtual(play())


def test_what_was_recorded_is_heard_while_edge_is_down() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        voice = FallbackVoice([CachedVoice(edge, edge.made_by), Scripted("offline voice", [SOUND])])
        first = await hear(voice)
        server.faults = always(FaultKind.REFUSE)
        for other in ("Something else.", "And more.", "And more again."):
            assert len((await hear(voice, other)).of(Degradation)) == 1
        again = await hear(voice)
        assert (again.mp3, again.words) == (first.mp3, first.words)
        assert again.of(Degradation) == []

    on_loopback(LoopbackEdge(), play)


def test_work_for_later_that_fails_is_left_for_later() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        second = Scripted("offline voice", [SOUND])
        voice = FallbackVoice([edge, second])
        with pytest.raises(VoiceError):
            assert [piece async for piece in voice.speak(TEXT, ahead=True)]
        assert second.asked == []
        await hear(voice)
        assert second.asked == [TEXT]

    on_loopback(LoopbackEdge(faults=always(FaultKind.UNAVAILABLE)), play)


def test_closing_closes_every_voice() -> None:
    async def play() -> None:
        voices = [Scripted("one"), Scripted("two")]
        await FallbackVoice(voices).close()
        assert all(voice.closed for voice in voices)

    virtual(play())
