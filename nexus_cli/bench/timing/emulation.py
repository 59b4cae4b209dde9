"""The loopback Groq on a thread of its own, as slow as the profile file says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nexus_cli.bench.groq import LoopbackGroq, honest
from nexus_cli.bench.timing.delays import DelayProfile, DrawnDelays
from nexus_cli.bench.timing.preparation import loopback_options
from nexus_cli.bench.timing.scenario import Profile, Setting
from nexus_cli.llm import LLMOptions
from nexus_cli.services.session_thread import SessionThread


@contextmanager
def groq_of(setting: Setting) -> Iterator[tuple[LLMOptions, DrawnDelays | None]]:
    """Yield the way to Groq, and its delays where they are drawn here.

    Emulated: an honest model without limits, until the block ends. Live: what the environment
    says, and no delays; without a key, opening it raises BrainKeyError. Raises UsageError for a
    file that is no profile.
    """
    if setting.profile is Profile.LIVE:
        yield LLMOptions(), None
        return
    delays = DrawnDelays(DelayProfile.read(setting.delays))
    server, thread = LoopbackGroq(answer=_Remembered(), latency=delays), SessionThread()
    try:
        thread.run(server.start())
        yield loopback_options(server.url), delays
    finally:
        thread.run(server.stop())
        thread.close()


class _Remembered:
    """An honest model that thinks about a prompt once: its thinking is not what is measured."""

    def __init__(self) -> None:
        self._answers: dict[str, str] = {}

    def __call__(self, body: dict[str, Any]) -> str:
        prompt = json.dumps([body["messages"], body.get("response_format")])
        if prompt not in self._answers:
            self._answers[prompt] = honest(body)
        return self._answers[prompt]
