"""The page of a folder as text: self-contained, escaped, the same each time, and written flat."""

import base64
import io
import json
import re
import weakref
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

import pytest

from nexus_cli.models.grade import DimensionScore, Evidence, Status
from nexus_cli.models.question import KeyPoint
from nexus_cli.models.report import FollowUpReport, Report, SaidAt
from nexus_cli.models.result import Provenance
from nexus_cli.models.scale import JobScale, RequirementPoints
from nexus_cli.models.scored import Failure, ScoredFile, Standing
from nexus_cli.models.transcript import Unread
from nexus_cli.reports.folder import PageHeader, PageRow, packed, row_of, write_page
from tests.reports.made_up_folder import DIMENSIONS, PROVENANCE, RUBRIC, answer, folder, report

NASTY = '</script><script>alert(1)</script><!--<b>\u202egnp.exe\x1b[2J" onload="x'


def header(candidates: int, **changes: Any) -> PageHeader:
    made = PageHeader(
        scale=RUBRIC,
        provenance=PROVENANCE,
        overalls=[3.0] * candidates,
        candidates=candidates,
        job="Data Engineer",
    )
    return made._replace(**changes)


def row(file: str, one: Report, band: int | None = 1) -> PageRow:
    standing = band and Standing(
        file=file, session_id="", candidate="", overall=3, low=2.5, high=3.5, rank_band=band
    )
    return row_of(ScoredFile(file=file, report=one), standing or None, packed(one), RUBRIC)


def page(head: PageHeader, rows: Iterable[PageRow]) -> str:
    out = io.StringIO()
    write_page(out, head, rows)
    return out.getvalue()


def unpacked(text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(text)))
    return content


def test_the_page_asks_nothing_of_a_network() -> None:
    text = page(header(3), [row(file, one) for file, one in folder(3)])
    assert re.findall(r"""(?:src|href|action)=["']?(?!#)""", text.split("<script>")[0]) == []
    assert "http" not in re.sub(r"http-equiv|http://www.w3.org/2000/svg", "", text)
    assert "default-src 'none'" in unescape(text)


def test_the_same_folder_gives_the_same_bytes() -> None:
    pages = {page(header(9), [row(file, one) for file, one in folder(9)]) for _ in range(2)}
    assert len(pages) == 1


def test_hostile_text_stays_text() -> None:
    one = report(NASTY, (), candidate=NASTY, answers=[answer(1, 3.0, text=NASTY * 3)], doubt=NASTY)
    failed = ScoredFile(file=NASTY, failure=Failure(sentence=NASTY, next_step=NASTY, line=3))
    text = page(header(1, job=NASTY, company=NASTY, failures=[failed]), [row(NASTY, one)])
    assert text.count("<script") == 3
    assert text.count("</script") == 3
    assert "<!--" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "<b>" not in text
    assert "\u202e" not in json.dumps(unpacked(packed(one)), ensure_ascii=False)


def test_only_the_first_rows_are_held() -> None:
    most = 0

    class Kept(str):
        pass

    alive: weakref.WeakSet[Kept] = weakref.WeakSet()

    def rows() -> Iterator[PageRow]:
        nonlocal most
        for file, one in folder(400):
            pack = Kept("eA==")
            alive.add(pack)
            most = max(most, len(alive))
            yield row(file, one)._replace(packed=pack)

    write_page(io.StringIO(), header(400), rows())
    assert most < 120


def test_without_a_script_the_first_rows_stand_in_the_table() -> None:
    text = page(header(150), [row(file, one) for file, one in folder(150)])
    table = text[text.index("<tbody") : text.index("</tbody>")]
    assert table.count("<tr>") == 100
    assert "100 of 150" in text


def test_every_row_is_in_the_data_in_its_order() -> None:
    text = page(header(150), [row(file, one) for file, one in folder(150)])
    data = text.split('id="rows">')[1].split("</script>")[0].splitlines()
    assert [json.loads(line.split("\t")[0])[-1] for line in data] == [f for f, _ in folder(150)]


