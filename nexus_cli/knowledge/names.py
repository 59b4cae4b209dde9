"""A person's name and headline, from the top of their CV."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nexus_cli.knowledge.headings import SectionKind, heading_kind
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.knowledge.lines import Line
from nexus_cli.knowledge.places import is_place
from nexus_cli.knowledge.positions import is_organisation, is_title
from nexus_cli.knowledge.words import words

UNNAMED = "The candidate"
_BESIDE_NAME = frozenset({SectionKind.SUMMARY, SectionKind.CONTACT, SectionKind.OTHER})
_TOP_LINES = 12
_SEARCHED_LINES = 40
_NO_HEADLINE = ("I ", "I'm", "My ", "Looking", "Seeking")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*\.?(?:[-'’][^\W\d_]+)*\.?,?")
_PARTICLES = words("de da del der den di do dos du la le van von bin ibn al el ten ter y")
_NO_NAME = words(
    "curriculum vitae resume résumé cv phone email e-mail mail mobile mob tel cell address "
    "linkedin "
    "github telegram skype whatsapp contact contacts page confidential personal birthday residence "
    "location nationality citizenship citizen website portfolio date birth age profile details "
    "home "
    "name languages english hebrew russian german french spanish native fluent street road avenue "
    "lane city available updated last work experience education skills summary about full time "
    "university programming technical professional career objective hard soft the and for with my "
    "software hardware web data machine learning junior senior middle backend frontend fullstack "
    "stack end front back development javascript remote hybrid"
)
_CREDENTIALS = re.compile(
    r",?\s+(?:ph\.?d|m\.?d|mba|m\.?sc|b\.?sc|rn|bsn|cpa|cfa|pmp|pe|esq|jr|sr|mph|msn)\b\.?",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\t|\s+\|\s*|\s*[•·]\s*|\s+[–—-]\s+|\s{2,}|,\s|\s*\(")
_INTRODUCED = re.compile(
    r"\b(?:my name is|i am called"
    r"|name\s*:)\s+([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)",
    re.I,
)
_CONTACT = re.compile(r"@|https?:|www\.|\+?\(?\d[\d\s().-]{6,}|\b\d{4,}\b")
_TAIL = re.compile(
    r"\s+(?:with|looking|who|having|seeking|and has)\b.*|\s*[|•·]\s*$", re.IGNORECASE | re.DOTALL
)


def read_name(lines: Sequence[Line]) -> str:
    """Return the name at the top of a CV, in the case it is written, or `The candidate`.

    A name is two to four capitalised words that are no heading, place, job title, skill, contact
    detail or the words Curriculum Vitae. Further down, a name in capitals over a job title is
    believed, as columns leave it, and so is `My name is ...`.
    """
    top = list(_top(lines))
    for line in sorted(top, key=lambda line: line.level != 1):
        name = _name_in(line.text)
        if name:
            return name
    for line, following in pairwise(line for line in lines[:_SEARCHED_LINES] if not line.blank):
        name = _name_in(line.text)
        if name and line.text.isupper() and is_title(following.text):
            return name
    introduced = _INTRODUCED.search("\n".join(line.text for line in lines))
    return _cased(introduced[1]) if introduced else UNNAMED


def read_headline(lines: Sequence[Line], name: str) -> str:
    """Return the line at the top that says what someone is, such as `Data Engineer`, or nothing."""
    for line in _top(lines):
        kind = heading_kind(line.text)
        if kind and kind not in _BESIDE_NAME:
            break
        text = re.sub(re.escape(name), "", line.text, flags=re.IGNORECASE).strip(" ,|–—-\t")
        for cell in (part.strip() for part in re.split(r"\t|\s{2,}", text)):
            said = _TAIL.sub("", cell).strip(" ,.")
            if _CONTACT.search(said) or heading_kind(said) or said.startswith(_NO_HEADLINE):
                continue
            if is_title(said) and said[:1].isupper() and ":" not in said:
                return said
    return ""


def _top(lines: Sequence[Line]) -> Iterator[Line]:
    filled = [line for line in lines if not line.blank]
    return iter(filled[:_TOP_LINES])


def _name_in(text: str) -> str:
    if heading_kind(text) or is_place(text.strip()) or text.rstrip().endswith((":", ".com")):
        return ""
    text = re.sub(
        r"^(?:(?:curriculum vitae|r[eé]sum[eé]|cv)\s*(?:of|[-–—:])\s*|name\s*:\s*)",
        "",
        text,
        flags=re.I,
    )
    column = re.match(r"(?P<heading>[A-Z]{6,})\s+(?P<rest>[A-Z]\S+\s+[A-Z].*)", text)
    if column and heading_kind(column["heading"]):
        text = column["rest"]
    first = _SPLIT.split(_CREDENTIALS.sub("", text).strip(" ,"))[0].strip()
    words = first.split()
    if not 2 <= len(words) <= 4 or not all(map(_name_word, words)) or _CONTACT.search(first):
        return ""
    if is_title(first) or is_place(first) or is_organisation(first) or find_skills(first):
        return ""
    if any(word.lower().strip(".,") in _NO_NAME for word in words):
        return ""
    return _cased(first)


def _name_word(word: str) -> bool:
    return word in _PARTICLES or (word[0].isupper() and _WORD.fullmatch(word) is not None)


def _cased(name: str) -> str:
    """Capitals throughout read as shouting: LISA MARIA becomes Lisa Maria."""
    name = " ".join(name.split()).strip(" ,")
    return name.title() if name.isupper() else name
