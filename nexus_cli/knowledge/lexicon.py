"""The skills nexus knows, and where a text names them."""

import re
from functools import cache

from nexus_cli.knowledge.ambiguity import Context
from nexus_cli.knowledge.phrases import Match, PhraseTrie, Token, tokenize
from nexus_cli.knowledge.skill import Skill, read_blocked, read_skills
from nexus_cli.knowledge.tag_runs import in_tag_runs

_BLOCKED = -1
_PUNCTUATED = re.compile(r"[^\s.\-/]+[.\-/][^\s]*")
_PUNCTUATION = re.compile(r"[^\w+#]|_")


class Lexicon:
    """All skills by canonical name, and the trie that finds them."""

    def __init__(self, skills: tuple[Skill, ...], blocked: list[str]) -> None:
        self.skills = {skill.name: skill for skill in skills}
        self._names = tuple(self.skills)
        self._trie = PhraseTrie()
        for phrase in blocked:
            self._trie.add(phrase, _BLOCKED)
        for number, skill in enumerate(skills):
            self._trie.add(skill.name, number)
        for number, skill in enumerate(skills):
            for form in (*skill.aliases, *_joined_forms(skill)):
                self._trie.add(form, number)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """Return (canonical name, start, end) of each skill named in `text`, in order."""
        tokens = tokenize(text)
        sure: list[Match] = []
        doubtful: list[Match] = []
        miscased: list[Match] = []
        for match in self._trie.find(text, tokens):
            if match.value == _BLOCKED:
                continue
            care = self._care(match, tokens, text)
            (miscased if care is None else doubtful if care else sure).append(match)
        context = Context(text, tokens, _spans(sure), _spans(doubtful))
        kept = sure + [match for match in doubtful if context.accepts(match.first, match.last)]
        left = [match for match in doubtful if context.leaves_open(match.first, match.last)]
        if miscased or left:
            left = [match for match in left if match not in kept]
            kept += in_tag_runs(text, tokens, kept, left, miscased)
        kept.sort(key=lambda match: match.first)
        return [
            (self._names[match.value], tokens[match.first].start, tokens[match.last].end)
            for match in kept
        ]

    def named(self, form: str) -> str | None:
        """The canonical name when `form`, as a whole, is a skill's name or alias."""
        tokens = tokenize(form)
        match = next(self._trie.find(form, tokens), None)
        if match is None or match.value == _BLOCKED:
            return None
        whole = match.first == 0 and match.last == len(tokens) - 1
        return self._names[match.value] if whole else None

    def _care(self, match: Match, tokens: list[Token], text: str) -> bool | None:
        """Whether the match needs context to count; None when it is written in the wrong case."""
        skill = self.skills[self._names[match.value]]
        if not skill.context:
            return False
        written = text[tokens[match.first].start : tokens[match.last].end]
        if written in skill.context or written.lower() in skill.context:
            return True
        if f"={written}" in skill.context or f"={written.removesuffix('s')}" in skill.context:
            return False
        lower = written.lower()
        cased = {form.removeprefix("=").lower() for form in skill.context}
        return None if lower in cased or lower.rstrip("s0123456789") in cased else False


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with nexus; read once."""
    return Lexicon(read_skills(), read_blocked())


def find_skills(text: str) -> list[tuple[str, int, int]]:
    """Return (canonical name, start, end) of every skill named in `text`, longest match first.

    Offsets count code points of `text`; matches never overlap, and a skill named twice is there
    twice. Words that are also everyday words count only in fitting context.
    """
    return load_lexicon().find(text)


def covered(names: frozenset[str]) -> frozenset[str]:
    """Return `names` with every skill they cover, at any depth."""
    skills = load_lexicon().skills
    known = set(names)
    waiting = list(names)
    while waiting:
        skill = skills.get(waiting.pop())
        fresh = set(skill.covers if skill else ()) - known
        known |= fresh
        waiting.extend(fresh)
    return frozenset(known)


def _spans(matches: list[Match]) -> list[tuple[int, int]]:
    return [(match.first, match.last) for match in matches]


def _joined_forms(skill: Skill) -> list[str]:
    """`Node.js` is also written NodeJS, `scikit-learn` scikitlearn, `CI/CD` CICD."""
    return [
        _PUNCTUATION.sub("", form)
        for form in (skill.name, *skill.aliases)
        if _PUNCTUATED.fullmatch(form)
    ]
