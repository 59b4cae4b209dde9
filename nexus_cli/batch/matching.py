"""Which question of ours a question of a transcript is, and so what its answer is held against."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from nexus_cli.batch.bank import with_names
from nexus_cli.batch.scale import PERSON
from nexus_cli.batch.similar_questions import SimilarQuestions
from nexus_cli.brain.kinship import canonical, covers
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.models.question import Category, KeyPoint, Question
from nexus_cli.models.scale import JobScale, RequirementPoints
from nexus_cli.models.transcript import Exchange
from nexus_cli.scoring.tokens import everyday_stems, parse, workday_stems

ON_REQUIREMENT = (
    "The question bank does not hold this question; it is held against the key points that the "
    "job's scale has on {requirement}."
)
BESIDE_POINTS = (
    "This question touches {requirement}, but the job's scale has no key points that fit what it "
    "asks. Relevance and competency are left to a person; depth and communication rest on how "
    "concrete and how ordered the answer is."
)
NOTHING_FITS = (
    "Neither the question bank nor the job's scale has key points that fit this question. "
    "Relevance and competency are left to a person; depth and communication rest on how concrete "
    "and how ordered the answer is."
)
_KEPT = 4096
"""Questions remembered: interviewers of one job ask much the same."""
_FIT_SHARE, _FIT_WORDS = 0.6, 2
"""Share and number of a question's telling words in the points, from which they are its own."""
_LONGEST_SKILL = 5

_OPENING = re.compile(
    r"\b(?:tell (?:me|us) (?:a (?:bit|little) )?about yourself|introduce yourself|who are you"
    r"|walk (?:me|us) through your (?:cv|resume|résumé|background|career)|your background)\b",
    re.IGNORECASE,
)
_BEHAVIOURAL = re.compile(
    r"\b(?:(?:a|one|the last) (?:time|situation|occasion|moment|case|project|example)"
    r"|an (?:example|experience)|tell (?:me|us) about|experience (?:with|of|in|using)"
    r"|have you (?:ever|worked|used|had|led|managed|been)|(?:how|what|why|when) did you"
    r"|describe (?:a|an|how you (?:handled|dealt)))\b",
    re.IGNORECASE,
)
_SITUATIONAL = re.compile(
    r"\b(?:imagine|suppose|let's say|what would you|how would you|what if|if you (?:were|had))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MatchedQuestion:
    """The question that an answer is judged by."""

    question: Question
    """Without key points where none fit; its id is empty where it is none of ours."""
    basis: str = ""
    """What the scores rest on, in a sentence; empty for the question's own key points."""


class Matcher:
    """Matches questions of transcripts with one scale; made once, as its index takes 0.1 s."""

    def __init__(self, scale: JobScale) -> None:
        self._rows = scale.requirements
        self._by_person = scale.made_by.brain == PERSON
        names = [row.requirement for row in scale.requirements]
        self._similar = SimilarQuestions(
            with_names(name for name in names if len(name.split()) <= _LONGEST_SKILL)
        )
        self._words = [parse(name).content_stems for name in names]
        self._names = [canonical(name) for name in names]
        self._matched = lru_cache(maxsize=_KEPT)(self._match)

    def question_for(
        self, exchange: Exchange, planned: Mapping[str, Question] | None = None
    ) -> MatchedQuestion:
        """Return the question of `exchange`; `planned` are those of an interview nexus held, by id.

        First the planned one, then a bank question in nearly the same words, then the requirement
        that the question's own words touch, if its points fit: they do when a person wrote them,
        when the question shares most of its telling words with them, or when it asks about the
        requirement as a whole. What the answer says never decides.
        """
        if planned and (known := planned.get(exchange.question_id)):
            text = exchange.question or known.text
            same = text == known.text
            return MatchedQuestion(known if same else known.model_copy(update={"text": text}))
        return self._matched(exchange.question)

    def _match(self, text: str) -> MatchedQuestion:
        if found := self._similar.find(text):
            return MatchedQuestion(found.model_copy(update={"text": text}))
        row = self._touched(text)
        if row is None:
            return MatchedQuestion(_question(text), NOTHING_FITS)
        if row.key_points and (self._by_person or _fits(text, row)):
            basis = ON_REQUIREMENT.format(requirement=row.requirement)
            return MatchedQuestion(_question(text, row.requirement, row.key_points), basis)
        basis = BESIDE_POINTS.format(requirement=row.requirement)
        return MatchedQuestion(_question(text), basis)

    def _touched(self, text: str) -> RequirementPoints | None:
        """Return the requirement that a question names: by its name, its words, or a relative."""
        named = {name for name, _, _ in find_skills(text)}
        implied = {other for name in named for other in covers(name)}
        said = parse(text).content_stems
        touched = [
            [row for row, name in zip(self._rows, self._names, strict=True) if name in named],
            [row for row, own in zip(self._rows, self._words, strict=True) if own and own <= said],
            [row for row, name in zip(self._rows, self._names, strict=True) if name in implied],
        ]
        rows = [row for group in touched for row in group]
        return next((row for row in rows if row.key_points), rows[0] if rows else None)


def _fits(text: str, row: RequirementPoints) -> bool:
    """Tell whether the points are about what is asked, or all that is asked is the requirement.

    Points on another side of a skill tell a good answer from a poor one no better than chance: of
    the bank's own questions, judged by their neighbours on the same skill, nine in ten good answers
    seem off the subject.
    """
    asked = parse(text).content_stems - parse(row.requirement).content_stems - everyday_stems()
    if not asked:
        return _category(text) is not Category.BEHAVIOURAL
    telling = asked - workday_stems()
    wordings = (words for point in row.key_points for words in (point.point, *point.accept))
    held = telling & frozenset[str]().union(*map(_telling, wordings))
    return len(held) >= max(_FIT_WORDS, _FIT_SHARE * len(telling))


def _telling(text: str) -> frozenset[str]:
    return parse(text).content_stems - everyday_stems() - workday_stems()


def _question(text: str, target: str = "", points: tuple[KeyPoint, ...] = ()) -> Question:
    return Question(
        id="",
        text=text,
        category=_category(text),
        target=target,
        key_points=points,
        follow_up_hint="",
        skills=(target,) if target else (),
    )


def _category(text: str) -> Category:
    """Return the kind of question by its wording: a story, a case, the person, or the subject."""
    plain = text.replace("’", "'")
    if _OPENING.search(plain):
        return Category.OPENING
    if _SITUATIONAL.search(plain):
        return Category.SITUATIONAL
    return Category.BEHAVIOURAL if _BEHAVIOURAL.search(plain) else Category.TECHNICAL
