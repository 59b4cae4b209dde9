"""Judging one answer: without a call where none is needed, twice or thrice where doubt is."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import ParamSpec, TypeVar

from nexus_cli.brain.judging.briefing import SAID_TOKENS, Values, briefing, turned
from nexus_cli.brain.judging.computing import grade_of, levels_of
from nexus_cli.brain.judging.forms import AnswerGrade
from nexus_cli.brain.judging.judgement import Judgement, addressed_in, checked
from nexus_cli.brain.judging.sentences import Numbered, numbered
from nexus_cli.brain.judging.subject import Subject
from nexus_cli.brain.prompting import Caller, Told, load_prompt
from nexus_cli.errors import BrainError
from nexus_cli.llm import GRADING
from nexus_cli.models.grade import Grade, Status
from nexus_cli.models.question import Question
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.scoring import grade_answer, points_of
from nexus_cli.scoring.assessment import assess
from nexus_cli.scoring.points import target_of
from nexus_cli.scoring.rules import Rule
from nexus_cli.scoring.sources import Spoken
from nexus_cli.scoring.tokens import parse

P = ParamSpec("P")
T = TypeVar("T")

_FEWEST_WORDS = 4
"""Content words below which there is nothing for a model to weigh."""
_DECIDED = (Rule.DONT_KNOW, Rule.ECHO)
_UNSURE = 3
"""The confidence (1-5) up to which a model is asked again."""
_CONFLICT = 2.0


async def judge(
    caller: Caller,
    question: Question,
    answer: str,
    follow_up: str,
    rubric: Rubric,
    most_samples: int = 3,
    threads: Executor | None = None,
) -> Result[Grade]:
    """Return the grade of an answer with its follow-up, from up to `most_samples` judgements.

    What code can decide alone is decided without a call: a blank, not knowing, the question
    repeated, under four words of content, nothing but instructions. A second judgement is asked
    for on doubt, a third when two are in conflict. Raises BrainError when the first one fails; a
    later one that fails is done without.

    What code weighs keeps a core busy; with `threads` it does so there, and other interviews on
    the event loop go on meanwhile.
    """
    subject = await _aside(threads, subject_of, question, answer, follow_up, rubric, caller.nonce)
    if _is_decided(subject):
        return Result(value=subject.offline, provenance=Provenance(brain="offline"))
    values = briefing(question, rubric, subject.target, subject.said, caller.nonce)
    told = [await _ask(caller, values)]
    judgements = await _aside(threads, _judgements, told, subject)
    while len(told) < most_samples and _wants_another(judgements, subject):
        try:
            told.append(await _ask(caller, turned(values, rubric) if len(told) == 1 else values))
        except BrainError:
            break
        judgements = await _aside(threads, _judgements, told, subject)
    return Result(
        value=grade_of(judgements, subject),
        provenance=told[0].provenance,
        usage=tuple(usage for one in told for usage in one.usage),
    )


async def _aside(
    threads: Executor | None, work: Callable[P, T], *args: P.args, **named: P.kwargs
) -> T:
    if threads is None:
        return work(*args, **named)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, lambda: work(*args, **named))


def subject_of(
    question: Question, answer: str, follow_up: str, rubric: Rubric, nonce: str
) -> Subject:
    spoken = Spoken(answer, follow_up)
    target = target_of(question.text, question.key_points or points_of(question.model_answer))
    known = (question.model_answer, question.paraphrase)
    said = numbered(spoken, target, nonce, SAID_TOKENS)
    offline = grade_answer(question, answer, follow_up, rubric)
    return Subject(
        question=question,
        rubric=rubric,
        target=target,
        said=said,
        offline=offline,
        shown=_grade_shown(question, said, rubric) if said.hidden else offline,
        assessment=assess(target, spoken.text, *known, category=question.category),
    )


def _grade_shown(question: Question, said: Numbered, rubric: Rubric) -> Grade:
    return grade_answer(question, said.left("answer"), said.left("follow_up"), rubric)


def _is_decided(subject: Subject) -> bool:
    """Tell whether the offline grade stands without asking a model."""
    if subject.offline.status is Status.UNANSWERED or not subject.said.sentences:
        return True
    few = len(parse(subject.said.spoken.text).content) < _FEWEST_WORDS
    return few or any(subject.assessment.found(rule) for rule in _DECIDED)


async def _ask(caller: Caller, values: Values) -> Told[AnswerGrade]:
    return await caller.fill(load_prompt("grade_answer"), AnswerGrade, values, GRADING)


def _judgements(told: Sequence[Told[AnswerGrade]], subject: Subject) -> list[Judgement]:
    """Return the forms checked; what one lists as addressed to the grader is evidence for none."""
    listed = [s for one in told for s in addressed_in(one.value, subject.said)]
    return [checked(one.value, subject, tuple(dict.fromkeys(listed))) for one in told]


def _wants_another(judgements: Sequence[Judgement], subject: Subject) -> bool:
    if len(judgements) > 1:
        names = [dimension.name for dimension in subject.rubric.dimensions]
        levels = [levels_of(name, judgements) for name in names]
        return any(max(found) - min(found) >= _CONFLICT for found in levels if found)
    first = judgements[0]
    offline = subject.offline_content
    far = (
        first.content is not None
        and offline is not None
        and abs(first.content - offline) >= _CONFLICT
    )
    unsure = first.confidence <= _UNSURE or first.refused > 0 or first.is_astray
    return far or unsure or bool(first.addressed)
