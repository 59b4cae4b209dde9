"""A report on a transcript whose questions and answers may have been paired wrongly."""

from nexus_cli.models.report import Report
from nexus_cli.reports.confidence import confidence_of

READ_FIRST = "Read the transcript before relying on the scores."


def with_doubt(report: Report) -> Report:
    """Return the report with its doubt said and weighed, as for answers that may be misheard."""
    doubt = report.origin.doubt if report.origin else ""
    if not doubt:
        return report
    counts = report.scored_of_answered
    by_person = sum(bool(answer.overridden) for answer in report.answers)
    doubtful = counts.scored - by_person
    recommendation = report.recommendation.model_copy(
        update={
            "confidence": confidence_of(report.overall, counts.scored, counts.asked, doubtful),
            "summary": f"{report.recommendation.summary} {doubt} {READ_FIRST}",
        }
    )
    return report.model_copy(update={"recommendation": recommendation})
