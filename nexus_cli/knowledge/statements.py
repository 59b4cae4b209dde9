"""A job description cut into statements, each with what its heading makes of it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from nexus_cli.knowledge.lines import Line, read_lines


class Mode(StrEnum):
    """What the part of a job description that a statement stands in is about."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    DUTIES = "duties"
    OFFER = "offer"
    PROCESS = "process"
    ABOUT = "about"
    OTHER = "other"


# The first pattern that fits a heading decides, so narrow ones stand before wide ones.
_HEADINGS: tuple[tuple[Mode, str], ...] = (
    (
        Mode.PREFERRED,
        r"desirable|nice[ -]to[ -]have|preferred|bonus (?:points|skills|if)|^bonus$|pluses"
        r"|a plus\b|good to have"
        r"|optional|advantage|extra credit|would be (?:great|nice|good)|desired|even better",
    ),
    (
        Mode.PROCESS,
        r"how to apply|selection (?:process|criteria heading)|^applica|\binterview"
        r"|^sift|recruitment process",
    ),
    (
        Mode.REQUIRED,
        r"essential|requirement|\bmust\b|qualification|\byou(?:'ll| will)? (?:have|need|bring)\b"
        r"|^skills|skills you"
        r"|technical skills|key skills|required|who you are|about you|we(?:'re| are) looking for"
        r"|your profile"
        r"|your (?:skills|experience|background)|person specification|criteria|we expect"
        r"|^experience|knowledge"
        r"|skills|competenc|what we look for|ideal candidate|minimum|expert practitioner",
    ),
    (
        Mode.OFFER,
        r"benefit|we offer|^offer|\bpay\b|salary|compensation|perks|what you(?:'ll| will)? get"
        r"|hours|location|working"
        r" pattern|training|why (?:join|work)|in it for you|package|rewards?\b",
    ),
    (
        Mode.DUTIES,
        r"\byou(?:'ll| will)\b|responsibilit|duties|what you do|the role|^role|your (?:tasks?"
        r"|mission|day|role|job)"
        r"|day[ -]to[ -]day|job description|tasks|about the (?:role|job|position)|accountab"
        r"|deliver|leadership"
        r"|community|standards|^people$|main purpose|key activities",
    ),
    (
        Mode.ABOUT,
        r"about us|about the|^about\b|who we are|our (?:company|team|mission|story"
        r"|values)|company|introduction",
    ),
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!\bvs\.)\s+(?=[A-Z\"“(£$€*])")
_INLINE = re.compile(r"^(?P<label>[A-Z][\w '’/&-]{2,40}):\s+(?P<rest>\S.*)$", re.DOTALL)
# A sentence that ends in a colon announces a list, never the application process.
_NOT_ANNOUNCED = frozenset({Mode.PROCESS, Mode.ABOUT})
_LONGEST_HEADING = 8


@dataclass(frozen=True)
class Statement:
    """One sentence or bullet, verbatim but for line breaks, and the mode of its part."""

    text: str
    mode: Mode
    bullet: bool = False
    lead: str = ""
    """The bold or dashed words that open a bullet, such as `Problem resolution`."""


def read_statements(text: str) -> list[Statement]:
    """Return the statements of a job description in order; headings only set the mode.

    Wrapped lines are joined. A paragraph that opens with a known label, `Requirements: a; b`,
    takes its mode from it and is cut at semicolons.
    """
    statements: list[Statement] = []
    mode = Mode.OTHER
    for block in _blocks(text):
        heading = _heading_mode(block)
        if heading:
            mode = heading if heading is not Mode.OTHER or block.level else mode
            continue
        statements.extend(_cut(block, mode))
    return statements


def heading_text(line: Line) -> str:
    """Return a heading without its marks; empty when the line is no heading."""
    return line.text.rstrip(":").strip() if _looks_like_heading(line) else ""


def _blocks(text: str) -> list[Line]:
    """Lines with the lines that go on with them: paragraphs, bullets and headings."""
    blocks: list[Line] = []
    open_block = False
    for line in read_lines(text):
        if line.blank:
            open_block = False
        elif open_block and not line.bullet and not _looks_like_heading(line):
            last = blocks[-1]
            blocks[-1] = Line(
                last.number, f"{last.raw}\n{line.raw}", f"{last.text} {line.text}", last.bullet
            )
        else:
            blocks.append(line)
            open_block = not _looks_like_heading(line)
    return blocks


def _looks_like_heading(line: Line) -> bool:
    words = line.text.split()
    if line.level:
        return True
    if line.bullet or not words or len(words) > _LONGEST_HEADING or not line.text[0].isupper():
        return False
    if line.text.endswith(":"):
        return True
    bold = re.fullmatch(r"\s*(?:\*\*|__).+?(?:\*\*|__):?\s*", line.raw) is not None
    return bold or (
        len(words) <= 5 and not re.search(r"[.,;!?]", line.text) and bool(_mode_of(line.text))
    )


def _heading_mode(block: Line) -> Mode | None:
    if _looks_like_heading(block):
        return _mode_of(block.text) or Mode.OTHER
    if block.text.endswith(":") and not block.bullet:
        mode = _mode_of(block.text, skip=_NOT_ANNOUNCED)
        return mode or Mode.OTHER
    return None


def _mode_of(text: str, skip: frozenset[Mode] = frozenset()) -> Mode | None:
    plain = text.lower().replace("’", "'").strip(" :")
    fitting = (mode for mode, pattern in _HEADINGS if re.search(pattern, plain))
    return next((mode for mode in fitting if mode not in skip), None)


def _cut(block: Line, mode: Mode) -> list[Statement]:
    text = block.text
    inline = _INLINE.match(text)
    named = _mode_of(inline["label"]) if inline and not block.bullet else None
    if inline and named:
        mode, text = named, inline["rest"]
    if block.bullet:
        return [Statement(text, mode, bullet=True, lead=_lead(block))]
    pieces = [piece for sentence in _SENTENCE.split(text) for piece in _parts(sentence, named)]
    return [Statement(piece.strip(), mode) for piece in pieces if piece.strip()]


def _parts(sentence: str, named: Mode | None) -> list[str]:
    return re.split(r";\s+", sentence) if named else [sentence]


def _lead(block: Line) -> str:
    bold = re.match(r"\W*(?:\*\*|__)(?P<lead>[^*_]{3,60}?)[.:]?(?:\*\*|__)", block.raw)
    if bold:
        return bold["lead"].strip()
    dashed = re.match(r"(?P<lead>[A-Z][\w/&' -]{3,50}?)\s*(?:\s[-–—]\s|:\s)", block.text)
    return dashed["lead"].strip() if dashed and len(dashed["lead"].split()) <= 6 else ""
