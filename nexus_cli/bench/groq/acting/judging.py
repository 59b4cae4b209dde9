"""Actors that judge badly: always the same level, quotes never said, lists in disorder."""

from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

from nexus_cli.bench.groq.acting.honest import honest, honest_form
from nexus_cli.bench.groq.acting.sheet import read_sheet
from nexus_cli.bench.groq.acting.told import Told, as_json, read_prompt

UNKNOWN = "zz99"
"""An id that no fence has."""
NEVER_SAID = "I led the whole migration and cut the cost by forty per cent within a single quarter"
_WORD_NEVER_SAID = "zeppelin"
_IDS = frozenset(
    {"addressed_to_reader", "addressed_to_grader", "lines", "achievements", "claims", "evidence"}
)
_NAMES = ("id", "area", "line", "requirement", "sentence")


def flatterer(body: dict[str, Any]) -> str:
    """Give everybody 5, every key point explained."""
    return _always(body, 5, "explained")


def miser(body: dict[str, Any]) -> str:
    """Give everybody 0, every key point absent."""
    return _always(body, 0, "absent")


def middle(body: dict[str, Any]) -> str:
    """Give everybody 3, every key point mentioned."""
    return _always(body, 3, "mentioned")


def fabricator(body: dict[str, Any]) -> str:
    """Quote what was never said, in turn with the question's words and with real ones disguised."""
    told = read_prompt(body)
    form = honest_form(told)
    if form is None:
        return honest(body) if told.form else f"You said: {NEVER_SAID}. How did you do that?"
    if told.form == "AnswerGrade":
        quotes = _made_up(told)
        for judged in (*form["points"], *form["dimensions"]):
            sentence, quote = next(quotes)
            judged |= {"sentence": sentence, "quote": quote}
            judged |= {"status": "explained", "gap": ""} if "status" in judged else {"level": 5}
        return as_json(form)
    return as_json(_invented(form))


def scrambler(body: dict[str, Any]) -> str:
    """Answer honestly, then turn every list round, with doubles, strangers and one left out."""
    told = read_prompt(body)
    form = honest_form(told)
    return honest(body) if form is None else as_json(_scrambled(form, ""))


def _always(body: dict[str, Any], level: int, status: str) -> str:
    told = read_prompt(body)
    form = honest_form(told)
    if form is None or told.form != "AnswerGrade":
        return honest(body)
    form["confidence"] = 5
    for point in form["points"]:
        point["status"] = status
    for dimension in form["dimensions"]:
        dimension["level"] = level
    return as_json(form)


def _made_up(told: Told) -> Iterator[tuple[str, str]]:
    """Yield sentence ids with quotes: two that must not hold, one near, and two that must hold."""
    sheet = read_sheet(told)
    said = [(line, " ".join(text.split()[:20])) for line, text in sheet.sentences.items()]
    asked = " ".join(sheet.question.text.split()[:12])
    for line, quote in cycle(said or [("", "")]):
        yield line, NEVER_SAID
        yield line, asked
        yield line, _one_word_changed(quote)
        yield line, f"“{quote.replace(chr(39), '’')}”"
        yield line, quote.swapcase()


def _one_word_changed(quote: str) -> str:
    words = quote.split()
    words[len(words) // 2 : len(words) // 2 + 1] = [_WORD_NEVER_SAID]
    return " ".join(words)


def _invented(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form with every free text made up, every quote near, every evidence a stranger."""
    made: dict[str, Any] = {}
    for name, value in form.items():
        if isinstance(value, list):
            made[name] = [_invented(v) if isinstance(v, dict) else UNKNOWN for v in value]
        elif name == "quote":
            made[name] = _one_word_changed(value)
        elif name in ("text", "what", "gap", "summary", "answer", "reason", "employer", "name"):
            made[name] = NEVER_SAID
        else:
            made[name] = value
    return made


def _scrambled(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _scrambled(held, key) for key, held in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = [_scrambled(item, name) for item in reversed(value)]
        if not any(key in items[0] for key in _NAMES):
            return items  # nothing to know them by
        kept = items[:-1] if len(items) > 2 else items
        return [*kept, kept[0], _stranger(kept[0])]
    if isinstance(value, list) and value and name in _IDS:
        return [UNKNOWN, *reversed(value), value[0]]
    return value


def _stranger(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item like `item` under an id that nobody gave out."""
    return {key: UNKNOWN if key in _NAMES else value for key, value in item.items()}
