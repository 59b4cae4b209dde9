"""How long these tests go on: shortly in the ordinary suite, for hours together in `make soak`."""

import os

import pytest

from tests.sound_card import running_card, sound_card

__all__ = ["full", "running_card", "sound_card"]


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether the full figures are wanted."""
    return os.environ.get("NEXUS_SOAK") == "full"
