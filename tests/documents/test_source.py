"""Paths that cannot be read, sizes that are refused, kinds that are told by content."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nexus_cli.documents import read_document
from nexus_cli.errors import (
    DocumentError,
    DocumentTooLargeError,
    UnsupportedDocumentError,
    UsageError,
)
from tests.documents.pdf_writer import Page, pdf

posix = pytest.mark.skipif(os.name != "posix", reason="named pipes and permissions of POSIX")


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        read_document(tmp_path / "none.pdf")
    with pytest.raises(UsageError):
        read_document("bad\x00name")
    with pytest.raises(UsageError):
        read_document("x" * 5000)


def test_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        read_document(tmp_path)


@posix
def test_a_named_pipe_or_a_device_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(UsageError, match="pipe or a device"):
            read_document(path)


@pytest.fixture
def no_superuser() -> Iterator[None]:
    """Give up the rights of the superuser, who may read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


@posix
def test_what_may_not_be_read_is_a_document_error(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file, folder = tmp_path / "cv.txt", tmp_path / "locked"
    file.write_text("Maya")
    folder.mkdir()
    file.chmod(0)
    folder.chmod(0)
    request.getfixturevalue("no_superuser")
    for path in (file, folder / "cv.txt"):
        with pytest.raises(DocumentError, match="may not be read"):
            read_document(path)


def test_a_great_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(DocumentTooLargeError, match="25 MB"):
        read_document(path)


def test_long_text_is_refused() -> None:
    with pytest.raises(DocumentTooLargeError):
        read_document("-", stdin=io.BytesIO(b"word " * 1_000_000))


@pytest.mark.parametrize("data", [b"", b" \n\t"])
def test_an_empty_file_is_a_document_error(data: bytes) -> None:
    with pytest.raises(DocumentError, match="standard input is empty"):
        read_document("-", stdin=io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{\\rtf1 Maya}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
        (b"\x1f\x8b\x08\x00\x00", "archive"),
    ],
)
def test_a_foreign_kind_is_named(data: bytes, what: str) -> None:
    with pytest.raises(UnsupportedDocumentError, match=what) as caught:
        read_document("-", stdin=io.BytesIO(data))
    assert caught.value.next_step


def test_text_that_begins_like_a_foreign_kind_is_text() -> None:
    assert read_document("-", stdin=io.BytesIO(b"BMW engineer")).text == "BMW engineer"


def test_the_content_decides_before_the_name(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(pdf(Page().text("Maya")))
    document = read_document(path)
    assert (document.name, document.text, document.pages) == ("cv.txt", "Maya", 1)
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_documents_are_read_from_several_threads_at_once() -> None:
    files = [pdf(Page().text(f"Person {number}")) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda data: read_document("-", stdin=io.BytesIO(data)).text, files))
    assert read == [f"Person {number}" for number in range(4)]


def test_a_text_file_is_read_without_the_parsers_of_other_kinds(tmp_path: Path) -> None:
    (tmp_path / "cv.md").write_text("# Maya")
    program = (
        "import sys; from nexus_cli.documents import read_document; "
        f"read_document({str(tmp_path / 'cv.md')!r}); "
        "print([m for m in ('pypdfium2', 'docx', 'bs4', 'lxml', 'numpy') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.strip() == "[]"
