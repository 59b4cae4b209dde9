"""The loopback Edge itself: what it says to a client that knows nothing, and how it sounds."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import edge_tts
import numpy as np
import pytest

from nexus_cli.audio.codec import Mp3Decoder
from nexus_cli.bench.edge import LatencyProfile, LoopbackEdge, SpokenWord, Utterance, tones
from nexus_cli.bench.edge.server import BURST
from tests.tts.stage import virtual, words

TEXT = 'Tell me about "C & D" <now>, please.'
URL = "http://edge/consumer/speech/synthesize/readaloud/edge/v1"


def play_on(server: LoopbackEdge, play: Callable[[LoopbackEdge], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with server:
            await play(server)

    virtual(whole())


async def said(server: LoopbackEdge, text: str = TEXT) -> list[Any]:
    """What edge-tts makes of it, as its own documentation uses it."""
    connector = aiohttp.UnixConnector(str(server.socket))
    talk = edge_tts.Communicate(text, boundary="WordBoundary", connector=connector)
    return [message async for message in talk.stream()]


def test_edge_tts_gets_the_sound_and_the_times_of_words() -> None:
    async def play(server: LoopbackEdge) -> None:
        messages = await said(server)
        sound = b"".join(m["data"] for m in messages if m["type"] == "audio")
        times = [m for m in messages if m["type"] == "WordBoundary"]
        assert sound == tones(TEXT).mp3
        assert [m["text"] for m in times] == words(TEXT)
        assert [m["offset"] / 1e7 for m in times] == pytest.approx(
            [word.start_seconds for word in tones(TEXT).words]
        )
        assert server.texts == [TEXT]

    play_on(LoopbackEdge(), play)


def test_each_word_is_a_beep_as_long_as_its_letters() -> None:
    spoken = tones("Yes, certainly")
    decoder = Mp3Decoder()
    sound = np.concatenate([decoder.feed(spoken.mp3), decoder.finish()])
    assert len(sound) / 24_000 == pytest.approx(len(spoken.mp3) / 6_000, abs=0.05)
    yes, certainly = spoken.words
    assert (certainly.end_seconds - certainly.start_seconds) == pytest.approx(
        3 * (yes.end_seconds - yes.start_seconds)
    )
    for word in spoken.words:
        heard = sound[round((word.start_seconds + 0.05) * 24_000) :][: 24_000 // 10]
        pitch = np.abs(np.fft.rfft(heard)).argmax() * 10
        assert pitch == pytest.approx(333, abs=10)
        assert abs(heard).max() == pytest.approx(0.3, abs=0.03)
    after = sound[round((certainly.end_seconds + 0.1) * 24_000) :]
    assert len(after) > 24_000 * 0.6
    assert abs(after).max() < 0.001


def test_a_speaker_of_real_words_can_be_given() -> None:
    async def play(server: LoopbackEdge) -> None:
        sound, word = await said(server, "Hi")
        assert sound["type"] != word["type"]
        assert {sound.get("text"), word.get("text")} == {None, "Hello"}

    spoken = Utterance(b"\xff\xf3mp3", (SpokenWord("Hello", 0.0, 0.1),))
    play_on(LoopbackEdge(speaker=lambda text: spoken), play)


def test_bursts_are_refused_as_edge_refuses_them() -> None:
    async def play(server: LoopbackEdge) -> None:
        for _ in range(BURST):
            await said(server)
        with pytest.raises(aiohttp.WSServerHandshakeError) as raised:
            await said(server)
        assert raised.value.status == 503
        await asyncio.sleep(20)
        assert await said(server)

    play_on(LoopbackEdge(), play)


def test_a_client_without_a_token_is_forbidden() -> None:
    async def play(server: LoopbackEdge) -> None:
        connector = aiohttp.UnixConnector(str(server.socket))
        async with aiohttp.ClientSession(connector=connector) as client:
            for token in ("", "?Sec-MS-GEC=0123"):
                async with client.get(URL + token) as response:
                    assert response.status == 403
                    assert response.headers["Date"]

    play_on(LoopbackEdge(), play)


def test_sound_takes_the_time_of_the_profile() -> None:
    async def play(server: LoopbackEdge) -> None:
        await said(server)
        took = asyncio.get_running_loop().time()
        assert took == pytest.approx(0.4 + len(tones(TEXT).mp3) / 6_000 / 4, abs=0.1)

    play_on(LoopbackEdge(latency=LatencyProfile(first_byte_seconds=0.4, pace=4)), play)


def test_it_leaves_nothing_behind() -> None:
    server = LoopbackEdge()
    folders = []

    async def play(server: LoopbackEdge) -> None:
        folders.append(server.socket.parent)
        assert server.socket.exists()

    play_on(server, play)
    assert not folders[0].exists()
