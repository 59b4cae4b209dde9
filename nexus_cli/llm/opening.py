"""Gateways from options and keys."""

from collections.abc import Callable
from pathlib import Path

from nexus_cli.errors import BrainKeyError, BrainModelError
from nexus_cli.llm.gateway import Gateway
from nexus_cli.llm.groq import GroqProvider
from nexus_cli.llm.keys import DEFAULT_ORGANISATION, Key, find_keys
from nexus_cli.llm.openai_compatible import OpenAICompatibleProvider
from nexus_cli.llm.options import LLMOptions
from nexus_cli.llm.organisations import Organisations
from nexus_cli.llm.seating import LimitWait
from nexus_cli.telemetry import Telemetry

KEY_FILE = "groq_keys"
"""In the home of nexus, one key on a line, mode 0600."""


def open_groq(
    options: LLMOptions,
    home: Path,
    telemetry: Telemetry,
    on_wait: Callable[[LimitWait], None] = lambda wait: None,
) -> Gateway:
    """Return the way to Groq; raises BrainKeyError when there is no key, or an unsafe one."""
    keys = find_keys(options.groq_api_key, home / KEY_FILE)
    if not keys:
        raise BrainKeyError(
            "There is no Groq key.", f"Set GROQ_API_KEY, or put it into {home / KEY_FILE} (0600)."
        )
    provider = GroqProvider(options.groq_base_url)
    models = _chain(options.groq_models)
    return Gateway(provider, Organisations(keys), models, telemetry=telemetry, on_wait=on_wait)


def open_compatible(
    options: LLMOptions,
    telemetry: Telemetry,
    on_wait: Callable[[LimitWait], None] = lambda wait: None,
) -> Gateway:
    """Return the way to the server at NEXUS_LLM_BASE_URL; raises BrainModelError without one."""
    models = _chain(options.model)
    if not options.base_url or not models:
        raise BrainModelError(
            "No language model is set.", "Set NEXUS_LLM_BASE_URL and NEXUS_LLM_MODEL."
        )
    provider = OpenAICompatibleProvider(options.base_url)
    keys = [Key(DEFAULT_ORGANISATION, options.api_key)]
    return Gateway(provider, Organisations(keys), models, telemetry=telemetry, on_wait=on_wait)


def _chain(models: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in models.split(",") if part.strip()))
