"""What a model is told when it words a reply: never what a good answer says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nexus_cli.brain.prompting import (
    Block,
    Exchange,
    Prompt,
    fenced,
    load_prompt,
    neutral,
    pruned,
    tokens_of,
)
from nexus_cli.brain.protocol import ReplyRequest
from nexus_cli.brain.replying.leaks import Leaks
from nexus_cli.models.question import Question
from nexus_cli.scoring.tokens import parse

QUESTION_TOKENS = 240
TOPIC_TOKENS = 40
EXAMPLE_TOKENS = 80
ASKED_TOKENS = 160
EARLIER_TOKENS = 320
ANSWER_TOKENS = 560
MOST_TURNS = 8
_LABEL_TOKENS = 12
"""What a line's number and the words before it take."""


@dataclass(frozen=True)
class Material:
    """A prompt with what fills it, and the texts that the person has heard or said."""

    prompt: Prompt
    values: Mapping[str, Block | str | int]
    known: tuple[str, ...]


def material(request: ReplyRequest, nonce: str) -> Material:
    """Return what `request` needs, cut to size.

    The key points and the open point are no part of it; a topic or an example that would give one
    away is left out.
    """
    question = request.question
    told = [neutral(question.text), neutral(question.target)]
    talk = [text for turn in request.history for text in (turn.asked, turn.said)]
    known = (*told, request.answer, *request.asked_before, *talk)
    blocks: dict[str, Block | str | int] = {
        "question": fenced("question", told[:1], nonce, prefix="q", tokens=QUESTION_TOKENS),
        "answer": fenced(
            "answer", sentences(request.answer), nonce, prefix="a", tokens=ANSWER_TOKENS
        ),
    }
    if request.kind != "follow_up":
        blocks["topic"] = fenced("topic", told[1:], nonce, prefix="t", tokens=TOPIC_TOKENS)
        return Material(load_prompt("speak"), {"action": request.kind, **blocks}, known)
    leaks = Leaks(question, known)
    topic = neutral(request.probe_topic)
    about = topic if topic and not leaks.give_away(topic) else told[1]
    example = _example(question, leaks)
    blocks |= {
        "topic": fenced("topic", [about], nonce, prefix="t", tokens=TOPIC_TOKENS),
        "example": fenced("example", example, nonce, prefix="x", tokens=EXAMPLE_TOKENS),
        "asked": fenced("asked", request.asked_before, nonce, prefix="b", tokens=ASKED_TOKENS),
        "earlier": _earlier(request.history, nonce),
    }
    return Material(load_prompt("follow_up"), blocks, (*known, about, *example))


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, marks included."""
    return [text[start:end] for start, end in parse(text).sentences]


def _example(question: Question, leaks: Leaks) -> list[str]:
    hint = question.follow_up_hint
    return [hint] if hint and not leaks.copies(hint) else []


def _earlier(history: Sequence[Exchange], nonce: str) -> Block:
    """Return the latest whole turns that fit."""
    clean = [Exchange(neutral(turn.asked), neutral(turn.said)) for turn in history[-MOST_TURNS:]]
    kept = pruned(clean, EARLIER_TOKENS)
    lines = [f"{who}: {text}" for t in kept for who, text in (("Q", t.asked), ("A", t.said))]
    room = sum(tokens_of(line) + _LABEL_TOKENS for line in lines)
    return fenced("earlier", lines, nonce, prefix="h", tokens=room)
