"""Colours as a reader sees them: parsed from CSS and Word, and compared."""

import re

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

_LEAST_DIFFERENCE = 32
"""Of 255 in one channel, the same bound as for drawn PDF pages."""
_NAMES: dict[str, Colour] = {
    "white": WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "mintcream": (245, 255, 250),
    "azure": (240, 255, 255), "aliceblue": (240, 248, 255), "seashell": (255, 245, 238),
    "honeydew": (240, 255, 240), "black": (0, 0, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "navy": (0, 0, 128), "teal": (0, 128, 128), "maroon": (128, 0, 0), "purple": (128, 0, 128),
    "yellow": (255, 255, 0), "orange": (255, 165, 0),
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.I)
_NUMBER = r"(\d+\.?\d*%?|\.\d+%?)"
_RGB = re.compile(rf"rgba?\(\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+{_NUMBER}(?:[\s,/]+{_NUMBER})?\s*\)")


def stands_out(ink: Colour, paper: Colour) -> bool:
    """Tell whether a reader can see `ink` on `paper`."""
    return max(abs(a - b) for a, b in zip(ink, paper, strict=True)) >= _LEAST_DIFFERENCE


def from_hex(value: str | None) -> Colour | None:
    """Return the colour of `1F4E79` or `#1F4E79`; None for any other word, such as `auto`."""
    match = _HEX.fullmatch(value or "")
    if not match:
        return None
    digits = match[1] if len(match[1]) > 4 else "".join(2 * digit for digit in match[1])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def from_css(value: str) -> tuple[Colour, float] | None:
    """Return colour and opacity (0 to 1) of a CSS colour; None for one that is not understood."""
    value = value.strip().lower()
    if value == "transparent":
        return WHITE, 0.0
    if value in _NAMES:
        return _NAMES[value], 1.0
    if value.startswith("#") and (colour := from_hex(value)):
        digits = value[1:]
        alpha = digits[3] * 2 if len(digits) == 4 else digits[6:] if len(digits) == 8 else "ff"
        return colour, int(alpha, 16) / 255
    if match := _RGB.fullmatch(value):
        red, green, blue = (_channel(part) for part in match.group(1, 2, 3))
        return (red, green, blue), _fraction(match[4]) if match[4] else 1.0
    return None


def _channel(part: str) -> int:
    value = float(part[:-1]) * 2.55 if part.endswith("%") else float(part)
    return max(0, min(255, round(value)))


def _fraction(part: str) -> float:
    return float(part[:-1]) / 100 if part.endswith("%") else float(part)
