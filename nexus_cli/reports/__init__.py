"""What is written about an interview: a session's state in, a report in five formats out."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nexus_cli.models.report import Report


class ReportFormat(StrEnum):
    """How a report is written down."""

    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    CSV = "csv"


def render(report: "Report", format: ReportFormat, width: int = 80) -> str:  # noqa: A002  # named as the option is
    """Return `report` in `format`, ending with a newline; `width` (cells, 40-200) is for text only.

    Writers are imported when they are asked for, so that `nexus --help` loads none of them.
    """
    match format:
        case ReportFormat.TEXT:
            from nexus_cli.reports.as_text import as_text

            return as_text(report, width)
        case ReportFormat.MARKDOWN:
            from nexus_cli.reports.as_markdown import as_markdown

            return as_markdown(report)
        case ReportFormat.HTML:
            from nexus_cli.reports.as_html import as_html

            return as_html(report)
        case ReportFormat.JSON:
            from nexus_cli.reports.as_json import as_json

            return as_json(report)
        case ReportFormat.CSV:
            from nexus_cli.reports.as_csv import as_csv

            return as_csv(report)
