"""`nexus setup --check`: seven lines, and an exit code that says whether to go on."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.services.session_thread import SessionThread
from tests.cli.running import Nexus

KEY = "gsk_canary_14142135"
NAMES = ["key", "network", "microphone", "speaker", "model", "edge", "disk"]


def bare(nexus: Nexus) -> Nexus:
    """Keep the keyring, the models, the sound card and Edge of whoever runs the tests out."""
    for name in ("HF_HOME", "HF_HUB_CACHE"):
        nexus.environment.pop(name, None)
    folder = nexus.home.parent
    nexus.environment |= {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "XDG_CACHE_HOME": str(folder / "caches"),
        "PULSE_SERVER": f"unix:{folder / 'no-sound'}",
        "NEXUS_EDGE_SOCKET": str(folder / "nowhere"),
    }
    return nexus


@pytest.fixture(autouse=True)
def bare_machine(nexus: Nexus) -> None:
    bare(nexus)


@contextmanager
def serving(server: LoopbackGroq, nexus: Nexus) -> Iterator[None]:
    """Let `nexus` reach a server that runs beside it."""
    thread = SessionThread()
    thread.run(server.start())
    nexus.environment |= {"GROQ_API_KEY": KEY, "GROQ_BASE_URL": server.url}
    try:
        yield
    finally:
        thread.run(server.stop())
        thread.close()


def lines(nexus: Nexus, code: int = 0) -> dict[str, str]:
    """The lines by their first word; neither stream holds the key."""
    out, err = nexus.run("setup", "--check", code=code)
    assert KEY not in out + err
    assert "Interviews are typed here" in err or "No interview can be saved here" in err
    assert [line.split()[0] for line in out.splitlines()] == NAMES
    return {line.split()[0]: line for line in out.splitlines()}


def test_without_anything_seven_lines_say_that_a_typed_interview_can_run(nexus: Nexus) -> None:
    said = lines(nexus)
    troubles = {name for name, line in said.items() if line.split()[1] == "trouble"}
    assert troubles == {"microphone", "speaker", "model", "edge"}
    assert "or type your answers" in said["microphone"]
    assert "the offline brain reads, asks and scores" in said["key"]


def test_a_key_that_works_is_named_by_its_organisation_and_models(nexus: Nexus) -> None:
    with serving(LoopbackGroq(), nexus):
        said = lines(nexus)
    assert "default (1 key)" in said["key"]
    assert "openai/gpt-oss-120b, openai/gpt-oss-20b" in said["network"]


def test_a_refused_key_is_trouble_and_no_reason_to_stop(nexus: Nexus) -> None:
    with serving(LoopbackGroq(organisations={}), nexus):
        said = lines(nexus)
    assert said["key"].split()[1] == "trouble"
    assert "Groq refuses the key" in said["key"]
    assert said["network"].split()[1] == "ok"


def test_an_unreachable_server_is_trouble_and_no_reason_to_stop(nexus: Nexus) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        port = deaf.getsockname()[1]
        nexus.environment |= {"GROQ_API_KEY": KEY, "GROQ_BASE_URL": f"http://127.0.0.1:{port}"}
        said = lines(nexus)
    assert said["network"].split()[1] == "trouble"
    assert "cannot be reached" in said["network"]


def test_a_home_that_cannot_be_written_ends_with_5(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    nexus = bare(Nexus(tmp_path / "home"))
    nexus.environment["NEXUS_HOME"] = str(tmp_path / "file" / "home")
    said = lines(nexus, code=5)
    assert said["disk"].split()[1] == "trouble"
    assert "NEXUS_HOME" in said["disk"]


def test_a_program_gets_one_object(nexus: Nexus) -> None:
    with serving(LoopbackGroq(models=["other/model"]), nexus):
        checks = nexus.json("setup", "--check", "--json")["checks"]
    assert [check["name"] for check in checks] == NAMES
    assert all(set(check) == {"name", "ok", "found", "fix"} for check in checks)
    (network,) = (check for check in checks if check["name"] == "network")
    assert network["ok"] is False
    assert "other/model" in network["fix"]
