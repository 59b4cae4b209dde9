"""What a session cost: calls, tokens, dollars at list price, and what a cache saved."""

from collections.abc import Sequence

from nexus_cli.llm.prices import AS_OF, cost_of
from nexus_cli.models.events import ModelsUsed
from nexus_cli.models.report import UsageReport
from nexus_cli.models.usage import by_model
from nexus_cli.reports.phrasing import count, listed

_STAGES = {
    "read_candidate": "the CV",
    "read_job": "the job description",
    "find_gaps": "the gaps",
    "plan_questions": "the questions",
}


def usage_report(used: Sequence[ModelsUsed]) -> UsageReport:
    """Return the sum of what a session's stages used."""
    models = by_model(usage for event in used for usage in event.usage)
    prompt = sum(m.prompt_tokens for m in models)
    cached = sum(m.cached_tokens for m in models)
    costs = [cost_of(usage) for usage in models]
    known = [cost for cost in costs if cost is not None]
    return UsageReport(
        models=models,
        calls=sum(m.calls for m in models),
        prompt_tokens=prompt,
        cached_tokens=cached,
        completion_tokens=sum(m.completion_tokens for m in models),
        shared_share=round(cached / prompt, 3) if prompt else None,
        cost_usd=round(sum(known), 6) if models and len(known) == len(models) else None,
        prices_as_of=AS_OF if known else "",
        stages_from_cache=tuple(event.stage for event in used if event.from_cache),
    )


def usage_lines(usage: UsageReport) -> tuple[str, ...]:
    """Return the same in sentences; none when no language model was asked."""
    lines = []
    if usage.calls:
        shared = f" ({100 * usage.shared_share:.0f} % shared)" if usage.shared_share else ""
        cost = "at a price that nexus does not know"
        if usage.cost_usd is not None:
            dollars = f"{usage.cost_usd:.4f} US dollars"
            cost = f"{dollars} at the list price of {usage.prices_as_of}; a free plan pays nothing"
        lines.append(
            f"{count(usage.calls, 'call')} to language models: {usage.prompt_tokens} prompt tokens"
            f"{shared} and {usage.completion_tokens} of answers, {cost}."
        )
    if usage.stages_from_cache:
        known = listed([_STAGES.get(stage, stage) for stage in usage.stages_from_cache])
        lines.append(f"Read earlier and kept, so not paid for again: {known}.")
    return tuple(lines)
