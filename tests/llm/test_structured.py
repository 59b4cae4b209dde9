"""Answers that fill a model, or none."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from nexus_cli.bench.groq import filled
from nexus_cli.errors import BrainAnswerError, BrainUnavailableError
from nexus_cli.llm import ChatRequest, fill
from nexus_cli.llm.protocol import Finished, Fragment
from nexus_cli.llm.schema import strict_schema
from tests.llm.in_memory import Behaviour, ScriptedProvider, gateway_to
from tests.llm.stage import GRADE
from tests.llm.virtual_time import virtual

CUT_OFF = BrainAnswerError("It ran out of room.")


class Kind(StrEnum):
    CALM = "calm"
    STORMY = "stormy"


class Night(BaseModel):
    """A night at a lighthouse."""

    title: str = Field(default="untitled", max_length=9)
    wind: Annotated[int, Field(ge=0, le=12)] = 3
    kind: Kind
    source: Literal["log"] = "log"


class Watch(BaseModel):
    nights: list[Night] = Field(min_length=1)
    keeper: str | None = None
    overall: float
    properties: dict[str, str] = {}


class Ledger(BaseModel):
    nights: list[Night] = Field(max_length=3)
    keeper: str | None = None


class Verdict(BaseModel):
    why: str
    score: int = Field(ge=0, le=5)


def cut(text: str) -> Behaviour:
    async def pieces(request: ChatRequest) -> Any:
        yield Fragment(text)
        yield Finished("length")

    return pieces


def ask(provider: ScriptedProvider) -> Any:
    return virtual(fill(gateway_to(provider), GRADE, Verdict))


def keywords(node: object) -> set[str]:
    """All keywords of a schema, names of properties left out."""
    if isinstance(node, list):
        return set().union(*(keywords(part) for part in node))
    if not isinstance(node, dict):
        return set()
    named = ("properties", "$defs")
    inside = [list(v.values()) if k in named else v for k, v in node.items() if k != "required"]
    return set(node) | keywords(inside)


def test_a_schema_keeps_what_the_service_takes_and_nothing_else() -> None:
    schema = dict(strict_schema(Ledger).schema)
    assert keywords(schema) <= {
        *("type", "properties", "required", "additionalProperties", "items", "enum", "const"),
        *("anyOf", "$defs", "$ref", "description"),
    }
    night = schema["$defs"]["Night"]  # type: ignore[index]
    assert night["required"] == ["title", "wind", "kind", "source"]
    assert night["additionalProperties"] is False
    assert night["properties"]["title"] == {"type": "string"}
    assert schema["required"] == ["nights", "keeper"]


def test_what_a_strict_schema_cannot_say_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="free keys"):
        strict_schema(Watch)


def test_the_plainest_answer_of_the_loopback_fills_a_schema() -> None:
    schema = strict_schema(Ledger)
    form = {"type": "json_schema", "json_schema": {"schema": schema.schema}}
    assert Ledger.model_validate_json(filled({"response_format": form})) == Ledger(nights=[])


def test_a_good_answer_is_taken_at_once() -> None:
    provider = ScriptedProvider('{"why": "clear", "score": 4}')
    result = ask(provider)
    assert result.value == Verdict(why="clear", score=4)
    assert not result.asked_again
    sent = provider.requests[0].schema
    assert sent is not None
    assert sent.name == "Verdict"


def test_a_bad_answer_is_asked_for_once_more_with_what_was_wrong() -> None:
    provider = ScriptedProvider('{"why": "clear", "score": 9}', '{"why": "clear", "score": 5}')
    result = ask(provider)
    assert result.value.score == 5
    assert result.asked_again
    first, second = provider.requests
    assert second.system == first.system, "the shared prefix stays"
    assert second.user.startswith(first.user)
    assert "score: Input should be less than or equal to 5" in second.user


@pytest.mark.parametrize(
    "text",
    [
        "Certainly!",
        '{"why": "clear", "score": 4',
        '{"why": "clear", "score": 4} {"why": "x", "score": 5}',
        '{"why": "clear", "score": 1, "score": 5}',
        '{"why": "clear", "score": NaN}',
        '{"why": "clear"}',
        "[" * 5_000,
        '<|channel|>analysis{"why": "clear", "score": 4}',
    ],
)
def test_an_answer_that_does_not_fit_twice_is_an_error_and_never_a_score(text: str) -> None:
    provider = ScriptedProvider(text)
    with pytest.raises(BrainAnswerError, match="answered twice"):
        ask(provider)
    assert len(provider.requests) == 2


def test_an_answer_cut_short_is_not_taken_even_when_it_parses() -> None:
    provider = ScriptedProvider(cut('{"why": "clear", "score": 4}'))
    with pytest.raises(BrainAnswerError):
        ask(provider)


@pytest.mark.parametrize("first", [CUT_OFF, cut('{"why": "cle')])
def test_when_the_room_ran_out_the_second_request_thinks_less_and_is_no_longer(
    first: BrainAnswerError | Behaviour,
) -> None:
    provider = ScriptedProvider(first, '{"why": "clear", "score": 4}')
    thoughtful = replace(GRADE, effort="medium")
    result = virtual(fill(gateway_to(provider), thoughtful, Verdict))
    assert result.value.score == 4
    assert [request.effort for request in provider.requests] == ["medium", "low"]
    assert provider.requests[0].user == provider.requests[1].user


def test_a_service_that_is_down_is_not_asked_again_over_the_form() -> None:
    provider = ScriptedProvider(BrainUnavailableError("Down."))
    with pytest.raises(BrainUnavailableError):
        ask(provider)
