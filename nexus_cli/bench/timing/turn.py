"""Spoken turns: annotated speech through the real session, and the naive pipeline beside it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nexus_cli.bench.spoken.barging import interrupted
from nexus_cli.bench.spoken.card import FileCard
from nexus_cli.bench.spoken.found_times import FoundTimes
from nexus_cli.bench.spoken.material import shipped_speech
from nexus_cli.bench.spoken.naive_turns import naive_ms
from nexus_cli.bench.spoken.recogniser import TimedRecogniser
from nexus_cli.bench.spoken.script import ANSWERS, INTERRUPTED, QUESTIONS, Reply
from nexus_cli.bench.spoken.sitting import HeardTurn, Sitting, talking
from nexus_cli.bench.spoken.turn_times import follow_up_formula_ms, times_of
from nexus_cli.bench.spoken.whisper_timing import WhisperTiming
from nexus_cli.bench.timing.at_once import in_processes
from nexus_cli.bench.timing.delays import DelayProfile, WhisperDelays
from nexus_cli.bench.timing.emulation import Drawn, Loopback, groq_of
from nexus_cli.bench.timing.loopback import INTERVIEWER
from nexus_cli.bench.timing.preparation import hosted_services, offline_services
from nexus_cli.bench.timing.scenario import Profile, Round, Setting
from nexus_cli.llm import LLMOptions
from nexus_cli.models.patience import Patience
from nexus_cli.scoring import default_rubric
from nexus_cli.services import Services
from nexus_cli.services.talking import Talk
from nexus_cli.tts.edge_voice import DEFAULT_VOICE

_MILLISECONDS = 1000.0
_BARGE_IN = ("barge_in_ms", "barge_in_onset_ms")


def measure(setting: Setting) -> Iterator[Round]:
    """Yield rounds, each a short spoken interview that is held in real time, about 75 s.

    The device is made of memory and the recogniser says what is annotated, as late as Whisper's
    table has it. Offline nobody else takes time; live, Groq and Edge themselves answer. The naive
    pipeline needs a model, so offline has none. Raises BrainKeyError for the profile live without
    a key, UsageError for a file that is no profile.
    """
    if setting.at_once > 1:
        yield from in_processes(measure, setting)
        return
    profile = DelayProfile.read(setting.delays)
    with groq_of(setting, INTERVIEWER, speaks=True) as (options, loopback):
        bench = _Bench(setting, options, loopback, WhisperTiming.read(), profile.whisper)
        bench.warm()
        for number in setting.numbers():
            yield bench.round(number)


@dataclass(frozen=True)
class _Bench:
    """What all rounds share."""

    setting: Setting
    options: LLMOptions
    loopback: Loopback | None
    timing: WhisperTiming
    whisper: WhisperDelays

    def warm(self) -> None:
        """Let the loopback think about each answer once, and rehearse the naive pipeline."""
        loading = self.setting.folder / "loading"
        if self.setting.profile is not Profile.OFFLINE:
            self._naive(loading)
        if self.setting.profile is not Profile.EMULATED:
            return
        speech = {one.name: one.text for one in shipped_speech()}
        with self._services(loading) as services:
            for number, question in enumerate(QUESTIONS):
                said = {a.part: speech[a.speech] for a in ANSWERS if a.question == number}
                texts = said.get("answer", ""), said.get("follow_up", "")
                if texts[0]:
                    services.thread.run(services.brain.grade(question, *texts, default_rubric()))

    def round(self, number: int) -> Round:
        """Hold the interview, interrupt another one, and let the naive pipeline answer."""
        if self.loopback is not None and self.setting.profile is Profile.EMULATED:
            self.loopback.begin(number, by_prompt=True)
        card, folder = FileCard(), self.setting.folder / str(number)
        round_trip = card.round_trip_seconds()
        recogniser = TimedRecogniser(shipped_speech(), self.timing, self.whisper.model)
        pitched = self.setting.profile is not Profile.LIVE
        with self._services(folder) as services:
            with talking(services, "turns", QUESTIONS, recogniser, card) as talk:
                turns = list(self._turns(services, talk, card, recogniser))
            drawn = self.loopback.drawn() if self.loopback else Drawn([], [])
            calls = self.loopback.calls() if self.loopback else 0
            barge_in = self._barge_in(services, recogniser, card)
        if recogniser.unknown:
            turns = [replace(turn, fault="the speech was not recognised") for turn in turns]
            barge_in = None
        timed = [(turn, times_of(turn, round_trip, pitched)) for turn in turns]
        found = FoundTimes()
        found.turns(timed)
        found.add(_BARGE_IN, barge_in)
        if self.setting.profile is Profile.EMULATED:
            for turn, times in timed:
                if times is not None and turn.answer.reply is Reply.FOLLOW_UP:
                    ms = follow_up_formula_ms(turn, drawn, self.timing, self.whisper, round_trip)
                    found.add(("follow_up_formula_ms",), None if ms is None else (ms,))
        if self.setting.profile is not Profile.OFFLINE:
            before = self.loopback.calls() if self.loopback else 0
            naive = self._naive(folder)
            found.naive(naive)
            if self.loopback:
                found.add(("calls_ours",), (calls / len(turns),))
                found.add(("calls_naive",), ((self.loopback.calls() - before) / len(naive),))
        found.add(("late_blocks",), (float(card.air.gaps),))
        if hasattr(os, "getloadavg"):
            found.add(("load",), (os.getloadavg()[0],))
        return found.round()

    def _turns(
        self, services: Services, talk: Talk, card: FileCard, recogniser: TimedRecogniser
    ) -> Iterator[HeardTurn]:
        """Yield the interview's turns: the first is padded, as nexus does until its gate opens."""
        for turn in Sitting(services.thread, talk, card, ANSWERS).turns():
            recogniser.padded = self.whisper.padded
            yield turn

    def _naive(self, folder: Path) -> Mapping[str, tuple[float, Mapping[str, float]] | None]:
        """Let the naive pipeline answer, always padded; what was not recognised has failed."""
        recogniser = TimedRecogniser(shipped_speech(), self.timing, self.whisper.model)
        found = naive_ms(folder, self.options, self._socket, recogniser)
        return dict.fromkeys(found) if recogniser.unknown else found

    def _barge_in(
        self, services: Services, recogniser: TimedRecogniser, card: FileCard
    ) -> tuple[float, float] | None:
        headphones = services.settings.model_copy(update={"headphones": True})
        services = replace(services, settings=headphones)
        with talking(services, "barge-in", (INTERRUPTED,), recogniser, card) as talk:
            found = interrupted(services.thread, talk, card)
        if found is None:
            return None
        silent = max(0.0, found.silent - found.confirmed)
        return silent * _MILLISECONDS, (found.silent - found.onset) * _MILLISECONDS

    @property
    def _socket(self) -> Path | None:
        return self.loopback.edge_socket if self.loopback else None

    @contextmanager
    def _services(self, folder: Path) -> Iterator[Services]:
        offline = self.setting.profile is Profile.OFFLINE
        opened = offline_services(folder) if offline else hosted_services(folder, self.options)
        with opened as services:
            settings = services.settings.model_copy(
                update={
                    "edge_socket": self._socket,
                    "voice": DEFAULT_VOICE,
                    "speech_rate": 1.0,
                    "headphones": False,
                    "patience": Patience.NORMAL,
                    "keep_recordings": False,
                    "follow_up_below": 0.6,
                }
            )
            yield replace(services, settings=settings)
