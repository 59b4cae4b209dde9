"""The two documents of an interview, read side by side; with a hosted brain, once a week."""

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import TypeVar

from pydantic import ValidationError

import nexus_cli
from nexus_cli.documents.dispatch import needs_a_fence, read_source
from nexus_cli.documents.source import open_source
from nexus_cli.models.document import Document
from nexus_cli.store import AnalysisCache

T = TypeVar("T")


async def read_both(
    cv: Path | str, job: Path | str, analyses: AnalysisCache | None
) -> tuple[Document, Document]:
    """Return what a person sees in both files; raises UsageError and DocumentError.

    A PDF, DOCX or HTML file that was read before is taken from `analyses`, by its bytes.
    """
    with ThreadPoolExecutor(2, "documents") as threads:
        return await asyncio.gather(_read(cv, analyses, threads), _read(job, analyses, threads))


async def _read(
    path: Path | str, analyses: AnalysisCache | None, threads: ThreadPoolExecutor
) -> Document:
    source = await _run(threads, lambda: open_source(path))
    if analyses is None or not await _run(threads, lambda: needs_a_fence(source)):
        return await _run(threads, lambda: read_source(source))
    made_by = f"{nexus_cli.__version__} {PurePath(source.name).suffix}"
    digest = hashlib.sha256(source.data).hexdigest()
    if (row := await analyses.get(made_by, digest)) is not None:
        try:
            return Document.model_validate_json(row).model_copy(update={"name": source.name})
        except ValidationError:
            pass  # of an earlier shape: read again
    document = await _run(threads, lambda: read_source(source))
    analyses.put(made_by, digest, document.model_dump_json())
    return document


def _run(threads: ThreadPoolExecutor, work: Callable[[], T]) -> asyncio.Future[T]:
    return asyncio.get_running_loop().run_in_executor(threads, work)
