"""The keys of the interview page; the editor brings its own for sending."""

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.tui.interview.spoken import keys as spoken_keys
from nexus_cli.tui.interview.spoken.last_answer import last_answer

if TYPE_CHECKING:
    from nexus_cli.tui.interview.screen import InterviewScreen

_REQUESTS = ("repeat", "clarify", "skip", "spoken")

KEYS: list[BindingType] = [
    *spoken_keys.KEYS,
    Binding(
        "ctrl+r", "repeat", "Repeat", id="interview.repeat", tooltip="Have the question put again."
    ),
    Binding(
        "ctrl+l",
        "clarify",
        "Clarify",
        id="interview.clarify",
        tooltip="Have the question explained; costs nothing.",
    ),
    Binding(
        "ctrl+n",
        "skip",
        "Skip",
        id="interview.skip",
        tooltip="Leave this question unanswered and go on.",
    ),
    Binding(
        "ctrl+t",
        "later",
        "Later",
        id="interview.later",
        tooltip="Stop here and come back to this question another time.",
    ),
    Binding(
        "enter",
        "report",
        "Your report",
        id="interview.report",
        tooltip="Open the report on this interview.",
    ),
    Binding(
        "pageup",
        "look('up')",
        "Earlier",
        id="interview.earlier",
        key_display="PgUp",
        tooltip="Look back at earlier questions and answers.",
        show=False,
        priority=True,
    ),
    Binding(
        "pagedown",
        "look('down')",
        "Back to now",
        id="interview.now",
        key_display="PgDn",
        tooltip="Scroll towards the question in hand.",
        show=False,
        priority=True,
    ),
    Binding(
        "f2",
        "waterfall",
        "Time",
        id="interview.waterfall",
        key_display="F2",
        tooltip="Show where the time of the last turn went.",
        show=False,
    ),
    Binding(
        "escape",
        "home",
        "Home",
        id="interview.home",
        tooltip="Go to your interviews; what you typed is kept.",
        show=False,
    ),
]


def shown_now(action: str, page: "InterviewScreen") -> bool | None:
    """Return whether a key works: True, not just now (None), or not at all (False)."""
    over, spoken = page.over, page.spoken
    by_ear = spoken.by_ear and not over
    match action:
        case "report":
            return over and not page.board.editor.display
        case "done":
            talks = spoken.answering or spoken.known.phase is SpokenPhase.SPEAKING
            return (True if talks else None) if by_ear else False
        case "think":
            return (True if spoken.answering else None) if by_ear else False
        case "type" | "patience":
            return by_ear
        case "correct":
            mendable = page.state is not None and last_answer(page.state) is not None
            return (True if mendable else None) if by_ear else False
        case "speak":
            return spoken.can_speak_again and not over
        case "later":
            return not over and not by_ear
    if action in _REQUESTS:
        fits = by_ear == (action == "spoken") and not over
        return (True if page.floor.held else None) if fits else False
    return True
