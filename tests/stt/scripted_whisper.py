"""A tiny Whisper, made on the spot, that says its script whatever it hears.

The files are real: faster-whisper loads and decodes them, with its own tokens, timestamps and word
alignment. Only the knowledge is made up. Every branch of the network is silenced but two. The
output layer turns each token into the one that follows it in the script, so that prompts and
hotwords shift nothing. The attention of each word rests on its own stretch of the sound.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, cast

import numpy as np
from ctranslate2.specs import WhisperSpec  # type: ignore[import-untyped]

from tests.stt.scripted_tokenizer import languages, script_tokenizer, spelled

WORD_SECONDS = 0.4
"""Each word of a script takes this long, the first from the start."""
_WIDTH = 128
_STEP = 2
"""Every second direction is used: int8 kernels may add two neighbours up in 16 bits."""
_SIZE, _FRAMES, _MELS = 448, 1500, 80
_CERTAIN = 40.0
"""A logit that leaves nothing to the two thousand others."""


@dataclass(frozen=True)
class Script:
    """What the model says; a word may stand in it once, punctuation is part of its word."""

    words: Sequence[str]
    doubtful: frozenset[int] = frozenset()
    """Places of words that are said with a probability of 0.3."""
    no_speech: float = 0.0
    """What the model answers to whether there was no speech at all."""


def write_model(folder: Path, script: Script) -> Path:
    """Write a model of 2 MB that says `script` into `folder`, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = script_tokenizer(script.words)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": _MELS}))
    number = cast("Callable[[str], int]", tokenizer.token_to_id)
    said = [number(spelled(word)) for word in script.words]
    end = f"<|{len(said) * WORD_SECONDS:.2f}|>"
    openings = ["<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|0.00|>"]
    chain = [*map(number, openings), *said, number(end), number("<|endoftext|>")]
    spec = WhisperSpec(1, 1, 1, 1)
    _silence(spec)
    _point(spec, said, tokenizer.get_vocab_size(), chain, number("<|notimestamps|>"))
    _script(spec, chain, script, number)
    spec.config.lang_ids = [number(f"<|{language}|>") for language in languages()]
    spec.config.alignment_heads = [(0, 0)]
    spec.config.suppress_ids = spec.config.suppress_ids_begin = []
    spec.register_vocabulary(sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__))
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return folder


def _zeros(*shape: int) -> Any:
    return np.zeros(shape, np.float32)


def _norm(norm: Any) -> None:
    norm.gamma, norm.beta = np.ones(_WIDTH, np.float32), _zeros(_WIDTH)


def _silence(spec: Any) -> None:
    """Set every weight so that a layer adds nothing to what passes through it."""
    encoder, decoder = spec.encoder, spec.decoder
    for convolution, channels in ((encoder.conv1, _MELS), (encoder.conv2, _WIDTH)):
        convolution.weight, convolution.bias = _zeros(_WIDTH, channels, 3), _zeros(_WIDTH)
    first, second = encoder.layer[0], decoder.layer[0]
    for attention in (first.self_attention, second.self_attention, second.attention):
        _norm(attention.layer_norm)
        sizes = (3, 1) if len(attention.linear) == 2 else (1, 2, 1)
        for linear, times in zip(attention.linear, sizes, strict=True):
            linear.weight, linear.bias = _zeros(times * _WIDTH, _WIDTH), _zeros(times * _WIDTH)
    for layer in (first, second):
        _norm(layer.ffn.layer_norm)
        for linear in (layer.ffn.linear_0, layer.ffn.linear_1):
            linear.weight, linear.bias = _zeros(_WIDTH, _WIDTH), _zeros(_WIDTH)
    for norm in (encoder.layer_norm, decoder.layer_norm):
        _norm(norm)
    decoder.position_encodings.encodings = _zeros(_SIZE, _WIDTH)


def _point(spec: Any, said: list[int], size: int, chain: list[int], silent: int) -> None:
    """Give each step of the chain its own direction, and each word's sound the same one."""
    embeddings, sound = _zeros(size, _WIDTH), _zeros(_FRAMES, _WIDTH)
    for step, token in enumerate(chain):
        embeddings[token, step * _STEP] = 1.0
    embeddings[[token for token in range(size) if token not in chain], -1] = 1.0
    embeddings[silent] = embeddings[chain[3]]  # aligning asks for the words without any times
    frames = round(WORD_SECONDS / 0.02)
    for place, word in enumerate(said):
        sound[place * frames : (place + 1) * frames, chain.index(word) * _STEP] = 1.0
    spec.decoder.embeddings.weight = embeddings
    spec.encoder.position_encodings.encodings = sound
    # A token is heard when it is asked for: by the one before it, hence the shift by a step.
    queries, keys = np.eye(_WIDTH, k=-_STEP, dtype=np.float32), np.eye(_WIDTH, dtype=np.float32)
    attention = spec.decoder.layer[0].attention
    attention.linear[0].weight = queries
    attention.linear[1].weight = np.concatenate([keys, _zeros(_WIDTH, _WIDTH)])


def _script(spec: Any, chain: list[int], script: Script, number: Callable[[str], int]) -> None:
    """Let each token of the chain be followed by the next one, as surely as the script says."""
    peak = (1 - 1 / _WIDTH) / np.sqrt(1 / _WIDTH - 1 / _WIDTH**2)  # of a direction, once normed
    weight = _zeros(spec.decoder.embeddings.weight.shape[0], _WIDTH)
    for step, token in enumerate(chain[1:]):
        weight[token, step * _STEP] = _CERTAIN / peak
        if step - 3 in script.doubtful:
            for rival in "abc":  # with 0.23 each, so that the word still wins
                weight[number(rival), step * _STEP] = (_CERTAIN + log(0.7 / 3 / 0.3)) / peak
    weight[chain[-1], -1] = _CERTAIN / peak
    if script.no_speech:
        rival_logit = _CERTAIN + log(script.no_speech / (1 - script.no_speech))
        weight[number("<|nospeech|>"), 0] = rival_logit / peak
    spec.decoder.projection.weight = weight
    spec.decoder.projection.bias = _zeros(len(weight))
