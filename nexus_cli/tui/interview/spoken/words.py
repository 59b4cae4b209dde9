"""What the page says for itself while the interview is spoken."""

from nexus_cli.models.patience import Patience

HELP_TEXT = (
    "Speak your answer as you would in a room. Silence ends it: nexus shows how long it still "
    "waits, and any sound keeps the floor. Enter ends it at once; Space stops the wait while you "
    "think, until Space is pressed again. W waits longer or less long.\n\n"
    "You may also say what you want: “could you repeat that?”, “skip this one”, “give me a "
    "moment”, “I'm done”. T goes over to the keyboard with everything said so far, and Ctrl+O "
    "comes back. Words that were hard to hear stand in [brackets?]; E mends your last answer. "
    "How you sound is never scored."
)
OPENING = "opening the microphone and the voice, then your question"
SPEAKING = "speaking"
LISTENING = "listening"
HELD = "take your time: nothing moves on until you press Space"
HELD_SHORT = "take your time; Space goes on"
SAVING = "saving your answer, then the next question"
THINKING = "thinking, next question in a moment"
LOST = "microphone gone: type here, it will be back when you plug it in"
READY = "Speak when you are ready; there is no hurry."
WRITING = "writing down what you said; go on whenever you like"
STOPS_VOICE = "Enter stops the voice and listens."
NOT_HEARD = "not heard"
SPEAK_AGAIN = "Ctrl+O goes back to speaking."
ONE_MOMENT = "One moment: nexus is not ready for an answer yet. Your text stays here."
SKIP_SAID = "You have begun an answer. Skip the question and drop what you said?"
NOTHING_TO_CORRECT = "There is no earlier answer to mend yet."
BLANK_CORRECTION = "An answer cannot be mended to nothing; it stays as it was."
DROP_CORRECTION = "Drop what you changed in this answer?"

LEVEL_HINTS = {
    "clipping": "! too loud, it crackles: move back a little",
    "too quiet": "! hard to hear: come closer, or turn the microphone up",
    "no signal": "! the microphone sends nothing: unmute it, or press T to type",
}
_PATIENCE = {
    Patience.LOW: "low: moves on sooner",
    Patience.NORMAL: "normal",
    Patience.HIGH: "high: waits longer",
}


def moving_on(seconds: str) -> str:
    """Return what a silence leads to, and when."""
    return f"you have stopped: moving on in {seconds}, any sound keeps the floor"


def moving_on_short(seconds: str) -> str:
    """Return the same for a narrow page."""
    return f"moving on in {seconds}: speak to stay"


def patience(value: Patience) -> str:
    """Return how long nexus waits, in words."""
    return f"Patience {_PATIENCE[value]}"


def left_to_read(why: str) -> str:
    """Return why something is to be read instead of heard."""
    reason = f" ({why.rstrip('.')})" if why else ""
    return f"! the voice failed{reason}: please read the question"


def unspent(count: int) -> str:
    """Return what leaving means for words that were said and not handed over."""
    words = "word" if count == 1 else "words"
    return f"You have said {count} {words} of an answer; they are kept. Leave the interview?"
