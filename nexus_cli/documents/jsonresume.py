"""JSON Resume and its job schema (jsonresume.org/schema, v1.0.0), written out as Markdown."""

import json
from collections.abc import Callable

from nexus_cli.documents.json_fields import (
    Record,
    all_words,
    bullets,
    joined,
    month,
    period,
    place,
    record,
    records,
    words,
)
from nexus_cli.documents.reading import Reading
from nexus_cli.errors import DocumentError, UnsupportedDocumentError

_RESUME_KEYS = {"basics", "work", "education"}
_JOB_KEYS = {"title", "description", "responsibilities", "qualifications"}


def read_json(text: str, name: str) -> Reading:
    """Return a JSON Resume, or a JSON job, as Markdown under the usual headings.

    Raises DocumentError for broken JSON, UnsupportedDocumentError for JSON of another schema.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(
            f"{name} is not valid JSON.", "Check it with a JSON validator, or save it as text."
        ) from error
    if isinstance(data, dict) and _RESUME_KEYS & data.keys():
        return Reading("\n".join(_resume(data)))
    if isinstance(data, dict) and len(_JOB_KEYS & data.keys()) > 1:
        return Reading("\n".join(_job(data)))
    raise UnsupportedDocumentError(
        f"{name} is JSON, but not a JSON Resume.", "See jsonresume.org, or save it as text."
    )


def _resume(data: Record) -> list[str]:
    lines = _head(record(data.get("basics")))
    for key, heading, write in _SECTIONS:
        lines += _section(heading, [write(entry) for entry in records(data.get(key))])
    return lines


def _head(basics: Record) -> list[str]:
    links = [
        words(profile.get("url")) or joined(": ", profile.get("network"), profile.get("username"))
        for profile in records(basics.get("profiles"))
    ]
    reach = [basics.get("email"), basics.get("phone"), basics.get("url")]
    contact = joined(" | ", *reach, place(basics.get("location")), *links)
    lines = [f"# {words(basics.get('name'))}", words(basics.get("label")), contact]
    lines = [line for line in lines if line.strip("# ")]
    return lines + _section("Summary", [[words(basics.get("summary"))]])


def _job(data: Record) -> list[str]:
    facts = {
        "Company": words(data.get("company")),
        "Location": place(data.get("location")),
        "Type": words(data.get("type")),
        "Remote": words(data.get("remote")),
        "Experience": words(data.get("experience")),
    }
    lines = [f"# {words(data.get('title'))}"]
    lines += [f"{label}: {fact}" for label, fact in facts.items() if fact]
    lines += _section("Description", [[words(data.get("description"))]])
    lines += _section("Responsibilities", [bullets(data.get("responsibilities"))])
    lines += _section("Requirements", [bullets(data.get("qualifications"))])
    return lines + _section("Skills", [_skill(skill) for skill in records(data.get("skills"))])


def _section(heading: str, entries: list[list[str]]) -> list[str]:
    """Return the entries under their heading; a blank line ends each that has several lines."""
    lines: list[str] = []
    for entry in entries:
        filled = [line for line in entry if line]
        lines += [*filled, ""] if len(filled) > 1 else filled
    return ["", f"## {heading}", "", *lines] if lines else []


def _position(entry: Record) -> list[str]:
    employer = entry.get("name") or entry.get("organization") or entry.get("company")
    head = joined(" | ", entry.get("position"), employer)
    return _body(head, joined(" | ", period(entry), entry.get("location")), entry)


def _study(entry: Record) -> list[str]:
    degree = joined(" in ", entry.get("studyType"), entry.get("area"))
    score = joined(" ", "Score:", entry.get("score")) if entry.get("score") else ""
    head = joined(" | ", degree, entry.get("institution"))
    lines = _body(head, joined(" | ", period(entry), score), entry)
    return [*lines, *bullets(entry.get("courses"))]


def _project(entry: Record) -> list[str]:
    lines = _body(joined(" | ", entry.get("name"), entry.get("entity")), period(entry), entry)
    keywords = ", ".join(all_words(entry.get("keywords")))
    return [*lines, f"Keywords: {keywords}"] if keywords else lines


def _award(entry: Record) -> list[str]:
    title = entry.get("title") or entry.get("name")
    giver = entry.get("awarder") or entry.get("issuer") or entry.get("publisher")
    when = month(entry.get("date") or entry.get("releaseDate"))
    return _body(joined(" | ", title, giver), when, entry)


def _body(head: str, when: str, entry: Record) -> list[str]:
    prose = [words(entry.get("description")), words(entry.get("summary"))]
    return [f"### {head}" if head else "", when, *prose, *bullets(entry.get("highlights"))]


def _skill(entry: Record) -> list[str]:
    level = words(entry.get("level"))
    name = joined(" ", entry.get("name"), f"({level})" if level else "")
    return bullets(joined(": ", name, ", ".join(all_words(entry.get("keywords")))))


def _language(entry: Record) -> list[str]:
    return bullets(joined(": ", entry.get("language"), entry.get("fluency")))


def _reference(entry: Record) -> list[str]:
    return [joined(": ", entry.get("name"), entry.get("reference"))]


_SECTIONS: tuple[tuple[str, str, Callable[[Record], list[str]]], ...] = (
    ("work", "Work Experience", _position),
    ("volunteer", "Volunteer Experience", _position),
    ("education", "Education", _study),
    ("projects", "Projects", _project),
    ("skills", "Skills", _skill),
    ("certificates", "Certificates", _award),
    ("awards", "Awards", _award),
    ("publications", "Publications", _award),
    ("languages", "Languages", _language),
    ("interests", "Interests", _skill),
    ("references", "References", _reference),
)
