"""What the interview page says for itself."""

from nexus_cli.models.events import Part

HELP_TITLE = "The interview"
HELP_TEXT = (
    "Type your answer under the question. Enter begins a new line; Ctrl+S sends, and so does "
    "Enter after a full stop alone on a line. There is no hurry: the clock is not scored.\n\n"
    "You may also type what you would say: “could you repeat that?”, “what do you mean?”, “let's "
    "skip this one”, or a question about the role.\n\n"
    "What you send is on disk when `saved` is shown. What you are typing is kept every few "
    "seconds, and when you leave. Ctrl+P offers everything else, such as ending here."
)
FINISHED = "That was the last question. Thank you. Press Enter for your report."
SKIPPING = "leaving this question unanswered, then the next one"
ENDING = "ending the interview, then your report"
NOTHING_TO_SEND = "There is nothing to send yet. Type an answer, or press Ctrl+N to skip."
SKIP_TEXT = "You have begun an answer. Skip the question and drop what you typed?"
END = "End the interview here? Questions not yet asked are left out of the report."
LOSE_TEXT = "What you typed could not be kept. Leave and lose it?"


def your_turn(part: Part) -> str:
    """Return whose turn it is."""
    return "your turn" if part == "answer" else "your turn: a follow-up"


def grading(scored: int, answered: int) -> str:
    """Return how far scoring is; how many, never how well."""
    return f"scoring the answers: {scored} of {answered} done, then your report"


def not_saved(sentence: str) -> str:
    """Return why an answer is back in the editor."""
    return f"not saved, your text is still here. {sentence} Then press Ctrl+S again."


def broken(sentence: str, typed: bool) -> str:
    """Return why the interview stands still, and how to go on."""
    kept = "Your text is still here: " if typed else ""
    return f"{sentence} {kept}Ctrl+S tries again, Escape goes home."


def unsent(count: int) -> str:
    """Return what leaving means for text that was not sent."""
    it, words = ("it is", "word") if count == 1 else ("they are", "words")
    return f"You have {count} {words} not sent; {it} kept as a draft. Leave the interview?"


def paused(number: int, total: int, session_id: str) -> str:
    """Return the line that is left in the terminal."""
    return (
        f"Paused at question {number} of {total}; everything is kept. "
        f"Come back with: nexus interview {session_id}"
    )
