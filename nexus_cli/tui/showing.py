"""Text from outside, made fit for a widget: no escape sequences, and never read as markup."""

from textual.content import Content

from nexus_cli.text import safe


def shown(text: str, style: str = "") -> Content:
    """Return `text` exactly as it reads, in one style; square brackets stay square brackets."""
    return Content.styled(safe(text), style)


def joined(*parts: Content | str | tuple[str, str]) -> Content:
    """Return the parts in a row; a pair is text with its style. Every part is made safe."""
    safe_parts = [
        part
        if isinstance(part, Content)
        else shown(part)
        if isinstance(part, str)
        else shown(*part)
        for part in parts
    ]
    return Content.assemble(*safe_parts)
