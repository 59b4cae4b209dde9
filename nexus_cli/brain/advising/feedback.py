"""Feedback worded by a model, where every sentence stands on evidence that code has checked."""

from collections.abc import Iterable, Sequence

from nexus_cli.brain.advising.evidence import Fact, Facts, gather
from nexus_cli.brain.advising.forms import Improvement, Strength, WordedFeedback
from nexus_cli.brain.advising.manners import names_an_outcome, out_of_place
from nexus_cli.brain.prompting import Caller, load_prompt, neutral
from nexus_cli.brain.replying.grounding import grounded, shares_content
from nexus_cli.llm import REPORTING
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.report import Report
from nexus_cli.models.result import Provenance, Result
from nexus_cli.scoring.tokens import parse

MOST_ITEMS = 3
MOST_SUMMARY_WORDS = 60
MOST_ITEM_WORDS = 40
_QUOTED = 140
_MOST_READ = 400
"""Characters of a quote that is shown, and of one that words are checked against."""
_OFFLINE = Provenance(brain="offline")


async def advise(caller: Caller, report: Report) -> Result[Feedback]:
    """Return a summary of at most 60 words, and at most three strengths and next steps.

    What does not stand on the evidence it cites is left out, and what is then missing is the
    report's own, which code made. With nothing scored no model is asked. Raises BrainError.
    """
    made = report.recommendation
    facts = gather(report, caller.nonce)
    if not facts.by_id:
        offline = Feedback(
            summary=made.summary, strengths=made.strengths, development=made.development
        )
        return Result(value=offline, provenance=_OFFLINE)
    told = await caller.fill(
        load_prompt("feedback"), WordedFeedback, {"facts": facts.block}, REPORTING
    )
    summary = _summary(told.value.summary, facts)
    strengths = _first(_strength(item, facts) for item in told.value.strengths)
    development = _first(_next_step(item, facts) for item in told.value.improve)
    feedback = Feedback(
        summary=summary or made.summary,
        strengths=strengths or made.strengths,
        development=development or made.development,
    )
    worded = bool(summary or strengths or development)
    provenance = told.provenance if worded else _OFFLINE
    return Result(value=feedback, provenance=provenance, usage=told.usage)


def _strength(item: Strength, facts: Facts) -> str:
    """Return the sentence with a quote; empty when not all that is cited speaks for it."""
    cited = _cited(item.evidence, facts)
    if not cited or any(fact.sign not in ("covered", "strong") for fact in cited):
        return ""
    met = [fact for fact in cited if fact.sign == "covered" and fact.quote]
    if not met:
        return ""
    number = met[0].number
    if not (text := _clean(item.text, _of_question(cited, number))):
        return ""
    return f"Question {number}: {text} In the answer: {_quoted(met[0].quote)}"


def _next_step(item: Improvement, facts: Facts) -> str:
    """Return what is open and what to do; empty when nothing open is cited."""
    cited = _cited(item.evidence, facts)
    still_open = [fact for fact in cited if fact.sign == "open"]
    if not still_open:
        return ""
    number = still_open[0].number
    gap = _clean(item.gap, [fact for fact in still_open if fact.number == number])
    step = _clean(item.next_step, None)
    source = _source(_of_question(cited, number))
    if not gap or not step or not grounded(step, source, as_orders=True):
        return ""
    return f"Question {number}: {gap} {step}"


def _summary(text: str, facts: Facts) -> str:
    """Return the sentences that may stand; empty when none may or one touches the outcome."""
    if names_an_outcome(text):
        return ""
    return _clean(text, list(facts.by_id.values()), MOST_SUMMARY_WORDS)


def _cited(ids: Iterable[str], facts: Facts) -> list[Fact]:
    """Return the facts under `ids`; none when one of the ids was made up."""
    named = list(dict.fromkeys(id_.strip() for id_ in ids))
    return [facts.by_id[id_] for id_ in named] if set(named) <= set(facts.by_id) else []


def _of_question(cited: Sequence[Fact], number: int) -> list[Fact]:
    return [fact for fact in cited if fact.number == number]


def _clean(text: str, facts: Sequence[Fact] | None, most_words: int = MOST_ITEM_WORDS) -> str:
    """Return the sentences of `text` that are in place and rest on `facts`, if any are given.

    Empty when none is left, or too many words are.
    """
    line = neutral(text)
    source = None if facts is None else _source(facts)
    kept = []
    for start, end in parse(line).sentences:
        sentence = line[start:end].strip()
        if not any(sign.isalpha() for sign in sentence) or out_of_place(sentence):
            continue
        if source is None or (grounded(sentence, source) and shares_content(sentence, source)):
            kept.append(_ended(sentence))
    cleaned = " ".join(kept)
    return cleaned if len(cleaned.split()) <= most_words else ""


def _source(facts: Sequence[Fact]) -> str:
    parts = (part for fact in facts for part in (fact.target, fact.text, fact.quote))
    return "\n".join(part[:_MOST_READ] for part in parts)


def _first(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in sentences if text))[:MOST_ITEMS]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _QUOTED else f"“{line[:_QUOTED].rsplit(' ', 1)[0]} …”"
