"""One saved interview scored as nexus scores its own: the same code makes grades and totals."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from nexus_cli.batch.asked import Asked, asked_in
from nexus_cli.batch.doubting import with_doubt
from nexus_cli.batch.held_interview import NOT_HELD, HeldInterview
from nexus_cli.batch.matching import Matcher
from nexus_cli.batch.said_places import said_places
from nexus_cli.batch.scale import OFFLINE, scale_version
from nexus_cli.batch.skill_finding import skill_finder
from nexus_cli.brain import Brain
from nexus_cli.interview import grade_answer_state
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.events import Degraded, ModelsUsed, SessionPrepared, origin_events
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import Grade
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan
from nexus_cli.models.report import Report, TranscriptOrigin
from nexus_cli.models.result import Provenance, Result, together
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scale import JobScale
from nexus_cli.models.session import AnswerState, SessionState
from nexus_cli.models.transcript import PairedInterview, Transcript
from nexus_cli.reports.building import build_report
from nexus_cli.scoring.agreement import merged
from nexus_cli.scoring.free_grading import grade_without_points

NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""When everything of a report on a transcript happens: equal input gives an equal report."""


class TranscriptJudge:
    """Scores transcripts for one job on one scale; made once for all of them."""

    def __init__(self, brain: Brain, scale: JobScale, job: Job) -> None:
        self._brain = brain
        self._matcher = Matcher(scale)
        self._job = job
        version = scale_version(scale)
        self._rubric = scale.rubric.model_copy(update={"version": version})
        self._made_by = scale.made_by
        self._find_skills = skill_finder((*job.required_skills, *job.preferred_skills))

    async def score(
        self,
        transcript: Transcript,
        paired: PairedInterview,
        *,
        held: HeldInterview = NOT_HELD,
        repeat: int = 1,
        blind: bool = False,
    ) -> Report:
        """Return the report on `paired`, with totals, bands and evidence as for an interview.

        Each answer is graded with its follow-ups as one text, `repeat` times over, the median
        taken. Questions without key points are graded by `grade_without_points` whatever the brain.
        What a brain fails on is `needs_human` with the reason. Closing questions are left out. An
        export's own grades count for nothing, so that all candidates are treated alike; a person's
        scores in `held` stand. A pairing in doubt lowers the confidence and changes no score. With
        `blind`, `paired` is taken to have been redacted before.
        """
        asked = asked_in(paired, held, self._matcher)
        results = await self._all_graded(asked, repeat)
        state = self._state(paired, asked, results)
        report = build_report(transcript.id, state, find_skills=self._find_skills)
        answers = tuple(
            answer.model_copy(update={"said_at": said_places(one.exchange), "basis": one.basis})
            for one, answer in zip(asked, report.answers, strict=True)
        )
        origin = TranscriptOrigin(
            name=transcript.name,
            kind=transcript.kind.value,
            doubt=paired.low_confidence,
            blind=blind,
        )
        return with_doubt(report.model_copy(update={"answers": answers, "origin": origin}))

    async def _all_graded(self, asked: Sequence[Asked], repeat: int) -> list[list[Result[Grade]]]:
        """Return the gradings of each answer: side by side, where a service is waited for."""
        if self._brain.name == OFFLINE:
            return [await self._graded(one, repeat) for one in asked]
        return list(await asyncio.gather(*(self._graded(one, repeat) for one in asked)))

    async def _graded(self, one: Asked, repeat: int) -> list[Result[Grade]]:
        """Return `repeat` gradings; one and its copies where grading anew gives the same."""
        if not one.answer.blank and not one.has_points:
            return [_free_grade(one, self._rubric)] * repeat
        times = 1 if self._brain.name == OFFLINE or one.answer.blank else repeat
        found = [
            await grade_answer_state(self._brain, one.question, one.answer, self._rubric)
            for _ in range(times)
        ]
        return found * (repeat // times)

    def _state(
        self,
        paired: PairedInterview,
        asked: Sequence[Asked],
        results: Sequence[list[Result[Grade]]],
    ) -> SessionState:
        answers = {}
        notes = []
        for one, found in zip(asked, results, strict=True):
            graded = _with_grade(one.answer, found)
            answers[graded.question_id] = graded
            notes += [n for result in found for n in origin_events("grade", result, NO_TIME)]
        prepared = SessionPrepared(
            at=NO_TIME,
            candidate=Candidate(name=paired.candidate),
            job=self._job,
            gaps=GapAnalysis(match_score=0),
            plan=Plan(questions=tuple(one.question for one in asked), seed=0),
            rubric=self._rubric,
            provenance=self._made_by,
        )
        return SessionState(
            prepared=prepared,
            answers=answers,
            degraded=tuple(n.degradation for n in notes if isinstance(n, Degraded)),
            models_used=tuple(n for n in notes if isinstance(n, ModelsUsed)),
        )


async def score_interview(
    brain: Brain,
    scale: JobScale,
    job: Job,
    transcript: Transcript,
    paired: PairedInterview,
    *,
    held: HeldInterview = NOT_HELD,
    repeat: int = 1,
    blind: bool = False,
) -> Report:
    """Return the report on one transcript; `TranscriptJudge` saves the set-up for many."""
    judge = TranscriptJudge(brain, scale, job)
    return await judge.score(transcript, paired, held=held, repeat=repeat, blind=blind)


def _free_grade(one: Asked, rubric: Rubric) -> Result[Grade]:
    grade = grade_without_points(
        one.question, one.answer.answer or "", one.answer.follow_up_answer, rubric
    )
    return Result(value=grade, provenance=Provenance(brain=OFFLINE))


def _with_grade(answer: AnswerState, found: Sequence[Result[Grade]]) -> AnswerState:
    grade = merged([result.value for result in found])
    provenance = together(result.provenance for result in found)
    return replace(answer, grade=grade, provenance=provenance)
