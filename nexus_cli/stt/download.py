"""Fetching a speech model, seen from the program: progress, a bound, and an end at any moment."""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from nexus_cli.errors import ModelDownloadError
from nexus_cli.stt.model_files import NEEDED, Model, known_model, model_folder, partial_folder
from nexus_cli.stt.progress import FetchFaultError, Progress, Watch

HUB_URL = "https://huggingface.co"
BOUND_SECONDS = 3600.0
"""Whole time of a download: the largest model at 140 kB a second."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from nexus_cli.stt.fetching import main; main()"
)
_FAULTS = {
    "busy": "Another nexus is downloading it.",
    "refused": "The model hub refuses to send it.",
    "unreachable": "The model hub cannot be reached.",
    "silent": "The model hub went silent.",
    "broken": "The connection to the model hub broke.",
    "disk": "There is no room for it on the disk, or its folder cannot be written.",
    "wrong": "What the model hub sent is not the model.",
}


async def download_model(
    name: str,
    folder: Path,
    on_progress: Callable[[Progress], None],
    bound_seconds: float = BOUND_SECONDS,
) -> Path:
    """Fetch a model into `folder`, check it, and return where it lies.

    `on_progress` is called at least every half second. The work is done by a process that is killed
    when this is cancelled; what came by then is kept, and the next call goes on from there. The
    model's own folder appears only once every file has the size and digest that the hub states.
    HF_ENDPOINT names another hub. Raises ModelDownloadError, and UsageError for an unknown name.
    """
    model = known_model(name)
    if os.environ.get("HF_HUB_OFFLINE", "").lower() in {"1", "true", "yes", "on"}:
        raise _failed(model, "HF_HUB_OFFLINE forbids it.")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # nothing from the folder that it happens to be started in
        "-c",
        _START,
        json.dumps(sys.path),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(bound_seconds):
            await Watch(process, on_progress).follow(_order(model, folder))
    except TimeoutError:
        raise _failed(model, f"It took longer than {bound_seconds / 60:.0f} minutes.") from None
    except FetchFaultError as fault:
        raise _failed(model, _FAULTS.get(str(fault), _FAULTS["broken"])) from None
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return _kept(model, folder)


def _order(model: Model, folder: Path) -> dict[str, str]:
    return {
        "url": os.environ.get("HF_ENDPOINT") or HUB_URL,
        "repository": model.repository,
        "folder": str(partial_folder(model, folder)),
        "needed": NEEDED.pattern,
    }


def _kept(model: Model, folder: Path) -> Path:
    """Give the checked files their name; what had it before was not whole."""
    whole = model_folder(model, folder)
    try:
        shutil.rmtree(whole, ignore_errors=True)
        return partial_folder(model, folder).rename(whole)
    except OSError as error:
        raise _failed(model, _FAULTS["disk"]) from error


def _failed(model: Model, why: str) -> ModelDownloadError:
    return ModelDownloadError(
        f"The speech model {model.name} could not be downloaded. {why}",
        "Run `nexus setup --download-model` again, which goes on from there; until then, type.",
    )
