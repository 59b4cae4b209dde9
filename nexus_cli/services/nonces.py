"""The mark on the fences of an interview: the same for all of it, and nobody's guess."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

NONCE_DIGITS = 8
_SECRET_BYTES = 32


class Nonces:
    """Makes an interview's nonce from its id and a secret that stays in `home` (0600).

    It is the same after a restart, so that the service's prompt cache still knows the beginning of
    each prompt. Where the secret cannot be kept, one is made up for this process.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / "fence_secret"
        self._secret = b""

    def of(self, session_id: str) -> str:
        """Return eight hexadecimal digits of HMAC-SHA256."""
        self._secret = self._secret or self._kept()
        digest = hmac.new(self._secret, session_id.encode(), hashlib.sha256).hexdigest()
        return digest[:NONCE_DIGITS]

    def _kept(self) -> bytes:
        made = secrets.token_bytes(_SECRET_BYTES)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
            with os.fdopen(os.open(self._file, flags, 0o600), "wb") as file:
                file.write(made)
        except FileExistsError:
            return self._read() or made
        except OSError:
            pass
        return made

    def _read(self) -> bytes:
        """Return what is kept; nothing when it is not whole, as after a full disk."""
        try:
            kept = self._file.read_bytes()
        except OSError:
            return b""
        return kept if len(kept) == _SECRET_BYTES else b""
