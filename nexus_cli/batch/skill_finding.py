"""The lexicon's skills in a text, looked for only where the text may name one of a job's."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nexus_cli.knowledge.lexicon import find_skills, load_lexicon
from nexus_cli.knowledge.phrases import tokenize
from nexus_cli.reports.requirements import SkillFinder

_SHORT = 80
"""Characters up to which a text is a target, met over and over."""
_MARKS = re.compile(r"[^\w+#]|_")
_BRITISH = re.compile(r"i[sz](?=e[drs]?$|ers$|ing$|ations?$)")
_BETWEEN = r"[\W_]{0,3}"
_ENDING = r"(?:s|\d{1,2})?"


def skill_finder(skills: Sequence[str]) -> SkillFinder:
    """Return a finder that gives what `find_skills` gives, or nothing where no skill of these is.

    For a reader who asks about `skills` alone the two are the same. Most answers name none, which
    is seen in a tenth of the time that it takes to find all.
    """
    may_name = _pattern(tuple(skills))
    targets = lru_cache(maxsize=1024)(find_skills)

    def find(text: str) -> Sequence[tuple[str, int, int]]:
        if len(text) <= _SHORT:
            return targets(text)
        return find_skills(text) if may_name.search(text.lower()) else []

    return find


@lru_cache(maxsize=16)
def _pattern(skills: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds every form of `skills` in lower-case text, and some more."""
    known = load_lexicon().skills
    forms = [f for s in skills for f in (s, *(known[s].aliases if s in known else ()))]
    wordings = sorted({wording for form in forms for wording in _wordings(form)})
    whole = "|".join(wordings)
    # In lower case, not with IGNORECASE: branches are then told apart by their first letter.
    return re.compile(rf"(?<![^\W_])(?:{whole})(?![^\W_])" if whole else r"(?!)")


def _wordings(form: str) -> Iterator[str]:
    """Yield patterns of `form` as separate words and as one: plural, with a version, in -ize."""
    for written in (form, _MARKS.sub("", form)):
        words = [_BRITISH.sub("i[sz]", re.escape(t.text.lower())) for t in tokenize(written)]
        if words:
            yield _BETWEEN.join(word + _ENDING for word in words)
