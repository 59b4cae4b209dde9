"""A Whisper of a real one's shape that has learnt nothing: for times, and only for times.

faster-whisper loads and runs it as any other. What a matrix holds does not change how long it
takes to multiply by it; how many words come out does. So the output layer is written by hand:
each token is followed by the next one of a chain, which ends after as many as were asked for.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from nexus_cli.errors import UsageError

_FRAMES, _POSITIONS, _MELS = 1500, 448, 80
_CERTAIN = 40.0
"""A logit that leaves nothing to the others."""
_STEP = 2
"""Every second direction is used: int8 kernels may add two neighbours up in 16 bits."""
_TEXT_TOKENS = 50_257
"""Of Whisper's multilingual vocabulary, before commands and times."""


@dataclass(frozen=True)
class Shape:
    """Layers of encoder and decoder alike, heads and width (OpenAI, whisper/model.py)."""

    layers: int
    heads: int
    width: int


SHAPES = {"tiny": Shape(4, 6, 384), "base": Shape(6, 8, 512), "small": Shape(12, 12, 768)}
"""Model to shape."""


def write_shaped(folder: Path, size: str, tokens: int) -> Path:
    """Write a model of the shape of `size` that says `tokens` tokens to any sound.

    It returns `folder`. Raises UsageError for a size that is not in SHAPES, or more tokens than
    its width has room for.
    """
    if size not in SHAPES:
        raise UsageError(f"There is no shape {size!r}.", f"Choose one of {', '.join(SHAPES)}.")
    from ctranslate2.specs import WhisperSpec  # type: ignore[import-untyped]

    shape = SHAPES[size]
    if (tokens + 6) * _STEP >= shape.width:
        raise UsageError(f"A {size} has no room for {tokens} tokens.", "Ask for fewer.")
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary, number = _written_tokenizer(folder)
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": _MELS}))
    spec = WhisperSpec(shape.layers, shape.heads, shape.layers, shape.heads)
    _fill(spec, shape.width, len(vocabulary))
    said = [number(f"Ġw{place}") for place in range(tokens)]
    opening = ["<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|0.00|>"]
    ending = ["<|1.00|>", "<|endoftext|>"]
    chain = [*map(number, opening), *said, *map(number, ending)]
    _chain(spec, shape.width, len(vocabulary), chain, number("<|notimestamps|>"))
    spec.config.lang_ids = [number("<|en|>")]
    spec.config.alignment_heads = [(shape.layers - 1, head) for head in range(shape.heads)]
    spec.config.suppress_ids = spec.config.suppress_ids_begin = []
    spec.register_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return folder


def _written_tokenizer(folder: Path) -> tuple[list[str], Callable[[str], int]]:
    """Write a tokenizer with as many tokens as Whisper's; return them in order, and their ids."""
    import tokenizers

    letters = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    words = [f"Ġw{place}" for place in range(_TEXT_TOKENS - len(letters) - 2)]
    texts = [*letters, "", *words]  # "" is what marks a model of many languages
    model = tokenizers.models.BPE(vocab={t: i for i, t in enumerate(texts)}, merges=[])
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(
        add_prefix_space=False, use_regex=False
    )
    tokenizer.decoder = tokenizers.decoders.ByteLevel()
    commands = [
        "<|endoftext|>",
        "<|startoftranscript|>",
        "<|en|>",
        *map("<|l{}|>".format, range(98)),
    ]
    commands += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>"]
    commands += ["<|nospeech|>", "<|notimestamps|>"]
    tokenizer.add_special_tokens([tokenizers.AddedToken(name, special=True) for name in commands])
    times = [f"<|{step * 0.02:.2f}|>" for step in range(_FRAMES + 1)]
    tokenizer.add_tokens([tokenizers.AddedToken(time, special=False) for time in times])
    tokenizer.save(str(folder / "tokenizer.json"))
    known = tokenizer.get_vocab()
    return sorted(known, key=known.__getitem__), cast("Callable[[str], int]", tokenizer.token_to_id)


def _fill(spec: Any, width: int, size: int) -> None:
    """Give every matrix its shape, and let no layer add anything to what passes through it."""

    def zeros(*shape: int) -> Any:
        return np.zeros(shape, np.float32)

    def norm(one: Any) -> None:
        one.gamma, one.beta = np.ones(width, np.float32), zeros(width)

    def linear(one: Any, rows: int, columns: int) -> None:
        one.weight, one.bias = zeros(rows, columns), zeros(rows)

    def attention(one: Any, rows: tuple[int, ...]) -> None:
        norm(one.layer_norm)
        for matrix, times in zip(one.linear, rows, strict=True):
            linear(matrix, times * width, width)

    encoder, decoder = spec.encoder, spec.decoder
    for convolution, channels in ((encoder.conv1, _MELS), (encoder.conv2, width)):
        convolution.weight, convolution.bias = zeros(width, channels, 3), zeros(width)
    for layer in (*encoder.layer, *decoder.layer):
        attention(layer.self_attention, (3, 1))
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, 4 * width, width)
        linear(layer.ffn.linear_1, width, 4 * width)
    for layer in decoder.layer:
        attention(layer.attention, (1, 2, 1))
    norm(encoder.layer_norm)
    norm(decoder.layer_norm)
    encoder.position_encodings.encodings = zeros(_FRAMES, width)
    decoder.position_encodings.encodings = zeros(_POSITIONS, width)


def _chain(spec: Any, width: int, size: int, chain: list[int], untimed: int) -> None:
    """Let each token of the chain be followed by the next one, and the last by itself."""
    embeddings = np.zeros((size, width), np.float32)
    embeddings[:, -1] = 1.0
    weight = np.zeros((size, width), np.float32)
    peak = (1 - 1 / width) / np.sqrt(1 / width - 1 / width**2)  # of a direction, once normed
    for step, token in enumerate(chain):
        embeddings[token] = 0.0
        embeddings[token, step * _STEP] = 1.0
        weight[chain[min(step + 1, len(chain) - 1)], step * _STEP] = _CERTAIN / peak
    embeddings[untimed] = embeddings[chain[3]]  # aligning asks for the words without any times
    spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = weight
    spec.decoder.projection.bias = np.zeros(size, np.float32)
