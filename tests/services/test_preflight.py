"""What preflight finds, and what it says to do."""

import asyncio
import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.llm import LLMOptions
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services.preflight import Check, preflight
from nexus_cli.settings import Settings

KEY = "gsk_canary_16180339"
NAMES = ["key", "network", "microphone", "speaker", "model", "edge", "disk"]
LARGE, SMALL = "openai/gpt-oss-120b", "openai/gpt-oss-20b"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GROQ_API_KEY", "GROQ_BASE_URL", "NEXUS_GROQ_MODELS", "NEXUS_BRAIN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("API_KEY", "BASE_URL", "MODEL"):
        monkeypatch.delenv(f"NEXUS_LLM_{name}", raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


async def checked(
    home: Path, choice: BrainChoice | None = None, bound_seconds: float = 5.0
) -> dict[str, Check]:
    """The checks by name; none of them holds the key."""
    checks = await preflight(Settings(home=home), LLMOptions(), choice, bound_seconds)
    assert [check.name for check in checks] == NAMES
    assert KEY not in repr(checks)
    return {check.name: check for check in checks}


def found(home: Path, choice: BrainChoice | None = None) -> dict[str, Check]:
    return asyncio.run(checked(home, choice))


def at(server: LoopbackGroq, home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Check]:
    """The checks while `server` runs."""

    async def whole() -> dict[str, Check]:
        async with server:
            monkeypatch.setenv("GROQ_BASE_URL", server.url)
            if os.environ.get("NEXUS_LLM_MODEL"):
                monkeypatch.setenv("NEXUS_LLM_BASE_URL", f"{server.url}/openai/v1")
            return await checked(home)

    return asyncio.run(whole())


@pytest.fixture
def deaf() -> Iterator[socket.socket]:
    """A port that nobody listens on, kept from everybody else."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held


def url_of(held: socket.socket) -> str:
    return f"http://127.0.0.1:{held.getsockname()[1]}"


def test_a_bare_machine_is_in_order(home: Path) -> None:
    checks = found(home)
    assert all(check.ok and not check.fix for check in checks.values())
    assert checks["key"].found == "none: the offline brain reads, asks and scores."
    assert checks["network"].found == "not needed."
    for name in ("microphone", "speaker", "model", "edge"):
        assert "voice is not built in yet" in checks[name].found


def test_the_disk_is_tried_and_left_clean(home: Path) -> None:
    assert " MB are free" in found(home)["disk"].found
    assert list(home.iterdir()) == []
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_home_that_cannot_be_written_is_trouble_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    disk = found(tmp_path / "file" / "home")["disk"]
    assert not disk.ok
    assert "NEXUS_HOME" in disk.fix


def test_the_models_of_each_organisation_are_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", f"acme:{KEY},acme:{KEY}2,mine:{KEY}3")
    monkeypatch.setenv("NEXUS_GROQ_MODELS", f"{LARGE},old/model")
    checks = at(LoopbackGroq(), home, monkeypatch)
    assert "acme (2 keys), mine (1 key)" in checks["key"].found
    network = checks["network"]
    assert network.ok
    for name in ("acme", "mine"):
        assert f"{name} can use {LARGE}, but not old/model" in network.found
    assert network.fix == f"Set NEXUS_GROQ_MODELS from what is offered: {LARGE}, {SMALL}."


def test_a_chain_without_any_model_is_trouble(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    offered = [f"made/up-{n:02}" for n in range(11)]
    network = at(LoopbackGroq(models=offered), home, monkeypatch)["network"]
    assert not network.ok
    assert "no model of the chain" in network.found
    assert "made/up-07, 3 more" in network.fix


def test_a_refused_key_is_the_keys_trouble_not_the_networks(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    checks = at(LoopbackGroq(organisations={}), home, monkeypatch)
    assert not checks["key"].ok
    assert "Groq refuses the key." in checks["key"].found
    assert checks["key"].fix
    assert checks["network"].ok


@pytest.mark.parametrize("key", ["", KEY])
def test_a_server_of_ones_own_is_asked_with_or_without_a_key(
    home: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("NEXUS_LLM_MODEL", "small")
    monkeypatch.setenv("NEXUS_LLM_API_KEY", key)
    checks = at(LoopbackGroq(models=["small:latest"]), home, monkeypatch)
    assert f"{'with' if key else 'without'} a key" in checks["key"].found
    assert checks["network"].ok
    assert "you can use small." in checks["network"].found


def test_an_unreachable_server_is_the_networks_trouble(
    home: Path, monkeypatch: pytest.MonkeyPatch, deaf: socket.socket
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    monkeypatch.setenv("GROQ_BASE_URL", url_of(deaf))
    checks = found(home)
    assert checks["key"].ok
    assert not checks["network"].ok
    assert checks["network"].found == "Groq cannot be reached."
    assert checks["network"].fix


def test_a_silent_server_is_not_waited_for(
    home: Path, monkeypatch: pytest.MonkeyPatch, deaf: socket.socket
) -> None:
    deaf.listen()
    monkeypatch.setenv("NEXUS_LLM_BASE_URL", url_of(deaf))
    monkeypatch.setenv("NEXUS_LLM_MODEL", "small")
    network = asyncio.run(checked(home, bound_seconds=1.0))["network"]
    assert (network.ok, network.found) == (False, "The language model did not answer in time.")


class Locked(ModuleType):
    """A keyring that waits until somebody unlocks it."""

    def __init__(self) -> None:
        super().__init__("keyring")
        self.unlocked = threading.Event()

    def get_password(self, service: str, user: str) -> str:
        self.unlocked.wait()
        return KEY


def test_a_locked_keyring_is_not_waited_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = Locked()
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    checks = asyncio.run(checked(home, bound_seconds=0.2))
    keyring.unlocked.set()
    assert checks["key"].found == "The keyring did not answer in time."
    assert (checks["key"].ok, checks["network"].ok) == (False, False)


def test_an_unsafe_address_is_said_and_nothing_is_sent(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    monkeypatch.setenv("GROQ_BASE_URL", f"http://stranger.example/{KEY}")
    checks = found(home)
    assert "unencrypted" in checks["key"].found
    assert (checks["key"].ok, checks["network"].ok) == (False, False)
    assert "not tried" in checks["network"].found


def test_a_key_file_that_others_can_read_is_said(home: Path) -> None:
    home.mkdir()
    (home / "groq_keys").write_text(KEY)
    (home / "groq_keys").chmod(0o644)
    assert "chmod 600" in found(home)["key"].fix


def test_what_was_chosen_is_checked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not found(home, BrainChoice.GROQ)["key"].ok
    assert not found(home, BrainChoice.OPENAI)["key"].ok
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    assert "offline brain was chosen" in found(home, BrainChoice.OFFLINE)["key"].found


def test_a_server_that_is_half_set_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEXUS_LLM_API_KEY", KEY)
    Path(".env").write_text("NEXUS_LLM_BASE_URL=https://stranger.example/v1\n")
    key = found(home)["key"]
    assert key.ok
    assert "set NEXUS_LLM_BASE_URL beside it" in key.fix
    monkeypatch.setenv("NEXUS_LLM_BASE_URL", "http://localhost:11434/v1")
    assert "NEXUS_LLM_MODEL" in found(home)["key"].fix
