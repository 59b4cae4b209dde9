"""HTML and SVG elements as values: text is escaped when it goes in, so none is forgotten."""

from html import escape

from nexus_cli.text import safe

_VOID = frozenset({"meta", "br", "hr"})


class Markup(str):
    """Text that is markup already. Only `element` and `joined` make it."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | float | bool) -> Markup:
    """Return `<tag …>children</tag>`; plain strings are escaped and freed of control characters.

    A trailing underscore of an attribute is dropped and others become hyphens: `class_`,
    `aria_label`. True gives a bare attribute, False none.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{joined(*children)}</{tag}>")


def joined(*children: str) -> Markup:
    """Return children one after the other, escaped where they are plain text."""
    return Markup("".join(c if isinstance(c, Markup) else escape(safe(c)) for c in children))


def document(body: Markup) -> str:
    """Return a whole HTML5 document that begins with its doctype and ends with a newline."""
    return f"<!doctype html>\n{body}\n"


def stylesheet(css: str) -> Markup:
    """Return a style element; `css` is ours and goes in as it is."""
    return Markup(f"<style>{css}</style>")


def _attribute(key: str, value: str | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{escape(safe(str(value)))}"'
