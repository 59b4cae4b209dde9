"""A job description read without a model: what the job is, and what it asks for."""

import re
from collections import defaultdict
from dataclasses import replace

from nexus_cli.knowledge.lexicon import find_skills, load_lexicon
from nexus_cli.knowledge.phrase_skills import lead_skill, phrase_skill
from nexus_cli.knowledge.statements import Mode, Statement, read_statements
from nexus_cli.knowledge.vacancy import read_company, read_title
from nexus_cli.knowledge.years_asked import read_years
from nexus_cli.models.job import Job

_PREFERRED = re.compile(
    r"\b(?:nice[ -]to[ -]have|(?:is|are|be|as|,)\s+a (?:big |huge |strong |definite )?(?:plus"
    r"|bonus)|(?:a|huge|big) plus"
    r"|a bonus|bonus points|preferred|preferably|desirable|desired|ideally|advantageous|(?:an"
    r"|distinct) advantage"
    r"|beneficial|not (?:required|essential|necessary|mandatory)|appreciated|optional"
    r"|good to have|welcome"
    r"|would be (?:great|good|nice|useful|helpful)|we(?:'d| would) love)\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\b(?:must|required|essential|mandatory|you(?:'ll| will)? need|need to have|needs to have"
    r"|minimum|at least"
    r"|you bring|we require|necessary|prerequisite|should have|we expect|is a must)\b",
    re.IGNORECASE,
)
_HOPE = re.compile(r"\b(?:ideally|preferably)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\bnot (?:required|essential|necessary|mandatory)\b", re.IGNORECASE)
_WEIGHTS = {Mode.REQUIRED: 3.0, Mode.DUTIES: 1.0, Mode.OTHER: 1.0}
_TITLE_WEIGHT = 4.0
_QUIET_KINDS = frozenset({"soft"})
_FEW = 5


def read_job(text: str) -> Job:
    """Return what a job description asks for.

    Must-haves and nice-to-haves are told apart by headings and by words such as `required` or
    `a plus`. Skills are the lexicon's names, the most stressed first; a bold lead that the lexicon
    does not know counts as written, and so do noun phrases (`experience of ...`) in a description
    with hardly any known skill. Passages are verbatim but for line breaks.
    """
    statements = read_statements(text)
    title = read_title(text)
    company = read_company(text, title)
    required, preferred = _skills(title, _without_name(statements, company))
    return Job(
        title=title,
        company=company,
        required_skills=tuple(required),
        preferred_skills=tuple(name for name in preferred if name not in required),
        years_required=read_years([one.text for one in statements if not _is_preferred(one)]),
        responsibilities=tuple(one.text for one in statements if _is_duty(one)),
        passages=tuple(one.text for one in statements),
    )


def _skills(title: str, statements: list[Statement]) -> tuple[list[str], list[str]]:
    required: defaultdict[str, float] = defaultdict(float)
    preferred: defaultdict[str, float] = defaultdict(float)
    for name, _, _ in find_skills(title):
        required[name] += _TITLE_WEIGHT
    for statement in statements:
        for clause, wanted in _clauses(statement):
            weight = _weight(statement, clause)
            for name in _named(statement, clause) if weight else ():
                (preferred if wanted else required)[name] += weight
    if len(required) < _FEW:
        for statement in statements:
            name = phrase_skill(statement)
            if name and statement.mode in (Mode.REQUIRED, Mode.PREFERRED, Mode.DUTIES, Mode.OTHER):
                (preferred if _is_preferred(statement) else required)[name] += 1.0
    return _ordered(required), _ordered(preferred)


def _without_name(statements: list[Statement], company: str) -> list[Statement]:
    """Northgate Logistics asks for no logistics by its name."""
    if not company:
        return statements
    return [replace(one, text=one.text.replace(company, " ")) for one in statements]


def _clauses(statement: Statement) -> list[tuple[str, bool]]:
    """The statement, or its clauses when one part is required and another only a plus."""
    text = statement.text
    if not _PREFERRED.search(text):
        return [(text, statement.mode is Mode.PREFERRED)]
    if statement.mode is Mode.PREFERRED or not (
        _REQUIRED.search(_NEGATED.sub("", text)) or statement.mode is Mode.REQUIRED
    ):
        return [(text, True)]
    hope = _HOPE.search(text)
    if hope:
        return [(text[: hope.start()], False), (text[hope.start() :], True)]
    parts = re.split(r"[;,]\s+(?:and\s+|but\s+)?|\s+(?:but|while)\s+|\.\s+", text)
    return [(part, _PREFERRED.search(part) is not None) for part in parts]


def _weight(statement: Statement, clause: str) -> float:
    if _REQUIRED.search(clause) or statement.mode is Mode.PREFERRED:
        return _WEIGHTS[Mode.REQUIRED]
    return _WEIGHTS.get(statement.mode, 0.0)


def _named(statement: Statement, clause: str) -> list[str]:
    kinds = load_lexicon().skills
    quiet = statement.mode in (Mode.DUTIES, Mode.OTHER) and not _REQUIRED.search(clause)
    names = [
        name
        for name, _, _ in find_skills(clause)
        if not (quiet and kinds[name].kind in _QUIET_KINDS)
    ]
    lead = (
        lead_skill(statement) if statement.lead and clause.startswith(statement.lead[:10]) else ""
    )
    return list(dict.fromkeys([*([lead] if lead else []), *names]))


def _is_preferred(statement: Statement) -> bool:
    return all(wanted for _, wanted in _clauses(statement))


def _is_duty(statement: Statement) -> bool:
    if statement.mode is Mode.DUTIES:
        return True
    return (
        statement.mode is Mode.OTHER
        and re.match(
            r"(?:you(?:'ll| will)\b(?! (?:have|need|bring))|as an? .{3,60}, you(?:'ll| will))",
            statement.text,
            re.IGNORECASE,
        )
        is not None
    )


def _ordered(weights: dict[str, float]) -> list[str]:
    return sorted(weights, key=lambda name: -weights[name])
