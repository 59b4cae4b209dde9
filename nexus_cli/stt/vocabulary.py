"""Hints for Whisper, bounded so that they leave it room to answer."""

from collections.abc import Callable, Sequence

HOTWORD_TOKENS = 80
PROMPT_TOKENS = 64
"""Of Whisper's 448 tokens; 300 are left, and 30 seconds of fast speech take about 150.

faster-whisper alone would let hints take 446, after which nothing can be said.
"""


def fitting_hotwords(
    hotwords: Sequence[str], count: Callable[[str], int], budget: int = HOTWORD_TOKENS
) -> str:
    """Return the first hotwords that fit into `budget` tokens, with commas between them.

    `count` says how many tokens a text is. A word that is too long is left out, never cut.
    """
    kept = ""
    for hotword in dict.fromkeys(map(plain, hotwords)):
        longer = f"{kept}, {hotword}" if kept else hotword
        if hotword and count(longer) <= budget:
            kept = longer
    return kept


def fitting_prompt(prompt: str, count: Callable[[str], int], budget: int = PROMPT_TOKENS) -> str:
    """Return the last words of `prompt` that fit into `budget` tokens."""
    words = plain(prompt).split()[-budget:]
    while words and count(" ".join(words)) > budget:
        del words[0]
    return " ".join(words)


def plain(text: str) -> str:
    """Return `text` on one line, with nothing in it that Whisper reads as a command, `<|so|>`."""
    return " ".join(text.replace("<|", " ").replace("|>", " ").split())
