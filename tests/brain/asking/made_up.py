"""A candidate, a job, a plan, and a model that writes what a test wants."""

import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.brain.asking.forms import WrittenItem, WrittenPoint
from nexus_cli.brain.gaps import find_gaps
from nexus_cli.brain.packs import packs
from nexus_cli.brain.planning import plan_questions
from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.protocol import PlanRequest
from nexus_cli.models.candidate import Candidate, Education, Role, SkillClaim
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan, Question
from tests.llm.stage import Stage, staged
from tests.llm.virtual_time import SETTLE_SECONDS, virtual

T = TypeVar("T")
NONCE = "9f2c41"

RUNA = Candidate(
    name="Runa Vellstrand",
    years_experience=2.5,
    skills=(
        SkillClaim(name="PostgreSQL", years=2.5, evidence="PostgreSQL"),
        SkillClaim(name="Docker", evidence="Docker"),
        SkillClaim(name="React", years=1, evidence="React"),
    ),
    roles=(
        Role(
            title="Developer at Quillmark",
            employer="Quillmark GmbH",
            start="2023-06",
            current=True,
            highlights=(
                "Moved the PostgreSQL tables of Quillmark to partitions without a stop",
                "Runa wrote the importer; ask runa@vellstrand.example",
            ),
        ),
    ),
    education=(Education(institution="Tarnholm College", qualification="BSc"),),
)
BACKEND = Job(
    title="Backend Engineer",
    company="Ostrava Lamps",
    required_skills=("SQL", "Docker", "Kafka", "Vue"),
    preferred_skills=("Terraform",),
    years_required=4,
    responsibilities=("You run the on-call rota of the billing service",),
)
GAPS = find_gaps(RUNA, BACKEND)
REQUEST = PlanRequest(candidate=RUNA, job=BACKEND, gaps=GAPS, count=7, seed=3)
PRIVATE = ("Runa", "Vellstrand", "Quillmark", "Tarnholm", "runa@")


def plan(**changes: Any) -> tuple[PlanRequest, Plan]:
    """A request and the bank's plan for it."""
    request = replace(REQUEST, **changes)
    return request, plan_questions(request, packs())


def as_item(question: Question, **changes: Any) -> WrittenItem:
    """A question of the bank as a model would write it."""
    points = [
        WrittenPoint(text=key.point, other_words=list(key.accept[:3]), probe_topic="")
        for key in question.key_points[:5]
    ]
    item = WrittenItem(
        area="g1",
        concept=question.id.replace("-", " "),
        points=points,
        question=question.text,
        follow_up="What would you do next?",
        low=question.anchors[1],
        middle=question.anchors[3],
        high=question.anchors[5],
        model_answer=question.model_answer,
    )
    return item.model_copy(update=changes)


def bank(pack_name: str) -> dict[str, Question]:
    """The questions of one pack, by id."""
    return {q.id: q for pack in packs() if pack.name == pack_name for q in pack.questions}


class Writer:
    """Answers each area with the next good item; `instead` gets its line and the try, from 1.

    A request that holds an area for which `fails` answers with no JSON, however often.
    """

    def __init__(
        self,
        instead: Callable[[str, int], WrittenItem | None] = lambda line, tries: None,
        fails: Callable[[str], bool] = lambda line: False,
    ) -> None:
        self.instead = instead
        self.fails = fails
        self.tries: dict[str, int] = {}
        self.requests: list[list[str]] = []
        self._good = good_items()

    def __call__(self, body: Mapping[str, Any]) -> str:
        lines = areas_in(body)
        self.requests.append(lines)
        if any(map(self.fails, lines)):
            return "I would rather not."
        items = []
        for number, line in enumerate(lines, start=1):
            place = line.split(":")[0]
            self.tries[place] = self.tries.get(place, 0) + 1
            item = self.instead(line, self.tries[place]) or next(self._good)
            items.append(item.model_copy(update={"area": f"g{number}"}))
        return json.dumps({"items": [item.model_dump() for item in items]})


def good_items() -> Iterator[WrittenItem]:
    """Items about other trades than the job's, so that none repeats the plan."""
    for pack_name in ("logistics", "marketing", "finance", "nursing"):
        for question in bank(pack_name).values():
            if question.text.count("?") == 1 and question.category in ("technical", "situational"):
                yield as_item(question)


def areas_in(body: Mapping[str, Any]) -> list[str]:
    """The area lines of a request for questions."""
    return re.findall(r"^g\d+\| (.*)$", body["messages"][1]["content"], re.MULTILINE)


def with_model(
    answer: Callable[[dict[str, Any]], str],
    ask: Callable[[Caller], Awaitable[T]],
    **server: Any,
) -> tuple[T, Stage]:
    """What `ask` makes of a loopback Groq that answers so, and what was on stage."""

    async def whole() -> tuple[T, Stage]:
        async with staged(LoopbackGroq(answer=answer, **server)) as stage:
            return await ask(Caller("groq", stage.gateway, NONCE)), stage

    return virtual(whole(), SETTLE_SECONDS)
