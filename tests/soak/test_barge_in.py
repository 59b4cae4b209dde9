"""Speaking into nexus's words with headphones: how soon it is silent, and what does not stop it.

In sample time with Silero on flite's voices, and on a real card with all of PortAudio's delays.
"""

import shutil
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nexus_cli.audio.codec import Resampler
from nexus_cli.audio.ear import Ear, SpeechModel
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.audio.vad import SileroVad
from nexus_cli.bench.edge import LoopbackEdge
from nexus_cli.interview.spoken.inputs import SpeechLasted, Stamp
from nexus_cli.interview.spoken.interrupting import interrupt
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.models.commands import PauseInterview
from nexus_cli.models.question import Question
from nexus_cli.models.signals import FloorMoved, QuestionCut, YourTurn
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.speech.ear.hearing import Hearing
from nexus_cli.speech.ear.signals import SpeechWentOn
from nexus_cli.stt.protocol import Sound, Transcript, Word
from tests.interview.spoken_world import your_turn
from tests.interview.talking_room import TalkingRoom, Vocabulary
from tests.made_up import question
from tests.soak.hands_free import VOICE, serving, talking
from tests.soak.hands_free import questions as planned
from tests.soak.measuring import shown
from tests.sound_card import HEARD_HZ, MICROPHONE, SoundCard, wait_until
from tests.stt.recogniser import require

VOICES = ("rms", "slt", "kal16", "awb")
ANSWERS = (
    "my last project was an online store for garden tools",
    "we moved the payment service to the cloud",
    "the hardest part was to keep the old system running",
    "skip this question please",
    "if I had to choose again",
    "she told us about the shelf",
    "he said that it was fine",
    "can you repeat the question",
)
"""Some begin softly, with an s, an h or an f; others have a long closed consonant."""
PLAIN = tuple(text for text in ANSWERS if "question" not in text)
MURMURS = (
    "right", "yeah", "yes", "yep", "okay", "I see", "sure", "oh", "ah", "uh huh", "good", "great",
    "got it", "really", "cool",
)  # fmt: skip
LOUDNESS = ((0.5, 0.0003), (0.15, 0.0003), (0.05, 0.0003), (0.4, 0.003))
"""Peak of the voice and RMS of the room's noise, of full scale."""
BLOCK = round(0.02 * HEARING_HZ)
BEFORE_SECONDS = 1.2
EDGE_SHARE = 0.025
"""Of the peak: where a sound begins and ends, 50 ms of it in a row."""
LOUD = 0.02
SETTLED_SECONDS = 1.0
AFTER_SECONDS = 1.5
"""Into the question: earlier, more speech is asked for."""
LONG = (
    "Think of a night in late autumn when a storm comes in from the sea and the boat has not yet "
    "come back: what do you check first in the lighthouse, and what do you leave for the morning?"
)


@dataclass(frozen=True)
class Spoken:
    """A recording of one voice; positions in samples."""

    name: str
    text: str
    """What was said; empty for a hum."""
    samples: Samples
    begin: int
    """Where the first sound is."""


def spoken(text: str, voice: str, folder: Path) -> Spoken:
    """Have `voice` say `text`."""
    path = folder / f"{voice} {text}.wav"
    subprocess.run(["flite", "-voice", voice, "-t", text, "-o", str(path)], check=True)
    return _edged(f"{voice}: {text}", text, _read(path))


def hum(seconds: float, pitch_hz: float, twice: bool) -> Spoken:
    """Hum as for `mm`, or `mm-hm`: harmonics under a nasal's resonance, and a dip in the middle."""
    times = np.arange(round(seconds * HEARING_HZ)) / HEARING_HZ
    phase = 2 * np.pi * np.cumsum(pitch_hz * (1 + 0.03 * np.sin(6 * np.pi * times))) / HEARING_HZ
    sound = np.zeros_like(times)
    for harmonic in range(1, 25):
        away = (harmonic * pitch_hz - np.array([250.0, 1100.0, 2200.0])) / (150.0, 200.0, 300.0)
        sound += float(np.sum((1.0, 0.05, 0.03) / (1 + away**2))) * np.sin(harmonic * phase)
    swell = np.minimum(1.0, np.minimum(times / 0.06, (seconds - times) / 0.09))
    if twice:
        swell = swell * (1 - 0.97 * np.exp(-(((times - 0.45 * seconds) / 0.03) ** 2)))
    sound = sound * swell
    name = f"hum of {seconds} s at {pitch_hz:g} Hz"
    return _edged(name, "", (sound / np.abs(sound).max()).astype(np.float32))


def _read(path: Path) -> Samples:
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    sound = (data / np.abs(data).max()).astype(np.float32)
    return sound if rate == HEARING_HZ else Resampler(rate, HEARING_HZ).feed(sound)


