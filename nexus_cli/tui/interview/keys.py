"""The keys of the interview page; the editor brings its own for sending."""

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
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
        "escape",
        "home",
        "Home",
        id="interview.home",
        tooltip="Go to your interviews; what you typed is kept.",
        show=False,
    ),
]
