"""What the microphone and the speaker are said to be, from what they do."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from nexus_cli.audio.level import Hint
from nexus_cli.audio.signals import HearingSignal, Loss, MicrophoneGone, PlaybackSignal
from nexus_cli.bench.edge import FaultKind, LoopbackEdge, always
from nexus_cli.services.check import Check
from nexus_cli.services.microphone_check import microphone
from nexus_cli.services.sound import SoundCard
from nexus_cli.services.speaker_check import SENTENCE, speaker
from nexus_cli.settings import Settings
from tests.services.staged_card import (
    GONE,
    NOTHING,
    ROOM,
    Attending,
    StagedCard,
    device,
    follow,
    sound,
)
from tests.speech.staged_speaker import StagedSpeaker

SENTENCE_HEARD = follow(sound(1), sound(2, -22, speech=True), sound(3))


def tried(
    signals: Sequence[HearingSignal], attendant: Attending | None = None, bound: float = 5.0
) -> Check:
    """The check of a microphone that tells `signals`; it is let go of."""
    staged = StagedCard(signals)
    check = asyncio.run(microphone(staged.card(), attendant, bound))
    assert staged.listeners
    assert staged.all_let_go
    return check


def test_a_microphone_that_gives_sound_is_measured_without_asking_anybody() -> None:
    check = tried(ROOM)
    assert (check.ok, check.fix) == (True, "")
    assert check.found == (
        "The microphone laptop gives sound, -62 dBFS now; nobody was asked to speak."
    )


def test_a_sentence_is_asked_for_and_its_level_told_beside_the_rooms() -> None:
    attending = Attending()
    check = tried(SENTENCE_HEARD, attending)
    assert check.ok
    assert check.found == "The microphone laptop hears you at -22 dBFS; the room is at -62."
    assert attending.asked == ["speak into microphone laptop", "enough"]
    assert {-62.0, -22.0} == set(attending.levels)


def test_listening_ends_a_second_after_the_sentence() -> None:
    attending = Attending()
    tried(follow(sound(1), sound(2, -22, speech=True), sound(30)), attending)
    assert len(attending.levels) * 0.064 == pytest.approx(4.0, abs=0.15)


def test_a_pause_within_the_sentence_does_not_end_it() -> None:
    attending = Attending()
    halves = sound(1, -22, speech=True), sound(0.7), sound(1, -30, speech=True)
    tried(follow(*halves, sound(30)), attending)
    assert -30.0 in attending.levels


def test_somebody_who_says_nothing_is_waited_for_ten_seconds() -> None:
    attending = Attending()
    check = tried(ROOM, attending)
    assert not check.ok
    assert "no speech was heard" in check.found
    assert "or type your answers" in check.fix
    assert len(attending.levels) * 0.064 == pytest.approx(10.0, abs=0.15)


def test_speech_that_is_too_loud_or_too_quiet_is_understood_with_a_hint() -> None:
    loud = tried(follow(sound(2, -3, speech=True, hint=Hint.CLIPPING), sound(2)), Attending())
    assert loud.ok
    assert "peaks are cut off" in loud.found
    assert "input level down" in loud.fix
    quiet = tried(follow(sound(2, -50, speech=True), sound(2)), Attending())
    assert quiet.ok
    assert "too quiet" in quiet.found
    assert "input level up" in quiet.fix


@pytest.mark.parametrize("attending", [None, Attending()], ids=["unasked", "asked"])
def test_exact_silence_is_a_microphone_that_is_muted_or_not_permitted(
    attending: Attending | None,
) -> None:
    check = tried([*follow(sound(1)), *GONE], attending)
    assert not check.ok
    assert "exact silence" in check.found
    assert "Privacy" in check.fix


@pytest.mark.parametrize("signals", [[], [MicrophoneGone(Loss.STALLED)]], ids=["mute", "stalled"])
def test_a_microphone_that_opens_and_gives_nothing_is_said(signals: list[HearingSignal]) -> None:
    check = tried(signals, bound=0.2)
    assert (check.ok, check.found) == (
        False,
        "The microphone laptop opens, but no sound comes from it.",
    )


def test_a_machine_without_a_microphone_or_without_portaudio_is_told_in_a_sentence() -> None:
    staged = StagedCard()
    staged.names = [device("headphones", outputs=2)]
    check = asyncio.run(microphone(staged.card(), None, 5.0))
    assert (check.ok, check.found) == (False, "There is no microphone.")
    check = asyncio.run(microphone(NOTHING, None, 5.0))
    assert (check.ok, check.fix) == (False, "apt install libportaudio2.")


def test_a_default_that_has_no_name_of_its_own_is_called_so() -> None:
    staged = StagedCard()
    staged.names = [device("default", inputs=2)]
    check = asyncio.run(microphone(staged.card(), None, 5.0))
    assert check.found.startswith("The default microphone gives sound")


def test_a_card_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    going_on = threading.Event()

    def hangs() -> list[object]:
        going_on.wait()
        return []

    card = SoundCard(hangs)  # type: ignore[arg-type]
    heard = asyncio.run(microphone(card, None, 0.1))
    assert (heard.ok, heard.found) == (False, "The microphone did not open in time.")
    played = asyncio.run(speaker(card, Settings(home=tmp_path), None, 0.1))
    assert (played.ok, played.found) == (False, "The speaker did not take sound in time.")
    going_on.set()


def test_a_speaker_that_opens_too_late_is_closed_when_it_does(tmp_path: Path) -> None:
    going_on, closed = threading.Event(), threading.Event()

    class Late(StagedSpeaker):
        def start(self) -> None:
            going_on.wait()

        def stop(self) -> None:
            closed.set()

    card = SoundCard(StagedCard().card().devices, make_speaker=Late)
    check = asyncio.run(speaker(card, Settings(home=tmp_path), None, 0.1))
    assert not check.ok
    assert not closed.is_set()
    going_on.set()
    assert closed.wait(10)


def test_a_speaker_is_tried_in_silence_where_nobody_listens(tmp_path: Path) -> None:
    staged = StagedCard()
    settings = Settings(home=tmp_path, edge_socket=tmp_path / "nowhere")
    check = asyncio.run(speaker(staged.card(), settings, None, 5.0))
    assert (check.ok, check.fix) == (True, "")
    assert check.found == "The speaker headphones takes sound; nobody was asked to listen."
    assert staged.all_let_go
    assert [one.beeps for one in staged.speakers] == [[]]


def test_whoever_listens_hears_a_chime_and_a_sentence_in_the_chosen_voice(tmp_path: Path) -> None:
    staged, attending = StagedCard(), Attending()

    async def run() -> Check:
        async with LoopbackEdge() as edge:
            settings = Settings(home=tmp_path, edge_socket=edge.socket)
            check = await speaker(staged.card(), settings, attending, 5.0)
            assert edge.texts == [SENTENCE]
            return check

    check = asyncio.run(run())
    assert check.ok
    assert check.found == "The speaker headphones played a chime and a sentence."
    assert "Nothing heard?" in check.fix
    assert attending.asked == [f"listen to speaker headphones: {SENTENCE}"]
    chime, sentence = staged.speakers
    assert 0.2 < sum(chime.beeps) <= 0.3
    assert len(sentence.beeps) == len(SENTENCE.split())
    assert staged.all_let_go


def test_without_any_voice_the_chime_alone_is_heard_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nexus_cli.tts.offline._PACKAGE", "no_such_package")

    async def run() -> Check:
        async with LoopbackEdge(faults=always(FaultKind.FORBIDDEN)) as edge:
            settings = Settings(home=tmp_path, edge_socket=edge.socket)
            return await speaker(StagedCard().card(), settings, Attending(), 5.0)

    check = asyncio.run(run())
    assert check.ok
    assert "no voice spoke" in check.found


def test_a_machine_without_a_speaker_is_told_that_questions_are_shown(tmp_path: Path) -> None:
    staged = StagedCard()
    settings = Settings(home=tmp_path)
    staged.speaker_there = False
    check = asyncio.run(speaker(staged.card(), settings, None, 5.0))
    assert (check.ok, check.found) == (False, "There is no speaker.")
    staged.names = [device("laptop", inputs=1)]
    check = asyncio.run(speaker(staged.card(), settings, None, 5.0))
    assert (check.ok, check.fix) == (False, "Connect one; questions are shown too.")


def test_a_speaker_that_goes_while_it_is_tried_is_trouble(tmp_path: Path) -> None:
    class Leaving(StagedSpeaker):
        def complete(self) -> None:
            self.lose()

    make: Callable[[Callable[[PlaybackSignal], None]], StagedSpeaker] = Leaving
    card = SoundCard(StagedCard().card().devices, make_speaker=make)
    check = asyncio.run(speaker(card, Settings(home=tmp_path), None, 5.0))
    assert (check.ok, check.found) == (False, "The speaker is gone.")
