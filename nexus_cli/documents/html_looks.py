"""How text inside an HTML element looks: what it inherits, and what hides it."""

import re
from dataclasses import dataclass, replace

from bs4.element import Tag

from nexus_cli.documents.colours import Colour, from_css, stands_out
from nexus_cli.documents.reading import SMALLEST_POINTS, Trick

_POINTS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 28.35, "mm": 2.835}
_ROOT_POINTS = 12.0
"""16 px, the default of browsers; parents whose size is unknown count as this."""
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*([a-z%]*)")
_FAR_POINTS = 700.0
"""Text moved this far left or up is off every screen; usual tricks use 9999 px."""
_FAINT = 0.1
_EXTENTS = ("width", "height", "max-width", "max-height")


@dataclass(frozen=True, slots=True)
class Looks:
    """Inherited by the text inside an element."""

    paper: Colour | None
    """None where it cannot be told; text there counts as seen."""
    ink: Colour = (0, 0, 0)
    opacity: float = 1.0
    points: float = _ROOT_POINTS
    is_visible: bool = True

    @property
    def trick(self) -> Trick | None:
        """How text with these looks is hidden."""
        if not self.is_visible:
            return "NOT_DISPLAYED"
        if self.points < SMALLEST_POINTS:
            return "TINY"
        if self.opacity < _FAINT or (self.paper and not stands_out(self.ink, self.paper)):
            return "INVISIBLE"
        return None


def looks_inside(
    tag: Tag, outer: Looks, style: dict[str, str], linked: bool
) -> tuple[Looks, Trick | None]:
    """Return the looks of the text in `tag`, and how `tag` hides all that is in it, if it does.

    `style` holds the declarations that apply; `linked` says that the page also has style sheets
    which are not at hand, so that classes and ids may mean more than is known.
    """
    looks = replace(outer, points=_font_size(style.get("font-size", ""), outer.points))
    if linked and (tag.get("class") or tag.get("id")) and tag.name != "body":
        looks = replace(looks, paper=None)
    looks = _painted(looks, style, tag)
    if visibility := style.get("visibility"):
        looks = replace(looks, is_visible=visibility not in ("hidden", "collapse"))
    return looks, _gone(tag, style)


def _painted(looks: Looks, style: dict[str, str], tag: Tag) -> Looks:
    ink = style.get("color") or (str(tag.get("color", "")) if tag.name == "font" else "")
    if parsed := from_css(ink):
        looks = replace(looks, ink=parsed[0], opacity=parsed[1])
    elif ink and ink not in ("inherit", "currentcolor"):
        looks = replace(looks, ink=(0, 0, 0), opacity=1.0)
    paper = style.get("background-color") or style.get("background") or str(tag.get("bgcolor", ""))
    if style.get("background-image", "none") != "none" or tag.get("background"):
        return replace(looks, paper=None)
    if not paper or paper in ("none", "inherit", "transparent", "initial"):
        return looks
    found = from_css(paper) or from_css(paper.split()[0])
    return replace(looks, paper=found[0] if found and found[1] > 0.5 else None)


def _gone(tag: Tag, style: dict[str, str]) -> Trick | None:
    if tag.has_attr("hidden") and "display" not in style:
        return "NOT_DISPLAYED"
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return "NOT_DISPLAYED"
    opacity = style.get("opacity", "1")
    if (number := _LENGTH.fullmatch(opacity)) and float(number[1]) < _FAINT and number[2] != "%":
        return "INVISIBLE"
    if _is_clipped(style):
        return "NOT_DISPLAYED"
    return "OFF_PAGE" if _is_far_away(style) else None


def _is_clipped(style: dict[str, str]) -> bool:
    if re.sub(r"[\s,]|px", "", style.get("clip", "")) in ("rect(0000)", "rect(1111)"):
        return True
    if re.fullmatch(r"inset\((?:100|50)%\)|circle\(0.*\)", style.get("clip-path", "")):
        return True
    if re.fullmatch(r"scale[xy]?\(0(?:\.0+)?\)", style.get("transform", "").lower()):
        return True
    sides = [_length(style.get(side, "")) for side in _EXTENTS]
    is_flat = any(side is not None and side <= 1 for side in sides)
    return is_flat and style.get("overflow", "") in ("hidden", "clip")


def _is_far_away(style: dict[str, str]) -> bool:
    if (_length(style.get("text-indent", "")) or 0) <= -_FAR_POINTS:
        return True
    moved = [_length(style.get(side, "")) or 0 for side in ("margin-left", "margin-top")]
    if style.get("position") in ("absolute", "fixed", "relative"):
        moved += [_length(style.get(side, "")) or 0 for side in ("left", "top", "right", "bottom")]
    shift = re.match(r"translate[xy]?\(\s*([^,)]+)", style.get("transform", "").lower())
    moved += [_length(shift[1]) or 0] if shift else []
    return min(moved) <= -_FAR_POINTS


def _font_size(value: str, outer: float) -> float:
    match = _LENGTH.fullmatch(value)
    if not match:
        return outer
    number, unit = float(match[1]), match[2]
    if unit in ("em", "%"):
        return outer * number / (100 if unit == "%" else 1)
    if unit == "rem":
        return _ROOT_POINTS * number
    return number * _POINTS.get(unit, 0.75)


def _length(value: str) -> float | None:
    match = _LENGTH.fullmatch(value)
    if not match:
        return None
    number, unit = float(match[1]), match[2]
    return number * (_ROOT_POINTS if unit in ("em", "rem") else _POINTS.get(unit, 0.75))
