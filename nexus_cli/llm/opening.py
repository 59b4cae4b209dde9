"""Gateways from options and keys."""

import re
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

from nexus_cli.errors import BrainKeyError, BrainModelError, BrainUnavailableError
from nexus_cli.llm.gateway import Gateway
from nexus_cli.llm.groq import BASE_URL, GroqProvider
from nexus_cli.llm.keys import DEFAULT_ORGANISATION, Key, find_keys
from nexus_cli.llm.openai_compatible import OpenAICompatibleProvider
from nexus_cli.llm.options import GROQ_URL, LLM_URL, LLMOptions
from nexus_cli.llm.organisations import Organisations
from nexus_cli.llm.seating import LimitWait
from nexus_cli.models.brains import BrainChoice
from nexus_cli.telemetry import Telemetry

_URL = re.compile(
    r"(?i:(https?))://(\w[\w.-]*|\[[\da-fA-F:.]+\])(?::(\d{1,5}))?(?:/[\w.~%/-]*)?", re.ASCII
)
"""Narrower than the standard, so that nobody reads another host, or a password, in it."""


def open_groq(
    options: LLMOptions,
    home: Path,
    telemetry: Telemetry,
    on_wait: Callable[[LimitWait], None] = lambda wait: None,
) -> Gateway:
    """Return the way to Groq.

    Raises BrainKeyError when there is no key, an unsafe one, or an unsafe way for it, and
    BrainUnavailableError when GROQ_BASE_URL is no web address.
    """
    keys = find_keys(options.groq_api_key, key_file(home))
    if not keys:
        raise BrainKeyError(
            "There is no Groq key.", f"Set GROQ_API_KEY, or put it into {key_file(home)} (0600)."
        )
    url = safe_url(options.groq_base_url.strip() or BASE_URL, GROQ_URL, with_key=True)
    # People paste the address with the ending that the SDK adds itself.
    provider = GroqProvider(re.sub(r"(/openai)?/v1\Z", "", url))
    models = _chain(options.groq_models)
    return Gateway(provider, Organisations(keys), models, telemetry=telemetry, on_wait=on_wait)


def open_compatible(
    options: LLMOptions,
    telemetry: Telemetry,
    on_wait: Callable[[LimitWait], None] = lambda wait: None,
) -> Gateway:
    """Return the way to the server at NEXUS_LLM_BASE_URL.

    Raises BrainModelError without a server or a model, BrainKeyError for an unsafe way for the
    key, and BrainUnavailableError when the URL is no web address.
    """
    models = _chain(options.model)
    if not options.base_url or not models:
        raise BrainModelError(
            "No language model is set.",
            "Set NEXUS_LLM_BASE_URL and NEXUS_LLM_MODEL; when the key is in the environment, "
            "the URL must be there too.",
        )
    url = safe_url(options.base_url, LLM_URL, with_key=bool(options.api_key.get_secret_value()))
    provider = OpenAICompatibleProvider(url)
    organisations = Organisations([Key(DEFAULT_ORGANISATION, options.api_key)])
    return Gateway(
        provider,
        organisations,
        models,
        telemetry=telemetry,
        on_wait=on_wait,
        slower=options.slower,
    )


def chosen(choice: BrainChoice, options: LLMOptions, home: Path) -> BrainChoice:
    """Return what `choice` means: `auto` is one of the others.

    It is the server of NEXUS_LLM_BASE_URL where one is set, else Groq where there is a key, else
    offline. A server without a model counts, so that nothing goes to Groq that was meant to stay
    here: opening it says what is missing. Raises BrainKeyError for keys that cannot be used.
    """
    if choice is not BrainChoice.AUTO:
        return choice
    if options.base_url:
        return BrainChoice.OPENAI
    if find_keys(options.groq_api_key, key_file(home)):
        return BrainChoice.GROQ
    return BrainChoice.OFFLINE


def key_file(home: Path) -> Path:
    """Return where Groq's keys may lie: one on a line, mode 0600."""
    return home / "groq_keys"


def safe_url(url: str, name: str, with_key: bool) -> str:
    """Return `url` without a slash at its end, once a key may be sent there; `name` is its option.

    Raises BrainUnavailableError when it is no http(s) address of a host with nothing but a port and
    a path, and BrainKeyError when a key would leave this machine unencrypted. Neither repeats it:
    a key may have been pasted there.
    """
    parts = _URL.fullmatch(url.strip())
    if parts is None or int(parts[3] or 0) > 65_535:
        raise BrainUnavailableError(
            f"{name} is not a web address that nexus can use.",
            "Write it whole, with https:// and no password or question mark in it, "
            f"such as {BASE_URL}.",
        )
    if with_key and parts[1].lower() == "http" and not _is_loopback(parts[2]):
        raise BrainKeyError(
            f"{name} would send the key unencrypted over the network.",
            "Use https://; http:// is for a server on this machine, or one that needs no key.",
        )
    return parts[0].rstrip("/")


def _is_loopback(host: str) -> bool:
    """Whether `host` is localhost, in 127.0.0.0/8, or ::1."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:  # a name
        return False


def _chain(models: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in models.split(",") if part.strip()))
