"""The keys while the interview is spoken: single letters, as nobody is typing."""

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    Binding(
        "enter",
        "done",
        "Done",
        id="spoken.done",
        key_display="Enter",
        tooltip="Your answer is finished; while nexus speaks, stop it.",
    ),
    Binding(
        "space",
        "think",
        "Think",
        id="spoken.think",
        key_display="Space",
        tooltip="Stop the wait while you think; press again to let it run.",
    ),
    Binding(
        "r",
        "spoken('repeat')",
        "Repeat",
        id="spoken.repeat",
        key_display="R",
        tooltip="Have the question put again.",
    ),
    Binding(
        "c",
        "spoken('clarify')",
        "Clarify",
        id="spoken.clarify",
        key_display="C",
        tooltip="Have the question explained; costs nothing.",
    ),
    Binding(
        "s",
        "spoken('skip')",
        "Skip",
        id="spoken.skip",
        key_display="S",
        tooltip="Leave this question unanswered and go on.",
    ),
    Binding(
        "t",
        "type",
        "Type",
        id="spoken.type",
        key_display="T",
        tooltip="Type on from what you said so far.",
    ),
    Binding(
        "p",
        "spoken('later')",
        "Pause",
        id="spoken.pause",
        key_display="P",
        tooltip="Stop here and come back to this question another time.",
    ),
    Binding(
        "e",
        "correct",
        "Edit",
        id="spoken.correct",
        key_display="E",
        tooltip="Mend words of your last answer that were heard wrong.",
    ),
    Binding(
        "w",
        "patience",
        "Wait",
        id="spoken.patience",
        key_display="W",
        tooltip="Change how long nexus waits for more words: low, normal, high.",
    ),
    Binding(
        "ctrl+o",
        "speak",
        "Speak",
        id="spoken.speak",
        tooltip="Speak your answer again instead of typing it.",
    ),
]
SPOKEN = frozenset({"done", "think", "spoken", "type", "patience"})
"""Actions that need nobody at the keyboard."""
