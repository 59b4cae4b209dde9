"""HTML: one file that asks nothing of a network and runs no script."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from nexus_cli.models.report import Report
from nexus_cli.reports import wording
from nexus_cli.reports.highlighting import QuotePlaces
from nexus_cli.reports.html_answers import answer_section
from nexus_cli.reports.html_overview import overview
from nexus_cli.reports.markup import Markup, document, element, joined, stylesheet


def as_html(report: Report) -> str:
    """Return the report as one self-contained page in the terminal's order and words.

    The content policy allows our one style sheet, by its hash, and nothing else.
    """
    places = QuotePlaces(report)
    answers = [answer_section(n, a, places) for n, a in enumerate(report.answers, 1)]
    body = element(
        "body",
        element(
            "main",
            *overview(report, places),
            element("h2", wording.QUESTIONS, id="questions"),
            element("p", wording.marks_line(report), class_="quiet"),
            *(answers or [element("p", "No question was asked.")]),
        ),
        _origin(report),
    )
    return document(element("html", _head(report), body, lang="en"))


def _head(report: Report) -> Markup:
    css = _css("report.css") + (_css("spoken.css") if report.provenance.transcribed_by else "")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    style = f"style-src 'sha256-{digest}'"
    policy = f"default-src 'none'; {style}; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", f"{wording.TITLE}: {wording.role_line(report)}"),
        stylesheet(css),
    )


def _origin(report: Report) -> Markup:
    lines = [element("p", line, class_="quiet") for line in wording.origin_lines(report)]
    return element("footer", element("h2", wording.ORIGIN), joined(*lines))


@cache
def _css(name: str) -> str:
    return files("nexus_cli.reports").joinpath(name).read_text(encoding="utf-8")
