"""Which brain: a server of one's own, Groq, or the one that needs nothing."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from threading import Thread
from typing import Any

from nexus_cli.brain import Brain, FallbackBrain, OfflineBrain
from nexus_cli.llm import LimitWait, LLMOptions, open_compatible, open_groq
from nexus_cli.llm.opening import chosen
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services.nonces import Nonces
from nexus_cli.settings import Settings
from nexus_cli.store import AnalysisCache
from nexus_cli.telemetry import Telemetry


@dataclass(frozen=True)
class OpenedBrain:
    """A brain, and how it lets go of what it holds."""

    brain: Brain
    close: Callable[[], Coroutine[Any, Any, None]]
    analyses: AnalysisCache | None = None
    """Where what is read of documents is kept; None for a brain that leaves no trace of them."""
    warm: Callable[[], None] = lambda: None
    """Begins to load what the first call needs, in a thread; called when a call is certain."""
    for_interview: Callable[[str], Brain] | None = None
    """The brain as it marks the fences of one interview, by its id."""


def open_brain(
    settings: Settings,
    choice: BrainChoice,
    telemetry: Telemetry,
    on_wait: Callable[[LimitWait], None],
) -> OpenedBrain:
    """Return the brain that is asked for, with the offline one behind it.

    `auto` takes the server of NEXUS_LLM_BASE_URL where one is set, then Groq where there is a key,
    else the offline brain. Raises BrainError for one that cannot be had.
    """
    offline = OfflineBrain(today=telemetry.clock.now().date())
    options = LLMOptions()
    taken = chosen(choice, options, settings.home)
    if taken is BrainChoice.OFFLINE:
        return OpenedBrain(offline, _nothing)
    if taken is BrainChoice.OPENAI:
        gateway = open_compatible(options, telemetry, on_wait)
    else:
        gateway = open_groq(options, settings.home, telemetry, on_wait)
    from nexus_cli.brain.llm_brain import LLMBrain  # prompts and forms, which offline needs not
    from nexus_cli.brain.prompting import Caller

    nonces = Nonces(settings.home)
    caller = Caller(taken.value, gateway, nonces.of(""))
    analyses = AnalysisCache(settings.cache_folder)
    brain = LLMBrain(caller, offline, analyses, f"{offline.today:%Y-%m}")

    def warm() -> None:
        Thread(target=gateway.provider.load, name="loading").start()

    def for_interview(session_id: str) -> Brain:
        return FallbackBrain(brain.for_interview(nonces.of(session_id)), offline)

    return OpenedBrain(FallbackBrain(brain, offline), brain.close, analyses, warm, for_interview)


async def _nothing() -> None:
    """Let go of nothing."""
