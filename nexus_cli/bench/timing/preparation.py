"""Services to measure with: offline, or with a hosted brain that nothing stands behind."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path

from pydantic import SecretStr

from nexus_cli.bench.groq.server import SERVED
from nexus_cli.brain import OfflineBrain
from nexus_cli.brain.llm_brain import LLMBrain
from nexus_cli.brain.prompting import Caller
from nexus_cli.llm import ChatRequest, LLMOptions, Provider, open_groq
from nexus_cli.llm.protocol import Piece
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services import Services, open_services
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.settings import Settings
from nexus_cli.store import AnalysisCache, DiskStore
from nexus_cli.telemetry import Telemetry

QUESTIONS = 7
_NONCE = "5eed5eed"
"""Of the fences: the same in every run, so that prompts have one length."""


@contextmanager
def offline_services(home: Path) -> Iterator[Services]:
    """Open nexus's own services in `home`, with the offline brain."""
    with open_services(settings_in(home), BrainChoice.OFFLINE) as services:
        yield services


@contextmanager
def hosted_services(
    home: Path, options: LLMOptions, one_by_one: bool = False
) -> Iterator[Services]:
    """Open services whose brain is Groq at the address of `options`.

    Nothing stands behind it, so that a call that fails is a failure and not a fast answer. With
    `one_by_one` a call begins when the one before has ended. Raises BrainKeyError without a key.
    """
    settings, telemetry = settings_in(home), Telemetry()
    gateway = open_groq(options, home, telemetry)
    gateway.provider.load()
    if one_by_one:
        gateway.provider = _OneByOne(gateway.provider)
    offline = OfflineBrain(today=telemetry.clock.now().date())
    analyses = AnalysisCache(settings.cache_folder)
    caller = Caller("groq", gateway, _NONCE)
    brain = LLMBrain(caller, offline, analyses, f"{offline.today:%Y-%m}")
    store, thread = DiskStore(settings.sessions_folder), SessionThread()
    try:
        yield Services(settings, store, brain, telemetry, thread, analyses=analyses)
    finally:
        thread.run(brain.close())
        thread.run(store.close())
        thread.close()


def loopback_options(url: str) -> LLMOptions:
    """Return options that lead to a loopback Groq, whatever the environment holds."""
    return LLMOptions.model_validate(
        {
            "GROQ_API_KEY": SecretStr("loopback"),
            "GROQ_BASE_URL": url,
            "NEXUS_GROQ_MODELS": ",".join(SERVED),
        }
    )


def settings_in(home: Path) -> Settings:
    """Return settings that write to `home` only; how much is asked is the same everywhere."""
    home.mkdir(parents=True, exist_ok=True)
    return Settings(home=home, questions=QUESTIONS, follow_ups=1)


class _OneByOne:
    """A provider that answers one call at a time."""

    def __init__(self, provider: Provider) -> None:
        self.name = provider.name
        self._provider = provider
        self._turn = asyncio.Lock()

    def load(self) -> None:
        self._provider.load()

    async def ask(
        self, request: ChatRequest, model: str, key: SecretStr
    ) -> AsyncGenerator[Piece, None]:
        async with self._turn, aclosing(self._provider.ask(request, model, key)) as pieces:
            async for piece in pieces:
                yield piece

    async def models(self, key: SecretStr) -> list[str]:
        return await self._provider.models(key)

    async def close(self) -> None:
        await self._provider.close()
