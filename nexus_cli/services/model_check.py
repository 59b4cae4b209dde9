"""Whether there is a key or a server of one's own, and which models it gives."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from nexus_cli.errors import BrainError, BrainKeyError
from nexus_cli.llm import Gateway, LLMOptions, open_compatible, open_groq
from nexus_cli.llm.faults import unavailable
from nexus_cli.llm.openai_compatible import OpenAICompatibleProvider
from nexus_cli.llm.opening import chosen
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services.check import Check, aside
from nexus_cli.settings import Settings
from nexus_cli.telemetry import Telemetry

_NAMED = 8
"""Models named in one line at most."""


async def key_and_network(
    settings: Settings, options: LLMOptions, choice: BrainChoice, bound_seconds: float
) -> tuple[Check, Check]:
    """Return the checks `key` and `network`; raises nothing, and holds no key.

    Looking for keys may take `bound_seconds`, and so may listing the service's models.
    """
    untried = Check("network", False, "not tried: no usable key or address.", "Mend the key first.")
    try:
        async with asyncio.timeout(bound_seconds):
            # A keyring may wait until somebody unlocks it.
            gateway = await aside(lambda: _opened(choice, options, settings.home))
    except BrainError as fault:
        return Check.failed("key", fault), untried
    except TimeoutError:
        fix = "Unlock the keyring, or set GROQ_API_KEY."
        return Check("key", False, "The keyring did not answer in time.", fix), untried
    if gateway is None:
        return _no_key(choice, options), Check("network", True, "not needed.")
    try:
        return await _asked(gateway, options, bound_seconds)
    finally:
        await gateway.close()


def _opened(choice: BrainChoice, options: LLMOptions, home: Path) -> Gateway | None:
    taken = chosen(choice, options, home)
    if taken is BrainChoice.OFFLINE:
        return None
    if taken is BrainChoice.OPENAI:
        return open_compatible(options, Telemetry())
    return open_groq(options, home, Telemetry())


def _no_key(choice: BrainChoice, options: LLMOptions) -> Check:
    if choice is BrainChoice.OFFLINE:
        return Check("key", True, "not needed: the offline brain was chosen.")
    found = "none: the offline brain reads, asks and scores."
    return Check("key", True, found, _half_set(options))


def _half_set(options: LLMOptions) -> str:
    """Return what to do about a key whose server is not known, perhaps because `.env` named it."""
    if options.base_url or not options.api_key.get_secret_value():
        return ""
    return "NEXUS_LLM_API_KEY is not used: set NEXUS_LLM_BASE_URL beside it, in the same place."


async def _asked(
    gateway: Gateway, options: LLMOptions, bound_seconds: float
) -> tuple[Check, Check]:
    """Ask for the models; a refused key is the key's trouble, for the network did answer."""
    service = gateway.provider.name
    if isinstance(gateway.provider, OpenAICompatibleProvider):
        host, option = urlsplit(options.base_url.strip()).netloc, "NEXUS_LLM_MODEL"
        has_key = bool(options.api_key.get_secret_value())
        keys = f"NEXUS_LLM_BASE_URL is at {host}, {'with' if has_key else 'without'} a key."
    else:
        host, option = urlsplit(options.groq_base_url.strip()).netloc, "NEXUS_GROQ_MODELS"
        keys = gateway.organisations.sentence()
    answers = f"{service} answers at {host}" if host else f"{service} answers"
    key = Check("key", True, keys, _half_set(options))
    try:
        async with asyncio.timeout(bound_seconds):
            asked = await gateway.usable_models()
    except TimeoutError:
        return key, Check.failed("network", unavailable(service, "did not answer in time"))
    usable = {name: models for name, models in asked.items() if not isinstance(models, BrainError)}
    faults = {name: fault for name, fault in asked.items() if isinstance(fault, BrainError)}
    refused = {name: fault for name, fault in faults.items() if isinstance(fault, BrainKeyError)}
    if refused:
        whose = f" ({', '.join(refused)})" if len(asked) > 1 else ""
        first = next(iter(refused.values()))
        key = Check("key", bool(usable), f"{keys} {first.sentence}{whose}", first.next_step)
    if refused and not usable:
        return key, Check("network", True, f"{answers}.")
    if not usable:
        return key, Check.failed("network", next(iter(faults.values())))
    return key, _models(answers, gateway.models, usable, option)


def _models(
    answers: str, chain: Sequence[str], usable: Mapping[str, list[str]], option: str
) -> Check:
    """Say which models of `chain` each organisation can use; one is enough to be ok."""
    said, ok, fix = [], True, ""
    for organisation, offered in usable.items():
        # Ollama lists `name:latest` for what may be called `name`.
        has = [model for model in chain if model in offered or f"{model}:latest" in offered]
        lacks = [model for model in chain if model not in has]
        who = organisation if len(usable) > 1 else "you"
        said.append(f"{who} can use {', '.join(has) or 'no model of the chain'}")
        if lacks:
            said[-1] += f", but not {', '.join(lacks)} (unknown or retired)"
        if lacks or not has:
            fix = f"Set {option} from what is offered: {_listed(usable)}."
        ok = ok and bool(has)
    return Check("network", ok, f"{answers}: {'; '.join(said)}.", fix)


def _listed(usable: Mapping[str, list[str]]) -> str:
    models = sorted({model for offered in usable.values() for model in offered})
    more = [f"{len(models) - _NAMED} more"] if len(models) > _NAMED else []
    return ", ".join([*models[:_NAMED], *more]) or "nothing"
