"""`nexus bench`, started as a person starts it."""

import json
import signal
from pathlib import Path

import pytest

from nexus_cli.bench.timing.store import REPLAYS
from tests.cli.running import Nexus


@pytest.fixture
def nexus(tmp_path: Path) -> Nexus:
    return Nexus(tmp_path / "home")


def test_a_scenario_is_one_object_with_ratios_on_stdout(nexus: Nexus) -> None:
    out, err = nexus.run("bench", "store", "--n", "2", "--json")
    told = json.loads(out)
    assert (told["schema"], told["scenario"], told["profile"]) == (1, "store", "offline")
    assert {"cores", "python", "nexus"} <= set(told["machine"])
    assert {"unit", "n", "failures", "p50", "p95", "max"} == set(told["metrics"]["append_ms"])
    assert set(told["ratios"]) == {"append_over_file", "replay_over_file"}
    assert "store offline, round 2 of 2" in err


def test_a_worse_ratio_than_the_baseline_leaves_with_3_and_says_what_moved(
    nexus: Nexus, tmp_path: Path
) -> None:
    baseline = tmp_path / "before.json"
    baseline.write_text('{"ratios": {"replay_over_file": 1e-6}}')
    words = ("bench", "store", "--n", "1", "--baseline", str(baseline))
    _, err = nexus.run(*words, "--fail-above", "25", code=3)
    assert "replay_over_file went from 0.00 to" in err
    baseline.write_text('{"ratios": {"replay_over_file": 1e6, "help_over_typer": 1.2}}')
    _, err = nexus.run(*words)
    assert "No ratio is worse than the baseline's by more than 10 %." in err
    assert "help_over_typer of the baseline was not measured." in err


def test_a_page_is_written_beside_what_is_printed(nexus: Nexus, tmp_path: Path) -> None:
    page = tmp_path / "store.html"
    out, _ = nexus.run("bench", "store", "--n", "1", "--html", str(page))
    assert "append_over_file" in out
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_ctrl_c_prints_what_there_is_and_the_next_run_goes_on(nexus: Nexus, tmp_path: Path) -> None:
    rounds = tmp_path / "rounds.jsonl"
    words = ("bench", "store", "--json", "--resume", str(rounds))
    process = nexus.start(*words, "--n", "10000")
    assert process.stderr is not None
    for line in process.stderr:
        if line == "store offline, round 3 of 10000\n":
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    told = json.loads(out)
    n = told["metrics"]["replay_ms"]["n"]
    assert n >= 2 * REPLAYS
    assert told["notes"][0].startswith("Stopped in store offline")
    _, err = nexus.run(*words, "--n", str(n // REPLAYS + 1))
    assert err.count("round") == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("store", "--fail-above", "5"), 2, "Give --baseline FILE too."),
        (("store", "--baseline", "nowhere.json"), 2, "holds no ratios"),
        (("store", "--profile", "live"), 2, "Use --profile offline."),
        (("setup", "--profile", "live", "--n", "1"), 5, "There is no Groq key."),
        (("store", "--n", "0"), 2, "--n"),
        (("store", "--delays", "slow.json"), 2, "--delays is for what is emulated."),
        (("setup", "--delays", "nowhere.json"), 2, "not a profile of delays"),
        (("store", "--n", "1", "--html", "no/such/place.html"), 5, "--html"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    nexus: Nexus, words: tuple[str, ...], code: int, said: str
) -> None:
    _, err = nexus.run("bench", *words, code=code)
    assert said in " ".join(err.split())
    assert "Traceback" not in err


def test_every_scenario_has_the_same_options(nexus: Nexus) -> None:
    for name in ("quick", "startup", "store", "setup", "questions", "sessions"):
        out, _ = nexus.run("bench", name, "--help")
        for option in ("--profile", "--n", "--json", "--html", "--baseline", "--delays"):
            assert option in out
