"""Courses of study: where, what for, in which field, when."""

import re
from dataclasses import dataclass, replace
from datetime import date

from nexus_cli.knowledge.dates import DateRange, find_ranges
from nexus_cli.knowledge.header_pieces import strip_duration
from nexus_cli.knowledge.headings import SectionKind
from nexus_cli.knowledge.lines import Line
from nexus_cli.knowledge.places import is_place
from nexus_cli.knowledge.sections import split_sections
from nexus_cli.models.candidate import Education

_INSTITUTION = re.compile(
    r"\b(?:universit\w*|college|institut\w*|school|academy|polytechnic\w*|lyc[eé]e|gymnasium"
    r"|conservator\w+"
    r"|udemy|coursera|edx|codecademy|bootcamp|hackerrank|stepik|practicum|educational center"
    r"|ulpan|faculty of"
    r"|mit|ucla|eth|epfl|postech|technion|hochschule|[ée]cole|centre|center)\b",
    re.IGNORECASE,
)
_QUALIFICATION = re.compile(
    r"(?:\b(?:ph\.?\s?d\b\.?|d\.?phil\b\.?|m\.?b\.?a\b\.?|m\.?\s?sc\b\.?|b\.?\s?sc\b\.?"
    r"|m\.\s?s\b\.?|b\.\s?s\b\.?"
    r"|(?<![\w.])(?:BS|MS|BA|MA|BEng|MEng|LLB|LLM|BCom|BTech|MTech|BBA|BFA|MFA|BSN|MSN|HND|PGCE"
    r"|GCSEs?|A-levels?)\b"
    r"|m\.\s?a\b\.?|b\.\s?a\b\.?|b\.?eng\b\.?|m\.?eng\b\.?"
    r"|bachelor(?:'?s)?(?: of [A-Z]\w+(?: [A-Z]\w+)?)?(?:\s+degree)?"
    r"|master(?:'?s)?(?: of [A-Z]\w+(?: [A-Z]\w+)?)?"
    r"(?:\s+degree)?|doctorate|doctor of \w+|associate(?:'?s)? degree|(?:national |higher "
    r"|graduate )?diploma"
    r"|(?:NVQ|BTEC)(?: level \d)?|b\.ed\b\.?|m\.ed\b\.?|certificate|specialist|abitur"
    r"|baccalaureate|high school diploma|degree|apprenticeship))",
    re.IGNORECASE,
)
_NOT_STUDY = re.compile(
    r"^(?:gpa|thesis|advisor|grade|score|honou?rs|languages?|phone"
    r"|relevant)\b",
    re.IGNORECASE,
)
_FIELD_WORD = re.compile(r"^\W*(?:degree\s+)?(?:in|of|-|–|—|:|,|\()\s+", re.IGNORECASE)
_CELL = re.compile(r"\t+|\s+[|/]\s+|\s+[-–—]\s+|\s*;\s*|,\s+|\s{2,}|\s*[()]\s*")


_HONOURS = re.compile(r"\(?\bhon(?:ou)?rs?\b\.?\)?|\(?\bhons\b\.?\)?", re.IGNORECASE)
_QUALIFIED = re.compile(r"qualifications?$", re.IGNORECASE)


@dataclass(frozen=True)
class _Course:
    """What has been read of one course so far."""

    institution: str = ""
    qualification: str = ""
    field: str = ""
    dates: DateRange | None = None


def read_education(text: str, today: date) -> tuple[Education, ...]:
    """Return the courses of study in a CV's text, in its order.

    Only education sections count. A line goes with the one before it until it would name a second
    institution, qualification or date. A course needs an institution or a qualification.
    """
    courses: list[_Course] = []
    for section in split_sections(text):
        if section.kind is SectionKind.EDUCATION or _QUALIFIED.search(section.heading):
            courses.extend(_courses(section.lines, today))
    return tuple(
        _education(course) for course in courses if course.institution or course.qualification
    )


def _courses(lines: tuple[Line, ...], today: date) -> list[_Course]:
    plain = [line for line in lines if not line.bullet]
    usable = plain if any(_INSTITUTION.search(line.text) for line in plain) else lines
    courses: list[_Course] = []
    for line in usable:
        if line.blank or _NOT_STUDY.match(line.text) or len(line.text.split()) > 30:
            continue
        read = _read(line.text, today)
        if read == _Course():
            continue
        if courses and not _clash(courses[-1], read):
            courses[-1] = _joined(courses[-1], read)
        else:
            courses.append(read)
    return courses


def _read(text: str, today: date) -> _Course:
    text = _HONOURS.sub(" ", text)
    ranges = find_ranges(text, today)
    dates = ranges[0].range if ranges else None
    for found in reversed(ranges):
        text = f"{text[: found.start]}\t{text[found.end :]}"
    pieces = [
        piece for cell in _CELL.split(strip_duration(text)) if (piece := cell.strip(" ,.:|-–—•'\""))
    ]
    institution = next((piece for piece in pieces if _INSTITUTION.search(piece)), "")
    qualified = next((piece for piece in pieces if _QUALIFICATION.search(piece)), "")
    qualification, field = _split_qualification(qualified)
    if qualified == institution:
        institution = institution.replace(qualification, "").strip(" ,-–") if field else institution
        field = ""
    others = [
        piece for piece in pieces if piece not in (institution, qualified) and _may_be_field(piece)
    ]
    if not field and others and (institution or qualified or dates):
        field = others[0]
    return _Course(institution, qualification, field, dates)


def _split_qualification(piece: str) -> tuple[str, str]:
    found = _QUALIFICATION.search(piece)
    if not found:
        return "", ""
    rest = piece[found.end() :]
    field = _FIELD_WORD.sub("", rest).strip(" ,.:()·•|-–")
    before = piece[: found.start()].strip(" ,.:'")
    return found.group().strip(), field or (before if _may_be_field(before) else "")


def _may_be_field(piece: str) -> bool:
    words = piece.split()
    return (
        0 < len(words) <= 8
        and any(len(word) > 2 for word in words)
        and piece[0].isupper()
        and not is_place(piece)
        and not re.search(r"\d", piece)
    )


def _clash(course: _Course, read: _Course) -> bool:
    return any(
        getattr(course, name) and getattr(read, name)
        for name in ("institution", "qualification", "dates")
    )


def _joined(course: _Course, read: _Course) -> _Course:
    return replace(
        course,
        institution=course.institution or read.institution,
        qualification=course.qualification or read.qualification,
        field=course.field or read.field,
        dates=course.dates or read.dates,
    )


def _education(course: _Course) -> Education:
    start = course.dates.start if course.dates else None
    end = course.dates.end if course.dates else None
    return Education(
        institution=course.institution,
        qualification=course.qualification,
        field=course.field,
        start=str(start) if start and start != end else None,
        end=str(end) if end else None,
    )
