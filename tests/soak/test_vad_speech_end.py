"""How soon after the end of speech it is told, in the time of the samples, not of the clock.

A case is the end of one utterance, at one place in Silero's frames and in one room. Its lag runs
from the last audible sample to the last sample that had come in, in blocks of 20 ms, when the pause
was told that stands until the next utterance begins. Told pauses that more speech took back do not
count. Where no pause stands, or one that is put more than EARLY_SECONDS before the end (so that
words after it were missed, or the whole utterance), the lag has no end: every case counts.

The speech is made, so its ends are known: the last 10 ms that lie within 35 dB of the loudest. Such
speech is cleaner than a person's. It shows that nothing broke, not how well people are heard.
"""

import asyncio
import math
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import soundfile

from nexus_cli.audio.codec import Resampler
from nexus_cli.audio.ear import Ear
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.audio.signals import SpeechPaused, SpeechStarted
from nexus_cli.audio.vad import FRAME, SileroVad
from nexus_cli.tts import Chunk, OfflineVoice
from tests.soak.measuring import shown
from tests.stt.recogniser import require

MOST_SECONDS = 0.150
EARLY_SECONDS = 0.25
SILENT_SECONDS = 0.3
"""A dip inside speech that is told for so long would be taken for silence."""
BLOCK = 320
SPEECH_DBFS = -22.0
AUDIBLE_DB = 35.0
ROOMS_DBFS = (-75.0, -60.0, -45.0, -34.0)
GAPS_SECONDS = (0.3, 0.5, 1.2, 0.8)
SENTENCES = (
    "I would ask the team first.",
    "We moved the payments in a month.",
    "It was late.",
    "So I wrote a test for it.",
)


@dataclass(frozen=True)
class Told:
    """What an ear told once `seconds` of sound had come in."""

    seconds: float
    signal: SpeechStarted | SpeechPaused


@dataclass(frozen=True)
class Utterance:
    """Where somebody spoke, in seconds."""

    began: float
    ended: float


@pytest.fixture(scope="session")
def voices() -> Sequence[str]:
    """The made voices of this machine; each but espeak-ng's is one of flite's."""
    if shutil.which("flite"):
        return ("kal16", "awb", "rms", "slt")
    require(
        find_spec("espeakng_loader") is not None,
        "needs a voice: apt-get install flite, or pip install espeakng-loader",
    )
    return ("en-us",)


def spoken(text: str, voice: str, folder: Path, pace: float = 1.0) -> Samples:
    """Return `text` from its first audible sample to its last, 16 kHz, at SPEECH_DBFS."""
    sound = _espeak(text, pace) if voice == "en-us" else _flite(text, voice, folder, pace)
    power = np.convolve(sound.astype(np.float64) ** 2, np.full(160, 1 / 160), "same")
    audible = np.flatnonzero(power > power.max() * 10 ** (-AUDIBLE_DB / 10))
    sound = sound[audible[0] : audible[-1] + 1]
    rms = math.sqrt(float(np.mean(np.square(sound, dtype=np.float64))))
    return (sound * (10 ** (SPEECH_DBFS / 20) / rms)).astype(np.float32)


def room(count: int, dbfs: float, random: np.random.Generator) -> Samples:
    """Return `count` samples of a room that hisses."""
    return (random.normal(0, 10 ** (dbfs / 20), count)).astype(np.float32)


def hear(sound: Samples, model: SileroVad) -> list[Told]:
    """Return what is told of `sound` as it comes in."""
    model.reset()
    ear, told = Ear(model), list[Told]()
    for start in range(0, len(sound), BLOCK):
        seconds = min(len(sound), start + BLOCK) / HEARING_HZ
        for signal in ear.hear(sound[start : start + BLOCK], seconds):
            if isinstance(signal, SpeechStarted | SpeechPaused):
                told.append(Told(seconds, signal))
    return told


