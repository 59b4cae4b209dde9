"""The subcommands of `nexus bench` that measure time: one signature, a scenario each."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

SCENARIOS = {
    "quick": "The others in short, in about a minute; bare `nexus bench` does the same.",
    "startup": "nexus --help and the first screen, beside a bare Typer and a bare Textual app.",
    "store": "Durable appends and the replay of a session, beside a plain file.",
    "setup": "Preparing an interview: cold and warm, all at once and call by call.",
    "questions": "Ten questions written at once, and one by one.",
    "sessions": "100 typed interviews in one process; a round takes minutes.",
    "batch": "A folder of 300 transcripts, beside the grading alone; a round takes 10 s.",
    "turn": "Spoken turns in real time, beside a naive pipeline; a round takes 75 s.",
}
"""Name to help, in the order of the help page."""


class ProfileName(StrEnum):
    """Who answers; the names of `nexus_cli.bench.timing.scenario.Profile`, which --help skips."""

    OFFLINE = "offline"
    EMULATED = "emulated"
    LIVE = "live"


Profile = Annotated[
    ProfileName | None, typer.Option(help="Who answers: nobody, a loopback Groq, or Groq itself.")
]
Rounds = Annotated[int, typer.Option("--n", min=1, max=10_000, help="Rounds of each scenario.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page as well.")]
Baseline = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Compare the ratios with those of an earlier --json."),
]
FailAbove = Annotated[
    float | None,
    typer.Option(
        metavar="PERCENT", min=0, help="Leave with 3 when a ratio is worse by more than this."
    ),
]
Resume = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Keep each round in FILE, and go on from what is there."),
]
Delays = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="How slow what is emulated is; see docs/bench.md."),
]
AtOnce = Annotated[
    int, typer.Option("--at-once", min=1, max=16, help="Spoken interviews at the same time: turn.")
]


def timed(name: str) -> Callable[..., None]:
    """Return the command that measures the scenario `name`."""

    def command(
        profile: Profile = None,
        n: Rounds = 10,
        as_json: AsJson = False,
        html: Html = None,
        baseline: Baseline = None,
        fail_above: FailAbove = None,
        resume: Resume = None,
        delays: Delays = None,
        at_once: AtOnce = 1,
    ) -> None:
        from nexus_cli.cli.timing_run import Wanted, measure  # --help needs no scenario

        wanted = Wanted(profile, n, as_json, html, baseline, fail_above, resume, delays, at_once)
        measure(name, wanted)

    return command
