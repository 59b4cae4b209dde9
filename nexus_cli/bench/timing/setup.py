"""Preparing an interview: from both documents to a stored session with its questions."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from nexus_cli.bench.timing.emulation import Loopback, groq_of
from nexus_cli.bench.timing.preparation import hosted_services, offline_services
from nexus_cli.bench.timing.processes import command_times
from nexus_cli.bench.timing.scenario import Profile, Round, Setting
from nexus_cli.errors import BrainError, BrainKeyError
from nexus_cli.llm import LLMOptions
from nexus_cli.services import Preparation, Services, prepare
from nexus_cli.services.demo import demo_preparation

_STAGES = ("read_documents", "analyse", "find_gaps", "plan_questions")
_MILLISECONDS = 1000.0


def measure(setting: Setting) -> Iterator[Round]:
    """Yield rounds of preparing an interview from the demo's CV and job.

    Offline: the whole command in a fresh process (cold), and again where everything is loaded
    (warm). With Groq: with nothing kept (cold), the same call by call, and from what is kept
    (warm). Raises BrainKeyError for the profile live without a key.
    """
    # The demo's pinned questions would leave a model nothing to write.
    wanted = replace(demo_preparation(), pinned=(), seed=1)
    if setting.profile is Profile.OFFLINE:
        yield from _offline(setting, wanted)
        return
    with groq_of(setting) as (options, delays):
        if delays is not None:
            # Modules are loaded and the loopback's answers made before anything is timed.
            loading = hosted_services(setting.folder / "loading", options)
            with suppress(BrainError), loading as services:
                _prepared(setting, services, wanted)
        for number in setting.numbers():
            yield _hosted(setting, wanted, number, options, delays)


def _offline(setting: Setting, wanted: Preparation) -> Iterator[Round]:
    words = ("setup", "--brain", "offline", "--cv", str(wanted.cv), "--jd", str(wanted.job))
    with offline_services(setting.folder / "warm") as services:
        _prepared(setting, services, wanted)
        for number in setting.numbers():
            home = setting.folder / f"cold-{number}"
            cold, cold_processor = command_times(setting, home, *words)
            bare, bare_processor = command_times(setting, home, "--help")
            warm = _prepared(setting, services, wanted)
            found = {
                "setup_offline_cold_ms": cold,
                "setup_offline_cold_processor_ms": cold_processor,
                "setup_help_ms": bare,
                "setup_help_processor_ms": bare_processor,
                "setup_offline_warm_ms": warm,
            }
            yield Round(
                times={name: [ms] for name, ms in found.items() if ms is not None},
                parts={"setup_offline_warm_ms": _parts(services, warm)},
            )


def _hosted(
    setting: Setting,
    wanted: Preparation,
    number: int,
    options: LLMOptions,
    delays: Loopback | None,
) -> Round:
    name = f"setup_{setting.profile.value}"
    folder = setting.folder / str(number)
    try:
        _begin(delays, number)
        with hosted_services(folder / "at-once", options) as services:
            cold = _prepared(setting, services, wanted)
            parts = _parts(services, cold)
            critical = delays and parts["read_documents"] + delays.busy_ms()
            warm = _prepared(setting, services, wanted)
        times, ratios = {"cold": cold, "warm": warm}, {}
        if not setting.brief:
            _begin(delays, number)
            with hosted_services(folder / "one-by-one", options, one_by_one=True) as services:
                times["sequential"] = _prepared(setting, services, wanted)
            ratios["sequential_over_parallel"] = times["sequential"] / cold
    except BrainKeyError:
        raise  # without a key that works, every round would fail
    except BrainError:
        return Round(failures={f"{name}_cold_ms": 1})
    if critical:
        times["critical_path"] = critical
        ratios["parallel_over_critical_path"] = cold / critical
    return Round(
        times={f"{name}_{what}_ms": [ms] for what, ms in times.items()},
        ratios=ratios,
        parts={f"{name}_cold_ms": parts},
    )


def _begin(delays: Loopback | None, number: int) -> None:
    if delays is not None:
        delays.begin(number)


def _prepared(setting: Setting, services: Services, wanted: Preparation) -> float:
    """Prepare once more and return how many milliseconds it took."""
    services.telemetry.spans.clear()
    return setting.elapsed(lambda: services.thread.run(prepare(services, wanted)))


def _parts(services: Services, whole_ms: float) -> dict[str, float]:
    """Return the stages of the last preparation, and what is left: opening, storing, waiting."""
    timings = services.telemetry.timings()
    parts = {stage: timings[stage] * _MILLISECONDS for stage in _STAGES}
    return {**parts, "rest": max(0.0, whole_ms - sum(parts.values()))}
