"""The title and the company of a job description."""

import re

from nexus_cli.knowledge.lines import Line, read_lines
from nexus_cli.knowledge.places import is_place
from nexus_cli.knowledge.positions import is_organisation, is_title, title_end
from nexus_cli.knowledge.role_header import read_header
from nexus_cli.knowledge.words import words

_TITLE_LABEL = re.compile(
    r"^(?:job title|position|role|title|vacancy|post"
    r"|job)\s*:\s*(?P<title>\S.{2,80})$",
    re.I,
)
_COMPANY_LABEL = re.compile(
    r"^(?:company|employer|organi[sz]ation|client|school"
    r"|trust)\s*:\s*(?P<name>\S.{1,60})$",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:looking for|hiring|seeking|recruiting|recruit|searching for|in need of|need|wants?"
    r"|appoint|role of|position of"
    r"|join (?:us|our team|the team|our \w+ team) as|as|opportunity for)\s+(?:an?|our next|our"
    r"|the)\s+(?P<rest>[^.;:\n]{3,90})",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"^(?:(?:talented|experienced|skilled|motivated|passionate|dedicated|reliable|enthusiastic"
    r"|friendly|new|full[- ]time"
    r"|part[- ]time|permanent|temporary|dynamic|highly|self-motivated|caring|hands-on"
    r"|creative)[, ]+(?:and )?)+",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w&.'’-]*(?:\s+(?:of|and|&|the)?\s*[A-Z][\w&.'’-]*){0,4}"
_COMPANY = (
    re.compile(
        rf"(?:^|[.!]\s+)(?:At\s+)?(?P<name>{_NAME})(?:,[^,]{{3,60}},)?\s+(?:is"
        rf"|are)\s+(?:currently\s+|now\s+)?"
        r"(?:looking|hiring|seeking|recruiting|growing|searching)"
    ),
    re.compile(rf"\b[Jj]oin(?:ing)?\s+(?P<name>{_NAME})"),
    re.compile(rf"(?:^|\s)[Aa]bout\s+(?P<name>{_NAME})\s*:?\s*$"),
    re.compile(rf"(?:^|[.!]\s+)At\s+(?P<name>{_NAME}),?\s+(?:we|you|our)\b"),
    re.compile(
        rf"\b(?:work|working|role|position|team|careers?)\s+(?:at|for"
        rf"|with)\s+(?P<name>{_NAME})"
    ),
)
_NO_COMPANY = words(
    "we us our you the this they it he she i role job team company position department candidate "
    "candidates who"
)
_AT = re.compile(r"\s(?:at|@)\s")
_LONGEST_NAME = 6
_LONGEST_TITLE = 9


def read_title(text: str) -> str:
    """Return the job's title: labelled, as heading, or after `we are hiring a`; empty if none."""
    lines = [line for line in read_lines(text) if not line.blank]
    for line in lines[:15]:
        label = _TITLE_LABEL.match(line.text)
        if label:
            return label["title"].strip()
    first = lines[0] if lines else None
    if first and _may_be_title(first):
        return read_header(first.text).title or first.text.strip(" :")
    prose = " ".join(line.text for line in lines)
    for wanted in _WANTED.finditer(prose):
        title = _title_in(wanted["rest"])
        if title:
            return title
    return next(
        (line.text for line in lines[:8] if is_title(line.text) and _may_be_title(line)), ""
    )


def read_company(text: str, title: str) -> str:
    """Return who is hiring: labelled, beside the title, or `join ACME`; empty when not named."""
    lines = [line for line in read_lines(text) if not line.blank]
    for line in lines[:20]:
        label = _COMPANY_LABEL.match(line.text)
        if label:
            return label["name"].strip()
    beside = read_header(lines[0].text).employer if lines and _may_be_title(lines[0]) else ""
    if beside and title != lines[0].text and (is_organisation(beside) or _AT.search(lines[0].text)):
        return beside
    under = lines[1].text if len(lines) > 1 else ""
    if (
        title
        and is_organisation(under)
        and len(under.split()) <= _LONGEST_NAME
        and under[-1] != "."
    ):
        return under
    for pattern in _COMPANY:
        for line in lines:
            found = pattern.search(line.text)
            if found and _is_company(found["name"]):
                return found["name"].strip(" .,")
    return beside if title and title != lines[0].text else ""


def _may_be_title(line: Line) -> bool:
    words = line.text.split()
    if line.bullet or not 0 < len(words) <= _LONGEST_TITLE + 5 * (line.level == 1):
        return False
    return line.level == 1 or (is_title(line.text) and not re.search(r"[.!?]$", line.text))


def _title_in(rest: str) -> str:
    rest = _PRAISE.sub("", rest.strip())
    words = rest.split()
    head = " ".join(words[:_LONGEST_TITLE])
    head = re.split(r",|\s+(?:to|who|with|for|in|at|on|that|you|will|and join)\s", f"{head} ")[0]
    end = title_end(head)
    if not end:
        return ""
    return head[:end] if head[end : end + 1] != "-" else head.strip()


def _is_company(name: str) -> bool:
    first = name.split()[0].lower().strip(".,'’")
    return first not in _NO_COMPANY and not is_title(name) and not is_place(name)
