"""Questions' sound is kept, so that Edge is not asked twice."""

import asyncio
from pathlib import Path

import pytest

from nexus_cli.bench.edge import FaultKind, LatencyProfile, LoopbackEdge, always, in_order
from nexus_cli.errors import VoiceError
from nexus_cli.store import AnalysisCache
from nexus_cli.tts import CachedVoice, Chunk, EdgeVoice, Encoding, Piece, SpeechEnd, Word
from nexus_cli.tts.cached import LARGEST_BYTES, RECENT
from tests.tts.stage import TEXT, Scripted, hear, on_loopback, virtual

SPOKEN: list[Piece] = [
    Chunk(b"\xff\xf3", Encoding.MP3, 24_000),
    Chunk(b"\0\1", Encoding.MP3, 24_000),
    Word("Hello", 0.1, 0.4),
    SpeechEnd(0.4),
]


def test_edge_is_asked_once_for_the_same_words() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        voice = CachedVoice(edge, edge.made_by)
        first, again = await hear(voice), await hear(voice)
        assert server.texts == [TEXT]
        assert (again.mp3, again.words, again.pieces[-1]) == (
            first.mp3,
            first.words,
            first.pieces[-1],
        )

    on_loopback(LoopbackEdge(), play)


def test_words_on_their_way_for_later_are_not_asked_for_again() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        voice = CachedVoice(edge, edge.made_by)

        async def prepare() -> None:
            async for _ in voice.speak(TEXT, ahead=True):
                pass

        preparing = asyncio.create_task(prepare())
        await asyncio.sleep(0.1)
        heard = await hear(voice)
        await preparing
        assert server.texts == [TEXT]
        assert heard.first_after < 1.0

    on_loopback(LoopbackEdge(latency=LatencyProfile(first_byte_seconds=0.5)), play)


def test_words_for_later_that_fail_are_asked_for_when_they_are_wanted() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        voice = CachedVoice(edge, edge.made_by)
        with pytest.raises(VoiceError):
            async for _ in voice.speak(TEXT, ahead=True):
                pass
        assert (await hear(voice)).mp3

    on_loopback(LoopbackEdge(faults=in_order([FaultKind.UNAVAILABLE])), play)


def test_what_broke_off_is_not_kept() -> None:
    async def play(server: LoopbackEdge, edge: EdgeVoice) -> None:
        voice = CachedVoice(edge, edge.made_by)
        for _ in range(2):
            with pytest.raises(VoiceError):
                await hear(voice)
        assert len(server.texts) == 2

    on_loopback(LoopbackEdge(faults=always(FaultKind.CUT_MIDWAY)), play)


async def test_a_recording_outlives_the_program(tmp_path: Path) -> None:
    before, after = Scripted("edge", SPOKEN), Scripted("edge", SPOKEN)
    cache = AnalysisCache(tmp_path)
    await hear(CachedVoice(before, "edge emma 1.00", cache))
    await cache.close()
    cache = AnalysisCache(tmp_path)
    heard = await hear(CachedVoice(after, "edge emma 1.00", cache))
    other = await hear(CachedVoice(after, "edge emma 1.20", cache), TEXT)
    await cache.close()
    assert heard.pieces == [Chunk(b"\xff\xf3\0\1", Encoding.MP3, 24_000), *SPOKEN[2:]]
    assert after.asked == [TEXT]
    assert other.pieces == SPOKEN


def contents(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_nobody_reads_a_question_out_of_the_cache(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path)
    await hear(CachedVoice(Scripted("edge", SPOKEN), "edge", cache), "Why did you leave Initech?")
    await cache.close()
    kept = contents(tmp_path)
    assert kept
    assert b"Initech" not in kept
    assert b"Hello" not in kept


def test_memory_holds_a_few_recordings_and_no_enormous_one() -> None:
    async def play() -> None:
        small = Scripted("edge", SPOKEN)
        voice = CachedVoice(small, "edge")
        for number in range(RECENT + 1):
            await hear(voice, str(number))
        await hear(voice, str(RECENT))
        await hear(voice, "0")
        assert small.asked[RECENT:] == [str(RECENT), "0"]
        large = Scripted("edge", [Chunk(bytes(LARGEST_BYTES + 1), Encoding.MP3, 24_000)])
        voice = CachedVoice(large, "edge")
        await hear(voice, "much")
        await hear(voice, "much")
        assert large.asked == ["much", "much"]

    virtual(play())


def test_a_voice_that_says_nothing_leaves_nothing() -> None:
    async def play() -> None:
        silent = Scripted("edge")
        voice = CachedVoice(silent, "edge")
        assert (await hear(voice, "...")).pieces == []
        assert [choice.name for choice in await voice.voices()] == ["edge"]
        await voice.close()
        assert silent.closed

    virtual(play())
