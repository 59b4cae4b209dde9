"""Names of WordprocessingML elements (ECMA-376, part 1)."""

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tag(name: str) -> str:
    """Return the qualified name of the element or attribute `w:name`."""
    return _W + name


def local(element: Any) -> str:
    """Return the name of `element` without its namespace; nothing for a comment."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def child_value(parent: Any, name: str, attribute: str = "val") -> str | None:
    """Return an attribute of the child `w:name` of `parent`.

    An empty string stands for a child without the attribute, None for no child.
    """
    if parent is None:
        return None
    child = parent.find(tag(name))
    return None if child is None else child.get(tag(attribute)) or ""
