"""A hundred typed interviews in one process at once, beside the same people one after another."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nexus_cli.bench.timing.emulation import groq_of
from nexus_cli.bench.timing.percentiles import percentile
from nexus_cli.bench.timing.preparation import offline_services, settings_in
from nexus_cli.bench.timing.processes import environment
from nexus_cli.bench.timing.scenario import Round, Setting
from nexus_cli.errors import ResourceMissingError
from nexus_cli.services import prepare
from nexus_cli.services.demo import demo_preparation

SESSIONS = 100
ALONE = 3
"""Of the people, those who are interviewed by themselves too; their turns are compared."""
PLANS = 10
_PROGRAM = (sys.executable, "-m", "nexus_cli.bench.timing.sessions_apart")
_LONGEST_SECONDS = 1_200.0


def measure(setting: Setting) -> Iterator[Round]:
    """Yield rounds of interviews: some alone, all at once, and all sending at the same moment.

    People sit down within some seconds, and take their own time with each answer (`people.py`).
    Prompts draw delays of their own, so that a turn waits for the same service in company as
    alone; what it waits longer is `turn_added_ms`.
    """
    with groq_of(setting) as (options, loopback):
        if loopback is None:
            return
        for number in setting.numbers():
            home = setting.folder / str(number)
            ids = _stored(home, 2 * SESSIONS + ALONE)
            loopback.begin(number, by_prompt=True)
            yield _round(_interviewed(home, options.groq_base_url, number, ids))


def _stored(home: Path, count: int) -> list[str]:
    """Return the ids of so many interviews, prepared offline in the store under `home`."""
    with offline_services(home) as services:
        wanted = replace(demo_preparation(), pinned=())
        plans = [
            services.thread.run(prepare(services, replace(wanted, seed=seed))).event
            for seed in range(PLANS)
        ]
        ids = [f"bench{number:03}" for number in range(count)]
        for number, session_id in enumerate(ids):
            person = number % SESSIONS
            services.thread.run(services.store.append(session_id, plans[person % PLANS]))
    return ids


def _interviewed(home: Path, url: str, seed: int, ids: Sequence[str]) -> Mapping[str, Any]:
    wanted = {
        "home": str(settings_in(home).home),
        "url": url,
        "seed": seed,
        "at_once": ids[:SESSIONS],
        "in_step": ids[SESSIONS : 2 * SESSIONS],
        "alone": ids[2 * SESSIONS :],
    }
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, with words of ours
            _PROGRAM,
            input=json.dumps(wanted),
            stdout=subprocess.PIPE,
            text=True,
            timeout=_LONGEST_SECONDS,
            check=True,
            cwd=home,
            env=environment(home),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ResourceMissingError(
            "The interviews did not come to their end.", "What they wrote above says why."
        ) from error
    told: Mapping[str, Any] = json.loads(done.stdout)
    return told


def _round(told: Mapping[str, Any]) -> Round:
    alone = [one["waits"] for one in told["alone"]]
    beside = [one["waits"] for one in told["at_once"][: len(alone)]]
    pairs = [
        (waits[turn], company[turn])
        for waits, company in zip(alone, beside, strict=True)
        for turn in waits.keys() & company.keys()
    ]
    groups = ("alone", "at_once", "in_step")
    times = {f"turn_{name}_ms": _all(told[name]) for name in groups}
    times["turn_added_ms"] = [company - by_itself for by_itself, company in pairs]
    one, all_of_them = told["memory_mb"]
    if one is not None:
        times["session_memory_mb"] = [(all_of_them - one) / (SESSIONS - 1)]
    paired = [percentile([pair[side] for pair in pairs], 0.95) for side in (1, 0)] if pairs else []
    return Round(
        times={name: found for name, found in times.items() if found},
        ratios={"at_once_over_alone": paired[0] / paired[1]} if paired else {},
        failures={f"turn_{n}_ms": c for n in groups if (c := _errors(told[n]))},
    )


def _all(interviews: Sequence[Mapping[str, Any]]) -> list[float]:
    return [wait for one in interviews for wait in one["waits"].values()]


def _errors(interviews: Sequence[Mapping[str, Any]]) -> int:
    return sum(len(one["errors"]) for one in interviews)
