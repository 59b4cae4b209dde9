"""Edge's voices against the loopback: what is heard, what fails, and how soon that is known."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from nexus_cli.bench.edge import FaultKind, LatencyProfile, LoopbackEdge, always, in_order, tones
from nexus_cli.errors import VoiceCutError, VoiceError
from nexus_cli.tts import Chunk, EdgeVoice, Encoding, SpeechEnd, VoiceChoice, Word
from nexus_cli.tts.resting import REST_SECONDS
from tests.llm.virtual_time import LoopClock
from tests.tts.stage import TEXT, Heard, hear, on_loopback, virtual, words

BEFORE_SOUND = {
    FaultKind.REFUSE: "connection to Edge broke",
    FaultKind.FORBIDDEN: "status 403",
    FaultKind.UNAVAILABLE: "status 503",
    FaultKind.STALL: "did not answer in time",
    FaultKind.SILENT: "no sound",
}
MIDWAY = {
    FaultKind.CUT_MIDWAY: "broke off",
    FaultKind.STALL_MIDWAY: "stopped, or came too slowly",
    FaultKind.SLOW: "stopped, or came too slowly",
    FaultKind.NONSENSE: "does not know",
}


def test_the_whole_text_is_heard_with_the_time_of_each_word() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        heard = await hear(voice)
        said = tones(TEXT)
        assert server.texts == [TEXT]
        assert heard.mp3 == said.mp3
        assert heard.words == words(TEXT)
        times = [w.end_seconds for w in heard.pieces if isinstance(w, Word)]
        assert times == pytest.approx([word.end_seconds for word in said.words])
        chunk = heard.of(Chunk)[0]
        assert isinstance(chunk, Chunk)
        assert (chunk.encoding, chunk.sample_rate_hz) == (Encoding.MP3, 24_000)

    on_loopback(LoopbackEdge(), play)


def test_the_silence_at_the_end_is_marked() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        heard = await hear(voice)
        end = heard.pieces[-1]
        assert isinstance(end, SpeechEnd)
        silence = len(heard.mp3) / 6_000 - end.at_seconds
        assert silence == pytest.approx(0.84, abs=0.03)

    on_loopback(LoopbackEdge(), play)


def test_the_first_sound_is_handed_on_while_the_rest_is_still_made() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        heard = await hear(voice)
        assert heard.first_after == pytest.approx(0.6, abs=0.01)
        assert heard.took > 0.6 + len(heard.mp3) / 6_000 / 2 - 0.01
        assert isinstance(heard.pieces[0], Chunk)

    on_loopback(LoopbackEdge(latency=LatencyProfile(first_byte_seconds=0.6, pace=2)), play)


@pytest.mark.parametrize(("kind", "sentence"), BEFORE_SOUND.items())
def test_a_failure_before_the_first_sound_is_known_in_time(kind: FaultKind, sentence: str) -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        began = asyncio.get_running_loop().time()
        heard = Heard()
        with pytest.raises(VoiceError, match=sentence) as raised:
            await hear(voice, into=heard)
        assert not isinstance(raised.value, VoiceCutError)
        assert raised.value.next_step
        assert heard.pieces == []
        assert asyncio.get_running_loop().time() - began <= 1.51

    on_loopback(LoopbackEdge(faults=always(kind)), play)


@pytest.mark.parametrize(("kind", "sentence"), MIDWAY.items())
def test_a_failure_midway_tells_the_words_that_were_not_heard(
    kind: FaultKind, sentence: str
) -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        heard = Heard()
        with pytest.raises(VoiceCutError, match=sentence) as raised:
            await hear(voice, into=heard)
        cut = raised.value
        assert 0 < cut.heard_seconds <= len(heard.mp3) / 6_000
        whole = [
            word.text
            for word in heard.pieces
            if isinstance(word, Word) and word.end_seconds <= cut.heard_seconds
        ]
        assert whole + words(cut.missing) == words(TEXT)

    on_loopback(LoopbackEdge(faults=always(kind)), play)


def test_sound_that_begins_late_and_then_keeps_pace_is_heard_whole() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        assert (await hear(voice)).words == words(TEXT)

    late = LatencyProfile(first_byte_seconds=1.4, pace=1)
    on_loopback(LoopbackEdge(latency=late), play)


def test_a_stall_midway_is_known_after_a_second_and_a_half() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        with pytest.raises(VoiceCutError):
            await hear(voice)
        assert asyncio.get_running_loop().time() == pytest.approx(1.5, abs=0.01)

    on_loopback(LoopbackEdge(faults=always(FaultKind.STALL_MIDWAY)), play)


def test_a_listener_who_takes_his_time_is_no_stall() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        heard = Heard()
        async with aclosing(voice.speak(TEXT)) as pieces:
            async for piece in pieces:
                heard.pieces.append(piece)
                await asyncio.sleep(0.5)
        assert heard.words == words(TEXT)

    on_loopback(LoopbackEdge(), play)


def test_a_turn_that_never_ends_loses_nothing() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        assert (await hear(voice)).words == words(TEXT)

    on_loopback(LoopbackEdge(faults=always(FaultKind.UNENDED)), play)


def test_without_the_times_of_words_a_whole_text_is_still_whole() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        heard = await hear(voice)
        assert heard.mp3 == tones(TEXT).mp3
        assert heard.of(SpeechEnd) == []

    on_loopback(LoopbackEdge(faults=always(FaultKind.UNTIMED)), play)


def test_a_clock_that_is_wrong_is_mended_by_the_date_of_the_refusal() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        assert (await hear(voice)).words == words(TEXT)
        assert [seen.status for seen in server.seen] == [403, 101]

    on_loopback(LoopbackEdge(faults=in_order([FaultKind.FORBIDDEN])), play)


def test_a_text_longer_than_one_request_is_heard_whole() -> None:
    long = "word and another, " * 300

    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        assert (await hear(voice, long)).words == words(long)
        assert len(server.texts) == 2

    on_loopback(LoopbackEdge(), play)


@pytest.mark.parametrize("text", ["", " \n", "...", "—"])
def test_a_text_without_words_is_not_sent(text: str) -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        assert (await hear(voice, text)).pieces == []
        assert server.seen == []

    on_loopback(LoopbackEdge(), play)


def test_stopping_early_ends_the_connection() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        async with aclosing(voice.speak(TEXT)) as pieces:
            await anext(pieces)
            assert server.open_connections == 1
        await asyncio.sleep(0.2)
        assert server.open_connections == 0

    on_loopback(LoopbackEdge(latency=LatencyProfile(pace=1)), play)


def test_five_urgent_texts_at_once_are_four_requests() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        for _ in range(4):
            await hear(voice)
        with pytest.raises(VoiceError, match="as often as it allows"):
            await hear(voice)
        assert len(server.seen) == 4
        assert asyncio.get_running_loop().time() < 0.01
        await asyncio.sleep(9)
        assert (await hear(voice)).words == words(TEXT)

    on_loopback(LoopbackEdge(), play)


def test_after_two_failures_edge_is_left_alone_for_a_while() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        for _ in range(4):
            with pytest.raises(VoiceError, match="status 503"):
                await hear(voice)
        assert len(server.seen) == 2
        await asyncio.sleep(REST_SECONDS)
        assert (await hear(voice)).words == words(TEXT)

    failing_twice = in_order([FaultKind.UNAVAILABLE, FaultKind.UNAVAILABLE])
    on_loopback(LoopbackEdge(faults=failing_twice), play)


def test_a_failure_now_and_then_does_not_send_edge_to_rest() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        for fails in (True, False, True, False):
            if fails:
                with pytest.raises(VoiceError, match="status 503"):
                    await hear(voice)
            else:
                assert (await hear(voice)).words == words(TEXT)

    on_loopback(LoopbackEdge(faults=in_order([FaultKind.UNAVAILABLE, None] * 2)), play)


def test_voices_are_listed() -> None:
    async def play(server: LoopbackEdge, voice: EdgeVoice) -> None:
        assert VoiceChoice("en-GB-SoniaNeural", "en-GB") in await voice.voices()

    on_loopback(LoopbackEdge(), play)


def test_where_nobody_listens_it_cannot_be_reached(tmp_path: Path) -> None:
    async def play() -> None:
        voice = EdgeVoice(socket=tmp_path / "nobody", clock=LoopClock())
        with pytest.raises(VoiceError, match="cannot be reached"):
            await hear(voice)
        with pytest.raises(VoiceError, match="cannot be reached"):
            await voice.voices()

    virtual(play())


def test_a_name_that_is_no_voice_and_a_closed_voice_are_told(tmp_path: Path) -> None:
    async def play() -> None:
        voice = EdgeVoice("nobody", socket=tmp_path / "nobody", clock=LoopClock())
        with pytest.raises(VoiceError):
            await hear(voice)
        await voice.close()
        with pytest.raises(VoiceError, match="closed"):
            await hear(voice)

    virtual(play())
