"""Feedback worded from the facts behind the fence, each sentence on one of them."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from nexus_cli.bench.groq.acting.told import Told
from nexus_cli.brain.advising.forms import Improvement, Observation, Strength, WordedFeedback

_SHOWN = re.compile(r"covered|strong|explained|shown", re.IGNORECASE)
_OPEN = re.compile(r"open|absent|missing|mentioned|not ", re.IGNORECASE)
_QUOTE = re.compile(r"\s*(?:Said:)?\s*[“\"].*$", re.DOTALL)
_MOST = 3


class Fact(NamedTuple):
    """One line of evidence: `covered; Airflow; A task takes its period from the run`."""

    line: str
    sign: str
    target: str
    point: str
    has_quote: bool


def word_feedback(told: Told) -> WordedFeedback:
    """Return what went well, what is open, and what to do, in the words of the facts."""
    facts = list(_facts(told.fence("fact", "evidence", "answer").lines))
    met = [fact for fact in facts if _SHOWN.match(fact.sign) and fact.has_quote]
    left_open = [fact for fact in facts if _OPEN.match(fact.sign)]
    return WordedFeedback(
        observations=[
            Observation(evidence=[fact.line], what=f"You were asked about {fact.target}.")
            for fact in islice(facts, _MOST)
        ],
        strengths=[
            Strength(evidence=[fact.line], text=f"You told of this: {fact.point}.")
            for fact in islice(met, _MOST)
        ],
        improve=[
            Improvement(
                evidence=[fact.line],
                gap=f"Your answer left this open: {fact.point}.",
                next_step="Prepare one real case, and tell what you did and what came of it.",
            )
            for fact in islice(left_open, _MOST)
        ],
        summary=_summary(met, left_open),
    )


def _facts(lines: Mapping[str, str]) -> Iterator[Fact]:
    """Yield the facts; those with figures are passed over, for feedback prints none."""
    for line, text in lines.items():
        sign, _, rest = text.partition("; ")
        target, _, point = rest.partition("; ")
        bare = _QUOTE.sub("", point or target or sign).rstrip(" .…")
        if not any(letter.isnumeric() for letter in f"{target}{bare}"):
            yield Fact(line, sign, target, bare, has_quote=bool(_QUOTE.search(text)))


def _summary(met: list[Fact], left_open: list[Fact]) -> str:
    told = [f"You told of {met[0].target} from your work."] if met else []
    told += [f"Begin with what stayed open about {left_open[0].target}."] if left_open else []
    return " ".join(told) or "Your answers give little to go by."
