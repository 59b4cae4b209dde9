"""What text in a DOCX looks like: colour, size and paper, through styles, cells and shapes."""

from dataclasses import dataclass
from typing import Any

from nexus_cli.documents.colours import WHITE, Colour, from_hex, stands_out
from nexus_cli.documents.docx_names import child_value, local, tag
from nexus_cli.documents.docx_shapes import has_shape_behind, is_filled
from nexus_cli.documents.reading import SMALLEST_POINTS, Trick

Background = Colour | None
"""None where it cannot be told, such as over a picture; text there counts as seen."""

_OFF = {"0", "false", "off", "none"}
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0", "white": "FFFFFF",
}  # fmt: skip
_MOST_STYLES = 20
"""A style may be based on another, and so on; a ring of them must end."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """The run properties that decide whether a run is seen; None where nothing sets them."""

    vanish: bool | None = None
    colour: str | None = None
    half_points: str | None = None
    shade: str | None = None

    def over(self, below: "_Looks") -> "_Looks":
        return _Looks(
            below.vanish if self.vanish is None else self.vanish,
            self.colour or below.colour,
            self.half_points or below.half_points,
            self.shade or below.shade,
        )


class Looks:
    """Looks up the styles of one document."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self._styles = {style.get(tag("styleId")): style for style in styles.iter(tag("style"))}
        defaults = styles.find("/".join(map(tag, ("docDefaults", "rPrDefault", "rPr"))))
        self._defaults = _looks_of(defaults)
        self._plain_paragraph = _default_style(self._styles, "paragraph")
        self._bullets = _bullet_lists(document)
        self._cache: dict[str | None, _Looks] = {}
        background = document.element.find(tag("background"))
        shade = from_hex(background.get(tag("color"))) if background is not None else None
        self._paper: Colour = shade or WHITE
        self._over_shapes = has_shape_behind(document)

    def paper(self, part: Any) -> Background:
        """Return what lies behind plain text in `part`."""
        return None if self._over_shapes else self._paper

    def behind_paragraph(self, paragraph: Any, behind: Background) -> Background:
        """Return the shading of `paragraph`, or of its style, or what lies behind it."""
        own = _shade(paragraph.find(tag("pPr")))
        if own is None:
            for style in self._chain(child_value(paragraph.find(tag("pPr")), "pStyle")):
                own = own or _shade(style.find(tag("pPr")))
        return own or behind

    def behind_table(self, table: Any, behind: Background) -> Background:
        """Return None when the style of `table` may shade some cells."""
        properties = table.find(tag("tblPr"))
        own = _shade(properties)
        for style in self._chain(child_value(properties, "tblStyle")):
            fills = {shade.get(tag("fill")) for shade in style.iter(tag("shd"))}
            if fills - {None, "auto"}:
                return own
        return own or behind

    def behind_cell(self, cell: Any, behind: Background) -> Background:
        """Return the shading of `cell`, or what lies behind it."""
        return _shade(cell.find(tag("tcPr"))) or behind

    def behind_box(self, box: Any, behind: Background) -> Background:
        """Return None for a text box that is filled or may lie on a shape; else what is behind."""
        for step in box.iterancestors():
            if local(step) in {"wsp", "shape", "rect", "roundrect"}:
                return None if is_filled(step) else behind
            if local(step) == "p":
                break
        return behind

    def trick_of(self, run: Any, paragraph: Any, behind: Background) -> Trick | None:
        """Return how `run` is hidden, None when a reader sees it."""
        own = run.find(tag("rPr"))
        paragraph_style = child_value(paragraph.find(tag("pPr")), "pStyle") or self._plain_paragraph
        looks = _looks_of(own).over(self._styled(child_value(own, "rStyle")))
        looks = looks.over(self._styled(paragraph_style)).over(self._defaults)
        if looks.vanish:
            return "NOT_DISPLAYED"
        if (points := _points(looks.half_points)) is not None and points < SMALLEST_POINTS:
            return "TINY"
        if _line_height(paragraph) < SMALLEST_POINTS:
            return "TINY"
        paper = from_hex(looks.shade) or behind
        ink = from_hex(looks.colour)
        if ink and paper and not stands_out(ink, paper):
            return "INVISIBLE"
        return None

    def is_heading(self, paragraph: Any) -> bool:
        """Tell whether `paragraph` has a heading or title style."""
        name = (child_value(paragraph.find(tag("pPr")), "pStyle") or "").lower()
        return name.startswith(("heading", "title"))

    def list_mark(self, paragraph: Any) -> str:
        """Return a bullet for an item of a bulleted list: Word keeps it out of the text."""
        properties = paragraph.find(tag("pPr"))
        for element in (properties, *(
            style.find(tag("pPr")) for style in self._chain(child_value(properties, "pStyle"))
        )):  # fmt: skip
            numbering = None if element is None else element.find(tag("numPr"))
            if numbering is not None:
                return "• " if child_value(numbering, "numId") in self._bullets else ""
        return ""

    def _styled(self, style_id: str | None) -> _Looks:
        if style_id not in self._cache:
            looks = _Looks()
            for style in self._chain(style_id):
                looks = looks.over(_looks_of(style.find(tag("rPr"))))
            self._cache[style_id] = looks
        return self._cache[style_id]

    def _chain(self, style_id: str | None) -> list[Any]:
        chain: list[Any] = []
        while style_id and len(chain) < _MOST_STYLES and style_id in self._styles:
            chain.append(self._styles[style_id])
            style_id = child_value(chain[-1], "basedOn")
        return chain


def _looks_of(properties: Any) -> _Looks:
    if properties is None:
        return _Looks()
    vanish = child_value(properties, "vanish")
    highlight = _HIGHLIGHTS.get(child_value(properties, "highlight") or "")
    return _Looks(
        None if vanish is None else vanish not in _OFF,
        child_value(properties, "color"),
        child_value(properties, "sz"),
        highlight or child_value(properties, "shd", "fill"),
    )


def _points(half_points: str | None) -> float | None:
    try:
        return float(half_points) / 2 if half_points else None
    except ValueError:
        return None


def _line_height(paragraph: Any) -> float:
    """Return the exact line height in points; infinite where the text sets it."""
    properties = paragraph.find(tag("pPr"))
    if child_value(properties, "spacing", "lineRule") != "exact":
        return float("inf")
    line = child_value(properties, "spacing", "line") or ""
    return int(line) / 20 if line.isdecimal() else float("inf")


def _shade(properties: Any) -> Colour | None:
    return from_hex(child_value(properties, "shd", "fill"))


def _default_style(styles: dict[str, Any], kind: str) -> str | None:
    for style_id, style in styles.items():
        if style.get(tag("type")) == kind and style.get(tag("default")) in ("1", "true"):
            return style_id
    return None


def _bullet_lists(document: Any) -> set[str]:
    """Return the ids of the lists whose first level is a bullet."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return set()
    bulleted = {
        abstract.get(tag("abstractNumId"))
        for abstract in numbering.iter(tag("abstractNum"))
        if child_value(abstract.find(tag("lvl")), "numFmt") == "bullet"
    }
    return {
        number.get(tag("numId"))
        for number in numbering.iter(tag("num"))
        if child_value(number, "abstractNumId") in bulleted
    }
