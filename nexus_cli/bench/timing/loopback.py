"""The loopback Groq in a process of its own, so that its work is not counted as nexus's.

`python -m nexus_cli.bench.timing.loopback` reads a line of JSON with the profile and who answers,
and writes one with its address; then each line that it reads is an order, answered by a line.
"""

import json
import signal
import sys
from typing import TYPE_CHECKING, Any

from nexus_cli.bench.groq import Character, LoopbackGroq, characters
from nexus_cli.bench.timing.delays import DelayProfile, DrawnDelays
from nexus_cli.services.session_thread import SessionThread

if TYPE_CHECKING:
    from nexus_cli.bench.spoken.emulated_voice import DrawnVoice

INTERVIEWER = "interviewer"
"""The character of `nexus_cli.bench.spoken.script`."""


class Remembering:
    """A character that thinks about a prompt once: its thinking is not what is measured."""

    def __init__(self, character: Character, delays: DrawnDelays) -> None:
        self._character = character
        self._delays = delays
        self._answers: dict[str, str] = {}

    def __call__(self, body: dict[str, Any]) -> str:
        """Return the answer, once the delays know what it answers."""
        prompt = json.dumps([body["messages"], body.get("response_format")])
        self._delays.about(prompt)
        if prompt not in self._answers:
            self._answers[prompt] = self._character(body)
        return self._answers[prompt]


def serve() -> None:
    """Serve until standard input ends, which it does with the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the benchmark, which ends this
    wanted = json.loads(sys.stdin.readline())
    delays = DrawnDelays(DelayProfile.model_validate(wanted["profile"]))
    voice = _voice(wanted["profile"]) if wanted["speaks"] else None
    answer = Remembering(_character(wanted["character"]), delays)
    server, thread = LoopbackGroq(answer=answer, latency=delays), SessionThread()
    thread.run(server.start())
    if voice:
        thread.run(voice.edge.__aenter__())
    _tell({"url": server.url, "socket": str(voice.edge.socket) if voice else ""})
    for line in sys.stdin:
        order = json.loads(line)
        if "begin" in order:
            delays.begin(order["begin"], by_prompt=order["by_prompt"])
            if voice:
                voice.begin(order["begin"])
        _tell({"busy_ms": delays.busy_ms(), "calls": len(delays.busy), **_drawn(delays, voice)})
    if voice:
        thread.run(voice.edge.__aexit__(None, None, None))
    thread.run(server.stop())
    thread.close()


def _character(name: str) -> Character:
    """Return who answers; the interviewer of spoken interviews is known to nobody else."""
    if name != INTERVIEWER:
        return characters[name]
    from nexus_cli.bench.spoken.script import interviewer

    return interviewer


def _voice(profile: Any) -> "DrawnVoice":
    from nexus_cli.bench.spoken.emulated_voice import DrawnVoice  # aiohttp, which is slow to load

    delays = DelayProfile.model_validate(profile)
    return DrawnVoice(delays.tts, delays.seed)


def _drawn(delays: DrawnDelays, voice: "DrawnVoice | None") -> dict[str, object]:
    """Return what spoken replies drew: when, and how long each of their waits was."""
    if voice is None:
        return {}
    replies = [
        (busy.start, busy.streamed_pace.first, busy.streamed_pace.each)
        for busy in list(delays.busy)
        if busy.streamed_pace
    ]
    spoken = [(one.at, one.text, one.first_byte_seconds) for one in list(voice.spoken)]
    return {"replies": replies, "spoken": spoken}


def _tell(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
