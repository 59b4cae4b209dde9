"""Plans an interview from the question bank: open, verify strengths, probe gaps, close."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from nexus_cli.brain.gaps import claim_for
from nexus_cli.brain.kinship import canonical, covers, neighbours
from nexus_cli.brain.packs import Pack
from nexus_cli.brain.protocol import PlanRequest
from nexus_cli.models.question import Category, Plan, Question

_CORE = (Category.TECHNICAL, Category.SITUATIONAL)
_SKILL_SLOT = "{skill}"
"""Stands in the texts of a question that fits any skill."""
_ENDS = (0, 4)
"""Places that are always filled, if need be with a question asked before."""
_SAME_TITLE = 90
"""`token_set_ratio` (0-100) from which a job title counts as one of a pack's roles."""


@dataclass(frozen=True)
class _Wish:
    """One slot to fill: what for, and why the candidate may know."""

    reason: str
    skill: str = ""
    gap: bool = False
    """Whether the CV lacks the skill."""
    place: int = 3
    """Where in the interview it is asked: 0 opens, 1 verifies, 2 probes, 3 widens, 4 closes."""
    categories: tuple[Category, ...] = _CORE


@dataclass
class _Picker:
    """Picks each question once: unseen before seen, fitting before merely possible."""

    request: PlanRequest
    bank: Sequence[Pack]
    chosen: list[Question] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._shuffle = random.Random(self.request.seed)  # noqa: S311 (variety, not secrecy)
        self._level = _level(self.request.job.years_required)
        self._seen = {question_id: n for n, question_id in enumerate(self.request.seen)}
        self._home = home_packs(self.request, self.bank)
        self._luck = {q.id: self._shuffle.random() for pack in self.bank for q in pack.questions}

    def pick(self, wish: _Wish, *, again: bool) -> bool:
        """Fill the wish with the best question left; return whether there was one.

        `again` allows questions that this candidate was asked before.
        """
        fitting = [
            (fit, filled(question, wish.skill))
            for pack in self.bank
            for question in pack.questions
            if (fit := self._fit(question, pack, wish))
        ]
        taken = {question.id for question in self.chosen}
        if not again:
            taken |= set(self._seen)
        left = [(fit, question) for fit, question in fitting if question.id not in taken]
        if not left:
            return False
        _, best = min(left, key=lambda pair: (self._rank(pair[1], pair[0]), pair[1].id))
        reason = wish.reason
        if best.id in self._seen:
            reason += " It was asked in an earlier session: every unseen one was used."
        target = wish.skill or best.target
        self.places[best.id] = wish.place
        self.chosen.append(best.model_copy(update={"reason": reason, "target": target}))
        return True

    def pin(self, question_ids: Iterable[str]) -> None:
        """Choose the named bank questions, whatever else would fit better."""
        wanted = ("", *self.request.job.required_skills, *self.request.job.preferred_skills)
        every = [question for pack in self.bank for question in pack.questions]
        by_id = {named.id: named for q in every for named in (filled(q, s) for s in wanted)}
        for question_id in dict.fromkeys(question_ids):
            if question_id in by_id:
                reason = "An answer to this question is at hand."
                self.chosen.append(by_id[question_id].model_copy(update={"reason": reason}))

    def seen_again(self) -> int:
        """Return how many chosen questions this candidate was asked before."""
        return sum(question.id in self._seen for question in self.chosen)

    def _rank(self, question: Question, fit: int) -> tuple[int, int, int, float]:
        """Lowest first: never seen, then longest ago; then fit, level, and chance."""
        seen = self._seen.get(question.id, -1)
        far_off = abs(question.difficulty - self._level) > 1
        return (seen, -fit, far_off, self._luck.get(question.id, 0.0))

    def _fit(self, question: Question, pack: Pack, wish: _Wish) -> int:
        if question.category not in wish.categories:
            return 0
        at_home = pack in self._home
        if not wish.skill:
            return 2 if at_home else (1 if not pack.roles else 0)
        if _SKILL_SLOT in question.text:
            return 2 if self._may_stand_in(question, wish) else 0
        names = [canonical(skill) for skill in question.skills]
        if names[0] == wish.skill:
            return 7 + at_home
        if wish.skill in names:
            return 5 + at_home
        if wish.skill in covers(names[0]):
            return 3 + at_home
        near = covers(wish.skill) | neighbours(wish.skill)
        return 1 if at_home and names[0] in near else 0

    def _may_stand_in(self, question: Question, wish: _Wish) -> bool:
        """Whether a question for any skill fits: one is for gaps, one for claims, each once."""
        used = any(chosen.id.startswith(question.id) for chosen in self.chosen)
        for_gaps = question.category is Category.SITUATIONAL
        return not used and for_gaps is wish.gap


