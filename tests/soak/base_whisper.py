"""A Whisper of the size of `base`, which takes as long as the real one and says a script.

Its shape is that of openai/whisper-base (dims: 6 layers, 8 heads, 512 wide, 51,865 tokens), its
numbers are made up: what a network knows changes nothing in how much work it is.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
from ctranslate2.specs import WhisperSpec  # type: ignore[import-untyped]

from tests.stt.scripted_tokenizer import languages, script_tokenizer, spelled

TEXT = (
    "We moved the payments service to a queue, because orders failed every night and nobody knew "
    "why. It took three months, two people, one plan."
)
SCRIPT = TEXT.split()
_LAYERS, _HEADS, _WIDTH, _TOKENS = 6, 8, 512, 51_865
_POSITIONS, _FRAMES, _MELS = 448, 1_500, 80
_STEP = 2
"""Every second direction is used: int8 kernels may add two neighbours up in 16 bits."""
WORD_SECONDS = 0.4
"""Each word of the script takes this long, the first from the start."""
_CERTAIN = 40.0
"""A logit that leaves nothing to the other tokens."""


def write_base(folder: Path) -> Path:
    """Write a model of 75 MB into `folder`, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = script_tokenizer(SCRIPT)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": _MELS}))
    number = cast("Callable[[str], int]", tokenizer.token_to_id)
    openings = ["<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|0.00|>"]
    closings = [f"<|{len(SCRIPT) * WORD_SECONDS:.2f}|>", "<|endoftext|>"]
    words = [*openings, *map(spelled, SCRIPT), *closings]
    spec = WhisperSpec(_LAYERS, _HEADS, _LAYERS, _HEADS)
    _fill(spec)
    _script(spec, [number(word) for word in words], number("<|notimestamps|>"))
    spec.config.lang_ids = [number(f"<|{language}|>") for language in languages()]
    spec.config.alignment_heads = [(0, 0)]
    spec.config.suppress_ids = spec.config.suppress_ids_begin = []
    known = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    spec.register_vocabulary(known + [f"<|{place}|>" for place in range(_TOKENS - len(known))])
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return folder


def _zeros(*shape: int) -> Any:
    return np.zeros(shape, np.float32)


def _fill(spec: Any) -> None:
    """Give every layer its size; each adds nothing to what passes through it."""
    encoder, decoder = spec.encoder, spec.decoder
    for convolution, channels in ((encoder.conv1, _MELS), (encoder.conv2, _WIDTH)):
        _set(convolution, _WIDTH, channels, 3)
    for layer in (*encoder.layer, *decoder.layer):
        for attention in (layer.self_attention, getattr(layer, "attention", None)):
            if attention is not None:
                _norm(attention.layer_norm)
                sizes = (3, 1) if len(attention.linear) == 2 else (1, 2, 1)
                for linear, times in zip(attention.linear, sizes, strict=True):
                    _set(linear, times * _WIDTH, _WIDTH)
        _norm(layer.ffn.layer_norm)
        _set(layer.ffn.linear_0, 4 * _WIDTH, _WIDTH)
        _set(layer.ffn.linear_1, _WIDTH, 4 * _WIDTH)
    for norm in (encoder.layer_norm, decoder.layer_norm):
        _norm(norm)
    decoder.position_encodings.encodings = _zeros(_POSITIONS, _WIDTH)


def _set(linear: Any, outputs: int, *inputs: int) -> None:
    linear.weight, linear.bias = _zeros(outputs, *inputs), _zeros(outputs)


def _norm(norm: Any) -> None:
    norm.gamma, norm.beta = np.ones(_WIDTH, np.float32), _zeros(_WIDTH)


def _script(spec: Any, chain: list[int], silent: int) -> None:
    """Let each token be followed by the next one of the chain."""
    embeddings, output = _zeros(_TOKENS, _WIDTH), _zeros(_TOKENS, _WIDTH)
    embeddings[:, -1] = 1.0
    peak = (1 - 1 / _WIDTH) / np.sqrt(1 / _WIDTH - 1 / _WIDTH**2)  # of a direction, once normed
    for step, token in enumerate(chain):
        embeddings[token] = 0.0
        embeddings[token, step * _STEP] = 1.0
        if step:
            output[token, (step - 1) * _STEP] = _CERTAIN / peak
    embeddings[silent] = embeddings[chain[3]]  # aligning asks for the words without any times
    output[chain[-1], -1] = _CERTAIN / peak
    spec.decoder.embeddings.weight = embeddings
    _align(spec, len(chain))
    _set(spec.decoder.projection, _TOKENS, _WIDTH)
    spec.decoder.projection.weight = output


def _align(spec: Any, steps: int) -> None:
    """Let the attention of each word rest on its own stretch of the sound."""
    frames = round(WORD_SECONDS / 0.02)
    sound = _zeros(_FRAMES, _WIDTH)
    for place in range(steps - 6):  # four openings, and two ends
        sound[place * frames : (place + 1) * frames, (place + 4) * _STEP] = 1.0
    spec.encoder.position_encodings.encodings = sound
    keys = np.eye(_WIDTH, dtype=np.float32)
    attention = spec.decoder.layer[0].attention
    attention.linear[0].weight = np.eye(_WIDTH, k=-_STEP, dtype=np.float32)
    attention.linear[1].weight = np.concatenate([keys, _zeros(_WIDTH, _WIDTH)])
