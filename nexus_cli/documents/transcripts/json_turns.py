"""The fields of JSON records that say who spoke, what and when, as common tools name them."""

import re
from datetime import datetime
from typing import Any

from nexus_cli.documents.transcripts.clock import seconds
from nexus_cli.documents.transcripts.labels import ROLES

TEXTS = (
    "text", "content", "utterance", "transcript", "message", "body", "value", "sentence",
    "dialogue", "speech", "display", "caption", "line", "said", "words", "sentences", "elements",
    "terms", "blocks", "nBest", "alternatives",
)  # fmt: skip
"""What was said; the last of them hold lists of words or sentences."""
SPEAKERS = (
    "speaker_name", "speakerName", "speaker", "speaker_label", "speakerLabel", "name", "author",
    "participant", "user_name", "userName", "displayName", "role", "from", "user", "who", "sender",
    "speaker_id", "speakerId", "speaker_tag", "speakerTag", "channel", "channelTag",
)  # fmt: skip
_STARTS = (
    "start", "start_time", "startTime", "start_seconds", "start_ts", "ts", "timestamp", "time",
    "begin", "offset", "start_timestamp", "time_in_call_secs", "time_in_seconds", "startOffset",
    "audioStart", "start_offset", "start_ms", "startMs", "offsetMilliseconds",
)  # fmt: skip
_ENDS = (
    "end", "end_time", "endTime", "end_seconds", "end_ts", "stop", "end_timestamp", "endOffset",
    "end_ms", "endMs",
)  # fmt: skip
_MILLISECONDS = re.compile(r"ms$|millis", re.I)
NOT_TALK = frozenset({"system", "developer", "tool", "function", "summary"})


def speaker_in(record: dict[str, Any]) -> str:
    """Return who speaks in `record`, empty when it does not say.

    A role that tells interviewer from candidate goes before a name.
    """
    role = record.get("role")
    if (
        isinstance(role, str)
        and role.casefold().split()[:1]
        and role.casefold().split()[0] in ROLES
    ):
        named = record.get("name") or record.get("speaker")
        if not isinstance(named, str) or role.casefold() not in {"participant", "speaker"}:
            return role.strip()
    for key in SPEAKERS:
        if key in record and (name := _name(record[key])):
            return name
    return ""


def _name(value: Any) -> str:
    if isinstance(value, dict):
        keys = ("name", "displayName", "display_name", "label", "email", "id")
        return next((name for key in keys if key in value and (name := _name(value[key]))), "")
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return f"Speaker {value}"
    if not isinstance(value, str):
        return ""
    name = " ".join(value.split())
    return f"Speaker {name}" if name.isdecimal() or re.fullmatch("[A-Z]", name) else name[:80]


def text_in(record: dict[str, Any]) -> str:
    """Return what is said in `record`, from a string or from the words in a list."""
    for key in TEXTS:
        if key in record and (text := _text(record[key])):
            return text
    return ""


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return text_in(value)
    if not isinstance(value, list) or not value:
        return ""
    first = value[0]
    if isinstance(first, str):
        return " ".join(item for item in value if isinstance(item, str)).strip()
    if not isinstance(first, dict):
        return ""
    if "nBest" in first or "display" in first or ("confidence" in first and "transcript" in first):
        return text_in(first)  # rival readings of the same sound, the best first
    return joined_words([item for item in value if isinstance(item, dict)])


def joined_words(words: list[dict[str, Any]]) -> str:
    """Return the text of timed words; punctuation marks stick to the word before them."""
    text = ""
    for word in words:
        piece = word_in(word)
        if not piece:
            continue
        glued = not text or piece[0] in ".,?!;:)" or text[-1].isspace() or piece[0].isspace()
        text += piece if glued else f" {piece}"
    return " ".join(text.split())


def word_in(word: dict[str, Any]) -> str:
    """Return one word of a list of words."""
    for key in ("punctuated_word", "word", "text", "value", "content", "transcript"):
        if isinstance(word.get(key), str):
            return str(word[key])
    rivals = word.get("alternatives")
    if isinstance(rivals, list) and rivals and isinstance(rivals[0], dict):
        return word_in(rivals[0])
    return ""


def start_in(record: dict[str, Any]) -> float | None:
    """Return when `record` begins, in the unit that the file uses."""
    return _time(record, _STARTS, first=True)


def end_in(record: dict[str, Any]) -> float | None:
    """Return when `record` ends, in the unit that the file uses."""
    return _time(record, _ENDS, first=False)


def _time(record: dict[str, Any], keys: tuple[str, ...], *, first: bool) -> float | None:
    for key in keys:
        if key in record and (at := _number(record[key])) is not None:
            return at / 1000 if _MILLISECONDS.search(key) else at
    for key in ("words", "elements", "sentences", "terms"):
        words = record.get(key)
        if isinstance(words, list) and words:
            timed = [word for word in words if isinstance(word, dict) and _has_time(word)]
            if timed:
                return _time(timed[0] if first else timed[-1], keys, first=first)
    return None


def _has_time(word: dict[str, Any]) -> bool:
    return any(key in word for key in _STARTS)


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value < 1e15 else None
    if isinstance(value, dict):
        return next((at for item in value.values() if (at := _number(item)) is not None), None)
    if not isinstance(value, str) or not value or len(value) > 40:
        return None
    at = seconds(value)
    if at is not None:
        return at
    try:
        return datetime.fromisoformat(value).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
