"""A ring keeps the newest samples, in order, and says what it lost."""

import time
from threading import Thread

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.audio.ring import Ring
from nexus_cli.audio.samples import HEARING_HZ, Samples

HOURS_2 = 2 * 3600 * HEARING_HZ
CYCLE = 65_521
"""A prime under 2^24: samples of a counted cycle are exact in float32 and never fall in step."""


def counted(start: int, count: int) -> Samples:
    return (np.arange(start, start + count) % CYCLE).astype(np.float32)


@given(
    capacity=st.integers(1, 50),
    steps=st.lists(st.tuples(st.sampled_from("wr"), st.integers(0, 70)), max_size=40),
)
def test_every_sample_is_read_once_in_order_or_counted_as_dropped(
    capacity: int, steps: list[tuple[str, int]]
) -> None:
    ring = Ring(capacity)
    written, read = 0, 0
    for what, count in steps:
        if what == "w":
            ring.write(counted(written, count), at=float(written))
            written += count
        else:
            reading = ring.read(count)
            assert np.array_equal(reading.samples, counted(reading.position, len(reading.samples)))
            assert reading.position + len(reading.samples) <= written
            read += len(reading.samples)
    read += len(ring.read(capacity).samples)
    assert read + ring.dropped == written


def test_the_oldest_gives_way_and_is_counted() -> None:
    ring = Ring(100)
    ring.write(counted(0, 250), at=1.0)
    reading = ring.read(1_000)
    assert (reading.position, len(reading.samples), reading.at) == (150, 100, 1.0)
    assert ring.dropped == 150


def test_an_offer_that_does_not_fit_changes_nothing() -> None:
    ring = Ring(10)
    assert ring.offer(counted(0, 8), at=0.0)
    assert not ring.offer(counted(8, 3), at=0.0)
    assert ring.read(20).samples.tolist() == counted(0, 8).tolist()


def test_two_hours_pass_through_with_nothing_lost() -> None:
    ring = Ring(10 * HEARING_HZ)
    block = counted(0, CYCLE)

    def speak() -> None:
        for start in range(0, HOURS_2, CYCLE):
            while not ring.offer(block[: HOURS_2 - start], at=0.0):
                time.sleep(0)  # lets the reader run

    speaker = Thread(target=speak)
    speaker.start()
    heard = 0
    while heard < HOURS_2:
        samples, position, _ = ring.read(20 * 320)
        assert position == heard
        assert np.array_equal(samples, counted(heard, len(samples)))
        heard += len(samples)
        time.sleep(0)  # lets the writer run
    speaker.join()
    assert ring.dropped == 0


def test_a_reader_that_is_overtaken_never_gets_a_sample_out_of_its_place() -> None:
    """Blocks are so long that numpy lets the other thread run while it copies one."""
    ring, block, times = Ring(1_000_000), counted(0, 4 * CYCLE), 400

    def speak() -> None:
        for _ in range(times):
            ring.write(block, at=0.0)

    speaker = Thread(target=speak)
    speaker.start()
    received = 0
    while speaker.is_alive() or ring.waiting:
        samples, position, _ = ring.read(1_000_000)
        assert np.array_equal(samples, counted(position, len(samples)))
        received += len(samples)
    speaker.join()
    assert received + ring.dropped == times * len(block)
