"""Who answers while nexus is measured: the loopback Groq, as slow as the profile file says."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from nexus_cli.bench.timing.delays import DelayProfile
from nexus_cli.bench.timing.preparation import loopback_options
from nexus_cli.bench.timing.processes import environment
from nexus_cli.bench.timing.scenario import Profile, Setting
from nexus_cli.errors import ResourceMissingError
from nexus_cli.llm import LLMOptions

CHARACTER = "honest"
"""Who answers, of `nexus_cli.bench.groq.characters`."""
_PROGRAM = (sys.executable, "-m", "nexus_cli.bench.timing.loopback")
_END_SECONDS = 5.0


class DrawnReply(NamedTuple):
    """The waits of one streamed reply, in seconds."""

    at: float
    """When it was asked for, in monotonic seconds."""
    first: float
    each: float
    """Between two tokens."""


class DrawnSound(NamedTuple):
    """The wait for the first sound of one text, in seconds."""

    at: float
    text: str
    first: float


class Drawn(NamedTuple):
    """What was drawn in one round."""

    replies: Sequence[DrawnReply]
    sounds: Sequence[DrawnSound]


class Loopback:
    """The loopback Groq that runs in `process`, and its delays."""

    def __init__(
        self, process: "subprocess.Popen[str]", profile: DelayProfile, character: str, speaks: bool
    ) -> None:
        self._process = process
        wanted = {"profile": profile.model_dump(mode="json"), "character": character}
        told = self._ask({**wanted, "speaks": speaks})
        self.url = str(told["url"])
        self.edge_socket = Path(told["socket"]) if speaks else None
        """Where the loopback Edge is found, if there is one."""

    def begin(self, number: int, by_prompt: bool = False) -> None:
        """Draw from now on what the round `number` draws, as `DrawnDelays.begin` says."""
        self._ask({"begin": number, "by_prompt": by_prompt})

    def busy_ms(self) -> float:
        """Return for how long at least one answer was being made, in milliseconds."""
        return float(self._ask({})["busy_ms"])

    def calls(self) -> int:
        """Return how many answers were asked for since the round began, unwanted ones included."""
        return int(self._ask({})["calls"])

    def drawn(self) -> Drawn:
        """Return what spoken replies have drawn since the round began."""
        told = self._ask({})
        replies = [DrawnReply(*reply) for reply in told["replies"]]
        return Drawn(replies, [DrawnSound(*sound) for sound in told["spoken"]])

    def _ask(self, order: dict[str, object]) -> Any:
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("a process without pipes")
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())
        except (OSError, ValueError) as error:
            raise ResourceMissingError(
                "The loopback Groq has ended.", "What it wrote above says why."
            ) from error


@contextmanager
def groq_of(
    setting: Setting, character: str | None = None, speaks: bool = False
) -> Iterator[tuple[LLMOptions, Loopback | None]]:
    """Yield the way to Groq, and the loopback that answers where it is emulated.

    Emulated: an honest model without limits, until the block ends. Live: what the environment
    says, and no loopback; without a key, opening it raises BrainKeyError. With `speaks` the
    loopback is an Edge as well. Raises UsageError for a file that is no profile.
    """
    if setting.profile is Profile.LIVE:
        yield LLMOptions(), None
        return
    profile = DelayProfile.read(setting.delays)
    process = subprocess.Popen(  # noqa: S603 - this interpreter, with words of ours
        _PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=setting.folder,
        env=environment(setting.folder),
    )
    with process:  # leaving closes the pipes, which ends it, and waits
        try:
            loopback = Loopback(process, profile, character or CHARACTER, speaks)
            yield loopback_options(loopback.url), loopback
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
