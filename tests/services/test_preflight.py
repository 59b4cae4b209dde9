"""What preflight finds, and what it says to do."""

import asyncio
import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from nexus_cli.bench.edge import FaultKind, LoopbackEdge, always
from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.llm import LLMOptions
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services.ears import models_folder
from nexus_cli.services.preflight import Check, preflight, voice_ready
from nexus_cli.services.sound import SoundCard
from nexus_cli.settings import Settings
from tests.services.staged_card import GONE, NOTHING, Attending, StagedCard
from tests.services.test_sound_checks import SENTENCE_HEARD
from tests.stt.scripted_whisper import Script, write_model

KEY = "gsk_canary_16180339"
NAMES = ["key", "network", "microphone", "speaker", "model", "edge", "disk"]
LARGE, SMALL = "openai/gpt-oss-120b", "openai/gpt-oss-20b"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GROQ_API_KEY", "GROQ_BASE_URL", "NEXUS_GROQ_MODELS", "NEXUS_BRAIN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("API_KEY", "BASE_URL", "MODEL"):
        monkeypatch.delenv(f"NEXUS_LLM_{name}", raising=False)
    for name in ("HF_HOME", "HF_HUB_CACHE", "NEXUS_VOICE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("NEXUS_EDGE_SOCKET", str(tmp_path / "nowhere"))
    monkeypatch.setattr("nexus_cli.tts.offline._PACKAGE", "no_such_package")
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


async def checked(
    home: Path,
    choice: BrainChoice | None = None,
    bound_seconds: float = 5.0,
    card: SoundCard = NOTHING,
    attendant: Attending | None = None,
) -> dict[str, Check]:
    """The checks by name, where there is no sound card; none of them holds the key."""
    settings = Settings(home=home)
    checks = await preflight(settings, LLMOptions(), choice, bound_seconds, card, attendant)
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


def test_a_bare_machine_is_told_what_voice_needs_and_the_rest_is_in_order(home: Path) -> None:
    checks = found(home)
    assert {name for name, check in checks.items() if check.ok} == {"key", "network", "disk"}
    assert all(bool(check.fix) is not check.ok for check in checks.values())
    assert checks["key"].found == "none: the offline brain reads, asks and scores."
    assert checks["network"].found == "not needed."
    assert "apt install libportaudio2" in checks["microphone"].fix
    assert "nexus setup --download-model base` (148 MB)" in checks["model"].fix
    assert "GROQ_API_KEY" in checks["model"].fix
    assert checks["edge"].found == "Edge cannot be reached. Questions are only shown."
    assert "nexus-cli[offline-voice]" in checks["edge"].fix


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


def with_model(home: Path, name: str = "base") -> None:
    write_model(models_folder(Settings(home=home)) / name, Script(["Ready."]))


def test_a_model_on_this_machine_keeps_the_voice_here(home: Path) -> None:
    with_model(home, "tiny")
    model = found(home)["model"]
    assert (model.ok, model.fix) == (True, "")
    assert model.found == "Whisper tiny is on this machine: your voice stays here."


def test_groq_writes_where_there_is_a_key_and_no_model_and_the_voice_leaves(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    offered = [LARGE, SMALL, "whisper-large-v3-turbo"]
    model = at(LoopbackGroq(models=offered), home, monkeypatch)["model"]
    assert model.ok
    assert "your voice leaves this machine" in model.found
    assert "--download-model" in model.fix
    assert not voice_ready(Settings(home=home))


@pytest.mark.parametrize(
    ("server", "why"),
    [
        (LoopbackGroq(models=[LARGE]), "does not offer whisper-large-v3-turbo"),
        (LoopbackGroq(organisations={}), "refuses the key"),
    ],
    ids=["not offered", "refused"],
)
def test_a_key_that_whisper_is_not_open_to_is_no_way_to_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, server: LoopbackGroq, why: str
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    model = at(server, home, monkeypatch)["model"]
    assert not model.ok
    assert why in model.found
    assert "--download-model" in model.fix


def with_edge(edge: LoopbackEdge, home: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    async def whole() -> Check:
        async with edge:
            monkeypatch.setenv("NEXUS_EDGE_SOCKET", str(edge.socket))
            return (await checked(home))["edge"]

    return asyncio.run(whole())


def test_edge_is_asked_for_one_word_in_the_chosen_voice(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEXUS_VOICE", "en-GB-SoniaNeural")
    server = LoopbackEdge()
    edge = with_edge(server, home, monkeypatch)
    assert edge.ok
    assert edge.found.startswith("Edge speaks as en-GB-SoniaNeural; its first sound came after")
    assert server.texts == ["Ready."]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (FaultKind.FORBIDDEN, "status 403"),
        (FaultKind.STALL, "did not answer in time"),
        (FaultKind.SILENT, "no sound"),
        (FaultKind.CUT_MIDWAY, "broke off"),
    ],
)
def test_an_edge_that_fails_is_said_with_what_stands_in_for_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, fault: FaultKind, why: str
) -> None:
    edge = with_edge(LoopbackEdge(faults=always(fault, 0.1)), home, monkeypatch)
    assert not edge.ok
    assert why in edge.found
    assert "Questions are only shown." in edge.found
    assert "offline-voice" in edge.fix


@pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="the offline voice is an extra")
def test_the_offline_voice_that_is_installed_stands_in_for_edge(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nexus_cli.tts.offline._PACKAGE", "espeakng_loader")
    edge = found(home)["edge"]
    assert edge.found == "Edge cannot be reached. The offline voice speaks instead."
    assert "pip install" not in edge.fix


def test_a_chosen_voice_that_edge_does_not_have_is_said_with_those_that_may_be_meant(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEXUS_VOICE", "sonia")
    edge = with_edge(LoopbackEdge(), home, monkeypatch)
    assert edge.found.startswith("Edge has no voice 'sonia'.")
    assert edge.fix.startswith("Set NEXUS_VOICE anew. Did you mean en-GB-SoniaNeural?")


def spoken(home: Path, staged: StagedCard, attendant: Attending | None = None) -> bool:
    """Whether voice is ready after a check with this card."""
    asyncio.run(checked(home, card=staged.card(), attendant=attendant))
    assert staged.all_let_go
    return voice_ready(Settings(home=home))


def test_voice_is_ready_once_a_microphone_and_a_model_were_found_and_until_they_are_not(
    home: Path,
) -> None:
    assert not voice_ready(Settings(home=home))
    assert not spoken(home, StagedCard())
    with_model(home)
    assert spoken(home, StagedCard())
    (mark,) = (file for file in home.iterdir() if file.is_file())
    assert stat.S_IMODE(mark.stat().st_mode) == 0o600
    assert not spoken(home, StagedCard(GONE))
    assert [file for file in home.iterdir() if file.is_file()] == []


def test_without_a_speaker_voice_is_ready_and_the_questions_are_read(home: Path) -> None:
    with_model(home)
    staged = StagedCard()
    staged.speaker_there = False
    assert spoken(home, staged)


def test_whoever_attends_speaks_first_and_then_listens(home: Path) -> None:
    with_model(home)
    attending = Attending()
    assert spoken(home, StagedCard(SENTENCE_HEARD), attending)
    assert [asked.split()[0] for asked in attending.asked] == ["speak", "enough", "listen"]
    assert not spoken(home, StagedCard(), Attending())


def test_a_home_that_cannot_be_written_keeps_no_mark_and_is_the_disks_trouble(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    home = tmp_path / "file" / "home"
    checks = asyncio.run(checked(home, card=StagedCard().card()))
    assert not checks["disk"].ok
    assert not voice_ready(Settings(home=home))
