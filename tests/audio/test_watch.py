"""When a device counts as gone, second by second."""

from nexus_cli.audio.signals import Loss
from nexus_cli.audio.watch import Watch

OPENED = 50.0


def loss(after: float, last_block_after: float | None) -> Loss | None:
    """Return what is said of a device so long after its opening."""
    watch = Watch()
    watch.opened(OPENED)
    last = 0.0 if last_block_after is None else OPENED + last_block_after
    return watch.loss(OPENED + after, ended=False, last_block_at=last)


def test_a_device_may_take_its_time_to_start() -> None:
    assert loss(2.9, None) is None
    assert loss(2.0, 0.1) is None


def test_a_device_that_never_starts_is_gone() -> None:
    assert loss(3.0, None) is Loss.STALLED
    assert loss(3.0, 0.1) is Loss.STALLED


def test_a_device_that_has_started_is_gone_after_half_a_second_of_nothing() -> None:
    assert loss(1.2, 0.8) is None
    assert loss(1.3, 0.8) is Loss.STALLED
