"""One aimock for all tests of a process; each finds it empty."""

import os
from collections.abc import Iterator

import groq as sdk  # noqa: F401  # slow to import: not while a deadline runs
import pytest

from tests.foreign.aimock import Aimock, started, what_is_missing
from tests.foreign.calling import Caller, compatible, groq


@pytest.fixture(scope="session")
def emulator() -> Iterator[Aimock]:
    if missing := what_is_missing():
        if os.environ.get("NEXUS_REQUIRE_PARTS") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    with started() as running:
        yield running


@pytest.fixture
def aimock(emulator: Aimock) -> Aimock:
    emulator.reset()
    return emulator


@pytest.fixture(params=[groq, compatible], ids=["groq", "compatible"])
def caller(request: pytest.FixtureRequest, aimock: Aimock) -> Caller:
    opened: Caller = request.param(aimock.url)
    return opened
