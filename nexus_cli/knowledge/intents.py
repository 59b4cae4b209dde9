"""What a candidate's words are for: an answer, or a short request about the interview itself."""

import re
from enum import StrEnum

from nexus_cli.knowledge import requests
from nexus_cli.knowledge.role_questions import asks_about_role, is_off_topic


class Intent(StrEnum):
    """What someone wants by what they said."""

    ANSWER = "answer"
    REPEAT = "repeat"
    CLARIFY = "clarify"
    SKIP = "skip"
    PAUSE = "pause"
    END = "end"
    OFF_TOPIC = "off_topic"
    ASKS_ABOUT_ROLE = "asks_about_role"


_WHOLE = {
    intent: re.compile(
        rf"{requests.SOFTENER}(?:{'|'.join(patterns)})[\s,.!?]*{requests.SOFTENER}", re.IGNORECASE
    )
    for intent, patterns in (
        (Intent.END, requests.END),
        (Intent.PAUSE, requests.PAUSE),
        (Intent.SKIP, requests.SKIP),
        (Intent.REPEAT, requests.REPEAT),
        (Intent.CLARIFY, requests.CLARIFY),
    )
}
_ASKS_FOR_TERM = re.compile(
    r"\b(?:keyword|statement|command|instruction|called|name of|term|word|verb)\b", re.IGNORECASE
)
_LONGEST_REQUEST = 18


def read_intent(text: str, question_text: str) -> Intent:
    """Return what `text`, said in reply to `question_text`, is for.

    Only a short utterance that is wholly a request is one; everything else, `I don't know`
    included, is an answer, so that no answer is ever lost to a word like `pause` or `skip`.
    """
    said = _plain(text)
    if not said or len(said.split()) > _LONGEST_REQUEST:
        return Intent.ANSWER
    for intent, pattern in _WHOLE.items():
        if pattern.fullmatch(said) and not _is_term(said, question_text):
            return intent
    if _plain(question_text).rstrip(" ?.") == said.rstrip(" ?."):
        return Intent.ANSWER
    if asks_about_role(said, question_text):
        return Intent.ASKS_ABOUT_ROLE
    return Intent.OFF_TOPIC if is_off_topic(said) else Intent.ANSWER


def _is_term(said: str, question_text: str) -> bool:
    """`Break.` answers a question about a keyword."""
    return len(said.split()) == 1 and _ASKS_FOR_TERM.search(question_text) is not None


def _plain(text: str) -> str:
    straight = text.replace("’", "'").replace("‘", "'")
    return " ".join(straight.split())
