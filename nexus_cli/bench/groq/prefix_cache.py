"""Prompt tokens, counted roughly, and how many of them an earlier prompt began with."""

from collections import deque

CHARACTERS_A_TOKEN = 4
BLOCK_TOKENS = 128
"""Groq caches prefixes of at least 128 to 1,024 tokens, depending on the model."""
REMEMBERED = 256


def tokens_of(text: str) -> int:
    """Return about how many tokens `text` is."""
    return -(-len(text) // CHARACTERS_A_TOKEN)


class PrefixCache:
    """Remembers the latest prompts of one organisation and model."""

    def __init__(self) -> None:
        self._prompts: deque[str] = deque(maxlen=REMEMBERED)

    def cached_tokens(self, prompt: str) -> int:
        """Return the tokens of `prompt` that an earlier one began with, in whole blocks."""
        shared = 0
        for earlier in self._prompts:
            if earlier.startswith(prompt[: shared + 1]):  # most share no more than the last did
                shared = max(shared, _shared(prompt, earlier))
        self._prompts.append(prompt)
        return shared // CHARACTERS_A_TOKEN // BLOCK_TOKENS * BLOCK_TOKENS


def _shared(one: str, other: str) -> int:
    """Return the length of the common prefix, by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
