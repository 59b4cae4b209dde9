"""The loopback Groq as a person runs it: from words of the command line, until it is stopped."""

import asyncio
import errno
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from nexus_cli.bench.groq.acting import Character, characters
from nexus_cli.bench.groq.admission import ANYBODY
from nexus_cli.bench.groq.faults import FaultKind, FaultScript, at_rates
from nexus_cli.bench.groq.ledger import FREE_PLAN, Plan
from nexus_cli.bench.groq.server import LoopbackGroq
from nexus_cli.errors import ResourceMissingError, UsageError


def character_named(name: str) -> Character:
    """Return a character; raises UsageError that lists them for a name that none has."""
    if name not in characters:
        raise UsageError(f"There is no character {name!r}.", f"There are: {', '.join(characters)}.")
    return characters[name]


def fault_script(rates: Sequence[str], seed: int) -> FaultScript:
    """Return the script of rates such as `429=0.2`; raises UsageError for anything else."""
    read: dict[FaultKind, float] = {}
    for text in rates:
        kind, _, rate = text.partition("=")
        if kind not in list(FaultKind):
            kinds = ", ".join(FaultKind)
            raise UsageError(f"There is no fault {kind!r}.", f"There are: {kinds}.")
        read[FaultKind(kind)] = _share(text, rate)
    if sum(read.values()) > 1:
        raise UsageError("The rates of the faults add up to more than 1.", "Lower some of them.")
    return at_rates(read, seed)


def key_holders(keys: str) -> dict[str, str] | None:
    """Return organisation by key from `key:org,key:org`; None when there is nothing to read.

    Raises UsageError for a key without an organisation, and for one that stands twice.
    """
    pairs = [pair.strip().partition(":") for pair in keys.split(",") if pair.strip()]
    if any(not key or not organisation for key, _, organisation in pairs):
        raise UsageError("A key of --keys has no organisation.", "Write them as key:org,key:org.")
    holders = {key: organisation for key, _, organisation in pairs}
    if len(holders) < len(pairs):
        raise UsageError("A key stands twice in --keys.", "Name each key once.")
    return holders or None


def free_plans(holders: Mapping[str, str] | None) -> dict[str, Plan]:
    """Return the free plan for every organisation, or for the one that any key belongs to."""
    return dict.fromkeys(holders.values() if holders else [ANYBODY], FREE_PLAN)


def serve_until_stopped(server: LoopbackGroq, port: int, on_start: Callable[[], None]) -> None:
    """Serve on `port` until Ctrl+C or SIGTERM; `on_start` is called once connections are taken.

    Raises ResourceMissingError when the port cannot be had.
    """

    async def whole() -> None:
        await _start(server, port)
        try:
            stopped = _stopped()
            on_start()
            await stopped.wait()
        finally:
            await server.stop()

    with suppress(KeyboardInterrupt):
        asyncio.run(whole())


def summary(server: LoopbackGroq) -> str:
    """Return what a server saw: requests by status, and the tokens of its answers."""
    statuses = Counter(seen.status for seen in server.seen)
    parts = ", ".join(f"{times} with status {status}" for status, times in sorted(statuses.items()))
    chats = len(server.seen)
    prompt = sum(tokens.prompt for tokens in server.paid)
    cached = sum(tokens.cached for tokens in server.paid)
    completion = sum(tokens.completion for tokens in server.paid)
    return (
        f"{chats} chat request{'s' * (chats != 1)}{f': {parts}' if parts else ''}. "
        f"Tokens: {prompt} of prompts, {cached} of them cached, {completion} of answers."
    )


def _stopped() -> asyncio.Event:
    """Return an event that a signal sets, also in a shell's background, where Ctrl+C is ignored."""
    stopped = asyncio.Event()
    with suppress(NotImplementedError):  # Windows has Ctrl+C alone
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


async def _start(server: LoopbackGroq, port: int) -> None:
    try:
        await server.start(port)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is taken by another program" if taken else "may not be opened by this user"
        raise ResourceMissingError(
            f"Port {port} {why}.", "Name another with --port, or 0 for any that is free."
        ) from error


def _share(text: str, rate: str) -> float:
    with suppress(ValueError):
        if 0 <= (share := float(rate)) <= 1:
            return share
    raise UsageError(f"{text!r} names no rate between 0 and 1.", "Write it as 429=0.2.")
