"""A canary key and a canary answer, and everywhere they must not turn up."""

import logging
import traceback
from collections.abc import Iterator
from dataclasses import replace

import pytest

from nexus_cli.bench.groq import Fault, FaultKind, LoopbackGroq, in_order
from nexus_cli.errors import BrainError
from nexus_cli.llm import GRADING, fill
from tests.llm.stage import GRADE, SAY, Stage, Verdict, heard, on_stage

KEY = "gsk_canary_31415926"
ANSWER = "canary words of a candidate"
EVERY_KIND = [Fault(kind, retry_after="9999", echo_secrets=True) for kind in FaultKind]


def linked(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize("fault", EVERY_KIND, ids=lambda fault: fault.kind.name.lower())
@pytest.mark.parametrize("whole", [True, False])
def test_no_failure_repeats_a_key_or_an_answer(
    fault: Fault, whole: bool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []

    async def play(stage: Stage) -> None:
        try:
            if whole:
                await fill(stage.gateway, replace(GRADE, user=ANSWER, patience=GRADING), Verdict)
            else:
                await heard(stage, replace(SAY, user=ANSWER))
        except BrainError as error:
            for one in linked(error):
                shown.extend((str(one), repr(one), repr(vars(one))))
            shown.extend(traceback.format_exception(error))
        shown.extend(map(repr, (stage.telemetry.spans, stage.telemetry.counters, stage.waits)))
        shown.append(repr(vars(stage.gateway.organisations)))
        shown.append(stage.gateway.organisations.sentence())

    server = LoopbackGroq(faults=in_order([fault] * 9))
    on_stage(server, play, keys=[f"acme:{KEY}"])
    assert server.seen, "the canaries were sent"
    out, err = capfd.readouterr()
    everything = "\n".join([*shown, caplog.text, out, err])
    assert KEY not in everything
    assert ANSWER not in everything
