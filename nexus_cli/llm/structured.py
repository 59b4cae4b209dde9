"""Answers that fill a pydantic model, or a BrainError: never a guess, never a repair."""

import json
from dataclasses import dataclass, replace
from typing import Any, Generic, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from nexus_cli.errors import BrainAnswerError
from nexus_cli.llm.faults import LATER
from nexus_cli.llm.gateway import Answer, Gateway
from nexus_cli.llm.protocol import ChatRequest
from nexus_cli.llm.schema import strict_schema

M = TypeVar("M", bound=BaseModel)

ERRORS_TOLD = 6


@dataclass(frozen=True)
class Filled(Generic[M]):
    """A model that an answer filled."""

    value: M
    answer: Answer
    """The answer that was taken."""
    spent: tuple[Answer, ...]
    """Every answer that was paid for: this one, and before it the one that was refused."""
    asked_again: bool
    """The first answer was refused, or came to nothing."""


class _Refused(Exception):  # noqa: N818  # not a failure yet: it becomes a second request
    """Why an answer is not taken, in words for the model; empty when it ran out of room."""

    def __init__(self, why: str = "", answer: Answer | None = None) -> None:
        super().__init__(why)
        self.spent = () if answer is None else (answer,)


async def fill(gateway: Gateway, request: ChatRequest, model: type[M]) -> Filled[M]:
    """Ask for an instance of `model`; ask once more when the answer does not fit.

    An answer that was cut off is a failure even when it parses: a score may have lost a digit. The
    second request tells what was wrong, or thinks with less effort when the room ran out, and is
    never longer than that. Raises BrainError; BrainAnswerError when the second does not fit either.
    """
    first = replace(request, schema=strict_schema(model))
    try:
        value, answer = await _once(gateway, first, model)
        return Filled(value, answer, (answer,), asked_again=False)
    except _Refused as refused:
        spent, second = refused.spent, _again(first, str(refused))
    try:
        value, answer = await _once(gateway, second, model)
    except _Refused:
        _give_up(gateway)
    return Filled(value, answer, (*spent, answer), asked_again=True)


async def _once(gateway: Gateway, request: ChatRequest, model: type[M]) -> tuple[M, Answer]:
    try:
        answer = await gateway.complete(request)
    except BrainAnswerError:
        raise _Refused from None
    if answer.finish_reason != "stop":
        raise _Refused(answer=answer)
    return _validated(answer, model), answer


def _validated(answer: Answer, model: type[M]) -> M:
    text = answer.text
    try:
        json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_number)
        return model.model_validate_json(text)
    except ValidationError as error:
        wrong = [
            f"- {'.'.join(map(str, one['loc'])) or 'the object'}: {one['msg']}"
            for one in error.errors(include_input=False, include_url=False)[:ERRORS_TOLD]
        ]
        raise _Refused("\n".join(wrong), answer) from None
    except (ValueError, RecursionError):
        raise _Refused("- It is not one JSON object with each key once.", answer) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice: the second could be an echo of somebody's answer."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _again(request: ChatRequest, wrong: str) -> ChatRequest:
    if not wrong:
        return replace(request, effort="low")
    note = f"\n\nYour last reply was refused:\n{wrong}\nReply again with the whole object."
    return replace(request, user=request.user + note)


def _give_up(gateway: Gateway) -> NoReturn:
    raise BrainAnswerError(
        f"{gateway.provider.name} answered twice in a form that cannot be used.", LATER
    ) from None