def plan_questions(request: PlanRequest, bank: Sequence[Pack]) -> Plan:
    """Return `request.count` questions: an opening, strengths and gaps, and a closing.

    Questions this candidate never heard come first, then the least recent; the plan's notes say
    when one comes again. The same request gives the same plan.
    """
    picker = _Picker(request, bank)
    picker.pin(request.pinned)
    wishes = list(_wishes(request))
    for again, wish in [*((False, wish) for wish in wishes), *((True, wish) for wish in wishes)]:
        if len(picker.chosen) >= request.count:
            break
        if not _has(picker.chosen, wish):
            picker.pick(wish, again=again or wish.place in _ENDS)
    ordered = sorted(picker.chosen, key=lambda q: picker.places.get(q.id, _place(q.category)))
    return Plan(questions=tuple(ordered), seed=request.seed, notes=_notes(picker))


def home_packs(request: PlanRequest, bank: Sequence[Pack]) -> list[Pack]:
    """Return the packs of the job's trade: by title, else the one that shares most skills."""
    title = request.job.title.lower()
    by_title = [
        pack
        for pack in bank
        if any(fuzz.token_set_ratio(role, title) >= _SAME_TITLE for role in pack.roles)
    ]
    if by_title:
        return by_title
    wanted = {*request.job.required_skills, *request.job.preferred_skills}

    def shared(pack: Pack) -> int:
        return sum(bool(wanted & {canonical(s) for s in q.skills}) for q in pack.questions)

    best = max(bank, key=lambda pack: (shared(pack), pack.name), default=None)
    return [best] if best is not None and shared(best) else []


def filled(question: Question, skill: str) -> Question:
    """Return the question with the skill in its open slots, under an id of its own."""
    if _SKILL_SLOT not in question.text or not skill:
        return question
    written = question.model_dump_json().replace(_SKILL_SLOT, json.dumps(skill)[1:-1])
    slug = re.sub(r"[^a-z0-9]+", "-", skill.lower()).strip("-")
    named = Question.model_validate_json(written)
    return named.model_copy(update={"id": f"{question.id}-{slug}", "target": skill})


def _wishes(request: PlanRequest) -> Iterator[_Wish]:
    """Yield slots in the order they are filled; the ends are filled before the middle."""
    middle = request.count - 2
    yield _Wish("Every interview opens with the person.", categories=(Category.OPENING,), place=0)
    if request.count >= 3:
        yield _Wish("The last word is the candidate's.", categories=(Category.CLOSING,), place=4)
    if middle >= 4:
        behaviour = (Category.BEHAVIOURAL,)
        yield _Wish("How somebody works matters beside what they know.", categories=behaviour)
    probes, strengths = list(_probes(request)), list(_strengths(request))
    while probes or strengths:
        yield from probes[:2]
        yield from strengths[:1]
        probes, strengths = probes[2:], strengths[1:]
    for _ in range(request.count):
        yield _Wish(f"It belongs to the work of a {request.job.title}.")
    for _ in range(request.count):
        yield _Wish("It shows how somebody works.", categories=(Category.BEHAVIOURAL,))


def _probes(request: PlanRequest) -> Iterator[_Wish]:
    for area in request.gaps.probe_areas:
        if area.area in (*request.job.required_skills, *request.job.preferred_skills):
            gap = area.area in request.gaps.missing_skills
            yield _Wish(area.reason, area.area, gap, place=2)


def _strengths(request: PlanRequest) -> Iterator[_Wish]:
    probed = {area.area for area in request.gaps.probe_areas}
    for skill in request.gaps.matched_skills:
        claim = claim_for(request.candidate, skill)
        if skill not in probed and claim is not None:
            years = f" for {claim.years:g} years" if claim.years else ""
            reason = f"The CV names {claim.name}{years}, and the job asks for it."
            yield _Wish(reason, skill, place=1)


def _has(chosen: Sequence[Question], wish: _Wish) -> bool:
    """Whether an opening, a closing or this very skill is in the plan already."""
    if wish.skill:
        return any(question.target == wish.skill for question in chosen)
    single = {Category.OPENING, Category.CLOSING} & set(wish.categories)
    return bool(single) and any(question.category in single for question in chosen)


def _place(category: Category) -> int:
    """Return where a pinned question is asked."""
    return {Category.OPENING: 0, Category.CLOSING: 4}.get(category, 2)


def _level(years: float | None) -> int:
    """Return the difficulty (1-3) that fits a job asking for so many years."""
    if years is None:
        return 2
    return 1 if years < 2 else 2 if years < 6 else 3


def _notes(picker: _Picker) -> tuple[str, ...]:
    again = picker.seen_again()
    if not again:
        return ()
    which = "One question was" if again == 1 else f"{again} questions were"
    return (f"{which} asked in an earlier session; the ones longest ago come first.",)
