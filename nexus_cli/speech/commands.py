"""Spoken requests to the interviewer, told from answers that merely contain such words."""

import re
from enum import StrEnum

from rapidfuzz import fuzz, process

from nexus_cli.knowledge.intents import Intent, read_intent


class SpokenCommand(StrEnum):
    """What someone wants by a short utterance of its own."""

    REPEAT = "repeat"
    CLARIFY = "clarify"
    SKIP = "skip"
    PAUSE = "pause"
    END = "end"
    DONE = "done"
    """The answer is finished."""
    THINK = "think"
    """A moment, please: nobody leaves, the wait gets longer."""


_INTENTS = {
    Intent.REPEAT: SpokenCommand.REPEAT,
    Intent.CLARIFY: SpokenCommand.CLARIFY,
    Intent.SKIP: SpokenCommand.SKIP,
    Intent.PAUSE: SpokenCommand.PAUSE,
    Intent.END: SpokenCommand.END,
}
_SOFT = r"(?:(?:ok|okay|um|uh|so|and|yeah|yes|well|right|alright|sorry|i think|please)[,.]? )*"
_DONE = re.compile(
    _SOFT + r"(?:(?:i'm|i am) (?:done|finished|all done|ready to move on)(?: (?:now|here|thanks"
    r"|thank you|with (?:this|that|my|the) (?:one|answer|question)))?|done|end of answer"
    r"|that(?:'s| is| was) my (?:whole )?answer|submit(?: my answer| that)?"
    r"|that concludes my answer|over to you)",
    re.IGNORECASE,
)
_THINK = re.compile(
    _SOFT + r"(?:let me (?:just )?think(?: about (?:it|that|this))?(?: for)?(?: a (?:moment|second"
    r"|sec|minute|bit))?|(?:just (?:a|one)|one) (?:moment|second|sec|minute)|(?:hold|hang) on"
    r"(?: (?:a|one|just a) (?:moment|second|sec|minute))?|bear with me|wait(?: a (?:moment|second"
    r"|sec|minute))?|(?:(?:can|could|may) i have|give me|i need) (?:just )?(?:a|one|some)"
    r" (?:moment|second|sec|minute|time)(?: to think)?(?: about (?:it|that|this))?"
    r"|i(?:'m| am) (?:still )?thinking)(?:,? please)?",
    re.IGNORECASE,
)
_COMMANDS = {
    wording: command
    for command, wordings in {
        SpokenCommand.REPEAT: (
            "repeat that, repeat the question, repeat the question please, can you repeat that,"
            " can you repeat the question, could you repeat that please, say that again,"
            " could you repeat the question please, say that again please,"
            " can you say that again, what was the question, what was the question again"
        ),
        SpokenCommand.SKIP: (
            "skip this question, skip this question please, skip this one, next question,"
            " next question please, go to the next question, move on to the next question"
        ),
        SpokenCommand.PAUSE: (
            "pause the interview, pause the interview please, can we take a break"
        ),
        SpokenCommand.DONE: "i am finished, i'm finished, that's my answer, i'm done thanks",
        SpokenCommand.THINK: "let me think, let me think about that, give me a moment",
    }.items()
    for wording in wordings.split(", ")
}
"""The usual wordings, which a recogniser may get wrong by a letter or a small word.

Without a way to end: that cannot be taken back, so it takes two words or more, heard exactly.
"""
_LONGEST_SLIP_WORDS = 8
_SHORTEST_SLIP = 8
_ALIKE = 88.0
_ADDRESSED = re.compile(
    r"\b(?:question|interview|session|repeat|skip|again|pause)\b", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:[,:;…–—-]|\b(?:and|but|or|so|because|then))$", re.IGNORECASE)
_BEGINS_ANSWER = re.compile(
    r"(?:so |and )?(?:for example|such as|meaning|again|what)", re.IGNORECASE
)


def read_command(utterance: str, question: str, mid_answer: bool = False) -> SpokenCommand | None:
    """Return what `utterance`, all that was said between two pauses, asks for; None for an answer.

    Exact wordings come first (`knowledge.intents`, with `question` for questions that ask for a
    word), then, for at most eight words, the usual wordings with a likeness of 88 of 100 or more
    (normalised Indel distance): `repeat the questing` passes, `repeat the test` does not.
    With `mid_answer`, more has to be said than a word, and of the conversation: a pause may part
    `pass`, `for example` or `I missed that` from the sentence that it belongs to.
    """
    said = " ".join(utterance.replace("’", "'").split()).rstrip(" .!")
    if not said or _GOES_ON.search(said):
        return None
    if _DONE.fullmatch(said.rstrip("?")):
        return None if mid_answer and " " not in said else SpokenCommand.DONE
    if _THINK.fullmatch(said.rstrip("?")):
        return None if mid_answer and " " not in said else SpokenCommand.THINK
    if _BEGINS_ANSWER.fullmatch(said):
        return None
    return _exact(said, question, mid_answer) or _slipped(said.lower(), question)


def _exact(said: str, question: str, mid_answer: bool) -> SpokenCommand | None:
    if mid_answer and (" " not in said or not _ADDRESSED.search(said)):
        return None
    command = _INTENTS.get(read_intent(said, question))
    return None if command is SpokenCommand.END and " " not in said else command


def _slipped(said: str, question: str) -> SpokenCommand | None:
    short = len(said) < _SHORTEST_SLIP or " " not in said
    if short or len(said.split()) > _LONGEST_SLIP_WORDS or said in question.lower():
        return None
    plain = said.replace(",", "").rstrip("?")
    found = process.extractOne(
        plain, list(_COMMANDS), processor=None, scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return None if found is None else _COMMANDS[found[0]]
