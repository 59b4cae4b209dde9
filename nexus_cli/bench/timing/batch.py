"""A folder of transcripts scored by the installed command, beside the grading alone."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.scale import make_scale
from nexus_cli.batch.task import Task
from nexus_cli.batch.worker import OfflineScorer
from nexus_cli.bench.groq import LatencyProfile, Plan
from nexus_cli.bench.timing.family_memory import watched
from nexus_cli.bench.timing.limited_groq import LimitedGroq
from nexus_cli.bench.timing.made_up_interviews import ROLE, write_interviews
from nexus_cli.bench.timing.preparation import offline_services
from nexus_cli.bench.timing.processes import NEXUS, environment, processor_ms
from nexus_cli.bench.timing.scenario import NANOSECONDS, Profile, Round, Setting
from nexus_cli.documents import read_document
from nexus_cli.errors import ResourceMissingError
from nexus_cli.scoring import default_rubric
from nexus_cli.services import role_file

TRANSCRIPTS = 300
ALONE = 60
"""Graded in this process, by turns with the command."""
CALLS_A_SECOND = 60
_LONGEST_SECONDS = 1_800.0
_PLAN = Plan(CALLS_A_SECOND * 60, 10**8, 10**9, 10**11)
_LATENCY = LatencyProfile(first_token_seconds=0.4)


@dataclass(frozen=True)
class Took:
    """What one run of the command took."""

    ms: float
    processor_ms: float | None
    resident_mb: float | None
    """The most at a time, over all its processes."""


def measure(setting: Setting) -> Iterator[Round]:
    """Yield rounds of 300 transcripts, six answers of a hundred words each, scored from nothing.

    Offline: with all cores, beside reading and scoring transcripts one by one in this process.
    Emulated: with a loopback Groq that answers 60 calls a second. All figures are for one
    transcript, the start of the command included.
    """
    folder = setting.folder / "talks"
    write_interviews(folder, TRANSCRIPTS)
    if setting.profile is Profile.EMULATED:
        for number in setting.numbers():
            yield _hosted(setting, folder, number)
        return
    scorer = OfflineScorer(_conditions(setting.folder / "scale"))
    tasks = [Task(path.name, path, "") for path in sorted(folder.iterdir())[:ALONE]]
    for task in tasks:
        scorer.score(task)  # what is read once a process is read before anything is timed
    for number in setting.numbers():
        took = command(setting, folder, setting.folder / f"out-{number}", ("--brain", "offline"))
        alone = _alone(setting, scorer, tasks)
        yield Round(times={**_times("batch", took), "batch_alone_processor_ms": [alone]})
    scorer.close()


def command(
    setting: Setting, folder: Path, out: Path, words: Sequence[str], **variables: str
) -> Took:
    """Score `folder` into `out` with the command; raises ResourceMissingError when it fails."""
    home = setting.folder / f"{out.name}-home"
    home.mkdir(parents=True)
    before, start = processor_ms(), setting.clock()
    process = subprocess.Popen(  # noqa: S603 - this interpreter, with words of ours
        (*NEXUS, "report", str(folder), "--role", ROLE, "--out", str(out), *words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={**environment(home), **variables},
    )
    most = watched(process, _LONGEST_SECONDS)
    took = (setting.clock() - start) / NANOSECONDS
    after = processor_ms()
    if process.returncode != 0:
        raise ResourceMissingError(
            f"nexus report left with {process.returncode}.", "Run it by hand to see why."
        )
    return Took(took, None if before is None or after is None else after - before, most)


def _times(name: str, took: Took) -> dict[str, list[float]]:
    times = {f"{name}_transcript_ms": [took.ms / TRANSCRIPTS]}
    if took.processor_ms is not None:
        times[f"{name}_processor_ms"] = [took.processor_ms / TRANSCRIPTS]
    if took.resident_mb is not None:
        times[f"{name}_resident_mb"] = [took.resident_mb]
    return times


def _alone(setting: Setting, scorer: OfflineScorer, tasks: Sequence[Task]) -> float:
    start = setting.processor()
    for task in tasks:
        scorer.score(task)
    return (setting.processor() - start) / NANOSECONDS / len(tasks)


def _hosted(setting: Setting, folder: Path, number: int) -> Round:
    with LimitedGroq(_PLAN, _LATENCY) as groq:
        out = setting.folder / f"out-{number}"
        words = ("--brain", "groq")
        took = command(setting, folder, out, words, GROQ_API_KEY="loopback", GROQ_BASE_URL=groq.url)
    return Round(
        times=_times("batch_hosted", took),
        ratios={
            "limit_used": groq.calls_a_second / CALLS_A_SECOND,
            "calls_let_in": groq.let_in,
        },
    )


def _conditions(home: Path) -> Conditions:
    with offline_services(home) as services:
        document = read_document(role_file(ROLE))
        job = services.thread.run(services.brain.read_job(document)).value
        scale = services.thread.run(make_scale(services.brain, job, default_rubric())).value
    return Conditions(scale, job, "offline")
