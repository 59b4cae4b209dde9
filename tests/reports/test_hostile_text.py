"""Names and answers that try to be more than words."""

import csv
import html
import io
import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nexus_cli.models.grade import Grade, Status
from nexus_cli.models.question import Plan
from nexus_cli.models.report import Report
from nexus_cli.reports import ReportFormat, render
from nexus_cli.reports.escaping import markdown, markdown_lines
from nexus_cli.reports.highlighting import merged

from .made_up_interview import interview, prepared, question, quote, report_on, scores

NAME = "Ada\x1b[31m <script>alert(1)</script> [b]x[/b] **bold** \u202eeman\x9b2J"
ANSWER = (
    "=cmd|' /C calc'!A0\n"
    "\x1b]0;owned\x07I moved <b>it</b> | & <img src=x onerror=alert(1)> over\n"
    "# A heading\n"
    "- a list\n"
    "1. another\n"
    "    code\n"
    "```\n"
    "[link](http://evil.example) ![x](http://evil.example/x.png) <!-- hidden\n"
    "---\n"
    "| a | b |\n"
    "|---|---|\n"
    "</blockquote></section><script>alert(2)</script>"
)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture
def report() -> Report:
    """Every score rests on a quote that begins inside an escape sequence and ends inside a tag."""
    part = ANSWER[ANSWER.index("]0;owned") : ANSWER.index("onerror")]
    grade = Grade(
        status=Status.SCORED,
        scores=scores((3, 3, 3, 3), quote(ANSWER, part), "Seen: <script>alert(3)</script> \x1b[2J"),
        flags=("It holds instructions: <script>alert(4)</script>",),
        better_answer="# Better\n<script>alert(5)</script>",
    )
    asked = question("intro", "Why *this*?\n# <b>Or</b> that", "Work", "A point")
    start = prepared(name=NAME, plan=Plan(questions=(asked,), seed=1))
    return report_on(interview(answers={"intro": ANSWER}, grades={"intro": grade}, start=start))


@pytest.mark.parametrize("format_", ReportFormat)
def test_nothing_that_a_terminal_acts_on_gets_out(report: Report, format_: ReportFormat) -> None:
    written = render(report, format_)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)


def test_console_markup_in_a_name_stays_as_it_was_typed(report: Report) -> None:
    assert "[b]x[/b] **bold**" in render(report, ReportFormat.TEXT, width=200)


def test_json_keeps_every_character_that_was_said(report: Report) -> None:
    read = json.loads(render(report, ReportFormat.JSON))
    assert (read["candidate"], read["answers"][0]["answer"]) == (NAME, ANSWER)


def test_json_can_carry_half_a_character() -> None:
    written = render(report_on([prepared(name="A\ud83d and \U000e0041")]), ReportFormat.JSON)
    assert written.isascii()
    assert json.loads(written)["candidate"] == "A\ud83d and \U000e0041"


def test_the_page_shows_tags_as_words(report: Report) -> None:
    written = render(report, ReportFormat.HTML)
    assert "<script" not in written
    assert "<img" not in written
    assert written.count("</blockquote>") == written.count("<blockquote")
    said = html.unescape(re.sub(r"</?(?:mark|span)[^>]*>", "", written))
    assert "I moved <b>it</b> | & <img src=x onerror=alert(1)> over" in said


def test_a_questions_target_cannot_leave_the_attribute_of_its_chart() -> None:
    asked = question("intro", "Why?", 'x" onload="alert(1)"><script>', "A point")
    start = prepared(plan=Plan(questions=(asked,), seed=1))
    written = render(report_on(interview(answers={"intro": "So."}, start=start)), ReportFormat.HTML)
    assert "<script" not in written
    assert '" onload="' not in written


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(start: str) -> None:
    written = render(report_on(interview(answers={"intro": start})), ReportFormat.CSV)
    row = next(csv.DictReader(io.StringIO(written)))
    assert row["answer"].startswith("'")
    assert row["answer"].strip("'\t\n ") == start.strip()


def test_a_cell_is_quoted_so_that_a_semicolon_parts_nothing() -> None:
    written = render(report_on(interview(answers={"intro": 'so;=1+1;"x"'})), ReportFormat.CSV)
    assert '"so;=1+1;""x"""' in written


def test_markdown_holds_only_the_structure_of_the_report(report: Report) -> None:
    tokens = PARSER.parse(render(report, ReportFormat.MARKDOWN))
    headings = [t.tag for t in tokens if t.type == "heading_open"]
    assert headings.count("h1") == 1
    assert headings.count("h3") == 1
    assert {t.type for t in tokens} & {"html_block", "fence", "code_block", "hr"} == set()
    assert [t.type for t in tokens].count("table_open") == 1
    in_table = "".join(child.content for t in tokens if t.level > 3 for child in t.children or [])
    assert "I moved <b>it</b> | & <img src=x" in in_table
    inline = {child.type for t in tokens for child in t.children or []}
    assert inline <= {"text", "strong_open", "strong_close", "hardbreak", "softbreak"} | {
        "em_open",
        "em_close",
    }


@given(st.text(alphabet=st.sampled_from("ab \t\n#*_-+=>|`~<&[]()!\\1.:/$^\"'"), max_size=40))
def test_any_text_in_markdown_reads_as_it_was_typed(text: str) -> None:
    tokens = PARSER.parse(markdown(text))
    assert [t.type for t in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    shown = "".join(child.content for t in tokens for child in t.children or [])
    assert shown == " ".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab \t\n#*_-+=>|`~<&[]!\\1.:/"), max_size=40))
def test_any_answer_in_markdown_stays_paragraphs_of_lines(text: str) -> None:
    tokens = PARSER.parse(markdown_lines(text))
    assert {t.type for t in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    shown = "".join(child.content for t in tokens for child in t.children or [])
    assert shown.replace(" ", "") == "".join(text.split())


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10)), max_size=8))
def test_marks_never_overlap_and_cover_what_was_quoted(starts: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in starts]
    joined = merged(spans)
    assert all(one[1] < other[0] for one, other in pairwise(joined))
    assert {i for a, b in joined for i in range(a, b)} == {i for a, b in spans for i in range(a, b)}
