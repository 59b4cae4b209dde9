"""The report, in the shape that other programs may rely on: fields are added, never renamed."""

from typing import Literal

from pydantic import Field

from nexus_cli.models.frozen import Frozen
from nexus_cli.models.grade import DimensionScore, Evidence, PointCoverage, Status
from nexus_cli.models.result import Degradation
from nexus_cli.models.rubric import Band, Verdict
from nexus_cli.models.usage import ModelUsage


class FollowUpReport(Frozen):
    """What was asked after a thin answer, and what came."""

    question: str
    answer: str
    status: Status


class Delivery(Frozen):
    """How a spoken answer was paced; never part of a score."""

    words_per_minute: float
    """Pauses included; 0 when too little was said for a rate."""
    filler_words: int
    """A lower bound: recognisers leave many out."""
    longest_pause_seconds: float
    talk_seconds: float = 0.0
    """Without pauses."""


class TranscriptReport(Frozen):
    """How what was said became text, and how much of the text the recogniser was unsure of."""

    engine: str
    """Who wrote it down, joined by ` + `."""
    words: int
    """Of the answer with its follow-up, typed ones among them: a score rests on them all."""
    doubtful_words: int
    """Of these, the ones under even odds that nobody changed since."""
    low: bool
    """Whether a person should read the transcript before using a score on it."""
    caution: str = ""
    """What then has to be said beside the score, in a sentence."""
    edited: bool = False
    """Whether the candidate mended the text by hand."""
    doubtful: tuple[Evidence, ...] = ()
    """Where the doubtful words stand; neighbours are one piece."""


class SaidAt(Frozen):
    """Where a part of an answer stands in the transcript it was read from."""

    source: Literal["answer", "follow_up"]
    start: int
    """Offset in code points of the part in the text named by `source`."""
    line: int
    """In the file, counted from 1."""
    seconds: float | None = None
    """From the beginning of the recording."""


class TranscriptOrigin(Frozen):
    """The saved transcript that a report was made from."""

    name: str
    kind: str
    doubt: str = ""
    """Why a person should look at it before relying on its scores; empty when nobody need."""
    blind: bool = False
    """Whether names, addresses and gendered words were taken out before anything was scored."""


class AnswerReport(Frozen):
    """One question with everything that rests on its answer."""

    question_id: str
    question: str
    category: str
    target: str
    answer: str
    status: Status
    scores: dict[str, DimensionScore] = {}
    average: float | None = None
    points: tuple[PointCoverage, ...] = ()
    flags: tuple[str, ...] = ()
    follow_up: FollowUpReport | None = None
    delivery: Delivery | None = None
    """Of all that was spoken here, follow-up included; None when everything was typed."""
    transcript: TranscriptReport | None = None
    """None when everything was typed."""
    better_answer: str | None = None
    overridden: dict[str, str] = {}
    """Dimension to the reason a person gave; `machine_scores` keeps the machine's."""
    machine_scores: dict[str, float | None] = {}
    said_at: tuple[SaidAt, ...] = ()
    """In order; empty for an interview that nexus held itself."""
    basis: str = ""
    """What the scores rest on where it is not the question's own key points, in a sentence."""


class RequirementReport(Frozen):
    """What the interview showed about one skill the job asks for."""

    skill: str
    status: str = Field(pattern="^(shown|contradicted|not_discussed)$")
    required: bool = True
    evidence: tuple[Evidence, ...] = ()
    question_id: str | None = None
    """The answer that the evidence is in."""


class Recommendation(Frozen):
    """What the totals suggest; computed, never generated."""

    verdict: Verdict | None
    confidence: float = Field(ge=0, le=1)
    """What the verdict rests on: share of questions scored, distance of the total from a cut; a
    score on a doubtful transcript counts half of one."""
    summary: str
    strengths: tuple[str, ...] = ()
    development: tuple[str, ...] = ()


class ScoredOfAnswered(Frozen):
    """How many answers the totals rest on."""

    scored: int
    answered: int
    asked: int


class ReportProvenance(Frozen):
    """What made this report."""

    nexus: str
    brain: str
    model: str = ""
    prompt_versions: dict[str, str] = {}
    rubric_version: str
    transcribed_by: tuple[str, ...] = ()
    """The recognisers that wrote spoken answers down."""


class UsageReport(Frozen):
    """What language models were used for, over the whole session."""

    models: tuple[ModelUsage, ...] = ()
    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    shared_share: float | None = None
    """Share (0-1) of prompt tokens that the service had cached; None without a call."""
    cost_usd: float | None = None
    """At list price; None when a model's price is not known. A free plan pays nothing."""
    prices_as_of: str = ""
    stages_from_cache: tuple[str, ...] = ()
    """Stages whose result was made earlier, from the same input, so that nothing was called."""


class RunReport(Frozen):
    """Times and places: the part that differs between two runs on the same answers."""

    started_at: str
    ended_at: str | None
    seconds: dict[str, float] = {}
    """Question id to the time its answer took, follow-up included."""
    usage: UsageReport = UsageReport()


class Report(Frozen):
    """A finished interview, scored."""

    session_id: str
    candidate: str
    job: str
    company: str = ""
    overall: float | None
    band: Band | None
    dimensions: dict[str, float | None]
    answers: tuple[AnswerReport, ...]
    requirements: tuple[RequirementReport, ...] = ()
    recommendation: Recommendation
    scored_of_answered: ScoredOfAnswered
    degraded: tuple[Degradation, ...] = ()
    delivery: Delivery | None = None
    """Over the whole interview; None when nothing was spoken."""
    origin: TranscriptOrigin | None = None
    """None for an interview that nexus held itself."""
    provenance: ReportProvenance
    run: RunReport
