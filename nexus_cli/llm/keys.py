"""Keys from the environment, the system's keyring or a file that only its owner can read."""

import os
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pydantic import SecretStr

from nexus_cli.errors import BrainKeyError

DEFAULT_ORGANISATION = "default"
"""Keys without a prefix are taken to be of one organisation: its limit is kept in any case."""
KEYRING_SERVICE = "nexus"
KEYRING_USER = "groq"
_LABELLED = re.compile(r"([\w.-]{1,40}):(?!//)(.+)")


@dataclass(frozen=True)
class Key:
    """A key and whose limit it counts against."""

    organisation: str
    secret: SecretStr


def find_keys(environment: SecretStr, file: Path) -> tuple[Key, ...]:
    """Return the keys of the first place that has any: environment, keyring, `file`.

    Raises BrainKeyError when a place holds something that cannot be used.
    """
    return parse_keys(environment) or parse_keys(_from_keyring()) or parse_keys(_from_file(file))


def parse_keys(text: SecretStr) -> tuple[Key, ...]:
    """Return the keys in `text`: apart by commas or lines, each with `org:` before it or not.

    A line that begins with # is a note. Raises BrainKeyError for a key with a space or a sign that
    no header can carry, without repeating it.
    """
    keys = []
    for line in text.get_secret_value().splitlines():
        if not line.lstrip().startswith("#"):
            keys += [_key(part.strip()) for part in line.split(",") if part.strip()]
    return tuple(dict.fromkeys(keys))


def _key(part: str) -> Key:
    labelled = _LABELLED.fullmatch(part)
    organisation, secret = labelled.groups() if labelled else (DEFAULT_ORGANISATION, part)
    secret = secret.strip()
    if not re.fullmatch(r"[!-~]+", secret):
        raise BrainKeyError(
            "A key holds a space or a sign that a key cannot have.",
            "Put one key on a line, or part them with commas.",
        )
    return Key(organisation, SecretStr(secret))


def _from_keyring() -> SecretStr:
    try:
        keyring = import_module("keyring")  # optional, and slow: it looks for a desktop session
    except ImportError:
        return SecretStr("")
    try:
        return SecretStr(keyring.get_password(KEYRING_SERVICE, KEYRING_USER) or "")
    except Exception:  # locked, no session bus, no backend: each backend has its own errors
        return SecretStr("")


def _from_file(path: Path) -> SecretStr:
    try:
        with path.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
                raise BrainKeyError(
                    f"The key file {path} can be read by other users of this machine.",
                    f"Run `chmod 600 {path}`, and replace the keys if others may have seen them.",
                )
            return SecretStr(file.read(65_536).decode("utf-8"))
    except FileNotFoundError:
        return SecretStr("")
    except (OSError, UnicodeDecodeError):
        raise BrainKeyError(
            f"The key file {path} cannot be read.", "Check that it is a text file of yours."
        ) from None
