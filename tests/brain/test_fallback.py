"""The second brain steps in, and the result says so."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from nexus_cli.brain import FallbackBrain, OfflineBrain, ReplyPiece, ReplyRequest
from nexus_cli.brain.fallback import NEUTRAL_QUESTION
from nexus_cli.errors import BrainAnswerError, BrainError
from nexus_cli.models.document import Document
from nexus_cli.models.grade import Grade
from nexus_cli.models.job import Job
from nexus_cli.models.question import Question
from nexus_cli.models.result import Degradation, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.usage import ModelUsage
from nexus_cli.scoring import default_rubric
from tests.made_up import question

OFFLINE = OfflineBrain(today=date(2026, 5, 4))
JOB = Document(name="job.md", text="# Lighthouse keeper\n", sha256="0")


class Absent(OfflineBrain):
    """Fails to read, and fails to speak after saying some fragments."""

    name = "absent"

    def __init__(self, *fragments: str) -> None:
        super().__init__(today=date(2026, 5, 4))
        self._fragments = fragments

    async def read_job(self, description: Document) -> Result[Job]:
        raise BrainError("The service did not answer.")

    async def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
        for fragment in self._fragments:
            yield fragment
        raise BrainError("The service went away.")


def pieces(brain: FallbackBrain, kind: str = "follow_up") -> list[ReplyPiece]:
    async def whole() -> list[ReplyPiece]:
        request = ReplyRequest(kind=kind, question=question("a"))
        return [piece async for piece in brain.reply(request)]

    return asyncio.run(whole())


def said(brain: FallbackBrain, kind: str = "follow_up") -> str:
    return "".join(piece for piece in pieces(brain, kind) if isinstance(piece, str))


def test_a_failed_call_is_answered_by_the_second_and_marked() -> None:
    result = asyncio.run(FallbackBrain(Absent(), OFFLINE).read_job(JOB))
    assert result.value.title == "Lighthouse keeper"
    assert result.provenance.brain == "offline"
    assert result.degraded is not None
    assert result.degraded.reason == "The service did not answer."


def test_a_judgement_in_an_unusable_form_is_for_a_person_not_for_the_second_brain() -> None:
    class Babbling(OfflineBrain):
        name = "babbling"

        async def grade(
            self, question: Question, answer: str, follow_up: str, rubric: Rubric
        ) -> Result[Grade]:
            raise BrainAnswerError("It answered twice in a form that cannot be used.")

    brain = FallbackBrain(Babbling(today=date(2026, 5, 4)), OFFLINE)
    with pytest.raises(BrainAnswerError):
        asyncio.run(brain.grade(question("a"), "I clean the lamp.", "", default_rubric()))


def test_a_call_that_works_is_not_marked() -> None:
    result = asyncio.run(FallbackBrain(OFFLINE, Absent()).read_job(JOB))
    assert result.degraded is None


def test_a_reply_that_fails_before_its_first_clause_is_replaced() -> None:
    assert said(FallbackBrain(Absent("So you "), OFFLINE)) == "What else do you look after?"


def test_a_reply_that_fails_later_keeps_what_was_said_and_asks_one_neutral_question() -> None:
    assert said(FallbackBrain(Absent("I see.", " And "), OFFLINE)).startswith("I see.")
    assert said(FallbackBrain(Absent("I see.", " And "), OFFLINE)).endswith(NEUTRAL_QUESTION)


def test_a_reply_without_any_clause_end_is_still_said() -> None:
    class Brief(Absent):
        async def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
            yield "Go on"

    assert said(FallbackBrain(Brief(), OFFLINE)) == "Go on"


def test_a_replaced_reply_says_who_stood_in_and_why() -> None:
    (marked,) = [p for p in pieces(FallbackBrain(Absent(), OFFLINE)) if isinstance(p, Degradation)]
    assert (marked.stage, marked.wanted, marked.used) == ("reply", "absent", "offline")
    assert marked.reason == "The service went away."


def test_a_reply_that_works_carries_its_cost_and_no_mark() -> None:
    class Metered(Absent):
        async def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
            yield "What broke first?"
            yield ModelUsage(model="small", prompt_tokens=9)

    found = pieces(FallbackBrain(Metered(), OFFLINE))
    assert found == ["What broke first?", ModelUsage(model="small", prompt_tokens=9)]


def test_a_bridge_that_fails_is_not_followed_by_a_question() -> None:
    assert said(FallbackBrain(Absent(), OFFLINE), "bridge") == ""
    assert said(FallbackBrain(Absent("You mended the lamp."), OFFLINE), "bridge") == (
        "You mended the lamp."
    )
