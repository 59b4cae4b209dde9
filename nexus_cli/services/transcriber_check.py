"""Who writes down what is said: a model on this machine, Groq, or nobody."""

import asyncio

from nexus_cli.errors import BrainError
from nexus_cli.llm import Gateway, LLMOptions, open_groq
from nexus_cli.llm.keys import find_keys
from nexus_cli.llm.opening import key_file
from nexus_cli.services.check import Check, aside
from nexus_cli.services.ears import MODEL, models_folder
from nexus_cli.settings import Settings
from nexus_cli.stt.groq_whisper import MODEL as GROQ_MODEL
from nexus_cli.stt.model_files import MODELS, ModelState, model_state
from nexus_cli.telemetry import Telemetry

_NAME = "model"
_NONE = "Nothing here turns speech into words."


async def transcriber(settings: Settings, options: LLMOptions, bound_seconds: float) -> Check:
    """Return the check `model`; raises nothing, and holds no key.

    The order is that of `open_ear`: the model `base`, any other on this machine, then Groq where
    there is a key, asked for `bound_seconds` whether it offers Whisper.
    """
    if local := local_model(settings):
        return local
    try:
        async with asyncio.timeout(bound_seconds):
            # A keyring may wait until somebody unlocks it.
            gateway = await aside(lambda: _groq(settings, options))
    except BrainError as fault:
        return Check(_NAME, False, f"{_NONE} {fault.sentence}", f"{fault.next_step} {_offer()}")
    except TimeoutError:
        return Check(_NAME, False, f"{_NONE} The keyring did not answer in time.", _offer())
    if gateway is None:
        return Check(_NAME, False, _NONE, f"{_offer()} Or set GROQ_API_KEY: Groq writes.")
    try:
        return await _asked(gateway, bound_seconds)
    finally:
        await gateway.close()


def local_model(settings: Settings) -> Check | None:
    """Return the check `model` where a speech model is on this machine, else None."""
    for name in dict.fromkeys((MODEL, *reversed(MODELS))):
        if model_state(name, models_folder(settings)) is ModelState.PRESENT:
            return Check(_NAME, True, f"Whisper {name} is on this machine: your voice stays here.")
    return None


def _groq(settings: Settings, options: LLMOptions) -> Gateway | None:
    if not find_keys(options.groq_api_key, key_file(settings.home)):
        return None
    return open_groq(options, settings.home, Telemetry())


async def _asked(gateway: Gateway, bound_seconds: float) -> Check:
    """Ask whether the first key, which is the one that would be used, is offered Whisper."""
    try:
        async with asyncio.timeout(bound_seconds):
            offered = next(iter((await gateway.usable_models()).values()))
    except TimeoutError:
        return Check(_NAME, False, f"{_NONE} Groq did not answer in time.", _offer())
    if isinstance(offered, BrainError):
        return Check(_NAME, False, f"{_NONE} {offered.sentence}", f"{offered.next_step} {_offer()}")
    if GROQ_MODEL not in offered:
        return Check(_NAME, False, f"{_NONE} Groq does not offer {GROQ_MODEL}.", _offer())
    found = f"Groq's {GROQ_MODEL} writes: your voice leaves this machine."
    return Check(_NAME, True, found, f"To keep it here: {_command()}.")


def _offer() -> str:
    return f"Download a speech model: {_command()}."


def _command() -> str:
    return f"`nexus setup --download-model {MODEL}` ({MODELS[MODEL].megabytes} MB)"
