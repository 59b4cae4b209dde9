"""Documents that one request does not hold, and calls that fail."""

import asyncio
import json

import pytest

from nexus_cli.bench.groq import LatencyProfile, LoopbackGroq
from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.reading.cv import read_cv
from nexus_cli.errors import BrainError
from nexus_cli.models.candidate import Candidate, SkillClaim
from nexus_cli.models.job import Job
from tests.brain.reading.scripted import (
    NONCE,
    TODAY,
    Form,
    Shown,
    a_document,
    a_skill,
    cv_form,
    cv_read,
    job_form,
    job_read,
    serving,
)
from tests.llm.stage import Stage, on_stage, staged
from tests.llm.virtual_time import SETTLE_SECONDS, virtual

LONG = "\n".join(
    f"- Kept light {n} with the {n}th knot gauge and wrote of it at length" for n in range(600)
)


async def ada() -> Candidate:
    return Candidate(name="Ada Lund")


def test_skills_of_all_parts_are_one_list() -> None:
    def form(shown: Shown) -> Form:
        first, *_, last = shown.lines
        return cv_form(
            skills=[
                a_skill(first, "knot gauge"),
                a_skill(last, shown.lines[last].split("the ")[1].split(" and")[0]),
            ]
        )

    result = cv_read(LONG, form, Candidate(name="Ada Lund"))
    names = [claim.name for claim in result.value.skills]
    assert names[0] == "knot gauge"
    assert len(names) == len(set(names)) == 1 + len(result.usage) == 4
    (told,) = [sentence for sentence in result.value.disagreements if "long" in sentence]
    assert told.startswith("The CV is long: ")
    assert told.endswith(" of its lines were read by the word list alone.")


def test_a_job_that_is_too_long_is_read_as_far_as_it_goes() -> None:
    read = job_read(LONG, lambda shown: job_form()).value
    (told,) = [sentence for sentence in read.disagreements if "long" in sentence]
    assert told.startswith("The job description is long: ")


def test_lines_that_no_model_was_shown_are_no_disagreement() -> None:
    first, last = LONG.splitlines()[0], LONG.splitlines()[-1]
    claims = SkillClaim(name="Knots", evidence=first), SkillClaim(name="Python", evidence=last)
    known = Candidate(name="Ada Lund", skills=claims)
    told = cv_read(LONG, lambda shown: cv_form(), known).value.disagreements
    assert "Skills that only the word list read: Knots. They count as well." in told

    text, job = (
        f"Knows SQL\n{LONG}\nKnows Python",
        Job(title="x", required_skills=("SQL", "Python")),
    )
    told = job_read(text, lambda shown: job_form(), job).value.disagreements
    assert "Skills that only the word list read: SQL. They count as well." in told


def test_parts_are_asked_for_at_the_same_time_and_are_small_enough() -> None:
    server = serving(lambda shown: cv_form())
    server.latency = LatencyProfile(first_token_seconds=5.0)

    async def play(stage: Stage) -> None:
        await read_cv(Caller("groq", stage.gateway, NONCE), a_document(LONG), ada(), today=TODAY)

    on_stage(server, play)
    assert len(server.seen) == 3
    assert max(seen.at for seen in server.seen) - min(seen.at for seen in server.seen) < 1.0
    ids = [set(Shown(seen.body).lines) for seen in server.seen]
    assert len(set.union(*ids)) == sum(map(len, ids))


def test_when_one_part_fails_the_whole_reading_fails() -> None:
    def answer(shown: Shown) -> Form:
        return {"no": "form"} if "Part 2 of 3" in shown.user else cv_form()

    with pytest.raises(BrainError):
        cv_read(LONG, answer, Candidate(name="Ada Lund"))


def test_the_model_is_asked_before_the_text_has_been_read() -> None:
    asked = asyncio.Event()

    def answer(body: object) -> str:
        asked.set()
        return json.dumps(cv_form())

    async def found() -> Candidate:
        await asked.wait()
        return Candidate(name="Ada Lund")

    async def play() -> str:
        async with staged(LoopbackGroq(answer=answer)) as stage:
            caller = Caller("groq", stage.gateway, NONCE)
            return (await read_cv(caller, a_document("Ada Lund"), found())).value.name

    assert virtual(play(), SETTLE_SECONDS) == "Ada Lund"


def test_a_text_that_cannot_be_read_gives_the_calls_up() -> None:
    async def broken() -> Candidate:
        raise ValueError("no text")

    async def play(stage: Stage) -> None:
        with pytest.raises(ValueError, match="no text"):
            await read_cv(Caller("groq", stage.gateway, NONCE), a_document("Ada"), broken())
        assert not [task for task in asyncio.all_tasks() if "_point" in repr(task.get_coro())]

    on_stage(serving(lambda shown: cv_form()), play)


def test_a_document_without_words_is_read_without_harm() -> None:
    assert cv_read("", lambda shown: cv_form(), Candidate(name="")).value == Candidate(name="")
