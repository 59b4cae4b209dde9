"""Damaged, hostile and enormous files: a sentence with a next step, soon, and never a crash."""

import json
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_cli.documents.transcripts import read_transcript
from nexus_cli.documents.transcripts.limits import MAX_BYTES
from nexus_cli.errors import DocumentError, DocumentTooLargeError
from nexus_cli.knowledge.pairing import pair
from nexus_cli.models.transcript import PairedInterview
from tests.documents.transcripts.scripts import SCRIPTS
from tests.documents.transcripts.writers import WRITERS

SECONDS = 2.0
"""Of processor time, which a busy machine does not use up."""


def outcome(data: bytes, name: str = "mangled.txt") -> PairedInterview | DocumentError:
    """Return what comes of `data`; anything but a pairing or a foreseen error fails the test."""
    began = time.process_time()
    try:
        return pair(read_transcript(name, data))
    except DocumentError as error:
        assert name in error.sentence
        assert error.sentence.count("\n") == 0
        assert error.next_step
        return error
    finally:
        assert time.process_time() - began <= SECONDS


def truncated(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def other_encoding_inside(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + "café naïve".encode(dice.choice(["cp1252", "utf-16", "cp437"])) + data[at:]


def noise_inside(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.randrange(1, 400)) + data[at:]


def flipped(data: bytes, dice: random.Random) -> bytes:
    mangled = bytearray(data)
    for _ in range(dice.randrange(1, 60)):
        mangled[dice.randrange(len(mangled))] = dice.randrange(256)
    return bytes(mangled)


def shuffled(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


def without_colons(data: bytes, dice: random.Random) -> bytes:
    return data.replace(b":", b"")


def nothing_between(data: bytes, dice: random.Random) -> bytes:
    return data.replace(b"\n", b"")


def doubled(data: bytes, dice: random.Random) -> bytes:
    return data + data[dice.randrange(len(data)) :]


def nul_inside(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + b"\x00" * dice.randrange(1, 5000) + data[at:]


def long_line_inside(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.choice([b"a", b"so, ", b"Why? ", b"m", b"{"]) * 150_000 + data[at:]


MANGLERS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    truncated,
    other_encoding_inside,
    noise_inside,
    flipped,
    shuffled,
    without_colons,
    nothing_between,
    doubled,
    nul_inside,
    long_line_inside,
)
KINDS = [kind for kind in WRITERS if kind != "docx"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mangle", MANGLERS)
def test_forty_mangled_files_of_a_kind_end_well(
    kind: str, mangle: Callable[[bytes, random.Random], bytes]
) -> None:
    for seed in range(4):
        dice = random.Random(f"{kind}{mangle.__name__}{seed}")  # noqa: S311  # repeatable
        data = WRITERS[kind](dice.choice(SCRIPTS), dice.randrange(10))
        outcome(mangle(data, dice), f"mangled.{kind}")


@pytest.mark.parametrize("seed", range(4))
def test_a_mangled_docx_ends_well(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # repeatable
    data = WRITERS["docx"](SCRIPTS[seed], seed)
    outcome(dice.choice([truncated, flipped, noise_inside])(data, dice), "mangled.docx")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00" * 100_000, "decode"),
        (bytes(range(256)) * 400, "decode"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "picture"),
        (b"ID3\x04" + b"\x00\xff" * 99, "recording"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"),
        (b"a" * 50_000_000, "20 MB"),
        (b"Jana: hi\n" * 11_200_000, "20 MB"),
        (b"Jana: hello there you\n" * 200_000, "3 MB"),
        (b"Jana: hi\n" * 50_000, "40,000 lines"),
        (b"Jana: hi\nTom: " + b"so " * 200_000, "line 2"),
        (b"[" * 1_000_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b"[" + b"{}," * 900_000 + b"{}]", "values"),
        (b'[{"speaker": "A", "text": "one two"}, ' * 3, "line 1"),
        (b"All of this is prose.\nNobody is named in it.\n", "who speaks"),
        (b"WEBVTT\n\nnothing --> here\nwords\n", "no speaker is named"),
        (b"Jana: What do you do?\nJana: Why?\n", "only Jana speaks"),
    ],
)
def test_the_sentence_says_what_is_wrong(data: bytes, says: str) -> None:
    error = outcome(data)
    assert isinstance(error, DocumentError)
    assert says in error.sentence


def test_what_is_too_large_is_refused_before_it_is_looked_into() -> None:
    began = time.process_time()
    with pytest.raises(DocumentTooLargeError):
        read_transcript("large.json", b"[" + b"1," * (MAX_BYTES // 2) + b"1]")
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    "data",
    [
        b"Jana: " + b"so, " * 100_000 + b"why?\nTom: well\nJana: Why? " + b"mm" * 200_000,
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v <v " * 60_000,
        b"Jana: how do you do that?\nTom: like this and that\n" * 2_400,
        b"Jana: okay\nTom: like this and that\n" * 2_400 + b"Jana: Why?\nTom: Why not?\n" * 50,
        b"A:b:c:d\n" * 39_000,
        b"Jana Okoro\n0:01\n" * 19_500,
        b"**a**: " * 60_000,
        b"Tom: any questions " * 20_000 + b"\nJana: Why?\nTom: No?\n",
    ],
)
def test_hostile_text_takes_no_endless_time(data: bytes) -> None:
    outcome(data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("ab:?.,\n\t -[]()<>v*0123456789>Éé{}\"'"), max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    outcome(text.encode())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    outcome(data)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["speaker", "text", "words", "start", "question", "answer", "role"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_VALUES, min_size=1, max_size=5))
def test_json_of_any_shape_is_read_or_refused(value: object) -> None:
    outcome(json.dumps(value).encode(), "any.json")
