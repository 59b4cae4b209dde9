"""JSON that other programs may rely on: stable order, and nothing a terminal would act on."""

import json
import re
from typing import Any

from nexus_cli.models.report import Report

# Legal inside a JSON string, yet a terminal may act on them or a reader be misled by them.
_UNSHOWABLE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def as_json(report: Report) -> str:
    """Return the whole report as one indented object, ending with a newline.

    Keys stand in the order of the model; the same report gives the same bytes.
    """
    return _shown(json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2)) + "\n"


def json_line(report: Report) -> str:
    """Return the report on one line without `run`, so that equal answers give equal bytes."""
    content: dict[str, Any] = report.model_dump(mode="json", exclude={"run"})
    return _shown(json.dumps(content, ensure_ascii=False, separators=(",", ":"))) + "\n"


def _shown(text: str) -> str:
    return _UNSHOWABLE.sub(lambda found: _escaped(found[0]), text)


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
