"""Many interviews at once in a process of their own, whose memory is therefore theirs.

`python -m nexus_cli.bench.timing.sessions_apart` reads what to do from standard input, as JSON, and
writes what was measured.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from nexus_cli.bench.timing.interviewed import Interviewed, Interviewing
from nexus_cli.bench.timing.people import Person
from nexus_cli.bench.timing.preparation import hosted_services, loopback_options
from nexus_cli.services import Services

ARRIVAL_SECONDS = 30.0
"""Within which the people sit down, evenly drawn: about as long as an answer takes."""
ANSWERS = 3
"""Of each interview, after which it is paused."""
HURRY = 4.0
"""How many times faster somebody writes who is interviewed alone: nothing else is going on."""
IN_STEP_SECONDS = 40.0
"""After which all send their first answer at once; everybody has written theirs by then."""
_STATUS = Path("/proc/self/status")
_KILO = 1024.0


class Interviews:
    """Holds the interviews that one process is asked for."""

    def __init__(self, services: Services, seed: int) -> None:
        self._services = services
        self._seed = seed

    async def alone(self, session_ids: list[str]) -> tuple[list[Interviewed], float | None]:
        """Return the interviews held one after the other, and the MB in use after the first."""
        found, memory = [], None
        for number, session_id in enumerate(session_ids):
            found.append(await self._interview(number, session_id, hurry=HURRY).run())
            memory = memory or resident_mb("VmRSS")
        return found, memory

    async def at_once(self, session_ids: list[str]) -> list[Interviewed]:
        """Return the interviews held at once, each begun a moment of its own."""
        draw = random.Random(self._seed)  # noqa: S311 - the same moments every time, on purpose

        async def begun(number: int, session_id: str, after: float) -> Interviewed:
            await asyncio.sleep(after)
            return await self._interview(number, session_id).run()

        return await asyncio.gather(
            *(begun(n, s, draw.uniform(0, ARRIVAL_SECONDS)) for n, s in enumerate(session_ids))
        )

    async def in_step(self, session_ids: list[str]) -> list[Interviewed]:
        """Return interviews of one answer, which all send at the same moment: the worst case."""
        loop = asyncio.get_running_loop()
        moment = loop.time() + IN_STEP_SECONDS

        async def together() -> None:
            await asyncio.sleep(moment - loop.time())

        return await asyncio.gather(
            *(
                self._interview(number, session_id, HURRY, 1, together).run()
                for number, session_id in enumerate(session_ids)
            )
        )

    def _interview(
        self,
        number: int,
        session_id: str,
        hurry: float = 1.0,
        most: int = ANSWERS,
        before_sending: Callable[[], Awaitable[object]] | None = None,
    ) -> Interviewing:
        person = Person(number, self._seed, hurry)
        return Interviewing(self._services.session(session_id), person, most, before_sending)


def resident_mb(what: str) -> float | None:
    """Return `VmRSS` (now) or `VmHWM` (the most so far) in MB; None where Linux is not."""
    if not _STATUS.exists():
        return None
    lines = (line.partition(":") for line in _STATUS.read_text("ascii").splitlines())
    return next((int(rest.split()[0]) / _KILO for name, _, rest in lines if name == what), None)


def main() -> None:
    """Hold the interviews that standard input names."""
    wanted = json.loads(sys.stdin.read())
    with hosted_services(Path(wanted["home"]), loopback_options(wanted["url"])) as services:
        interviews, run = Interviews(services, wanted["seed"]), services.thread.run
        alone, memory_of_one = run(interviews.alone(wanted["alone"]))
        begun = time.process_time()
        at_once = run(interviews.at_once(wanted["at_once"]))
        processor = time.process_time() - begun
        memory_of_all = resident_mb("VmHWM")
        in_step = run(interviews.in_step(wanted["in_step"]))
    told = {
        "alone": [vars(one) for one in alone],
        "at_once": [vars(one) for one in at_once],
        "in_step": [vars(one) for one in in_step],
        "memory_mb": [memory_of_one, memory_of_all],
        "processor_seconds": processor,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
