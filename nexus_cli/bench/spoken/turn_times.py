"""From what was heard of a turn to its times, and what they are held against."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nexus_cli.bench.spoken.audible import Sounding
from nexus_cli.bench.spoken.emulated_voice import sounds_like_a_question
from nexus_cli.bench.spoken.material import Spoken, spoken
from nexus_cli.bench.spoken.script import QUESTIONS
from nexus_cli.bench.spoken.sitting import HeardTurn
from nexus_cli.bench.spoken.whisper_timing import WhisperTiming
from nexus_cli.bench.timing.delays import WhisperDelays
from nexus_cli.bench.timing.emulation import Drawn

VOICE_DETECTION_SECONDS = 0.13
"""From the last sound until the tail can be transcribed: 66 ms for a detector to notice, two frames
of 32 ms to be sure (Silero's median, and Hugging Face's soft end of 64 ms)."""
PAUSE_SECONDS = 0.3
"""Within an answer: what lies before such a pause was transcribed at it."""
_MILLISECONDS = 1000.0
_CLAUSE = re.compile(r"[^,.;:?!…]+")
_CLAUSE_WORDS = 3


@dataclass(frozen=True)
class TurnTimes:
    """One turn, in milliseconds from its last speech sample, or from the done key."""

    first: float
    """To the first audible sample, whatever it says."""
    substantive: float
    """To the first audible sample of what asks something."""
    floor: float
    """The wait that was decided and the click round trip of the device; 0 for the done key."""
    parts: Mapping[str, float]
    """Of `substantive`; they sum to it."""


def times_of(turn: HeardTurn, round_trip_seconds: float, pitched: bool = True) -> TurnTimes | None:
    """Return the times of a turn; None for one with a fault, or when nothing asked was heard.

    With `pitched` the voice is the emulated one, which tells by its pitch what asks something;
    else it is the last text that nexus began to say.
    """
    asked = next((s for s in turn.sounds if _asks(s, turn, pitched)), None)
    if turn.fault or asked is None:
        return None
    since = turn.key or turn.last_speech
    wait = 0.0 if turn.key else turn.wait_seconds
    parts = {
        **({} if turn.key else {"endpoint_wait": wait}),
        "until_committed": turn.committed - since - wait,
        "until_begun": turn.first_begun - turn.committed,
        "until_sound": asked.start - turn.first_begun,
    }
    return TurnTimes(
        first=(turn.sounds[0].start - since) * _MILLISECONDS,
        substantive=(asked.start - since) * _MILLISECONDS,
        floor=0.0 if turn.key else (wait + round_trip_seconds) * _MILLISECONDS,
        parts={name: seconds * _MILLISECONDS for name, seconds in parts.items()},
    )


def follow_up_formula_ms(
    turn: HeardTurn,
    drawn: Drawn,
    timing: WhisperTiming,
    whisper: WhisperDelays,
    round_trip_seconds: float,
) -> float | None:
    """Return what a follow-up turn takes where all is speculative, with its own drawn delays.

    L_out + J + max(t_commit, t_spec + T_stt_tail + T_ttfat + n_first / TPS + T_tts_ttfa), with a
    warm connection; the device's round trip stands for L_in + L_out + J. None when the turn has
    drawn no reply and no sound.
    """
    until = turn.sounds[-1].start if turn.sounds else turn.last_speech
    worded = QUESTIONS[turn.answer.question].follow_up_hint
    replies = [reply for reply in drawn.replies if turn.began <= reply.at <= until]
    sounds = [s for s in drawn.sounds if turn.began <= s.at <= until and s.text in worded]
    if not replies or not sounds:
        return None
    written = timing.seconds(
        whisper.model, _tail_seconds(spoken(turn.answer.speech)), whisper.padded
    )
    reply, sound = replies[-1], sounds[0]
    words = _first_clause_words(sound.text)
    speculative = written + reply.first + words * reply.each + sound.first
    path = max(turn.wait_seconds, VOICE_DETECTION_SECONDS + speculative)
    return (round_trip_seconds + path) * _MILLISECONDS


def mean_parts(times: Sequence[TurnTimes]) -> dict[str, float]:
    """Return the mean of each part, in milliseconds, so that they sum to the mean time."""
    names = dict.fromkeys(name for one in times for name in one.parts)
    return {n: sum(one.parts.get(n, 0.0) for one in times) / len(times) for n in names}


def _asks(sound: Sounding, turn: HeardTurn, pitched: bool) -> bool:
    if pitched:
        return sounds_like_a_question(sound.pitch_hz)
    return sound.start >= turn.last_begun


def _tail_seconds(said: Spoken) -> float:
    """Return how long the answer's last stretch is, from its last pause on."""
    begins = 0.0
    for before, word in zip(said.words, said.words[1:], strict=False):
        if word.start_seconds - before.end_seconds >= PAUSE_SECONDS:
            begins = word.start_seconds
    return said.last_speech_seconds - begins


def _first_clause_words(text: str) -> int:
    """Return how many words are spoken before the first sound can be asked for."""
    count = 0
    for clause in _CLAUSE.findall(text):
        count += len(clause.split())
        if count >= _CLAUSE_WORDS:
            break
    return count
