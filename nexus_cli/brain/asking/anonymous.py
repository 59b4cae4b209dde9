"""Lines of a CV without the names in them: the person's, employers', schools', ways to write."""

import re
from collections.abc import Callable, Iterator

from nexus_cli.brain.prompting import neutral
from nexus_cli.models.candidate import Candidate

_COMPANY_FORM = re.compile(
    r"[\s,]+(?:ltd|limited|llc|inc|corp|corporation|plc|gmbh|ag|se|sa|srl|bv|nv|ab|as|oy|co|company"
    r"|group)\.?$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?:\+|\b0)\d[\d ()/-]{7,}\d")
_SHORTEST = 2
_LONGEST = 2_000
"""Characters of a text that are read: far more than a line of a CV, and than is told of one."""


def without_names(candidate: Candidate) -> Callable[[str], str]:
    """Return what puts a plain word in the place of each name of this CV in a text.

    A name that is also a claimed skill stays: as a skill it is told anyway. Written small, a name
    of one word is taken for a word.
    """
    names = dict(_names(candidate))
    longest_first = sorted(names, key=len, reverse=True)
    found = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)", re.IGNORECASE
    )
    stands_for = {name.casefold(): word for name, word in names.items()}

    def plain(match: re.Match[str]) -> str:
        as_word = match[0][0].islower() and " " not in match[0] and match[0] not in names
        return match[0] if as_word else stands_for.get(match[0].casefold(), "a name")

    return lambda text: found.sub(plain, _CONTACT.sub("(left out)", neutral(text[:_LONGEST])))


def _names(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """Yield each name, whole and in the parts it may be used by, and what to say instead."""
    skills = {claim.name.casefold() for claim in candidate.skills}
    named = [(school.institution, "the school") for school in candidate.education]
    named += [(role.employer, "the employer") for role in candidate.roles]
    for whole, word in named:
        name = neutral(whole)
        for part in (name, name.partition(",")[0], _COMPANY_FORM.sub("", name)):
            if len(part) >= _SHORTEST and part.casefold() not in skills:
                yield part, word
    person = neutral(candidate.name)
    for part in (person, *person.split()):
        if len(part) >= _SHORTEST:
            yield part, "the candidate"