def _edged(name: str, text: str, samples: Samples) -> Spoken:
    size = HEARING_HZ // 100
    whole = samples[: len(samples) // size * size].reshape(-1, size)
    loud = np.sqrt(np.mean(np.square(whole), axis=1)) > EDGE_SHARE
    begin = next(at for at in range(len(loud)) if loud[at : at + 5].all())
    return Spoken(name, text, samples, begin * size)


def stopped_after(said: Spoken, peak: float, noise: float, chance: np.random.Generator) -> float:
    """Return how long after its first sound `said` stops nexus; infinity when it does not."""
    early = round((BEFORE_SECONDS + chance.uniform(0, 0.064)) * HEARING_HZ)
    sound = np.pad(peak * said.samples, (early, HEARING_HZ // 2))
    sound = (sound + chance.normal(0, noise, len(sound))).astype(np.float32)
    ear, hearing = Ear(SileroVad()), Hearing(0.0)
    hearing.open(0)
    hearing.nexus(True, 0.0)
    speaking = SpokenState(
        headphones=True,
        listening=True,
        phase=SpokenPhase.SPEAKING,
        floor=your_turn(),
        speaking=Stamp(1, 1),
    )
    for start in range(0, len(sound) - BLOCK + 1, BLOCK):
        now = (start + BLOCK) / HEARING_HZ
        for signal in ear.hear(sound[start : start + BLOCK], now):
            for told in hearing.heard(signal, now):
                if isinstance(told, SpeechWentOn):
                    lasted = SpeechLasted(told.seconds, 3.0, told.fading)
                    if interrupt(speaking, lasted)[1]:
                        return now - (early + said.begin) / HEARING_HZ
    return float("inf")


def murmurs(full: bool, folder: Path) -> Iterator[Spoken]:
    for text in MURMURS if full else MURMURS[:4]:
        for voice in VOICES if full else VOICES[:2]:
            yield spoken(text, voice, folder)
    for seconds in (0.25, 0.4, 0.55, 0.7) if full else (0.4,):
        for pitch_hz in (90.0, 120.0, 160.0, 220.0):
            for twice in (False, True):
                yield hum(seconds, pitch_hz, twice)


def percentiles(seconds: Sequence[float]) -> str:
    p50, p95, most = (1_000 * np.percentile(seconds, share) for share in (50, 95, 100))
    return f"n {len(seconds)}, p50 {p50:.0f}, p95 {p95:.0f}, max {most:.0f} ms"


class MurmuringRoom(TalkingRoom):
    """A room in virtual time where Silero hears a voice, and what it said is known."""

    def __init__(self) -> None:
        asked = question("a").model_copy(update={"text": LONG})
        super().__init__(asked, headphones=True)
        self.engine = self.prompter = Prompter()

    async def utters(self, said: Spoken) -> None:
        """Someone says this, as loud as a voice near a microphone."""
        self.prompter.text = said.text
        self._speech += self._blocks(
            0.4 * said.samples + self._noise(len(said.samples) / HEARING_HZ)
        )
        self._silent.clear()
        await self._silent.wait()

    def _model(self) -> SpeechModel:
        return SileroVad()


class Prompter(Vocabulary):
    """Writes down what it was told."""

    text = ""

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        words = self.text.split()
        return Transcript(tuple(Word(word, 0.0, 0.1, 0.9) for word in words), self.name)


def test_no_murmur_costs_nexus_its_turn_or_gets_into_the_answer(full: bool, tmp_path: Path) -> None:
    require(shutil.which("flite") is not None, "needs flite: apt-get install flite")
    chance = np.random.default_rng(3)
    false: list[str] = []
    moments: list[str] = []
    said = [*murmurs(full, tmp_path), *(longer(tmp_path) if full else [])]
    times = 2 if full else 1
    for murmur in said * times if full else said[::6]:
        room = MurmuringRoom()

        async def scene(room: MurmuringRoom = room, murmur: Spoken = murmur) -> None:
            await room.until(YourTurn)
            await room.speakers[-1].has_heard(float(chance.uniform(0.3, 7.5)))
            await room.utters(murmur)
            await room.listening("a")
            if room.session._turn.text:
                false.append(f"{murmur.name}: in the answer")
            await room.send(PauseInterview())

        room.play(lambda given: scene())
        whole = room.voice.said[0] == LONG and all(LONG.endswith(rest) for rest in room.voice.said)
        if room.of(QuestionCut) or not whole:
            false.append(murmur.name)
        if len(room.voice.said) > 1:
            moments.append(murmur.name)
    count = len(said * times) if full else len(said[::6])
    shown(
        "murmurs into a question",
        n=count,
        false_interruptions=len(false),
        stopped_for_a_moment=len(moments),
    )
    print(sorted(set(moments)), file=sys.stderr)
    assert false == []


def longer(folder: Path) -> Iterator[Spoken]:
    """Murmurs that stop nexus for a moment: it goes on where it was."""
    for text in ("yeah okay right", "oh I see", "of course", "exactly", "that makes sense"):
        for voice in VOICES:
            yield spoken(text, voice, folder)


def test_an_answer_stops_nexus_soon_after_its_first_sound(full: bool, tmp_path: Path) -> None:
    require(shutil.which("flite") is not None, "needs flite: apt-get install flite")
    chance = np.random.default_rng(1)
    found = [
        stopped_after(spoken(text, voice, tmp_path), peak, noise, chance)
        for voice in (VOICES if full else VOICES[1:2])
        for text in ANSWERS
        for peak, noise in (LOUDNESS if full else LOUDNESS[:1])
    ]
    shown("barge-in, first sound to its confirmation", seconds=percentiles(found))
    assert np.percentile(found, 95) <= 0.69
    assert max(found) <= 0.80
    assert min(found) >= 0.35


def test_few_murmurs_stop_nexus_even_for_a_moment(full: bool, tmp_path: Path) -> None:
    require(shutil.which("flite") is not None, "needs flite: apt-get install flite")
    chance = np.random.default_rng(2)
    stopping: list[str] = []
    count = 0
    for murmur in murmurs(full, tmp_path):
        for peak, noise in LOUDNESS if full else LOUDNESS[:1]:
            count += 1
            if np.isfinite(stopped_after(murmur, peak, noise, chance)):
                stopping.append(murmur.name)
    share = len(stopping) / count
    shown("murmurs that stop nexus for a moment", n=count, percent=100 * share)
    print(sorted(set(stopping)), file=sys.stderr)
    assert share <= (0.06 if full else 0.0)


def test_on_a_card_nexus_falls_silent_for_an_answer_and_speaks_on_after_a_murmur(
    sound_card: SoundCard, full: bool, tmp_path: Path
) -> None:
    count = 16 if full else 2
    asked = long_questions(count + 1)
    confirmations: list[float] = []
    onsets: list[float] = []
    murmured = asked[-1].id
    with (
        sound_card.hearing() as heard,
        sound_card.hearing(MICROPHONE) as said,
        serving(LoopbackEdge()) as edge,
        talking(tmp_path, asked, edge, headphones=True) as sitting,
    ):

        def speak_into(question_id: str) -> None:
            put = time.monotonic()
            sitting.told(is_given, after=put)
            wait_until(lambda: loud_since(heard, put) > AFTER_SECONDS, "the question is heard")
            number = [question.id for question in asked].index(question_id)
            if question_id == murmured:
                sound_card.speak("yeah", VOICE)
                return
            spoke = time.monotonic()
            sound_card.speak(PLAIN[number % len(PLAIN)], VOICES[number % len(VOICES)])
            confirmed = spoke + sitting.told(is_taken, after=spoke)
            wait_until(lambda: time.monotonic() > confirmed + SETTLED_SECONDS, "it is silent")
            onset = next(at for at in loud_times(said) if at > spoke)
            silent = max(at for at in loud_times(heard) if at < confirmed + SETTLED_SECONDS)
            confirmations.append(silent - confirmed)
            onsets.append(silent - onset)

        def answer(question_id: str) -> None:
            sound_card.speak(ANSWERS[0], VOICE)

        sitting.hold(answer, speak_into)
    shown("on a card, confirmation to silence", seconds=percentiles(confirmations))
    shown("on a card, first sound to silence", seconds=percentiles(onsets))
    cuts = [item for item in sitting.items if isinstance(item, QuestionCut)]
    assert len(confirmations) == count
    assert len(cuts) == count
    assert set(sitting.accepted) == {question.id for question in asked}
    assert max(confirmations) <= 2.0
    assert max(onsets) <= 3.0


def long_questions(count: int) -> tuple[Question, ...]:
    """Questions that take so long that somebody may speak into each."""
    return tuple(
        question.model_copy(update={"id": f"long-{number}", "text": f"{LONG} {question.text}"})
        for number, question in enumerate(planned(count), 1)
    )


def is_given(item: object) -> bool:
    return isinstance(item, YourTurn)


def is_taken(item: object) -> bool:
    return isinstance(item, FloorMoved) and item.phase is SpokenPhase.USER_SPEAKING


def loud_times(recorded: Callable[[], Samples]) -> list[float]:
    """Return when each loud sample reached this process, in monotonic seconds.

    The earliest of some looks tells when the recording began: a look may come late, never early.
    """
    began, sound = float("inf"), recorded()
    for _ in range(20):
        sound = recorded()
        began = min(began, time.monotonic() - len(sound) / HEARD_HZ)
        time.sleep(0.003)
    return [began + float(at) / HEARD_HZ for at in np.flatnonzero(np.abs(sound) > LOUD)[::48]]


def loud_since(recorded: Callable[[], Samples], since: float) -> float:
    """Return for how long something has sounded, since a moment; 0 while nothing has."""
    times = [at for at in loud_times(recorded) if at > since]
    return times[-1] - times[0] if times else 0.0
