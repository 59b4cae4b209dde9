"""A command line of its own for each test."""

from pathlib import Path

import pytest

from tests.cli.running import Nexus


@pytest.fixture
def nexus(tmp_path: Path) -> Nexus:
    return Nexus(tmp_path / "home")
