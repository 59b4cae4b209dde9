"""The ear on speech: flite's voice, Silero, and a recogniser that really listens."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import soundfile

from nexus_cli.audio.listener import Listener
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.audio.vad import SileroVad
from nexus_cli.speech.ear.ear import Ear
from nexus_cli.speech.ear.signals import (
    EarSignal,
    FellSilent,
    MicrophoneFound,
    MicrophoneLost,
    SpeechBegan,
)
from nexus_cli.stt.protocol import Transcript
from tests.sound_card import MICROPHONE, SoundCard
from tests.speech.talk import Talk, play
from tests.stt.recogniser import recogniser, require, word_error

SENTENCES = [
    "my last project was an online store for garden tools",
    "we moved the payment service to the cloud in three months",
    "the hardest part was to keep the old system running",
]
HEARD_SECONDS = 20.0


def spoken(sentence: str, folder: Path) -> Samples:
    """Return a sentence in flite's voice, shape (n,), 16 kHz."""
    require(shutil.which("flite") is not None, "needs flite: apt-get install flite")
    file = folder / "said.wav"
    subprocess.run(["flite", "-voice", "rms", "-t", sentence, "-o", str(file)], check=True)
    samples, rate = soundfile.read(file, dtype="float32")
    assert rate == HEARING_HZ
    return samples  # type: ignore[no-any-return]


def test_an_answer_of_several_sentences_is_written_as_it_is_said(tmp_path: Path) -> None:
    async def scene(talk: Talk) -> None:
        for revision, sentence in enumerate(SENTENCES, start=1):
            await talk.hears(spoken(sentence, tmp_path))
            await talk.quiet(0.6)
            await talk.writes(revision)
        answer = talk.ear.commit()
        assert word_error(" ".join(SENTENCES), answer.text) <= 0.1
        assert answer.engine == "PocketSphinx"
        told = [type(signal) for signal in talk.speech]
        assert told == [SpeechBegan, FellSilent] * (len(told) // 2)
        assert len(told) >= 2 * len(SENTENCES)
        starts = [word.start_seconds for word in answer.words]
        assert starts == sorted(starts)

    play(scene, recogniser, model=SileroVad())


def test_what_nexus_says_itself_is_not_part_of_the_answer(tmp_path: Path) -> None:
    async def scene(talk: Talk) -> None:
        await talk.hears(spoken(SENTENCES[0], tmp_path))
        await talk.quiet(0.5)
        await talk.writes(1)
        talk.ear.nexus_speaks(True)
        await talk.hears(spoken(SENTENCES[1], tmp_path))
        talk.ear.nexus_speaks(False)
        await talk.quiet(0.3)
        talk.ear.listen()
        await talk.hears(spoken(SENTENCES[2], tmp_path))
        await talk.quiet(0.5)
        await talk.writes(2)
        said = f"{SENTENCES[0]} {SENTENCES[2]}"
        assert word_error(said, talk.ear.commit().text) <= 0.1

    play(scene, recogniser, model=SileroVad())


class Signals:
    """What an ear tells in real time."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear.signals()

    async def until(self, kind: type[EarSignal]) -> None:
        async with asyncio.timeout(HEARD_SECONDS):
            async for signal in self._ear:
                if isinstance(signal, kind):
                    return


def test_an_answer_into_a_microphone_that_is_unplugged_on_the_way(sound_card: SoundCard) -> None:
    async def scene() -> None:
        ear = Ear(lambda on_signal: Listener(on_signal, MICROPHONE), [recogniser()])
        await ear.start()
        signals = Signals(ear)
        ear.listen()
        await asyncio.to_thread(sound_card.speak, SENTENCES[0], "rms")
        await signals.until(FellSilent)
        first = await ear.transcribe_tail(1)
        await asyncio.to_thread(sound_card.unplug)
        await signals.until(MicrophoneLost)
        ear.keep(1)
        await asyncio.to_thread(sound_card.plug)
        await signals.until(MicrophoneFound)
        await asyncio.to_thread(sound_card.speak, SENTENCES[1], "rms")
        await signals.until(FellSilent)
        second = await ear.transcribe_tail(2)
        ear.keep(2)
        assert isinstance(first, Transcript)
        assert isinstance(second, Transcript)
        assert word_error(" ".join(SENTENCES[:2]), ear.commit().text) <= 0.1
        await ear.stop()

    asyncio.run(scene())