def lag_seconds(told: Sequence[Told], ended: float, until: float) -> float:
    """Return the lag of the end at `ended`, when nobody speaks again before `until`."""
    standing = [each for each in told if each.seconds <= until][-1:]
    for each in standing:
        missed = ended - each.signal.at / HEARING_HZ
        if isinstance(each.signal, SpeechPaused) and missed <= EARLY_SECONDS:
            return each.seconds - ended
    return math.inf


def false_silences(told: Sequence[Told], utterance: Utterance) -> int:
    """Count the pauses told inside `utterance` that would be taken for silence."""
    found = 0
    for each, after in pairwise(told):
        paused_at, back_at = each.signal.at / HEARING_HZ, after.signal.at / HEARING_HZ
        inside = utterance.began < paused_at < utterance.ended - EARLY_SECONDS
        if isinstance(each.signal, SpeechPaused) and inside:
            found += min(back_at, utterance.ended) - paused_at >= SILENT_SECONDS
    return found


def test_the_end_of_speech_is_told_within_150_ms(
    voices: Sequence[str], full: bool, tmp_path: Path
) -> None:
    phases = np.linspace(0, FRAME, 16 if full else 20 // len(voices), endpoint=False)
    random, model = np.random.default_rng(7), SileroVad()
    lags, silences, seconds = [], 0, 0.0
    for voice in voices:
        said = [spoken(sentence, voice, tmp_path) for sentence in SENTENCES]
        for phase, dbfs in product(phases, ROOMS_DBFS):
            sound, utterances = _answer(said, round(phase))
            told = hear(sound + room(len(sound), dbfs, random), model)
            untils = [each.began for each in utterances[1:]] + [len(sound) / HEARING_HZ]
            for each, until in zip(utterances, untils, strict=True):
                lags.append(lag_seconds(told, each.ended, until))
                silences += false_silences(told, each)
                seconds += each.ended - each.began
    p50, p95 = np.quantile(lags, (0.5, 0.95), method="higher")
    share = float(np.mean(np.array(lags) <= MOST_SECONDS))
    a_minute = 60 * silences / seconds
    shown(
        "end of speech",
        cases=len(lags),
        p50=float(p50),
        p95=float(p95),
        within_150_ms=share,
        false_silences_a_minute=a_minute,
    )
    assert len(lags) >= 300
    assert p95 <= MOST_SECONDS
    assert a_minute <= 0.5


def _answer(said: Sequence[Samples], phase: int) -> tuple[Samples, list[Utterance]]:
    pieces, utterances = [silence(HEARING_HZ // 2 + phase)], []
    for sound, gap in zip(said, GAPS_SECONDS, strict=True):
        began = sum(map(len, pieces))
        utterances.append(Utterance(began / HEARING_HZ, (began + len(sound)) / HEARING_HZ))
        pieces += [sound, silence(round(gap * HEARING_HZ))]
    return np.concatenate(pieces), utterances


def _flite(text: str, voice: str, folder: Path, pace: float) -> Samples:
    file = folder / "said.wav"
    slow = ["--setf", f"duration_stretch={1 / pace}"]
    subprocess.run(["flite", *slow, "-voice", voice, "-t", text, "-o", str(file)], check=True)
    samples, rate = soundfile.read(file, dtype="float32")
    return _heard(samples, rate)


def _espeak(text: str, pace: float) -> Samples:
    async def said() -> tuple[bytes, int]:
        voice, data, rate = OfflineVoice(speed=pace), b"", HEARING_HZ
        async with aclosing(voice.speak(text)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Chunk):
                    data, rate = data + piece.data, piece.sample_rate_hz
        await voice.close()
        return data, rate

    data, rate = asyncio.run(said())
    return _heard(np.frombuffer(data, np.float32), rate)


def _heard(samples: Samples, rate_hz: int) -> Samples:
    resampler = Resampler(rate_hz, HEARING_HZ)
    return np.concatenate((resampler.feed(samples), resampler.finish()))
