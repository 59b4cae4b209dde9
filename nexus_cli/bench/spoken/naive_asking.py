"""What the naive pipeline asks a model, in calls as short as they can be, and who answers it."""

from typing import Any

from pydantic import BaseModel

from nexus_cli.bench.groq.acting import honest
from nexus_cli.llm import INTERACTIVE, ChatRequest, Gateway, fill

_SAY = "You hold a job interview. Say the next thing to the candidate, in plain spoken words."
_SCORE = "You grade an answer in a job interview from 0 to 5, and say in one sentence why."
_DECIDE = "You hold a job interview. Decide whether the answer needs a follow-up question."
_NEXT = "Next question:"
_TOKENS = 400
"""Reserved, reasoning included."""
_MOST_CHARACTERS = 6_000
"""Of an answer: what two minutes of speech come to, twice over."""


class NaiveScore(BaseModel):
    """Nexus's four dimensions, without the evidence that nexus asks for, and whether to ask on."""

    relevance: int
    depth: int
    competency: int
    communication: int
    reason: str
    follow_up: bool


class NaiveDecision(BaseModel):
    """Whether the script asks on."""

    follow_up: bool


async def score(gateway: Gateway, question: str, answer: str) -> NaiveScore:
    """Return the score of an answer, in one call; raises BrainError."""
    request = _request("naive_score", _SCORE, _told(question, answer))
    return (await fill(gateway, request, NaiveScore)).value


async def decide(gateway: Gateway, question: str, answer: str) -> bool:
    """Return whether the model would ask on, in one call; raises BrainError."""
    request = _request("naive_decide", _DECIDE, _told(question, answer))
    return (await fill(gateway, request, NaiveDecision)).value.follow_up


async def say(gateway: Gateway, question: str, answer: str, text: str) -> str:
    """Return what the model says when it is to ask `text` next, read to its end.

    Raises BrainError.
    """
    user = f"{_told(question, answer)}\n{_NEXT} {text}"
    return (await gateway.complete(_request("naive_say", _SAY, user))).text.strip()


def asked_plainly(body: dict[str, Any]) -> str:
    """Answer the script as an obliging model would, and everything else honestly.

    What it is to say it says word for word, so that both sides of a comparison say the same.
    """
    told = {message["role"]: str(message["content"]) for message in body.get("messages", [])}
    system = told.get("system")
    if system == _SAY:
        return told["user"].rpartition(f"\n{_NEXT} ")[2]
    if system == _SCORE:
        return _SCORED.model_dump_json()
    if system == _DECIDE:
        return NaiveDecision(follow_up=True).model_dump_json()
    return honest(body)


def _request(kind: str, system: str, user: str) -> ChatRequest:
    return ChatRequest(
        kind=kind,
        system=system,
        user=user,
        max_completion_tokens=_TOKENS,
        patience=INTERACTIVE,
    )


def _told(question: str, answer: str) -> str:
    return f"Question: {question}\nAnswer: {answer[:_MOST_CHARACTERS]}"


_SCORED = NaiveScore(
    relevance=4,
    depth=3,
    competency=3,
    communication=4,
    reason="The answer is to the point, but leaves out what the candidate decided alone.",
    follow_up=True,
)
