"""Shapes and pictures of a DOCX that give the text above them a paper of their own."""

from typing import Any

from nexus_cli.documents.colours import WHITE, from_hex
from nexus_cli.documents.docx_names import local


def has_shape_behind(document: Any) -> bool:
    """Tell whether a filled shape or a picture lies behind the text, in the body or a header."""
    parts = [document.element, *(
        banner._element
        for section in document.sections
        for banner in (section.header, section.first_page_header)
        if not banner.is_linked_to_previous
    )]  # fmt: skip
    return any(_lies_behind(element) for part in parts for element in part.iter())


def _lies_behind(element: Any) -> bool:
    name = local(element)
    if name == "anchor" and element.get("behindDoc") in ("1", "true"):
        return True
    return name in {"rect", "shape", "group"} and "z-index:-" in (element.get("style") or "")


def is_filled(shape: Any) -> bool:
    """Tell whether a drawing shape, or a VML one, is painted in another colour than white."""
    if shape.get("fillcolor") or shape.get("filled") in ("t", "true"):
        return (shape.get("fillcolor") or "").lower() not in ("white", "#ffffff", "window")
    for element in shape.iter():
        name = local(element)
        if name in {"gradFill", "blipFill", "pattFill"}:
            return True
        if name == "solidFill" and local(element.getparent()) == "spPr":
            colours = [from_hex(child.get("val")) for child in element]
            return colours != [WHITE]
        if name == "fillRef":
            return element.get("idx") not in (None, "0")
    return False
