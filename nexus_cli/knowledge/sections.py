"""A CV cut into named sections, from headings as real CVs have them."""

from dataclasses import dataclass

from nexus_cli.knowledge.headings import SectionKind, heading_kind
from nexus_cli.knowledge.lines import Line, read_lines

_IN_PLACE = frozenset({SectionKind.SKILLS, SectionKind.EXPERIENCE})
# Words that, with a colon, label a line under a role rather than open a section.
_LABELS = frozenset({SectionKind.SUMMARY, SectionKind.AWARDS, SectionKind.OTHER})


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it; the header of a CV is a section without heading."""

    kind: SectionKind
    heading: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The readable text under the heading."""
        return "\n".join(line.text for line in self.lines)


def split_sections(text: str) -> list[Section]:
    """Return the sections of a CV in order, each line of `text` in at most one of them.

    The first section has kind HEADER and may be empty. Two headings on one line, as columns leave
    them, make one section: experience if one of the two is, otherwise OTHER.
    """
    sections: list[Section] = []
    kind, heading, lines = SectionKind.HEADER, "", list[Line]()
    for line in read_lines(text):
        named = _heading(line, kind)
        if named is None:
            lines.append(line)
            continue
        sections.append(Section(kind, heading, tuple(lines)))
        (kind, rest), heading, lines = named, line.text, []
        if rest:
            lines.append(Line(line.number, line.raw, rest))
    return [*sections, Section(kind, heading, tuple(lines))]


def _heading(line: Line, current: SectionKind) -> tuple[SectionKind, str] | None:
    if line.blank or (line.bullet and not line.text.isupper()):
        return None
    kind = heading_kind(line.text)
    if kind:
        stays = current is SectionKind.EXPERIENCE and line.text.endswith(":") and kind in _LABELS
        return None if stays or not (line.text[:1].isupper() or line.level) else (kind, "")
    if line.level in (1, 2) and current is not SectionKind.HEADER:
        return SectionKind.OTHER, ""
    label, colon, rest = line.text.partition(":")
    kind = heading_kind(label) if colon and rest.strip() and label[:1].isupper() else None
    if kind is None or "\t" in label:
        return None
    if current in _IN_PLACE and kind is not SectionKind.EDUCATION:
        return None
    return kind, rest.strip()
