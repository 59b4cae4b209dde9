"""The speech models there are, and what of them is on this machine."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from nexus_cli.errors import ModelMissingError, UsageError

NEEDED = re.compile(r"(?:config|preprocessor_config|tokenizer)\.json|vocabulary\.\w+|model\.bin")
"""Names of the files of a repository that faster-whisper reads."""
_PARTS = ("model.bin", "config.json", "tokenizer.json", "vocabulary.")
"""Without any of these it would not load, or would look for it on a network."""


class ModelState(StrEnum):
    """How much of a model is here."""

    PRESENT = "present"
    PARTIAL = "partial"
    """A download was broken off; the next one goes on from there."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Model:
    """A Whisper of OpenAI's, as faster-whisper's authors converted it (MIT)."""

    name: str
    megabytes: int
    """About what a download brings, in units of 10^6 bytes; its progress has the hub's figures."""

    @property
    def repository(self) -> str:
        """Where it is on the hub."""
        return f"Systran/faster-whisper-{self.name}"


MODELS = {
    model.name: model for model in (Model("tiny", 78), Model("base", 148), Model("small", 487))
}
"""From the fastest to the most exact."""


def known_model(name: str) -> Model:
    """Return the model of this name; raises UsageError when there is none."""
    if name not in MODELS:
        raise UsageError(
            f"There is no speech model {name!r}.", f"Choose one of {', '.join(MODELS)}."
        )
    return MODELS[name]


def model_state(name: str, folder: Path) -> ModelState:
    """Return what is here of a model, without asking a network; `folder` holds nexus's own models.

    Raises UsageError for a name that is none.
    """
    model = known_model(name)
    if _found(model, folder):
        return ModelState.PRESENT
    begun = partial_folder(model, folder)
    return ModelState.PARTIAL if begun.is_dir() and any(begun.iterdir()) else ModelState.MISSING


def find_model(name: str, folder: Path) -> Path:
    """Return the files of a model: nexus's own, else those another program left in the hub's cache.

    Raises ModelMissingError when they are not all here, and UsageError for a name that is none.
    """
    model = known_model(name)
    found = _found(model, folder)
    if found is None:
        raise ModelMissingError(
            f"The speech model {name} is not on this machine.",
            f"`nexus setup --check` offers to download it ({model.megabytes} MB).",
        )
    return found


def model_folder(model: Model, folder: Path) -> Path:
    """Return where a model lies that was fetched whole and checked."""
    return folder / model.name


def partial_folder(model: Model, folder: Path) -> Path:
    """Return where a model lies until it is whole."""
    return folder / f"{model.name}.partial"


def _found(model: Model, folder: Path) -> Path | None:
    places = [model_folder(model, folder), *_snapshots(model)]
    return next((place for place in places if _is_whole(place)), None)


def _is_whole(place: Path) -> bool:
    try:
        names = [file.name for file in place.iterdir() if file.is_file()]
    except OSError:
        return False
    return all(any(name.startswith(part) for name in names) for part in _PARTS)


def _snapshots(model: Model) -> Iterable[Path]:
    """Yield what other programs fetched, where the hub's own client keeps it by its environment."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    home = Path(os.environ.get("HF_HOME") or caches / "huggingface").expanduser()
    cache = Path(os.environ.get("HF_HUB_CACHE") or home / "hub").expanduser()
    kept = cache / f"models--{model.repository.replace('/', '--')}"
    try:
        yield kept / "snapshots" / (kept / "refs" / "main").read_text().strip()
    except OSError:
        return
