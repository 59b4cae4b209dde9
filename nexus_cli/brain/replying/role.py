"""What is said when a candidate asks about the role: what its description says, and no more."""

from collections.abc import Iterable, Sequence

from nexus_cli.brain.prompting import Block, Caller, fenced, load_prompt, tokens_of
from nexus_cli.brain.replying.forms import RoleAnswer
from nexus_cli.brain.replying.grounding import contradicts, grounded, shares_content
from nexus_cli.brain.replying.manners import unmannerly
from nexus_cli.brain.replying.material import sentences
from nexus_cli.brain.replying.plain import begins_in_channel, plain_speech
from nexus_cli.brain.role_answers import answer_about_role
from nexus_cli.llm import INTERACTIVE
from nexus_cli.models.job import Job
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.usage import ModelUsage

PASSAGE_TOKENS = 3_400
QUESTION_TOKENS = 200
MOST_SENTENCES = 3
MOST_WORDS = 60
MOST_LINES = 4
"""An answer that rests on more lines could say anything."""
_LINE_TOKENS = 3


async def answer_role(caller: Caller, question: str, job: Job) -> Result[str]:
    """Return an answer whose every number and name stands in lines of the job description.

    What does not hold that, and what the description does not say, is answered by quoting it, or
    by saying that it does not say. Raises BrainError.
    """
    if not question.strip() or not any(passage.strip() for passage in job.passages):
        return _offline(question, job)
    passages = fenced(
        "job", _that_fit(job.passages, question), caller.nonce, prefix="jd", tokens=PASSAGE_TOKENS
    )
    asked = fenced("asked", sentences(question), caller.nonce, prefix="q", tokens=QUESTION_TOKENS)
    values: dict[str, Block | str | int] = {"job": passages, "asked": asked}
    told = await caller.fill(load_prompt("answer_role"), RoleAnswer, values, INTERACTIVE)
    answer = _checked(told.value, passages, job, question)
    if not answer:
        return _offline(question, job, told.usage)
    return Result(value=answer, provenance=told.provenance, usage=told.usage)


def _offline(question: str, job: Job, usage: tuple[ModelUsage, ...] = ()) -> Result[str]:
    answer = answer_about_role(question, job)
    return Result(value=answer, provenance=Provenance(brain="offline"), usage=usage)


def _that_fit(passages: Sequence[str], question: str) -> Iterable[str]:
    """Return the passages in order, or those near the question first when not all fit."""
    if sum(tokens_of(passage) + _LINE_TOKENS for passage in passages) <= PASSAGE_TOKENS:
        return passages
    return sorted(passages, key=lambda passage: not shares_content(question, passage))


def _checked(told: RoleAnswer, passages: Block, job: Job, question: str) -> str:
    """Return the answer as it may be said; empty when it may not."""
    cited = list(dict.fromkeys(line.strip() for line in told.lines))
    if not 1 <= len(cited) <= MOST_LINES or not set(cited) <= set(passages.lines):
        return ""
    answer = plain_speech(told.answer)
    source = "\n".join(passages.lines[line] for line in cited)
    fits = len(sentences(answer)) <= MOST_SENTENCES and len(answer.split()) <= MOST_WORDS
    holds = (
        fits
        and not begins_in_channel(told.answer)
        and "?" not in answer
        and not unmannerly(answer, f"{source} {question}")
        and grounded(answer, f"{source}\n{job.title}\n{job.company}")
        and not contradicts(answer, source)
        and shares_content(answer.replace(job.company, ""), source)
    )
    return answer if holds else ""
