"""History is pruned by whole turns, the latest kept."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.brain.prompting import Exchange, pruned, tokens_of

turns = st.builds(Exchange, st.text(max_size=80), st.text(max_size=400))


@given(st.lists(turns, max_size=8), st.integers(0, 300))
def test_what_is_kept_are_the_latest_whole_turns_that_fit(
    history: list[Exchange], tokens: int
) -> None:
    kept = pruned(history, tokens)
    assert list(kept) == history[len(history) - len(kept) :]
    cost = [tokens_of(turn.asked) + tokens_of(turn.said) for turn in history]
    assert sum(cost[len(history) - len(kept) :]) <= tokens
    if len(kept) < len(history):
        assert sum(cost[len(history) - len(kept) - 1 :]) > tokens
