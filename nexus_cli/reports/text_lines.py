"""Lines of the terminal report: made safe, indented, and bars of blocks."""

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nexus_cli.text import safe

_EIGHTHS = " ▏▎▍▌▋▊▉"


def plain(text: str, style: str = "") -> Text:
    """Return `text` safe to show, never read as console markup."""
    return Text(safe(text), style)


def heading(title: str) -> Padding:
    """Return a section's title with room above it."""
    return Padding(Text(title, "bold underline"), (1, 0, 0, 0))


def hanging(sign: str, text: Text, style: str = "") -> Table:
    """Return `text` beside a sign of one cell, its further lines indented under the first."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1, style=style)
    grid.add_column(overflow="fold")
    grid.add_row(sign, text)
    return grid


def bar(value: float | None, most: float, size: int) -> str:
    """Return `size` cells: full blocks and an eighth for `value` of `most`, dots for the rest."""
    share = 0.0 if value is None or most <= 0 else max(0.0, min(1.0, value / most))
    whole, eighth = divmod(round(share * size * 8), 8)
    drawn = "█" * whole + (_EIGHTHS[eighth] if eighth else "")
    return drawn + "·" * (size - len(drawn))
