"""Names of files, read as the headings of written answers."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from nexus_cli.brain.packs import packs
from nexus_cli.interview.recorded import FOLLOW_UP

_QUESTION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_LAST = re.compile(r"(?:(?P<of>.+?)[ _.-]+)?follow[ _-]?up(?:[ _.-]*\d+)?")
_FIRST = re.compile(r"follow[ _-]?up[ _.-]+(?P<of>.+)")
_COPY = re.compile(r" ?\(\d+\)$")

Natural = list[tuple[bool, int, str]]
"""A name as it sorts: `answer 2` before `answer 10`."""


@dataclass(frozen=True)
class AnswerName:
    """The name of a file that holds one answer, without its suffix.

    It may be a question's id, or say that it follows up on one: `deep-dive-01 follow-up`,
    `follow-up deep-dive-01`, `01 follow-up`, `follow-up`. A copy's ` (2)` means nothing.
    """

    text: str

    @property
    def question_id(self) -> str:
        """The name where it looks like a question's id and no follow-up; else empty."""
        return self._stem if _QUESTION.fullmatch(self._stem) and self._of is None else ""

    @property
    def place(self) -> tuple[Natural, bool, Natural]:
        """Where it stands among others: with its question, which comes first, in natural order."""
        return _natural(self._of or self._stem), self._of is not None, _natural(self.text)

    def heading(self, question_ids: Collection[str]) -> str:
        """Return what a written block for the same answer would be headed with; empty for none.

        A question is known by `question_ids`, those of the interview, or by the bank.
        """
        of = self._of
        if self._stem in question_ids or (of is None and _in_bank(self._stem)):
            return self._stem
        if of is None:
            return ""
        return f"{of} {FOLLOW_UP}" if of in question_ids or _in_bank(of) else FOLLOW_UP

    @cached_property
    def _stem(self) -> str:
        return _COPY.sub("", self.text.strip().lower())

    @cached_property
    def _of(self) -> str | None:
        """What it follows up on, empty where that is not said; None when it is no follow-up."""
        found = _LAST.fullmatch(self._stem) or _FIRST.fullmatch(self._stem)
        return found and (found["of"] or "")


def _in_bank(name: str) -> bool:
    """Whether the bank has this question; one about a skill has the skill after its id."""
    bank = (question.id for pack in packs() for question in pack.questions)
    return bool(name) and any(name == known or name.startswith(f"{known}-") for known in bank)


def _natural(name: str) -> Natural:
    parts = re.findall(r"\d+|\D+", name.lower())
    return [(False, int(p), "") if p.isdecimal() else (True, 0, p) for p in parts]
