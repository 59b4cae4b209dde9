"""What a session cost is summed by model, priced where a price is known, and told in sentences."""

from nexus_cli.models.events import ModelsUsed
from nexus_cli.models.usage import ModelUsage
from nexus_cli.reports.usage import usage_lines, usage_report
from tests.reports.made_up_interview import NOON

LARGE, SMALL = "openai/gpt-oss-120b", "openai/gpt-oss-20b"


def used(stage: str, *usage: ModelUsage, from_cache: bool = False) -> ModelsUsed:
    return ModelsUsed(at=NOON, stage=stage, usage=usage, from_cache=from_cache)


def call(model: str, prompt: int, cached: int, completion: int) -> ModelUsage:
    return ModelUsage(
        model=model, prompt_tokens=prompt, cached_tokens=cached, completion_tokens=completion
    )


def test_calls_of_one_model_are_added_and_priced_with_cached_tokens_at_half() -> None:
    report = usage_report(
        [used("grade", call(LARGE, 1000, 600, 200)), used("grade", call(LARGE, 1000, 800, 100))]
    )
    assert report.models == (
        ModelUsage(
            model=LARGE, calls=2, prompt_tokens=2000, cached_tokens=1400, completion_tokens=300
        ),
    )
    assert report.shared_share == 0.7
    assert report.cost_usd == round((600 * 0.15 + 1400 * 0.075 + 300 * 0.60) / 1e6, 6)


def test_a_model_without_a_known_price_leaves_the_cost_open() -> None:
    report = usage_report([used("grade", call(SMALL, 10, 0, 5), call("llama-of-mine", 10, 0, 5))])
    assert report.calls == 2
    assert report.cost_usd is None
    assert "at a price that nexus does not know" in usage_lines(report)[0]


def test_what_came_from_the_cache_is_named_and_cost_nothing() -> None:
    report = usage_report([used("read_candidate", from_cache=True)])
    assert report.stages_from_cache == ("read_candidate",)
    assert usage_lines(report) == ("Read earlier and kept, so not paid for again: the CV.",)


def test_an_offline_session_has_no_line_about_models() -> None:
    assert usage_lines(usage_report([])) == ()
