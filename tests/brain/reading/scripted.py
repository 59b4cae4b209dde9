"""Readings by a model whose answers are written here, through the real gateway."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.reading.cv import read_cv
from nexus_cli.brain.reading.job import read_job
from nexus_cli.knowledge.candidate import read_candidate
from nexus_cli.knowledge.requirements import read_job as job_in
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.document import Document
from nexus_cli.models.job import Job
from nexus_cli.models.result import Result
from tests.llm.stage import staged
from tests.llm.virtual_time import SETTLE_SECONDS, virtual

TODAY = date(2026, 5, 4)
NONCE = "9f2c41"
Body = Mapping[str, Any]
Form = dict[str, Any]
_LINE = re.compile(r"^((?:cv|jd)\d+)\| (.*)$", re.MULTILINE)


LIGHT = """Ada Lund
Experience
Keeper, Skerry Light
2019-06 to 2022-02
- Serviced a Fresnel lens
Radio operator for Holm Rescue, January 2015 to May 2019
- Logged every call in Excel
Projects
Editor of the island paper, 2012 to 2014
Education
Signals student at Ostrin Harbour School, 2010 to 2011
"""
"""A made-up CV."""


class Shown:
    """The lines of one request."""

    def __init__(self, body: Body) -> None:
        self.user: str = body["messages"][1]["content"]
        self.lines: dict[str, str] = dict(_LINE.findall(self.user))

    def at(self, words: str) -> str:
        """Return the id of the first line that holds `words`; empty when none does."""
        return next((key for key, line in self.lines.items() if words in line), "")


def a_document(text: str) -> Document:
    return Document(name="made up", text=text, sha256="0" * 64)


def ada(**fields: Any) -> Candidate:
    return Candidate(name="Ada Lund", headline="Keeper", **fields)


def cv_form(**fields: Any) -> Form:
    empty: Form = {
        "addressed_to_reader": [],
        "roles": [],
        "skills": [],
        "education": [],
        "unclear": [],
    }
    return empty | fields


def job_form(**fields: Any) -> Form:
    empty: Form = {
        "addressed_to_reader": [],
        "title": "",
        "company": "",
        "requirements": [],
        "years": None,
        "years_line": "",
    }
    return empty | fields


def a_role(*lines: str, **fields: Any) -> Form:
    empty: Form = {"title": "", "employer": "", "start": "", "end": "", "achievements": []}
    return {"lines": list(lines)} | empty | fields


def a_skill(line: str, name: str) -> Form:
    return {"line": line, "name": name, "evidence": "used"}


def a_need(line: str, quote: str, skill: str = "", kind: str = "must") -> Form:
    return {"line": line, "quote": quote, "skill": skill, "kind": kind}


def serving(form: Callable[[Shown], Form]) -> LoopbackGroq:
    return LoopbackGroq(answer=lambda body: json.dumps(form(Shown(body))))


def cv_read(
    text: str, form: Callable[[Shown], Form], offline: Candidate | None = None
) -> Result[Candidate]:
    """Read `text` with a model that fills `form`; `offline` replaces what the text says."""

    async def found() -> Candidate:
        return offline or read_candidate(text, today=TODAY)

    async def play() -> Result[Candidate]:
        async with staged(serving(form)) as stage:
            caller = Caller("groq", stage.gateway, NONCE)
            return await read_cv(caller, a_document(text), found(), today=TODAY)

    return virtual(play(), SETTLE_SECONDS)


def job_read(text: str, form: Callable[[Shown], Form], offline: Job | None = None) -> Result[Job]:
    """Read `text` with a model that fills `form`; `offline` replaces what the text says."""

    async def found() -> Job:
        return offline or job_in(text)

    async def play() -> Result[Job]:
        async with staged(serving(form)) as stage:
            caller = Caller("groq", stage.gateway, NONCE)
            return await read_job(caller, a_document(text), found())

    return virtual(play(), SETTLE_SECONDS)
