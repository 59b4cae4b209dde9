"""How long nexus waits for more words, at three patiences, and what it learns of a person's pauses.

The middle patience is that of voice assistants that know when a sentence is complete: 0.6 to 0.8 s
of silence after a complete answer (Hugging Face speech-to-speech 0.8, LiveKit 0.5), 2.5 to 3.0 s
after an incomplete one (LiveKit 3.0, Pipecat 3.0). People leave about 0.2 s between two turns
(Stivers et al. 2009), but pause for 1 s and more inside a prepared speech, so a wait that is right
for a chat cuts a calm speaker. The low one has the waits of such a chat (LiveKit 0.5, Hugging Face
2.0), the longer one only for someone who pauses as shortly. The high one goes beyond the slowest
pace that interview tools offer (3.6 s, JobMojito), with room for a thought.
"""

from dataclasses import dataclass

from nexus_cli.models.patience import Patience

_KEPT = 0.9
_KEPT_AT_FIRST = 0.7
_PAUSE_FROM_SECONDS = 0.3
_PAUSE_TO_SECONDS = 1.2
_LONGEST_LEARNT_SECONDS = 2.5


@dataclass(frozen=True)
class Waits:
    """Silence in seconds after which a turn is over: for a quick speaker, and for a slow one."""

    complete_seconds: tuple[float, float]
    incomplete_seconds: tuple[float, float]


WAITS = {
    Patience.LOW: Waits((0.4, 0.55), (2.0, 2.7)),
    Patience.NORMAL: Waits((0.6, 0.75), (2.5, 3.0)),
    Patience.HIGH: Waits((0.9, 1.3), (4.0, 5.0)),
}


@dataclass(frozen=True)
class PauseHabit:
    """How long this person pauses inside an answer, learnt as the interview goes.

    Begins in the middle of the range, so that a stranger is given the middle wait.
    """

    seconds: float = (_PAUSE_FROM_SECONDS + _PAUSE_TO_SECONDS) / 2
    pauses: int = 0
    """How many it was learnt from."""

    def after(self, pause_seconds: float) -> "PauseHabit":
        """Return the habit after a pause that the person ended by speaking on.

        An exponential moving average that keeps 0.9 of what it knew (LiveKit's alpha), but less
        of the stranger's it began with: 0.7 at the first pause, 0.9 from the seventh on. A pause
        counts from 0.3 s, under which it is part of speaking (250-500 ms is usual inside speech,
        Lundholm Fors 2015), and as 2.5 s at most, so that one long thought teaches little.
        """
        if not pause_seconds >= _PAUSE_FROM_SECONDS:
            return self
        learnt = min(pause_seconds, _LONGEST_LEARNT_SECONDS)
        kept = min(_KEPT, 1 - (1 - _KEPT_AT_FIRST) / (1 + (1 - _KEPT_AT_FIRST) * self.pauses))
        return PauseHabit(kept * self.seconds + (1 - kept) * learnt, self.pauses + 1)

    def waits(self, patience: Patience) -> tuple[float, float]:
        """Return the seconds to wait for this person after a complete and an incomplete answer.

        Whoever pauses for 0.3 s is waited for least, whoever pauses for 1.2 s or more longest.
        """
        span = _PAUSE_TO_SECONDS - _PAUSE_FROM_SECONDS
        slowness = min(1.0, max(0.0, (self.seconds - _PAUSE_FROM_SECONDS) / span))
        chosen = WAITS[patience]
        complete, incomplete = chosen.complete_seconds, chosen.incomplete_seconds
        return _between(complete, slowness), _between(incomplete, slowness)


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share
