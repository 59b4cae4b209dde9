"""A CV, job or answers file after reading: what a person sees in it, and what was hidden."""

from enum import StrEnum

from nexus_cli.models.frozen import Frozen


class HidingTrick(StrEnum):
    """How a piece of text was kept from a reader's eyes."""

    INVISIBLE = "the colour of the paper"
    COVERED = "covered by something else"
    TINY = "smaller than 4 points"
    OFF_PAGE = "off the page"
    NOT_DISPLAYED = "marked as not displayed"


class HiddenText(Frozen):
    """Words that are in the file but that a reader cannot see."""

    text: str
    trick: HidingTrick
    page: int | None = None
    """Counted from 1; None where the format has no pages."""


class Document(Frozen):
    """The visible text of one file."""

    name: str
    """File name for messages; `standard input` for `-`."""
    text: str
    """Lines parted by newlines, in reading order; table cells parted by tabs."""
    sha256: str
    """Of the bytes that were read, in hex."""
    hidden: tuple[HiddenText, ...] = ()
    pages: int | None = None
