"""The words of a report, the same in every format. Nothing here is escaped: writers do that."""

from collections.abc import Iterator

from nexus_cli.models.grade import DimensionScore, Status
from nexus_cli.models.report import AnswerReport, Report, RequirementReport
from nexus_cli.reports.phrasing import count, degradation_words, figure, listed, sentence
from nexus_cli.reports.spoken_wording import misheard_line, misheard_suffix, transcription_lines
from nexus_cli.reports.usage import usage_lines

TITLE = "Interview report"
DIMENSIONS = "What the total is made of"
REQUIREMENTS = "Asked for, and shown"
STRENGTHS = "What went well"
DEVELOPMENT = "What to work on next"
TIMES = "Time per answer"
QUESTIONS = "Question by question"
ORIGIN = "How this report was made"
LANDED = "What landed"
STILL_OPEN = "What stayed open"
STRONGER = "A stronger answer"
FOLLOW_UP = "Follow-up"
NO_ANSWER = "No answer was given; that counts neither for nor against."
FOR_A_PERSON = "This answer has no score yet: a person needs to read it."
MARKS = "Passages that a score or a point rests on stand in ‹ ›."
NOT_JUDGED = "The brain could not judge this here, so it is left out of the mean."
NO_QUOTE = "No passage was quoted for this score."

METHOD = (
    "Each answer gets 0 to 5 on {dimensions}, for what was said and never for how it sounded; "
    "an answer's score is the mean of those by the rubric's weights, and the total is the mean of "
    "the scored answers."
)
OFFLINE = (
    "The offline brain measures how much of each question's key points the words of an answer "
    "cover; it can miss a good answer in unusual words."
)
HOSTED = (
    "A language model finds what in an answer meets each key point and names a level; code finds "
    "each quote in the answer or drops it, computes every number, and lets none leave the offline "
    "score by more than one, except downwards where the model quotes what is wrong."
)
DECISION = (
    "This is one conversation, not a person: read the quotes behind a number before using it. "
    "The decision is a person's."
)
CUTS = (
    "Bands: from 4.2 outstanding, 3.4 strong, 2.6 adequate, 1.8 weak, below that poor. RECOMMEND "
    "from 3.4, CONSIDER from 2.4. Confidence (0 to 1) grows with the share of planned questions "
    "that are scored and with the distance of the total from 2.4 and 3.4; it is no probability."
)
STATUS_WORDS = {
    Status.SCORED: "scored",
    Status.UNANSWERED: "unanswered",
    Status.NEEDS_HUMAN: "not scored",
}
REQUIREMENT_MARKS = {"shown": "✓", "contradicted": "✗", "not_discussed": "·"}


def result_line(report: Report) -> str:
    """Return the total and its band."""
    if report.overall is None:
        return "no total: nothing is scored yet"
    return f"{figure(report.overall)} of 5, {report.band}"


def verdict_line(report: Report) -> str:
    """Return the verdict with its confidence."""
    recommendation = report.recommendation
    if recommendation.verdict is None:
        return "no verdict"
    return f"{recommendation.verdict}, confidence {figure(recommendation.confidence)}"


def counts_line(report: Report) -> str:
    """Return how much of the interview the totals rest on."""
    n = report.scored_of_answered
    return (
        f"{n.scored} of {count(n.answered, 'answer')} scored, "
        f"{n.asked - n.answered} of {count(n.asked, 'question')} unanswered"
    )


def brain_line(report: Report) -> str:
    """Return who scored."""
    return made_by(report.provenance.brain, report.provenance.model)


def made_by(brain: str, model: str) -> str:
    """Return a brain and its model, if it has one, in words."""
    return f"{brain} brain" + (f" ({model})" if model else "")


def role_line(report: Report) -> str:
    """Return who was interviewed for what."""
    at = f" at {report.company}" if report.company else ""
    return f"{report.candidate or 'Unnamed candidate'}, {report.job or 'role not named'}{at}"


def method_lines(report: Report) -> tuple[str, ...]:
    """Return what a score is made of; the first line stands alone."""
    method = METHOD.format(dimensions=listed(list(report.dimensions)))
    offline = (OFFLINE,) if "offline" in report.provenance.brain else ()
    hosted = (HOSTED,) if report.provenance.model else ()
    return (method, *hosted, *offline)


def requirement_words(requirement: RequirementReport, number: int | None) -> str:
    """Return a requirement's status in words, with the question it was met in if given."""
    where = f" (question {number})" if number else ""
    if requirement.status == "not_discussed":
        return f"raised, not settled{where}" if requirement.question_id else "not discussed"
    return f"{requirement.status}{where}"


def question_title(number: int, answer: AnswerReport) -> str:
    """Return the heading of one question."""
    return f"Question {number}: {answer.target}" if answer.target else f"Question {number}"


def answer_result(answer: AnswerReport) -> str:
    """Return an answer's average or why there is none, and whether it may be misheard."""
    result = STATUS_WORDS[answer.status]
    if answer.average is not None:
        result = f"{figure(answer.average)} of 5"
    return result + misheard_suffix(answer)


def apart_words(score: DimensionScore) -> str:
    """Return how far several judgements lie apart, to follow a figure; empty when they agree."""
    return f" (judgements {figure(score.spread)} apart)" if score.spread else ""


def override_line(answer: AnswerReport, dimension: str) -> str:
    """Return what a person changed, and why; empty when nobody did."""
    if dimension not in answer.overridden:
        return ""
    machine, score = answer.machine_scores.get(dimension), answer.scores[dimension].score
    return sentence(
        f"A person set this to {figure(score)}; the machine's was {figure(machine)}. "
        f"Reason: {answer.overridden[dimension]}"
    )


def marks_line(report: Report) -> str:
    """Return what the marks in the answers mean."""
    return f"{MARKS} {misheard_line(report)}".rstrip()


def origin_lines(report: Report) -> tuple[str, ...]:
    """Return what made this report, what ran second best, and how to read its numbers."""
    origin = report.provenance
    prompts = ", ".join(f"{name} {version}" for name, version in origin.prompt_versions.items())
    return (
        f"nexus {origin.nexus}, {brain_line(report)}, rubric {origin.rubric_version}"
        + (f", prompts: {prompts}." if prompts else "."),
        *_transcript_lines(report),
        *(f"Degraded: {degradation_words(d)}." for d in report.degraded),
        *(() if report.degraded else ("Nothing ran degraded.",)),
        *transcription_lines(report),
        *usage_lines(report.run.usage),
        CUTS,
        DECISION,
    )


def _transcript_lines(report: Report) -> Iterator[str]:
    if report.origin:
        yield f"Read from {report.origin.name}, a transcript in the form {report.origin.kind}."
        if report.origin.blind:
            yield "Names, addresses, schools and gendered words were taken out before scoring."