def test_a_quote_leads_to_its_mark_with_line_and_time() -> None:
    said = "We waited for the file. Then the alert came at five. We moved the job."
    quote = "the alert came at five"
    evidence = Evidence(
        source="answer", quote=quote, start=said.index(quote), end=said.index(quote) + len(quote)
    )
    scores = {name: DimensionScore(score=4, evidence=(evidence,)) for name in DIMENSIONS}
    spoken = answer(1, 4.0, text=said).model_copy(
        update={
            "scores": scores,
            "points": (),
            "said_at": (
                SaidAt(source="answer", start=0, line=7, seconds=61),
                SaidAt(source="answer", start=24, line=9, seconds=3671.5),
            ),
        }
    )
    shown = unpacked(packed(report("a", (), answers=[spoken])))["answers"][0]
    assert shown["scores"][0][3] == [[1, f"“{quote}”", "line 9, 1:01:11"]]
    assert shown["said"] == [
        [0, "line 7, 1:01"],
        "We waited for the file. ",
        [0, "line 9, 1:01:11"],
        "Then ",
        [1, quote],
        ". We moved the job.",
    ]


def test_marks_of_a_follow_up_go_on_counting() -> None:
    evidence = Evidence(source="follow_up", quote="twelve", start=4, end=10)
    first = answer(1, 4.0)
    scores = {**first.scores, "depth": DimensionScore(score=4, evidence=(evidence,))}
    follow_up = FollowUpReport(question="How long?", answer="Now twelve.", status=Status.SCORED)
    more = first.model_copy(update={"scores": scores, "follow_up": follow_up})
    shown = unpacked(packed(report("a", (), answers=[more])))["answers"][0]
    assert shown["more"] == ["How long?", ["Now ", [2, "twelve"], "."]]
    assert [2, "“twelve”", ""] in [quote for score in shown["scores"] for quote in score[3]]


def test_what_was_not_scored_is_said_with_why() -> None:
    answers = [answer(1, 3.0), answer(2, None, status=Status.NEEDS_HUMAN)]
    answers.append(answer(3, None, status=Status.UNANSWERED))
    one = report("a", (), answers=answers)
    shown = unpacked(packed(one, [Unread(line=12, reason="No time stands here.")], {"name": 2}))
    assert [line.split(".")[0] for line in shown["unscored"]] == [
        "Question 2: pipelines",
        "Question 3: pipelines",
    ]
    assert shown["unread"] == ["line 12: No time stands here."]
    assert "name 2 times" in " ".join(shown["notices"])


def test_flags_say_what_a_person_has_to_look_at() -> None:
    corrected = answer(1, 3.0).model_copy(update={"overridden": {"depth": "read again"}})
    made = [
        report("a", [3.0, None]),
        report("b", [3.0], doubt="Roles were told by who asks."),
        report("c", (), answers=[corrected]),
        report("d", [3.0]),
    ]
    flags = [row(one.origin.name, one, band=None).flags for one in made if one.origin]
    assert flags == [("for a person",), ("doubtful",), ("corrected",), ()]


def test_a_file_without_a_report_has_no_row() -> None:
    with pytest.raises(ValueError, match="no report"):
        row_of(ScoredFile(file="a"), None, "", RUBRIC)


def test_the_scale_and_the_failures_stand_on_the_page() -> None:
    scale = JobScale(
        title="Data Engineer",
        company="Kestrow Mutual",
        rubric=RUBRIC,
        requirements=(
            RequirementPoints(requirement="dbt", key_points=(KeyPoint(point="Tests the grain"),)),
            RequirementPoints(requirement="Terraform", required=False),
        ),
        made_by=Provenance(brain="person"),
    )
    failure = Failure(sentence="Nobody is named.", next_step="Name the candidate.", line=4)
    failed = [ScoredFile(file="x.txt", failure=failure)]
    text = page(header(0, scale=scale, job="", failures=failed), [])
    for words in (
        "Data Engineer at Kestrow Mutual",
        "Tests the grain",
        "x.txt, line 4",
        "Terraform",
    ):
        assert words in text
    assert "A person decides." in text
    assert "Corrected by a person." in text
