"""Somebody in headphones speaks into a question: how soon nexus is silent."""

import time
from dataclasses import dataclass
from threading import Event, Thread

from nexus_cli.bench.spoken.card import FileCard
from nexus_cli.bench.spoken.material import spoken
from nexus_cli.bench.spoken.script import INTERRUPTION
from nexus_cli.models.signals import FloorMoved
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.services.talking import Talk

AFTER_SECONDS = 1.2
"""Into the question: earlier, more speech is asked for."""
_SETTLED_SECONDS = 0.4
_LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Interrupted:
    """Seconds on the monotonic clock, in the air but for the second."""

    onset: float
    """When the first sound of the interruption hits the microphone."""
    confirmed: float
    """When nexus took it for an interruption."""
    silent: float
    """When the last audible sample of nexus has sounded."""


def interrupted(thread: SessionThread, talk: Talk, card: FileCard) -> Interrupted | None:
    """Speak into the first question of `talk`; None when nexus was not stopped by it."""
    began = time.monotonic()
    candidate = _Interrupting(card, began)
    confirmed = 0.0
    candidate.start()
    try:
        for item in thread.iterate(talk.session.stream()):
            now = time.monotonic()
            phase = item.phase if isinstance(item, FloorMoved) else None
            if phase is SpokenPhase.USER_SPEAKING:
                confirmed = confirmed or now
            if phase is SpokenPhase.LISTENING and not confirmed:
                return None  # nexus has said all of it
            if confirmed and now > confirmed + _SETTLED_SECONDS:
                break
    finally:
        candidate.stop()
    if not confirmed:
        return None
    return Interrupted(candidate.onset, confirmed, card.air.silent_from(began))


class _Interrupting(Thread):
    """Waits for the question to sound, and speaks into it."""

    def __init__(self, card: FileCard, began: float) -> None:
        super().__init__(name="candidate", daemon=True)
        self.onset = 0.0
        self._card, self._began = card, began
        self._stopping = Event()

    def stop(self) -> None:
        self._stopping.set()
        self.join()

    def run(self) -> None:
        said = spoken(INTERRUPTION)
        while not self._stopping.wait(_LOOK_SECONDS):
            if sounds := self._card.air.heard(self._began):
                at = max(sounds[0].start + AFTER_SECONDS, time.monotonic())
                self.onset = at + said.words[0].start_seconds
                self._card.air.say(said.samples, at)
                return
