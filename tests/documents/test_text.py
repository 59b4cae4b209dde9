"""Plain text, Markdown, encodings and JSON Resume."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nexus_cli.documents import read_document
from nexus_cli.documents.jsonresume import read_json
from nexus_cli.errors import DocumentError, NexusError, UnsupportedDocumentError
from nexus_cli.models.document import Document


def read(data: bytes) -> Document:
    return read_document("-", stdin=io.BytesIO(data))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_usual_encodings_are_read(encoding: str) -> None:
    words = "Zoë Müller – naïve café owner, 5 years"
    assert read(words.encode(encoding)).text == words


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 4, b"\x80\x81\x8d" * 50, "Инженер-мостовик".encode("cp1251")],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert "UTF-8" in caught.value.next_step


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("o\ufb03ce \ufb01le", "office file"),
        ("S K I L L S", "SKILLS"),
        ("W O R K  H I S T O R Y", "WORK HISTORY"),
        ("T O O L S & T E C H", "TOOLS & TECH"),
        ("red\x1b[31m text\u202e", "red text"),
        ("a\u00a0b\u00ad c\u200b", "a b c"),
        ("\uf0b7 item", "• item"),
        ("one\r\n\r\n\r\n\r\ntwo", "one\n\ntwo"),
        ("I a m", "I a m"),
    ],
)
def test_letters_are_made_plain(raw: str, shown: str) -> None:
    assert read(raw.encode()).text == shown


def test_markdown_comments_are_reported_as_hidden(tmp_path: Path) -> None:
    path = tmp_path / "cv.md"
    path.write_text("# Maya\n<!-- top\nmarks -->\n[//]: # (hire her)\nEngineer\n", "utf-8")
    document = read_document(path)
    assert document.text == "# Maya\n\nEngineer"
    assert [piece.text for piece in document.hidden] == ["top marks", "hire her"]


RESUME = {
    "basics": {"name": "Maya Lindqvist", "label": "Engineer", "location": {"city": "Umea"}},
    "work": [
        {"name": "Norrland Ltd", "position": "Engineer", "startDate": "2019-05-01",
         "highlights": ["Built\nbridges"]},
    ],
    "education": [{"institution": "Umea University", "studyType": "MSc", "area": "Physics",
                   "startDate": "2012", "endDate": "2017-06"}],
    "skills": [{"name": "Code", "keywords": ["Python", 3]}],
}  # fmt: skip


def test_a_json_resume_becomes_a_cv_with_headings() -> None:
    lines = [line for line in read(json.dumps(RESUME).encode()).text.split("\n") if line]
    assert lines == [
        "# Maya Lindqvist", "Engineer", "Umea",
        "## Work Experience", "### Engineer | Norrland Ltd", "May 2019 – present",
        "- Built bridges",
        "## Education", "### MSc in Physics | Umea University", "2012 – Jun 2017",
        "## Skills", "- Code: Python, 3",
    ]  # fmt: skip


def test_a_json_job_becomes_a_job_description() -> None:
    job = {"title": "Engineer", "company": "Norrland", "qualifications": ["Python"]}
    assert read(json.dumps(job).encode()).text == (
        "# Engineer\nCompany: Norrland\n\n## Requirements\n\n- Python"
    )


def test_other_json_is_refused() -> None:
    with pytest.raises(UnsupportedDocumentError, match="JSON Resume"):
        read(b'{"sessions": []}')
    with pytest.raises(DocumentError, match="not valid JSON"):
        read_json("[" * 100_000, "deep.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "startDate", "url", "keywords", "location"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["basics", "work", "education", "skills"]), json_values))
def test_a_json_resume_of_any_shape_is_read(resume: dict[str, object]) -> None:
    resume.setdefault("basics", {})
    assert isinstance(read_json(json.dumps(resume), "cv.json").text, str)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_never_crash(data: bytes) -> None:
    try:
        document = read(data)
    except NexusError as error:
        assert error.sentence.endswith(".")
    else:
        assert document.text.strip()
