"""Analyses are kept for a week and tell nothing to whoever lacks the documents."""

from pathlib import Path

import anyio
import pytest

from nexus_cli.store import AnalysisCache

CV = "Mended the CANARY-LAMP of the harbour."


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def contents(folder: Path) -> list[tuple[bytes, int]]:
    """Return bytes and mode of every file."""
    return [(file.read_bytes(), file.stat().st_mode) for file in folder.iterdir()]


async def test_what_was_made_of_a_content_comes_back(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path)
    cache.put("read_cv 1", CV, '{"name": "Deniz"}')
    assert await cache.get("read_cv 1", CV) == '{"name": "Deniz"}'
    await cache.close()
    again = AnalysisCache(tmp_path)
    assert await again.get("read_cv 1", CV) == '{"name": "Deniz"}'
    await again.close()


async def test_another_prompt_or_another_document_finds_nothing(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path)
    cache.put("read_cv 1", CV, "made")
    assert await cache.get("read_cv 2", CV) is None
    assert await cache.get("read_cv 1", CV + " ") is None
    await cache.close()


async def test_neither_content_nor_what_was_made_of_it_can_be_read_on_disk(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path)
    cache.put("read_cv 1", CV, f"a summary of: {CV}")
    await cache.close()
    files = contents(tmp_path)
    assert files
    assert not any(b"CANARY" in held for held, _ in files)
    assert not any(mode & 0o077 for _, mode in files)


async def test_an_analysis_expires(tmp_path: Path) -> None:
    cache = AnalysisCache(tmp_path, kept_seconds=-1.0)
    cache.put("read_cv 1", CV, "made")
    assert await cache.get("read_cv 1", CV) is None
    await cache.close()


async def test_a_row_that_was_tampered_with_is_not_used(tmp_path: Path) -> None:
    import sqlite3

    cache = AnalysisCache(tmp_path)
    cache.put("read_cv 1", CV, "made")
    await cache.close()
    with sqlite3.connect(tmp_path / "cache.db") as database:
        database.execute("UPDATE Cache SET value = 'forged'")
    database.close()
    again = AnalysisCache(tmp_path)
    assert await again.get("read_cv 1", CV) is None
    await again.close()


async def test_a_cache_that_cannot_be_opened_is_empty(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = AnalysisCache(tmp_path / "file")
    cache.put("read_cv 1", CV, "made")
    assert await cache.get("read_cv 1", CV) is None
    with anyio.fail_after(5):
        await cache.close()
