"""`nexus setup --download-model`, `--voices`, `--try-voice`, and what a terminal is offered."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nexus_cli.bench.edge import LoopbackEdge
from nexus_cli.cli.downloading import in_words
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.stt.model_files import ModelState, model_state
from nexus_cli.stt.progress import Progress
from tests.cli.running import Nexus
from tests.sound_card import wait_until
from tests.stt.fake_hub import Hub, Mood, serving
from tests.stt.scripted_whisper import Script, write_model

VOICES = ("en-US-EmmaMultilingualNeural", "en-GB-SoniaNeural", "de-DE-KatjaNeural")
OFFER = b"Download it now? [y/N]"


@pytest.fixture(autouse=True)
def nothing_of_this_machine(nexus: Nexus, tmp_path: Path) -> None:
    """No model that lies about here, no keyring, no Edge and no sound card is found."""
    for name in ("HF_HOME", "HF_HUB_CACHE", "HF_HUB_OFFLINE"):
        nexus.environment.pop(name, None)
    nexus.environment |= {
        "XDG_CACHE_HOME": str(tmp_path / "caches"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "NEXUS_EDGE_SOCKET": str(tmp_path / "nowhere"),
        "PULSE_SERVER": f"unix:{tmp_path / 'no-sound'}",
        "HF_ENDPOINT": "http://127.0.0.1:1",
    }


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("hub") / "model", Script(["Fetched", "whole."]))


@pytest.fixture
def hub(model: Path, nexus: Nexus) -> Iterator[Hub]:
    with serving(model) as hub:
        nexus.environment["HF_ENDPOINT"] = hub.url
        yield hub


@contextmanager
def edge(nexus: Nexus) -> Iterator[LoopbackEdge]:
    """Let `nexus` reach an Edge that runs beside it."""
    thread, server = SessionThread(), LoopbackEdge(voices=VOICES)
    thread.run(server.__aenter__())
    nexus.environment["NEXUS_EDGE_SOCKET"] = str(server.socket)
    try:
        yield server
    finally:
        thread.run(server.__aexit__(None, None, None))
        thread.close()


def state(nexus: Nexus, name: str) -> ModelState:
    return model_state(name, nexus.home / "models")


def kept(nexus: Nexus, name: str) -> int:
    """Bytes of a model's largest file that are on the disk."""
    parts = (nexus.home / "models" / f"{name}.partial").glob("model.bin*")
    return max((part.stat().st_size for part in parts), default=0)


def test_the_model_base_is_fetched_when_none_is_named(hub: Hub, nexus: Nexus) -> None:
    out, err = nexus.run("setup", "--download-model")
    assert out == f"Whisper base is on this machine, in {nexus.home / 'models' / 'base'}.\n"
    assert err.startswith("Whisper base: ")
    assert state(nexus, "base") is ModelState.PRESENT
    assert nexus.json("setup", "--download-model", "base", "--json") == {
        "model": "base",
        "folder": str(nexus.home / "models" / "base"),
    }


def test_a_model_that_is_here_is_not_asked_for_again(hub: Hub, nexus: Nexus) -> None:
    nexus.run("setup", "--download-model", "tiny")
    nexus.environment["HF_ENDPOINT"] = "http://127.0.0.1:1"
    assert nexus.run("setup", "--download-model", "tiny")[1] == ""


def test_a_hub_that_is_gone_ends_with_5(nexus: Nexus) -> None:
    out, err = nexus.run("setup", "--download-model", "tiny", code=5)
    assert out == ""
    assert "The model hub cannot be reached." in err


def test_an_unknown_model_is_wrong_usage(nexus: Nexus) -> None:
    _, err = nexus.run("setup", "--download-model", "huge", code=2)
    assert "tiny, base, small" in err


def test_ctrl_c_ends_a_download_within_a_second_and_the_next_goes_on(
    hub: Hub, nexus: Nexus
) -> None:
    hub.mood = Mood.STALLED
    process = nexus.start("setup", "--download-model", "small")
    wait_until(lambda: kept(nexus, "small") > 100_000, "a good part of it is on the disk", 60)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=10)
    assert time.monotonic() - began < 1
    assert process.returncode == 130
    assert err.endswith("Stopped. The next download goes on from there.\n")
    assert state(nexus, "small") is ModelState.PARTIAL
    hub.mood = Mood.WHOLE
    hub.ranges.clear()
    nexus.run("setup", "--download-model", "small")
    assert hub.ranges[0] != ""
    assert state(nexus, "small") is ModelState.PRESENT


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(0, 0, 0.0, 0.5), "asking the model hub"),
        (Progress(0, 148_000_000, 0.0, 0.5), "0 of 148 MB"),
        (
            Progress(48_000_000, 148_000_000, 2_500_000.0, 0.1),
            "48 of 148 MB, 2.5 MB a second, 40 s left",
        ),
        (
            Progress(48_000_000, 148_000_000, 100_000.0, 0.1),
            "48 of 148 MB, 100 kB a second, 17 minutes left",
        ),
        (
            Progress(48_000_000, 148_000_000, 0.0, 11.2),
            "nothing has come for 11 s, still waiting",
        ),
        (Progress(0, 0, 0.0, 10.0), "nothing has come for 10 s, still waiting"),
    ],
)
def test_how_far_a_download_is_is_said_in_words(progress: Progress, words: str) -> None:
    assert in_words(progress) == words


