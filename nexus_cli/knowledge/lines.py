"""The lines of a document, cleaned for reading while their verbatim form is kept."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_BULLET = re.compile(
    r"^\s*(?:[•·●▪▫◦‣⁃○■□◆◇➢➤►▸✓✔✦❖§\uf0b7\uf0a7]+\s*|[-*–—>+]\s+|\(?\d{1,2}[.)]\s+)"
)
_SPACED_WORDS = re.compile(r"^\s*(?:[^\W\d_&]|&)(?:\s{1,3}(?:[^\W\d_]|&)){3,}\s*$")
_LOOSE_LETTER = re.compile(r"(?<![\w'’.+#-])([^\W\d_])\s(?=[a-z0-9])(?!(?:a|i|of|to|in)\b)")
_SPLIT_YEAR = re.compile(r"(?<!\d)([12]) (\d{3})(?!\d)")
_UPDATED = re.compile(r"(?:last\s+)?updated\b.{0,30}\d", re.IGNORECASE)
_PAGE = re.compile(r"(?<![\d./-])(\d{1,3})\s*$")
_PAGE_OF = re.compile(r"(?:^|[-–—|·•]\s*|\b)page\s+\d+\s+of\s+\d+$|[-–—|]\s\d+/\d+$", re.IGNORECASE)
_MOST_PAGES = 60
_LOOSE_SHARE = 0.25


@dataclass(frozen=True)
class Line:
    """One line: `raw` is verbatim, `text` is readable, without bullet or markup."""

    number: int
    raw: str
    text: str
    bullet: bool = False
    level: int = 0
    """Markdown heading level; 0 when it is no such heading."""

    @property
    def blank(self) -> bool:
        return not self.text


def read_lines(text: str) -> list[Line]:
    """Return the lines of `text`, numbered from 0, as many as `text` has.

    Page footers become blank, blanks of every kind spaces (tabs stay); bullets, Markdown marks and
    icons go; letters that a PDF drew apart (`S K I L L S`, `s oftware`) come together again.
    """
    lines = [_read(number, raw) for number, raw in enumerate(text.split("\n"))]
    seen = Counter(_numberless(line.text) for line in lines)
    return [
        Line(line.number, line.raw, "") if _is_furniture(line.text, seen) else line
        for line in lines
    ]


def _is_furniture(text: str, seen: Counter[str]) -> bool:
    """A page footer repeats with another page number; `Last updated` is about the file."""
    if _UPDATED.match(text):
        return True
    page = _PAGE.search(text)
    if not page or int(page[1]) > _MOST_PAGES or len(text.split()) < 2:
        return False
    return seen[_numberless(text)] > 1 or _PAGE_OF.search(text) is not None


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _read(number: int, raw: str) -> Line:
    text = _plain(raw)
    marks = re.match(r"\s*(#{1,6})\s+", text)
    if marks:
        return Line(number, raw, _unmarked(text[marks.end() :]), level=len(marks[1]))
    bullet = _BULLET.match(text)
    if bullet:
        text = text[bullet.end() :]
    return Line(number, raw, _unmarked(_together(text)), bullet=bullet is not None)


def _plain(raw: str) -> str:
    """Soft hyphens stand for hyphens in some PDF fonts; U+FFFE marks a word cut at a line end."""
    text = raw.replace("\u00ad", "-").replace("\ufffe", "").replace("\u200b", "")
    return "".join(
        " " if char != "\t" and (char.isspace() or unicodedata.category(char) == "Co") else char
        for char in unicodedata.normalize("NFC", text)
        if char not in "\u200e\u200f\ufeff"
    )


def _unmarked(text: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*|__(.+?)__", lambda found: found[1] or found[2], text)
    text = re.sub(r"(?<!\w)([CF]) (\+\+|#)", r"\1\2", text)
    return re.sub(r" {2,}", "  ", text).strip()


def _together(text: str) -> str:
    if _SPACED_WORDS.match(text):
        words = re.split(r"\s{2,}|\t", text.strip())
        return " ".join(re.sub(r"\s", "", word) for word in words)
    tokens = text.split()
    loose = sum(letter not in "aAI" for letter in _LOOSE_LETTER.findall(text))  # those are words
    if loose >= 2 and loose >= _LOOSE_SHARE * len(tokens) / 2:
        text = _LOOSE_LETTER.sub(r"\1", text)
        text = re.sub(r"\b([A-Z])\s([A-Z])\b", r"\1\2", text)
    return _SPLIT_YEAR.sub(r"\1\2", text)
