"""The mouth that settings ask for: its voices in order, its recordings, and a machine without."""

import asyncio
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from nexus_cli.audio.signals import PlaybackSignal
from nexus_cli.bench.edge import FaultKind, LoopbackEdge, always
from nexus_cli.errors import AudioError
from nexus_cli.services.voices import OpenedMouth, open_mouth
from nexus_cli.settings import Settings
from nexus_cli.tts.edge_voice import DEFAULT_VOICE
from tests.llm.virtual_time import LoopClock
from tests.speech.staged_speaker import StagedSpeaker
from tests.tts.stage import virtual

TEXT = "What went wrong?"


class Opened:
    """A mouth on a loopback and a staged speaker."""

    def __init__(self, home: Path, edge: LoopbackEdge, voice: str = DEFAULT_VOICE) -> None:
        self.signals: list[PlaybackSignal] = []
        self._settings = Settings(home=home, edge_socket=edge.socket, voice=voice)

    def open(self) -> OpenedMouth:
        return open_mouth(self._settings, self.signals.append, self._made, LoopClock())

    def _made(self, on_signal: Callable[[PlaybackSignal], None]) -> StagedSpeaker:
        self.speaker = StagedSpeaker(on_signal)
        return self.speaker


def unplugged(on_signal: Callable[[PlaybackSignal], None]) -> StagedSpeaker:
    speaker = StagedSpeaker(on_signal)
    speaker.there = False
    return speaker


def test_what_was_said_in_one_interview_is_not_asked_for_in_the_next(tmp_path: Path) -> None:
    async def play() -> None:
        async with LoopbackEdge() as edge:
            for _ in range(2):
                opened = Opened(tmp_path, edge)
                mouth = opened.open()
                assert mouth.silent_because == ""
                assert (await mouth.mouth.say(TEXT)).unheard == ""
                assert len(opened.speaker.beeps) == 3
                assert len(opened.signals) == 1
                await mouth.close()
                assert opened.speaker.closed
            assert edge.texts == [TEXT]
        recorded = b"".join(f.read_bytes() for f in (tmp_path / "speech").rglob("*") if f.is_file())
        assert recorded
        assert TEXT.encode() not in recorded

    virtual(play())


def test_another_pace_is_another_recording(tmp_path: Path) -> None:
    async def play() -> None:
        async with LoopbackEdge() as edge:
            for rate in (1.0, 1.2):
                settings = Settings(home=tmp_path, edge_socket=edge.socket, speech_rate=rate)
                opened = open_mouth(settings, make_speaker=StagedSpeaker, clock=LoopClock())
                await opened.mouth.say(TEXT)
                await opened.close()
            assert edge.texts == [TEXT, TEXT]

    virtual(play())


@pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="the offline voice is an extra")
def test_where_edge_refuses_the_offline_voice_speaks(tmp_path: Path) -> None:
    async def play() -> None:
        async with LoopbackEdge(faults=always(FaultKind.FORBIDDEN)) as edge:
            opened = Opened(tmp_path, edge)
            mouth = opened.open()
            said = await mouth.mouth.say("Yes.")
            await mouth.close()
            assert [(d.wanted, d.used) for d in said.degraded] == [("edge", "offline voice")]
            assert (said.unheard, said.unspoken) == ("", "")
            assert opened.speaker.beeps

    asyncio.run(play())


def test_where_no_voice_speaks_each_is_named_in_order_and_the_text_is_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nexus_cli.tts.offline._PACKAGE", "no_such_package")

    async def play() -> None:
        async with LoopbackEdge(faults=always(FaultKind.FORBIDDEN)) as edge:
            opened = Opened(tmp_path, edge)
            mouth = opened.open()
            said = await mouth.mouth.say(TEXT)
            await mouth.close()
            steps = [(d.wanted, d.used) for d in said.degraded]
            assert steps == [("edge", "offline voice"), ("offline voice", "text only")]
            assert said.unspoken == TEXT

    virtual(play())


def test_without_a_speaker_the_reason_is_told_and_no_text_leaves_the_machine(
    tmp_path: Path,
) -> None:
    async def play() -> None:
        async with LoopbackEdge() as edge:
            settings = Settings(home=tmp_path, edge_socket=edge.socket)
            opened = open_mouth(settings, make_speaker=unplugged)
            opened.mouth.prepare(TEXT)
            said = await opened.mouth.say(TEXT)
            assert opened.silent_because == str(AudioError("There is no speaker.", "Connect one."))
            assert (said.heard, said.unspoken) == ("", TEXT)
            await opened.close()
            assert edge.seen == []

    virtual(play())


def test_closing_ends_what_is_being_said(tmp_path: Path) -> None:
    async def play() -> None:
        async with LoopbackEdge() as edge:
            opened = Opened(tmp_path, edge)
            mouth = opened.open()
            saying = asyncio.create_task(mouth.mouth.say(TEXT))
            await asyncio.sleep(0.5)
            await mouth.close()
            said = await saying
            assert said.stopped
            assert said.unheard
            assert opened.speaker.closed

    virtual(play())


def test_the_voice_of_the_settings_is_the_one_that_edge_speaks_with_by_default() -> None:
    assert Settings().voice == DEFAULT_VOICE


def test_the_offline_voice_alone_sends_no_word_anywhere(tmp_path: Path) -> None:
    if find_spec("espeakng_loader") is None:
        pytest.skip("needs the offline voice: pip install espeakng-loader")

    async def play() -> None:
        async with LoopbackEdge() as edge:
            opened = Opened(tmp_path, edge, voice="offline")
            mouth = opened.open()
            said = await mouth.mouth.say(TEXT)
            assert (said.unheard, said.degraded) == ("", ())
            await mouth.close()
            assert edge.texts == []

    asyncio.run(play())
