"""Screens as text that a person can review: the characters, then the styles under letters.

`SNAPSHOT_UPDATE=1 pytest tests/tui` writes them anew. A mismatch leaves `<name>.new.txt` and
`<name>.new.svg`, which a browser shows, beside the kept one.
"""

import os
from itertools import groupby
from pathlib import Path
from string import ascii_letters

from rich.cells import cell_len

from nexus_cli.tui import NexusApp

_FOLDER = Path(__file__).parent / "snapshots"


def check(app: NexusApp, name: str) -> None:
    """Fail unless the screen is the one kept under `name`."""
    kept, new = _FOLDER / f"{name}.txt", _FOLDER / f"{name}.new.txt"
    picture = new.with_suffix(".svg")
    seen = drawn(app)
    if os.environ.get("SNAPSHOT_UPDATE"):
        _FOLDER.mkdir(exist_ok=True)
        kept.write_text(seen, "utf-8")
        new.unlink(missing_ok=True)
        picture.unlink(missing_ok=True)
    expected = kept.read_text("utf-8") if kept.exists() else ""
    if seen != expected:
        new.write_text(seen, "utf-8")
        picture.write_text(app.export_screenshot(), "utf-8")
    assert seen == expected, f"{name} changed: look at {picture}, then SNAPSHOT_UPDATE=1"


def drawn(app: NexusApp) -> str:
    """Return the screen as text, then every run of cells that is not in the commonest style."""
    strips = app.screen._compositor.render_strips()
    rows = [
        [
            (style, "".join(segment.text for segment in run))
            for style, run in groupby(strip, lambda segment: _plain(segment.style))
        ]
        for strip in strips
    ]
    cells: dict[str, int] = {}
    for row in rows:
        for style, text in row:
            cells[style] = cells.get(style, 0) + cell_len(text)
    order = sorted(cells, key=lambda style: (-cells[style], style))
    letters = dict(zip(order, ("", *ascii_letters), strict=False))
    lines = ["".join(text for _, text in row).rstrip() for row in rows]
    runs = [
        f"{number:>3} {line}" for number, row in enumerate(rows, 1) if (line := _runs(row, letters))
    ]
    legend = [f"{letters[style] or '.'} = {style}" for style in order]
    size = f"{app.size.width} x {app.size.height}, {app.theme}"
    return "\n".join([size, *lines, "-- styles", *legend, "-- column+cells", *runs]) + "\n"


def _plain(style: object) -> str:
    """Return a style without links and other things that cannot be seen."""
    words = str(style).split()
    return " ".join(word for word in words if not word.startswith(("link", "meta")))


def _runs(row: list[tuple[str, str]], letters: dict[str, str]) -> str:
    column, found = 0, []
    for style, text in row:
        cells = cell_len(text)
        if letters[style]:
            found.append(f"{column}+{cells}{letters[style]}")
        column += cells
    return " ".join(found)
