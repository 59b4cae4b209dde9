"""The tokens of a scripted Whisper: Whisper's own commands and times, bytes, and its words."""

from collections.abc import Sequence

import tokenizers
from faster_whisper.tokenizer import _LANGUAGE_CODES  # type: ignore[import-untyped]

_SPECIAL = ["<|translate|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>"]


def languages() -> list[str]:
    """Return the codes of the languages, English first."""
    return ["en", *(code for code in _LANGUAGE_CODES if code not in ("en", "yue"))]


def spelled(word: str) -> str:
    """Return `word` as a token: after a space, unless it begins with a sign."""
    return "Ġ" + word if word[0].isalnum() else word


def script_tokenizer(words: Sequence[str]) -> tokenizers.Tokenizer:
    """Return a tokenizer of single bytes, in which each word of the script is one token."""
    if len(set(words)) < len(words):
        raise ValueError("a word may stand in a script once")
    letters = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: place for place, letter in enumerate(letters)}
    merges: dict[tuple[str, str], None] = {}
    for word in words:
        token = spelled(word)
        built = token[0]
        for letter in token[1:]:
            merges[built, letter] = None
            built += letter
            vocabulary.setdefault(built, len(vocabulary))
    vocabulary[""] = len(vocabulary)  # CTranslate2 takes it for the mark of many languages
    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE(vocab=vocabulary, merges=list(merges)))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(
        add_prefix_space=False, use_regex=False
    )
    tokenizer.decoder = tokenizers.decoders.ByteLevel()
    names = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{x}|>" for x in languages())]
    names += ["<|transcribe|>", *_SPECIAL, "<|notimestamps|>"]
    tokenizer.add_special_tokens(
        [tokenizers.AddedToken(name, special=True, normalized=False) for name in names]
    )
    times = [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
    tokenizer.add_tokens(
        [tokenizers.AddedToken(time, special=False, normalized=False) for time in times]
    )
    return tokenizer
