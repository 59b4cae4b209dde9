"""The ear that other tests listen with, on speech that a program makes."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from nexus_cli.stt.pieces import Pieces
from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound
from tests.stt.recogniser import Recogniser, recogniser, require, word_error
from tests.stt.sounds import silence

SENTENCES = [
    "my last project was an online store for garden tools",
    "we moved the payment service to the cloud in three months",
    "the hardest part was to keep the old system running",
]


@pytest.fixture
def ear() -> Recogniser:
    return recogniser()


def spoken(sentence: str, folder: Path) -> Sound:
    """Return a sentence in flite's voice, with a moment of quiet before and after."""
    require(shutil.which("flite") is not None, "needs flite: apt-get install flite")
    file = folder / "said.wav"
    subprocess.run(["flite", "-voice", "rms", "-t", sentence, "-o", str(file)], check=True)
    samples, rate = soundfile.read(file, dtype="float32")
    assert rate == SAMPLE_RATE_HZ
    return np.concatenate([silence(0.3), samples, silence(0.4)])


def test_speech_comes_back_as_its_words(ear: Recogniser, tmp_path: Path) -> None:
    async def play() -> None:
        audio = spoken(SENTENCES[0], tmp_path)
        heard = await ear.transcribe(audio)
        assert word_error(SENTENCES[0], heard.text) <= 0.1
        times = [time for word in heard.words for time in (word.start_seconds, word.end_seconds)]
        assert times == sorted(times)
        assert times[-1] <= len(audio) / SAMPLE_RATE_HZ
        assert (await ear.transcribe(silence(2))).words == ()
        await ear.close()

    asyncio.run(play())


def test_an_answer_with_pauses_comes_back_whole(ear: Recogniser, tmp_path: Path) -> None:
    async def play() -> None:
        pieces, audio = Pieces(ear), np.zeros(0, np.float32)
        for sentence in SENTENCES:
            audio = np.concatenate([audio, spoken(sentence, tmp_path)])
            heard = await pieces.pause(audio)
        assert word_error(" ".join(SENTENCES), heard.text) <= 0.1
        await ear.close()

    asyncio.run(play())


def test_word_error_counts_what_differs() -> None:
    assert word_error("I led it.", "i led it") == 0
    assert word_error("I led the team", "I led a") == 0.5
