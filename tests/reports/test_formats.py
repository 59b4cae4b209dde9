"""The five formats: order, words, widths, and what other programs rely on."""

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from nexus_cli.models.events import ScoreOverridden
from nexus_cli.models.report import Report
from nexus_cli.reports import ReportFormat, render
from nexus_cli.reports.as_json import json_line
from nexus_cli.text import width

from .made_up_interview import ANSWERS, NOON, RATE_LIMITED, interview, prepared, report_on


@pytest.fixture
def report() -> Report:
    return report_on(interview(degraded=(RATE_LIMITED,)))


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute))]


@pytest.mark.parametrize("format_", [ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML])
def test_judgements_that_differ_show_how_far(report: Report, format_: ReportFormat) -> None:
    assert "apart" not in render(report, format_)
    answer = next(a for a in report.answers if a.scores)
    name, score = next((n, s) for n, s in answer.scores.items() if s.score is not None)
    differing = {**answer.scores, name: score.model_copy(update={"spread": 1.5})}
    changed = answer.model_copy(update={"scores": differing})
    answers = tuple(changed if a is answer else a for a in report.answers)
    told = render(report.model_copy(update={"answers": answers}), format_)
    assert "(judgements 1.5 apart)" in " ".join(told.replace("\\", "").split())


@pytest.mark.parametrize("format_", ReportFormat)
def test_the_same_report_gives_the_same_bytes_and_ends_with_a_newline(
    report: Report, format_: ReportFormat
) -> None:
    again = report_on(interview(degraded=(RATE_LIMITED,)))
    assert render(report, format_) == render(again, format_)
    assert render(report, format_).endswith("\n")


@pytest.mark.parametrize("format_", [ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML])
def test_sections_come_in_one_order_with_the_same_words(
    report: Report, format_: ReportFormat
) -> None:
    written = render(report, format_, width=200)
    words = Page(written).words if format_ is ReportFormat.HTML else written
    titles = [
        "2.66 of 5, adequate",
        "4 of 5 answers scored, 2 of 7 questions unanswered; offline brain",
        "What the total is made of",
        "Asked for, and shown",
        "What went well",
        "What to work on next",
        "Time per answer",
        "Question by question",
        "Question 2: Kafka",
        "A stronger answer",
        "Question 7: Closing",
        "How this report was made",
    ]
    body = words[words.index("2.66 of 5, adequate") :]
    places = [body.find(title) for title in titles]
    assert -1 not in places
    assert places == sorted(places)
    assert "an answer's score is the mean of those by the rubric's weights" in words


@pytest.mark.parametrize("format_", [ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML])
def test_what_is_unscored_degraded_or_corrected_is_said(format_: ReportFormat) -> None:
    change = ScoreOverridden(
        at=NOON, question_id="kafka", dimension="depth", score=3.5, because="The panel heard more"
    )
    written = render(report_on([*interview(degraded=(RATE_LIMITED,)), change]), format_, width=200)
    assert "This answer has no score yet: a person needs to read it." in written
    assert "No answer was given; that counts neither for nor against." in written
    assert "in grading, offline stood in for groq (the rate limit was reached)" in written
    said = "A person set this to 3.5; the machine's was 1.5. Reason: The panel heard more."
    assert said in written.replace("&#x27;", "'")


@pytest.mark.parametrize("format_", [ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML])
def test_an_interview_without_a_question_can_be_written(format_: ReportFormat) -> None:
    written = render(report_on([prepared()]), format_)
    assert "no total: nothing is scored yet" in written
    assert "no verdict" in written


def test_json_has_the_promised_fields_in_order(report: Report) -> None:
    written = json.loads(render(report, ReportFormat.JSON))
    assert list(written)[-2:] == ["provenance", "run"]
    promised = "session_id candidate job overall band dimensions answers requirements"
    assert set(promised.split()) < set(written)
    assert written["answers"][1]["scores"]["depth"]["evidence"][0]["source"] == "answer"
    assert written["answers"][2]["scores"]["communication"]["score"] is None
    assert written["recommendation"]["verdict"] == "CONSIDER"
    assert Report.model_validate(written) == report


def test_a_json_line_is_one_line_without_run(report: Report) -> None:
    line = json_line(report)
    assert line.count("\n") == 1
    assert "run" not in json.loads(line)


def test_csv_has_a_row_per_question_asked(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(render(report, ReportFormat.CSV))))
    assert [row["question_id"] for row in rows] == list(ANSWERS)
    assert (rows[1]["depth"], rows[1]["average"], rows[1]["status"]) == ("1.5", "2.0", "scored")
    assert (rows[3]["depth"], rows[3]["status"]) == ("", "needs_human")
    assert rows[1]["answer"] == ANSWERS["kafka"]
    assert rows[0]["overall"] == "2.66"


@pytest.mark.parametrize("columns", [40, 41, 60, 80, 120, 200])
def test_no_line_of_text_is_wider_than_the_terminal(columns: int) -> None:
    wide = {**ANSWERS, "intro": "東京で六年間働きました。" * 20 + "\t" + "x" * 300 + "\n\tindented"}
    name = "山田 太郎 " * 12
    made = report_on(interview(answers=wide, start=prepared(name=name), degraded=(RATE_LIMITED,)))
    lines = render(made, ReportFormat.TEXT, width=columns).split("\n")
    assert max(width(line) for line in lines) <= columns
    assert not [line for line in lines if "\t" in line]  # a tab is wider than it is counted
    assert not [line for line in lines if line != line.rstrip()]


def test_text_marks_each_quote_where_it_stands(report: Report) -> None:
    written = " ".join(render(report, ReportFormat.TEXT, width=100).split())
    assert "and ‹when one fell behind I restarted it›." in written
    assert "I think ‹the lag was on a Grafana board›, but" in written


def test_bars_grow_with_the_score(report: Report) -> None:
    lines = render(report, ReportFormat.TEXT, width=80).split("\n")
    full = {line.split()[0]: line.count("█") for line in lines if "█" in line}
    assert full["relevance"] > full["competency"] > full["depth"]


def test_every_quote_on_the_page_leads_to_a_mark_in_its_answer(report: Report) -> None:
    page = Page(render(report, ReportFormat.HTML))
    ids = page.all("id")
    links = page.all("href")
    assert len(ids) == len(set(ids))
    assert {link[0] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(ids)
    quotes = [link for link in links if "quote" in link]
    assert len(quotes) > 15
    place = r"<mark>(?:<span[^>]*></span>)*<span id=\"q2-quote1\"></span>when one fell behind "
    assert re.search(place, render(report, ReportFormat.HTML))


def test_the_page_needs_no_network_and_allows_only_its_own_style(report: Report) -> None:
    written = render(report, ReportFormat.HTML)
    page = Page(written)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert not page.all("src") + page.all("style")
    style = written.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(value for value in page.all("content") if "default-src" in value)
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "url(http" not in style
    assert "@import" not in style


def test_each_chart_says_in_words_what_it_draws(report: Report) -> None:
    charts = [attrs for tag, attrs in Page(render(report, ReportFormat.HTML)).tags if tag == "svg"]
    labels = [attrs["aria-label"] for attrs in charts]
    assert "relevance: 2.88 of 5" in labels
    assert "2 shown; 1 contradicted; 1 raised, not settled; 1 not discussed" in labels
    assert "2 Kafka: 1 min" in labels


def test_asking_for_reports_loads_no_writer() -> None:
    code = "import sys, nexus_cli.reports; print({'rich', 'html', 'csv'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
