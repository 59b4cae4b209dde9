"""Answers a candidate's questions about the role from the job description, and only from it."""

import re

from nexus_cli.models.job import Job
from nexus_cli.scoring.tokens import parse

_TOPICS = (
    "salary pay paid compensation earn money wage range package bonus pound euro dollar",
    "hour shift week part-time full-time overtime rota schedule flexible",
    "remote home office hybrid onsite location travel commute based",
    "team people colleague manager report reporting lead group size",
    "train training learn learning course conference budget development grow growth certificate",
    "holiday leave vacation pension benefit insurance health",
    "start first month onboarding induction begin probation",
    "tool stack technology technologies system software language platform",
    "on-call oncall night weekend incident pager",
    "success measure goal target expect expectation day-to-day responsibility task daily",
)
"""Words that ask for, or tell of, the same thing."""
_NOT_SAID = "The job description does not say. It is a good question for the hiring team."
_MOST_QUESTIONS = 3
_MOST_PASSAGES = 2


def answer_about_role(text: str, job: Job) -> str:
    """Return an answer to each question in `text`, quoting the description's own statements."""
    questions = [part for part in re.findall(r"[^?.!\n]+\?", text) if part.strip()] or [text]
    answers = [_answer(question, job) for question in questions[:_MOST_QUESTIONS]]
    return " ".join(dict.fromkeys(answers))


def _answer(question: str, job: Job) -> str:
    asked = _stems(question)
    topics = [topic for topic in map(_stems, _TOPICS) if topic & asked]
    wider = set[str]().union(*topics)
    agreements = [_agreement(passage, asked, wider) for passage in job.passages]
    best = max(agreements, default=0)
    # A word of the same topic is enough; without a topic, one shared word is too little.
    if best < (1 if topics else 4):
        return _NOT_SAID
    told = [p for p, agreement in zip(job.passages, agreements, strict=True) if agreement == best]
    return f'The job description says: "{" … ".join(told[:_MOST_PASSAGES])}"'


def _agreement(passage: str, asked: set[str], wider: set[str]) -> int:
    """Words of the question count two, words of the same topic one."""
    stems = _stems(passage)
    return 2 * len(stems & asked) + len((stems & wider) - asked)


def _stems(text: str) -> set[str]:
    return {token.stem for token in parse(text).content}
