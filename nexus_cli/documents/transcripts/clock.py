"""Times as transcripts write them: `1:02:03.5`, `00:05,120`, `3723.5s`, `PT1H2M3S`, `4m 5s`."""

import re

TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,9})?"
"""A pattern of minutes and seconds, with hours or a fraction or both; it has no group."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,9})?)")
_UNITS = re.compile(
    r"(?:PT)?(?=\d)(?:(\d{1,4}) ?h)?\s?(?:(\d{1,5}) ?m(?:in)?)?\s?(?:(\d{1,9}(?:\.\d{1,9})?) ?s?)?",
    re.IGNORECASE,
)


def seconds(text: str) -> float | None:
    """Return the seconds that `text` stands for, or None when it is no time."""
    text = text.strip()
    found = _CLOCK.fullmatch(text) or _UNITS.fullmatch(text)
    if found is None:
        return None
    hours, minutes, rest = found.groups()
    return float(
        int(hours or 0) * 3600 + int(minutes or 0) * 60 + float((rest or "0").replace(",", "."))
    )