def test_the_voices_of_a_language_are_listed_with_the_chosen_one_marked(nexus: Nexus) -> None:
    with edge(nexus):
        out, err = nexus.run("setup", "--voices")
        assert out.splitlines() == [
            "  en-GB   en-GB-SoniaNeural",
            "* en-US   en-US-EmmaMultilingualNeural",
        ]
        assert "--try-voice" in err
        nexus.environment["NEXUS_VOICE"] = "de-DE-KatjaNeural"
        assert nexus.json("setup", "--voices", "de", "--json") == {
            "voices": [{"name": "de-DE-KatjaNeural", "locale": "de-DE", "chosen": True}]
        }
        assert len(nexus.run("setup", "--voices", "all")[0].splitlines()) == len(VOICES)
        assert "de, en" in nexus.run("setup", "--voices", "xx", code=2)[1]


@pytest.mark.parametrize("option", ["--voices", "--try-voice"])
def test_an_edge_that_is_not_reached_ends_with_5(nexus: Nexus, option: str) -> None:
    out, err = nexus.run("setup", option, code=5)
    assert out == ""
    assert err.startswith("Edge cannot be reached. Its voices cannot be listed.")


def test_a_voice_that_edge_does_not_have_is_wrong_usage(nexus: Nexus) -> None:
    with edge(nexus):
        _, err = nexus.run("setup", "--try-voice", "sonia", code=2)
    assert "Did you mean en-GB-SoniaNeural?" in err


def test_one_thing_is_done_at_a_time_and_no_name_is_passed_over(nexus: Nexus) -> None:
    assert "one at a time" in nexus.run("setup", "--check", "--voices", code=2)[1]
    assert "'cv.pdf'" in nexus.run("setup", "cv.pdf", code=2)[1]
    assert "'base'" in nexus.run("setup", "--check", "base", code=2)[1]


class Terminal:
    """`nexus setup --check` at a terminal of 100 columns."""

    def __init__(self, nexus: Nexus, term: str) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nexus_cli", "setup", "--check"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=nexus.environment | {"TERM": term, "COLUMNS": "100"},
            cwd=nexus.home.parent,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = b""

    def until(self, words: bytes) -> None:
        """Read until `words` are shown."""
        while words not in self.shown:
            self.shown += os.read(self._ours, 4096)

    def types(self, line: str) -> None:
        os.write(self._ours, f"{line}\n".encode())

    def ends(self) -> int:
        """Read to the end; return the exit code."""
        try:
            while more := os.read(self._ours, 4096):
                self.shown += more
        except OSError:  # so Linux says that the other side is closed
            pass
        os.close(self._ours)
        return self._process.wait(30)


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_terminal_is_offered_the_model_and_told_what_follows(
    hub: Hub, nexus: Nexus, term: str
) -> None:
    terminal = Terminal(nexus, term)
    terminal.until(OFFER)
    assert b"148 MB" in terminal.shown
    assert b"typed here: see microphone and model." in terminal.shown
    terminal.types("y")
    assert terminal.ends() == 0
    after = terminal.shown.partition(OFFER)[2]
    assert b"Whisper base is on this machine: your voice stays here." in after
    assert b"typed here: see microphone." in after
    assert state(nexus, "base") is ModelState.PRESENT


@pytest.mark.parametrize("answer", ["", "n", "\x04"], ids=["enter", "no", "end of input"])
def test_a_model_that_nobody_wants_is_not_fetched(hub: Hub, nexus: Nexus, answer: str) -> None:
    terminal = Terminal(nexus, "dumb")
    terminal.until(OFFER)
    terminal.types(answer)
    assert terminal.ends() == 0
    assert state(nexus, "base") is ModelState.MISSING


def test_a_terminal_has_its_lines_folded_under_their_first_words(nexus: Nexus) -> None:
    terminal = Terminal(nexus, "xterm")
    terminal.until(OFFER)
    terminal.types("n")
    terminal.ends()
    lines = terminal.shown.decode().splitlines()
    (at,) = (n for n, line in enumerate(lines) if line.startswith("model"))
    assert lines[at + 1].startswith(" " * len("model      trouble  "))
    assert max(map(len, lines)) <= 100


def test_a_pipe_is_asked_nothing(nexus: Nexus) -> None:
    out, err = nexus.run("setup", "--check")
    assert len(out.splitlines()) == 7
    assert err == "Interviews are typed here: see microphone and model.\n"
    assert json.loads(nexus.run("setup", "--check", "--json")[0])["checks"][2]["ok"] is False
