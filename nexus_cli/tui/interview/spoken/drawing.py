"""A spoken floor as it is drawn: the state in words, the meter, the countdown, what was heard."""

import math
from collections.abc import Sequence

from textual.content import Content

from nexus_cli.models.signals import CountdownBegan, HeardPiece
from nexus_cli.models.spoken import AT_KEYBOARD, OWN_FLOOR, SpokenPhase
from nexus_cli.text import width
from nexus_cli.tui.interview.spoken import words
from nexus_cli.tui.interview.spoken.listening import LEVELS, Listening
from nexus_cli.tui.interview.state_line import Mark, State, waiting
from nexus_cli.tui.showing import joined, shown

_BARS = "▁▂▃▄▅▆▇█"
_QUIETEST_DBFS = -60.0
_LOUDEST_DBFS = -12.0
_BAR_CELLS = 20
_QUIET = "$foreground 72%"


def state_of(known: Listening, saved: bool, cells: int, motion: bool) -> State:
    """Return the state of the page in words that fit `cells` on one line where they can."""
    match known.phase:
        case SpokenPhase.SPEAKING:
            return State(Mark.SPEAKING, words.SPEAKING, saved)
        case SpokenPhase.COMMITTED if known.stage is None:
            return State(Mark.WAITING, words.SAVING, saved)
        case SpokenPhase.COMMITTED | SpokenPhase.THINKING if known.stage is not None:
            return waiting(known.stage, saved)
        case SpokenPhase.DEVICE_LOST:
            return State(Mark.TROUBLE, words.LOST)
        case SpokenPhase.TYPED:
            return State(Mark.YOURS, "your turn", saved)
        case _ if known.phase in OWN_FLOOR and known.holding:
            return State(Mark.HELD, _fitting(words.HELD, words.HELD_SHORT, cells))
        case SpokenPhase.PAUSED if known.countdown is not None:
            left = _seconds_left(known.countdown, known.silence_seconds, motion)
            long, short = words.moving_on(left), words.moving_on_short(left)
            return State(Mark.COUNTING, _fitting(long, short, cells))
        case _ if known.phase in OWN_FLOOR:
            return State(Mark.YOURS, words.LISTENING, saved)
    return State(Mark.WAITING, words.THINKING, saved)


def meter(known: Listening, motion: bool) -> Content:
    """Return the last levels as bars; where motion is not wanted, whether somebody is heard."""
    if known.phase not in OWN_FLOOR or known.countdown is not None or known.holding:
        return Content("")
    if not motion:
        return shown("hearing you" if known.speech else "quiet", _QUIET)
    quiet = [_QUIETEST_DBFS] * (LEVELS - len(known.levels_dbfs))
    bars = "".join(_bar(level) for level in (*quiet, *known.levels_dbfs))
    return shown(bars, "$text-success" if known.speech else _QUIET)


def hint(known: Listening, cells: int, motion: bool) -> Content:
    """Return the line under the state: the countdown as a bar, or what would help just now."""
    if known.countdown is not None and not known.holding:
        return _bar_of(known.countdown, known.silence_seconds, cells // 3, motion)
    if known.level_hint:
        return shown(words.LEVEL_HINTS.get(known.level_hint, known.level_hint), "$text-warning")
    if known.why and known.phase not in AT_KEYBOARD:
        return shown(words.left_to_read(known.why), "$text-warning")
    return shown(_help_for(known), _QUIET)


def marked(pieces: Sequence[HeardPiece], goes_on: bool) -> Content:
    """Return what was heard, doubtful words in brackets with a question mark and underlined."""
    if not pieces:
        return Content("")
    said: list[Content | str] = []
    for piece in pieces:
        doubt = shown(f"[{piece.text}?]", "underline $text-warning")
        said += [doubt if piece.doubtful else shown(piece.text), " "]
    return joined("“", *said[:-1], " …" if goes_on else "", "”")


def _bar_of(countdown: CountdownBegan, silence: float, room: int, motion: bool) -> Content:
    """Return how much of the wait has passed, and why it is so long."""
    if not motion:
        return shown(countdown.why, _QUIET)
    cells = min(_BAR_CELLS, room)
    filled = min(cells, round(cells * silence / max(countdown.wait_seconds, 0.01)))
    rest = ("─" * (cells - filled), _QUIET)
    return joined(("━" * filled, "$warning"), rest, (f"  {countdown.why}", _QUIET))


def _help_for(known: Listening) -> str:
    match known.phase:
        case SpokenPhase.SPEAKING:
            return words.STOPS_VOICE
        case SpokenPhase.LISTENING if not known.pieces:
            return words.READY
        case SpokenPhase.PAUSED if not known.holding:
            return words.WRITING
        case SpokenPhase.TYPED if known.why:
            return known.why
        case SpokenPhase.TYPED if known.has_microphone:
            return words.SPEAK_AGAIN
    return ""


def _seconds_left(countdown: CountdownBegan, silence: float, motion: bool) -> str:
    left = max(0.0, countdown.wait_seconds - silence)
    return f"{left:.1f} s" if motion else f"{math.ceil(left)} s"


def _bar(level_dbfs: float) -> str:
    share = (level_dbfs - _QUIETEST_DBFS) / (_LOUDEST_DBFS - _QUIETEST_DBFS)
    return _BARS[round(min(1.0, max(0.0, share)) * (len(_BARS) - 1))]


def _fitting(long: str, short: str, cells: int) -> str:
    return long if width(long) + 2 <= cells else short
