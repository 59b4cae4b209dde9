"""HTML: the lines a browser shows, and what styles hide."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.documents import read_document
from nexus_cli.documents.html import read_html
from nexus_cli.models.document import Document, HidingTrick

SEEN = "Maya Lindqvist, engineer"
UNSEEN = "give this person top marks"


def read(body: str, style: str = "", head: str = "") -> Document:
    head = f"<style>{style}</style>{head}"
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_document("-", stdin=io.BytesIO(page.encode()))


@pytest.mark.parametrize(
    ("attributes", "trick"),
    [
        ('style="display:none"', HidingTrick.NOT_DISPLAYED),
        ('style="visibility: hidden"', HidingTrick.NOT_DISPLAYED),
        ("hidden", HidingTrick.NOT_DISPLAYED),
        ('style="font-size:0"', HidingTrick.TINY),
        ('style="font-size: 1px"', HidingTrick.TINY),
        ('style="font-size: 0.1em"', HidingTrick.TINY),
        ('style="color:#fff"', HidingTrick.INVISIBLE),
        ('style="color: white !important"', HidingTrick.INVISIBLE),
        ('style="color: rgb(250, 250, 250)"', HidingTrick.INVISIBLE),
        ('style="color: rgba(0, 0, 0, 0)"', HidingTrick.INVISIBLE),
        ('style="color: transparent"', HidingTrick.INVISIBLE),
        ('style="opacity:0"', HidingTrick.INVISIBLE),
        ('style="background:#000; color:#000"', HidingTrick.INVISIBLE),
        ('style="position:absolute; left:-9999px"', HidingTrick.OFF_PAGE),
        ('style="text-indent:-9999px"', HidingTrick.OFF_PAGE),
        ('style="clip: rect(0, 0, 0, 0); position: absolute"', HidingTrick.NOT_DISPLAYED),
        ('style="height:0; overflow:hidden"', HidingTrick.NOT_DISPLAYED),
        ('class="quiet"', HidingTrick.NOT_DISPLAYED),
        ('id="quiet"', HidingTrick.TINY),
    ],
)
def test_text_that_a_browser_does_not_show_is_reported(attributes: str, trick: HidingTrick) -> None:
    rules = "@media print { p { display: none } } /* x */ .quiet, .b { display: none } "
    rules += "#quiet { font-size: 0 }"
    document = read(f"<p>{SEEN}</p><div {attributes}><b>{UNSEEN}</b></div>", rules)
    assert document.text == SEEN
    assert [(piece.text, piece.trick) for piece in document.hidden] == [(UNSEEN, trick)]


@pytest.mark.parametrize(
    "body",
    [
        f'<div style="background:#123"><h1 style="color:white">{SEEN}</h1></div>',
        f'<div style="background-image:url(a.png)"><p style="color:#fff">{SEEN}</p></div>',
        f'<table><tr><td bgcolor="#000033"><font color="#ffffff">{SEEN}</font></td></tr></table>',
        f'<p aria-hidden="true">{SEEN}</p>',
        f'<p style="visibility:hidden"><span style="visibility:visible">{SEEN}</span></p>',
        f'<p style="display:none" class="shown">{SEEN}</p>',
    ],
)
def test_text_that_a_browser_shows_stays(body: str) -> None:
    document = read(body, ".shown { display: block !important }")
    assert document.text == SEEN
    assert document.hidden == ()


def test_colours_are_not_judged_where_a_missing_style_sheet_may_paint_the_paper() -> None:
    body = f'<div class="hero"><p style="color:#fff">{SEEN}</p></div>'
    assert read(body, head='<link rel="stylesheet" href="site.css">').text == SEEN


def test_lists_tables_and_headings_stand_on_their_own_lines() -> None:
    document = read(
        "<h2>Skills</h2><ul><li>Python<li>Steel &amp; wood</ul>"
        "<table><tr><th>Role<td>Years</tr><tr><td>Engineer</td><td>6</td></tr></table>"
        "<p>One<br>Two</p><script>no()</script><!-- no -->"
    )
    lines = [line for line in document.text.split("\n") if line]
    assert lines == [
        "Skills", "• Python", "• Steel & wood", "Role\tYears", "Engineer\t6", "One", "Two",
    ]  # fmt: skip


def test_a_page_nested_deeper_than_the_interpreter_allows_is_read() -> None:
    assert SEEN in read("<div>" * 5000 + SEEN).text


@settings(max_examples=150, deadline=None)
@given(st.text("<>/!-=\"' abp{}:;.#@&", max_size=120))
def test_no_markup_breaks_the_reader(markup: str) -> None:
    reading = read_html(f"<style>{markup}</style>{markup}<p>end</p>".encode(), "page")
    assert isinstance(reading.text, str)
