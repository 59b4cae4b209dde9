"""The page of a folder as a person meets it, in headless Chromium: nothing leaves the machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_cli.batch.ranking import placing_of, standings
from nexus_cli.models.report import Report
from nexus_cli.models.scored import ScoredFile
from nexus_cli.reports.folder import PageHeader, packed, row_of, write_page
from tests.reports.browser import Page, browser
from tests.reports.made_up_folder import PROVENANCE, RUBRIC, answer, folder, report

NASTY = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>'
CANDIDATES = 120


def written(path: Path) -> Path:
    """A folder of invented candidates, one of them hostile."""
    nasty = report(NASTY, (), candidate=NASTY, answers=[answer(1, 4.9, text=NASTY * 2)])
    found: dict[str, Report] = {**dict(folder(CANDIDATES - 1)), NASTY: nasty}
    placed = standings(p for file, one in found.items() if (p := placing_of(file, one)))
    ranked = {standing.file: standing for standing in placed}
    order = [*ranked, *(file for file in found if file not in ranked)]
    head = PageHeader(
        scale=RUBRIC,
        provenance=PROVENANCE,
        overalls=[one.overall for one in found.values() if one.overall is not None],
        candidates=len(found),
        job="Data Engineer",
    )
    with path.open("w", encoding="utf-8") as out:
        rows = (
            row_of(
                ScoredFile(file=file, report=found[file]),
                ranked.get(file),
                packed(found[file]),
                RUBRIC,
            )
            for file in order
        )
        write_page(out, head, rows)
    return path


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("chromium")) as page:
        yield page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("folder") / "index.html").as_uri()


@pytest.fixture
def opened(chromium: Page, address: str) -> Iterator[Page]:
    """The page, newly loaded; afterwards nothing was asked of anybody and nothing went wrong."""
    chromium.requests.clear()
    chromium.errors.clear()
    chromium.open(address)
    yield chromium
    assert {request.partition("#")[0] for request in chromium.requests} == {address}
    assert chromium.errors == []


def column(page: Page, number: int) -> list[str]:
    """The words of one column, from the top; counted from 1."""
    cells: list[str] = page.ask(
        f"[...document.querySelectorAll('#body tr > :nth-child({number})')].map(c => c.innerText)"
    )
    return cells


def heading(name: str) -> str:
    return f"[...document.querySelectorAll('thead th')].find(h => h.innerText.startsWith('{name}'))"


def status(page: Page) -> str:
    return str(page.ask("document.querySelector('#pages [role=status]').textContent"))


def choose(page: Page, place: int, value: str) -> None:
    page.ask(
        f"(() => {{ const s = document.querySelectorAll('#filters select')[{place}];"
        f" s.value = '{value}'; s.dispatchEvent(new Event('change')); }})()"
    )


def type_in(page: Page, text: str) -> None:
    page.ask(
        "(() => { const i = document.querySelector('#filters input');"
        f" i.value = '{text}'; i.dispatchEvent(new Event('input')); }})()"
    )


def test_a_heading_sorts_and_says_which_way(opened: Page) -> None:
    opened.ask(f"{heading('Total')}.querySelector('button').click()")
    totals = [float(cell.split()[0]) for cell in column(opened, 4)]
    assert totals == sorted(totals, reverse=True)
    assert opened.ask(f"{heading('Total')}.ariaSort") == "descending"
    opened.ask(f"{heading('Total')}.querySelector('button').click()")
    totals = [float(cell.split()[0]) for cell in column(opened, 4)]
    assert totals == sorted(totals)
    opened.ask(f"{heading('Total')}.querySelector('button').click()")
    assert opened.ask(f"{heading('Total')}.ariaSort") == "none"
    assert column(opened, 1)[0] == "1"


def test_the_keyboard_is_enough_to_sort(opened: Page) -> None:
    opened.ask(f"{heading('Candidate')}.querySelector('button').focus()")
    opened.press("Enter")
    names = [name.casefold() for name in column(opened, 2)]
    assert names == sorted(names)


def test_who_is_not_ranked_stands_last_in_either_direction(opened: Page) -> None:
    choose(opened, 2, "for a person")
    assert set(column(opened, 1)) == {"–"}
    choose(opened, 2, "")
    for _ in range(2):
        opened.ask(f"{heading('Band')}.querySelector('button').click()")
        assert column(opened, 1)[0] != "–"


def test_filters_narrow_by_text_band_and_flag(opened: Page) -> None:
    type_in(opened, "ÄDA amsel")
    assert set(column(opened, 2)) == {"Ada Amsel 00000", "Ada Amsel 00080"}
    type_in(opened, "")
    choose(opened, 0, "2")
    assert set(column(opened, 1)) == {"2"}
    choose(opened, 2, "doubtful")
    assert all("doubtful" in cell for cell in opened.ask("[...body.rows].map(r => r.innerText)"))
    type_in(opened, "nobody of that name")
    assert status(opened) == "Nobody fits these filters."
    opened.ask("[...document.querySelectorAll('#filters button')].at(-1).click()")
    assert status(opened) == f"Rows 1 to 50 of {CANDIDATES} candidates"


def test_pages_hold_fifty_rows(opened: Page) -> None:
    seen = [*column(opened, 2)]
    for _ in range(2):
        opened.ask("[...document.querySelectorAll('#pages button')].at(-1).click()")
        assert len(column(opened, 2)) <= 50
        seen += column(opened, 2)
    assert len(set(seen)) == CANDIDATES
    assert opened.ask("[...document.querySelectorAll('#pages button')].at(-1).disabled")


def test_a_candidate_opens_with_evidence_and_closes_again(opened: Page) -> None:
    opened.ask("document.querySelector('#body tr:nth-child(3) a').focus()")
    opened.press("Enter")
    opened.until("!panel.hidden && panel.querySelector('section') !== null")
    assert opened.ask("location.hash").startswith("#candidate=")
    assert "line 10, 1:05" in opened.ask("panel.querySelector('section').innerText")
    opened.ask("panel.querySelector('.scores-list a').click()")
    assert opened.ask("document.activeElement.tagName") == "MARK"
    quote = opened.ask("panel.querySelector('.scores-list a').innerText").strip("“”")
    assert opened.ask("panel.querySelector('mark.here').innerText").strip("‹›") == quote
    opened.press("Escape")
    opened.until("panel.hidden")
    assert opened.ask("document.activeElement.closest('tr') === body.rows[2]")


def test_an_address_opens_its_candidate(opened: Page, address: str) -> None:
    opened.open(f"{address}#candidate=00007.vtt")
    opened.until("panel.querySelector('section') !== null")
    assert opened.ask("panel.querySelector('h1').innerText") == "Hale Amsel 00007"
    assert "Nobody is named in the file" in opened.ask("panel.innerText")


def test_markup_in_a_transcript_is_shown_and_not_run(opened: Page, address: str) -> None:
    type_in(opened, "onerror")
    opened.ask("document.querySelector('#body a').click()")
    opened.until("panel.querySelector('section') !== null")
    assert NASTY in opened.ask("panel.querySelector('blockquote').innerText.replace(/[‹›]/g, '')")
    assert opened.ask("document.querySelectorAll('img').length") == 0
    assert opened.ask("document.title").endswith(": Interviews compared: Data Engineer")


def test_a_print_holds_all_rows_and_the_open_candidate(opened: Page) -> None:
    opened.ask("document.querySelector('#body a').click()")
    opened.until("panel.querySelector('section') !== null")
    opened.ask("dispatchEvent(new Event('beforeprint'))")
    assert opened.ask("body.rows.length") == CANDIDATES
    assert opened.ask("document.querySelectorAll('details:not([open])').length") == 0
    opened.ask("dispatchEvent(new Event('afterprint'))")
    assert opened.ask("body.rows.length") == 50
    assert opened.printed().startswith(b"%PDF")


def test_without_a_script_the_table_reads_the_same(opened: Page, address: str) -> None:
    rows = "[...document.querySelectorAll('tbody tr')].slice(0, 50).map(r => r.innerText)"
    drawn = opened.ask(rows)
    opened.open(address, script=False)
    assert opened.ask(rows) == drawn
    assert opened.ask("document.querySelector('noscript').innerText").startswith("Without")


@pytest.mark.parametrize("width", [480, 1200])
def test_nothing_is_wider_than_the_window(opened: Page, tmp_path: Path, width: int) -> None:
    opened.look(tmp_path / "page.png", width, 900)
    assert opened.ask("document.documentElement.scrollWidth <= innerWidth")
