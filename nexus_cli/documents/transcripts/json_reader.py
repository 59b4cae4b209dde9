"""JSON and JSONL: which of the known shapes a file has, and the talk in it."""

from typing import Any

from nexus_cli.documents.transcripts import json_pairs, json_shapes, json_text
from nexus_cli.documents.transcripts.limits import MAX_LINES, too_large
from nexus_cli.documents.transcripts.lines import read_lines
from nexus_cli.documents.transcripts.talk import Talk
from nexus_cli.errors import TranscriptError
from nexus_cli.models.transcript import TranscriptKind


def read_json(name: str, text: str) -> tuple[TranscriptKind, Talk]:
    """Return the kind and the talk of JSON or JSONL.

    Raises TranscriptError with the line where it breaks off, or when no shape fits.
    """
    if _is_jsonl(text):
        return TranscriptKind.JSONL, _read_jsonl(name, text)
    value = json_text.parse(name, text)
    if json_pairs.is_export(value):
        return TranscriptKind.NEXUS, json_pairs.read_export(name, text)
    talk = json_pairs.read_pairs(value, text) or json_shapes.read_records(value, text)
    if not talk.pieces and not talk.exchanges:
        talk = _read_text_inside(value) or talk
    if not talk.pieces and not talk.exchanges:
        raise TranscriptError(
            f"{name}, line 1: the JSON holds no list of turns with words in them.",
            'Give it as a list of {"speaker": …, "text": …}, or as WebVTT or text.',
            line=1,
        )
    return TranscriptKind.JSON, talk


def _is_jsonl(text: str) -> bool:
    """Whether the first line is an object that ends on it, and the next begins one."""
    first, _, rest = text.strip().partition("\n")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip()[:1] == "{"


def _read_jsonl(name: str, text: str) -> Talk:
    json_text.check_size(name, text)
    if text.count("\n") > MAX_LINES:
        raise too_large(name, f"{MAX_LINES:,} lines")
    talk = Talk()
    numbered = json_pairs.records_of_lines(name, text, talk)
    values = [value for _, value in numbered]
    inner = [value["messages"] for value in values if _has_messages(value)]
    if len(inner) > 1:
        raise TranscriptError(
            f"{name}, line {numbered[1][0]}: a second conversation begins here.",
            "Save each interview as a file of its own.",
            line=numbered[1][0],
        )
    found = json_pairs.read_pairs(values, text) or json_shapes.read_records(values, text)
    if not found.pieces and not found.exchanges:
        raise TranscriptError(
            f"{name}, line 1: the lines of JSON hold no words that somebody said.",
            'Give each turn as {"speaker": …, "text": …} on a line.',
            line=1,
        )
    found.unread[:0] = talk.unread
    return found


def _has_messages(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("messages"), list)


def _read_text_inside(value: Any) -> Talk | None:
    """Return the talk in a transcript that is one string of JSON, or a list of its lines."""
    longest = ""
    for _, held in json_text.objects_in(value):
        items = list(held.values()) if isinstance(held, dict) else held
        strings = [item for item in items if isinstance(item, str)]
        if isinstance(held, list) and len(strings) > 1:
            strings.append("\n".join(strings))
        longest = max([longest, *strings], key=len)
    talk = read_lines(longest) if "\n" in longest.strip() else None
    return talk if talk and talk.pieces else None
