"""Edge's voices: listed, found by name, and heard."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import pytest

from nexus_cli.bench.edge import FaultKind, LoopbackEdge, always
from nexus_cli.errors import AudioError, UsageError, VoiceError
from nexus_cli.services.voice_choice import SENTENCE, find_voice, hear_voice, list_voices
from nexus_cli.settings import Settings
from tests.services.staged_card import StagedCard

T = TypeVar("T")
VOICES = (
    "en-US-EmmaMultilingualNeural",
    "en-GB-SoniaNeural",
    "en-GB-RyanNeural",
    "de-DE-KatjaNeural",
)


def at(
    home: Path,
    ask: Callable[[Settings], Awaitable[T]],
    edge: LoopbackEdge | None = None,
) -> T:
    """What `ask` returns while an Edge with these voices is there."""

    async def run() -> T:
        async with edge or LoopbackEdge(voices=VOICES) as server:
            return await ask(Settings(home=home, edge_socket=server.socket))

    return asyncio.run(run())


def test_the_voices_of_a_language_or_a_region_are_listed_by_name(tmp_path: Path) -> None:
    def names(language: str) -> list[str]:
        listed = at(tmp_path, lambda settings: list_voices(settings, language))
        assert listed.chosen == "en-US-EmmaMultilingualNeural"
        return [voice.name for voice in listed.choices]

    assert names("en") == ["en-GB-RyanNeural", "en-GB-SoniaNeural", "en-US-EmmaMultilingualNeural"]
    assert names("en_gb") == ["en-GB-RyanNeural", "en-GB-SoniaNeural"]
    assert names("DE") == ["de-DE-KatjaNeural"]
    assert names("all") == sorted(VOICES)


def test_a_language_that_no_voice_speaks_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no voice for 'xx'.*de, en"):
        at(tmp_path, lambda settings: list_voices(settings, "xx"))


def test_a_voice_is_found_by_its_name_however_it_is_written(tmp_path: Path) -> None:
    found = at(tmp_path, lambda settings: find_voice(settings, "en-gb-sonianeural"))
    assert found == "en-GB-SoniaNeural"
    assert at(tmp_path, find_voice) == "en-US-EmmaMultilingualNeural"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("sonia", "mean en-GB-SoniaNeural?"), ("en-GB-SoniaNeurla", "en-GB-SoniaNeural"), ("zz", "")],
)
def test_a_voice_that_edge_does_not_have_is_told_with_those_that_may_be_meant(
    tmp_path: Path, name: str, meant: str
) -> None:
    with pytest.raises(UsageError) as caught:
        at(tmp_path, lambda settings: find_voice(settings, name))
    assert meant in caught.value.next_step
    assert "nexus setup --voices" in caught.value.next_step


@pytest.mark.parametrize("installed", [True, False])
def test_where_edge_is_not_reached_the_offline_voices_are_named_if_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    if installed and find_spec("espeakng_loader") is None:
        pytest.skip("the offline voice is an extra")
    if not installed:
        monkeypatch.setattr("nexus_cli.tts.offline._PACKAGE", "no_such_package")
    settings = Settings(home=tmp_path, edge_socket=tmp_path / "nowhere")
    with pytest.raises(VoiceError, match="Its voices cannot be listed") as caught:
        asyncio.run(list_voices(settings))
    assert ("en-us, en-gb" in caught.value.next_step) is installed
    assert ("offline-voice" in caught.value.next_step) is not installed


def test_a_sentence_is_heard_in_the_voice_and_the_speaker_is_let_go(tmp_path: Path) -> None:
    staged = StagedCard()
    edge = LoopbackEdge()
    make = staged.card().make_speaker
    at(tmp_path, lambda settings: hear_voice(settings, VOICES[1], make), edge)
    assert edge.texts == [SENTENCE]
    (speaker,) = staged.speakers
    assert len(speaker.beeps) == len(SENTENCE.split())
    assert staged.all_let_go


def test_a_voice_that_does_not_speak_is_told_and_no_other_speaks_for_it(tmp_path: Path) -> None:
    staged = StagedCard()
    make = staged.card().make_speaker
    edge = LoopbackEdge(faults=always(FaultKind.SILENT))
    with pytest.raises(VoiceError, match="no sound"):
        at(tmp_path, lambda settings: hear_voice(settings, VOICES[1], make), edge)
    assert staged.all_let_go
    assert [speaker.beeps for speaker in staged.speakers] == [[]]


def test_without_a_speaker_there_is_a_sentence_and_nothing_is_asked_of_edge(tmp_path: Path) -> None:
    staged = StagedCard()
    staged.speaker_there = False
    edge = LoopbackEdge()
    make = staged.card().make_speaker
    with pytest.raises(AudioError, match="There is no speaker"):
        at(tmp_path, lambda settings: hear_voice(settings, VOICES[1], make), edge)
    assert edge.seen == []
