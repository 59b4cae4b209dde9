"""As much of CSS as tells what is hidden: `tag`, `.class`, `#id` and their compounds.

Selectors with a combinator or a pseudo-class, and blocks behind an at-rule, are left out: what they
apply to depends on the page's shape, on its user or on the screen.
"""

import re

from bs4.element import Tag

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_SIMPLE = re.compile(r"(?P<tag>\*|[\w-]+)?(?P<marks>(?:[.#][\w-]+)*)")
_MARK = re.compile(r"([.#])([\w-]+)")
_MOST_RULES = 20_000

Style = dict[str, str]


class StyleSheet:
    """The rules of a page's `<style>` elements, by the last part of their selector."""

    def __init__(self, text: str) -> None:
        self._rules: dict[str, list[tuple[tuple[int, int, int], frozenset[str], Style]]] = {}
        for number, (selector, style) in enumerate(_rules(_COMMENT.sub("", text))):
            if number >= _MOST_RULES:
                break
            self._add(selector.strip(), style, number)

    def style_of(self, tag: Tag) -> Style:
        """Return the declarations that apply to `tag`, its own `style` attribute last."""
        names = _names_of(tag)
        matching = [
            (rank, style)
            for name in ("*", *names)
            for rank, needed, style in self._rules.get(name, ())
            if needed <= names
        ]
        matching.sort(key=lambda rule: rule[0])
        layers = [style for _, style in matching]
        if own := tag.get("style"):
            layers.append(_declarations(str(own)))
        return _cascade(layers)

    def _add(self, selector: str, style: Style, number: int) -> None:
        match = _SIMPLE.fullmatch(selector)
        if not match or not selector or not style:
            return
        marks = [kind + name for kind, name in _MARK.findall(match["marks"])]
        named = (match["tag"] or "*").lower()
        needed = frozenset([*marks, *([] if named == "*" else [named])])
        ids = sum(mark.startswith("#") for mark in marks)
        rank = (ids, len(marks) - ids, number)
        key = marks[-1] if marks else named
        self._rules.setdefault(key, []).append((rank, needed, style))


def _names_of(tag: Tag) -> set[str]:
    names = {tag.name.lower()}
    classes = tag.get("class")
    names |= {f".{name}" for name in (classes if isinstance(classes, list) else [])}
    if identity := tag.get("id"):
        names.add(f"#{identity}")
    return names


def _rules(text: str) -> list[tuple[str, Style]]:
    """Return each selector with its declarations; blocks within blocks are passed over."""
    rules: list[tuple[str, Style]] = []
    depth, start, selector = 0, 0, ""
    for brace in re.finditer(r"[{};]", text):
        if brace[0] == ";":
            if depth == 0:  # an at-rule without a block, such as @import
                start = brace.end()
            continue
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selector, start = text[start : brace.start()].strip(), brace.end()
            continue
        depth = max(0, depth - 1)
        if depth == 0:
            if not selector.startswith("@"):
                style = _declarations(text[start : brace.start()])
                rules += [(part, style) for part in selector.split(",")]
            start = brace.end()
    return rules


def _declarations(text: str) -> Style:
    style: Style = {}
    for declaration in _COMMENT.sub("", text).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            style[name.strip().lower()] = " ".join(value.split()).lower()
    return style


def _cascade(layers: list[Style]) -> Style:
    """Lay later declarations over earlier ones, `!important` ones last."""
    plain: Style = {}
    urgent: Style = {}
    for layer in layers:
        for name, value in layer.items():
            if value.endswith("!important"):
                urgent[name] = value.removesuffix("!important").strip()
            else:
                plain[name] = value
    return plain | urgent
