"""The scenarios themselves, with services that answer soon."""

import json
import sys
from pathlib import Path

import httpx
import pytest

from nexus_cli.bench.groq.server import CHAT, SERVED
from nexus_cli.bench.timing import emulation, questions, setup, startup, store
from nexus_cli.bench.timing.delays import DelayProfile, Lognormal, ModelDelays
from nexus_cli.bench.timing.emulation import groq_of
from nexus_cli.bench.timing.first_frame import first_frame_ms
from nexus_cli.bench.timing.measurement import Measurement
from nexus_cli.bench.timing.scenario import Profile, Setting
from nexus_cli.errors import BrainKeyError

FAST = ModelDelays(
    first_token_ms=Lognormal(median=100, sigma=0.0),
    tokens_a_second=Lognormal(median=20_000, sigma=0.0),
)


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the profile that ships with one of a tenth of a second."""
    profile = DelayProfile(seed=1, whole=FAST, streamed=FAST)
    monkeypatch.setattr(DelayProfile, "read", lambda path=None: profile)


def test_every_append_and_replay_of_the_store_is_counted(tmp_path: Path) -> None:
    first, second = store.measure(Setting(2, tmp_path))
    for one in (first, second):
        assert {name: len(times) for name, times in one.times.items()} == {
            "append_ms": store.APPENDS,
            "append_file_ms": store.APPENDS,
            "replay_ms": store.REPLAYS,
            "replay_file_ms": store.REPLAYS,
        }
        assert all(ms > 0 for times in one.times.values() for ms in times)


def test_ten_questions_are_written_at_once_and_one_by_one(tmp_path: Path, fast: None) -> None:
    (one,) = questions.measure(Setting(1, tmp_path, Profile.EMULATED))
    assert not one.failures
    (at_once,) = one.times["questions_emulated_at_once_ms"]
    (one_by_one,) = one.times["questions_emulated_one_by_one_ms"]
    assert one_by_one >= 10 * 100
    assert one.ratios["one_by_one_over_at_once"] == pytest.approx(one_by_one / at_once)
    assert at_once < one_by_one


def test_preparing_is_measured_cold_warm_and_call_by_call(tmp_path: Path, fast: None) -> None:
    (one,) = setup.measure(Setting(1, tmp_path, Profile.EMULATED))
    assert not one.failures
    times = {name.removeprefix("setup_emulated_"): ms[0] for name, ms in one.times.items()}
    assert times["warm_ms"] < times["cold_ms"] < times["sequential_ms"]
    assert 3 * 100 <= times["critical_path_ms"] <= times["cold_ms"]
    parts = one.parts["setup_emulated_cold_ms"]
    assert sum(parts.values()) == pytest.approx(times["cold_ms"], rel=0.02)


def test_a_brief_round_leaves_out_what_is_prepared_call_by_call(tmp_path: Path, fast: None) -> None:
    (one,) = setup.measure(Setting(1, tmp_path, Profile.EMULATED, brief=True))
    assert "setup_emulated_sequential_ms" not in one.times
    assert set(one.ratios) == {"parallel_over_critical_path"}


def test_delays_come_from_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "still.json"
    steady = {
        "first_token_ms": {"median": 3, "sigma": 0},
        "tokens_a_second": {"median": 2_000, "sigma": 0},
    }
    file.write_text(json.dumps({"seed": 1, "whole": steady, "streamed": steady}))
    with groq_of(Setting(1, tmp_path, Profile.EMULATED, file)) as (options, loopback):
        assert loopback is not None
        loopback.begin(0)
        body = {"model": SERVED[0], "messages": [{"role": "user", "content": "Good morning."}]}
        answered = httpx.post(f"{options.groq_base_url}{CHAT}", json=body)
        tokens = answered.json()["usage"]["completion_tokens"]
        # Its own account is exact, however late the answer comes.
        assert loopback.busy_ms() == pytest.approx(3 + tokens / 2, rel=1e-6)


def test_preparing_offline_is_measured_in_a_fresh_process_and_in_a_warm_one(
    tmp_path: Path,
) -> None:
    (one,) = setup.measure(Setting(1, tmp_path))
    assert one.times["setup_offline_warm_ms"][0] < one.times["setup_offline_cold_ms"][0]
    assert one.times["setup_help_ms"][0] < one.times["setup_offline_cold_ms"][0]


@pytest.mark.parametrize("scenario", [setup, questions])
def test_live_without_a_key_is_a_sentence(tmp_path: Path, scenario: object) -> None:
    measure = setup.measure if scenario is setup else questions.measure
    with pytest.raises(BrainKeyError, match="There is no Groq key"):
        list(measure(Setting(1, tmp_path, Profile.LIVE)))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_screen_is_timed_until_its_word_is_drawn(tmp_path: Path) -> None:
    program = "import time; print('\\x1b[1mre\\x1b[0mady', flush=True); time.sleep(30)"
    drawn = first_frame_ms(Setting(1, tmp_path), tmp_path, [sys.executable, "-c", program], "ready")
    assert drawn is not None
    assert drawn > 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_program_that_ends_without_its_word_has_no_first_frame(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "print('no')"]
    assert first_frame_ms(Setting(1, tmp_path), tmp_path, program, "ready") is None


def test_help_and_the_first_screen_stand_beside_the_least_that_could_do_it(tmp_path: Path) -> None:
    (one,) = startup.measure(Setting(1, tmp_path))
    assert not one.failures
    ratios = {"help_over_typer"}
    if sys.platform != "win32":
        ratios |= {"first_frame_over_textual", "help_processor_over_typer"}
    assert set(Measurement([one]).ratios) == ratios
    assert len(one.times["help_ms"]) == len(one.times["bare_typer_ms"]) == startup.REPEATS


@pytest.mark.parametrize("scenario", ["setup", "questions"])
def test_a_service_that_never_says_all_of_it_is_counted_and_not_timed(
    tmp_path: Path, fast: None, monkeypatch: pytest.MonkeyPatch, scenario: str
) -> None:
    monkeypatch.setattr(emulation, "CHARACTER", "truncator")
    measure = {"setup": setup.measure, "questions": questions.measure}[scenario]
    (one,) = measure(Setting(1, tmp_path, Profile.EMULATED))
    assert not one.times
    assert not one.ratios
    assert sum(one.failures.values()) >= 1
