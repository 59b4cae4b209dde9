"""An answer in pieces: nothing lost, nothing twice, only the tail worked on."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.pieces import OVERLAP_SECONDS, Pieces, join
from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Transcript, Word
from tests.stt.sounds import silence

SAID = 6_400
"""Samples of a word, 0.4 s."""


def said(words: Sequence[int], pauses: Sequence[float] = ()) -> Sound:
    """Return sound in which each word is as loud as its number; pauses, in seconds, follow them."""
    sound = [np.zeros(0, np.float32)]
    for place, word in enumerate(words):
        wave = np.where(np.arange(SAID) % 2, 0.01, -0.01) * (word + 1)
        gap = pauses[place] if place < len(pauses) else 0.1
        sound += [wave.astype(np.float32), np.zeros(int(gap * SAMPLE_RATE_HZ), np.float32)]
    return np.concatenate(sound)


class LoudnessReader:
    """An engine that reads words from how loud they are, whole or cut."""

    name = "loudness"

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.prompts: list[str] = []
        self.fails = False

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        if self.fails:
            raise TranscriptionError("It fails.")
        self.seconds.append(len(audio) / SAMPLE_RATE_HZ)
        self.prompts.append(prompt)
        level = np.rint(np.abs(audio) * 100).astype(int)
        edges = [0, *(np.flatnonzero(np.diff(level)) + 1), len(level)]
        words = [
            Word(f"w{level[start] - 1}", start / SAMPLE_RATE_HZ, stop / SAMPLE_RATE_HZ, 1.0)
            for start, stop in pairwise(edges)
            if level[start]
        ]
        return Transcript(tuple(words), self.name)

    async def close(self) -> None:
        pass


def test_only_the_tail_is_worked_on_and_knows_what_came_before() -> None:
    async def play() -> None:
        reader = LoudnessReader()
        pieces = Pieces(reader, ["Kubernetes"])
        first = said(range(6), [0.1] * 5 + [0.5])
        assert (await pieces.pause(first)).text == "w0 w1 w2 w3 w4 w5"
        whole = np.concatenate([first, said([6, 7])])
        heard = await pieces.pause(whole)
        assert heard.text == "w0 w1 w2 w3 w4 w5 w6 w7"
        assert reader.seconds[1] == pytest.approx(len(said([6, 7])) / 16_000 + OVERLAP_SECONDS)
        assert reader.prompts == ["", "w0 w1 w2 w3 w4 w5"]
        assert heard.words[6].start_seconds == pytest.approx(len(first) / SAMPLE_RATE_HZ)

    asyncio.run(play())


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from([0.0, 0.05, 0.1, 0.3, 0.7, 2.0])),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from([0.02, 0.05, 0.3]),
)
def test_however_the_pauses_fall_no_word_is_lost_or_doubled(
    spoken: list[tuple[int, float]], least: float
) -> None:
    async def play() -> None:
        # Two equal words need a gap: without one they would be one long word.
        parts = [(word, max(gap, 0.02)) for word, gap in spoken]
        pieces, audio = Pieces(LoudnessReader()), np.zeros(0, np.float32)
        for word, gap in parts:
            audio = np.concatenate([audio, said([word], [gap])])
            if gap >= least:
                await pieces.pause(audio)
        heard = await pieces.look(audio)
        assert heard.text == " ".join(f"w{word}" for word, _ in parts)

    asyncio.run(play())


def test_silence_after_a_look_costs_nothing() -> None:
    async def play() -> None:
        reader = LoudnessReader()
        pieces, answer = Pieces(reader), said(range(7))
        await pieces.look(answer)
        longer = np.concatenate([answer, silence(0.8)])
        assert (await pieces.pause(longer)).text == "w0 w1 w2 w3 w4 w5 w6"
        assert (await pieces.pause(np.concatenate([longer, silence(3)]))).text == pieces.kept.text
        assert len(reader.seconds) == 1

    asyncio.run(play())


def test_a_look_keeps_nothing_and_a_short_piece_waits_for_more() -> None:
    async def play() -> None:
        pieces = Pieces(LoudnessReader())
        await pieces.look(said(range(7)))
        assert pieces.kept.words == ()
        short = Pieces(LoudnessReader())
        assert (await short.pause(said([0, 1]))).text == "w0 w1"
        assert short.kept.words == ()

    asyncio.run(play())


def test_what_an_engine_failed_on_is_part_of_the_next_piece() -> None:
    async def play() -> None:
        reader = LoudnessReader()
        pieces, answer = Pieces(reader), said(range(6))
        await pieces.pause(answer)
        longer = np.concatenate([answer, said(range(6, 12))])
        reader.fails = True
        with pytest.raises(TranscriptionError):
            await pieces.pause(longer)
        assert pieces.kept.text == "w0 w1 w2 w3 w4 w5"
        reader.fails = False
        assert (await pieces.pause(longer)).text.endswith("w5 w6 w7 w8 w9 w10 w11")

    asyncio.run(play())


def words(text: str, start: float) -> list[Word]:
    return [
        Word(word, start + place * 0.4, start + place * 0.4 + 0.35, 1.0)
        for place, word in enumerate(text.split())
    ]


@pytest.mark.parametrize(
    ("before", "after", "start", "joined"),
    [
        ("we moved billing,", "Billing to the cloud", 1.1, "we moved billing, to the cloud"),
        ("we moved billing", "... to the cloud", 1.1, "we moved billing to the cloud"),
        ("we moved billing", "loved building to", 0.4, "we moved billing to"),
        ("it was very", "very good", 1.2, "it was very very good"),
        ("we moved billing", "ing to the cloud", 1.1, "we moved billing to the cloud"),
        ("", "Billing to the cloud", 1.1, "Billing to the cloud"),
        ("we moved billing", "", 1.1, "we moved billing"),
    ],
)
def test_a_word_that_both_heard_stands_once(
    before: str, after: str, start: float, joined: str
) -> None:
    border = 1.25
    both = join(words(before, 0.0), words(after, start), border)
    assert " ".join(word.text for word in both) == joined
