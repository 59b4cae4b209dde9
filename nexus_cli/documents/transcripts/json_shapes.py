"""From parsed JSON to pieces of talk: the list of turns in it, or its words, or its text."""

from typing import Any

from nexus_cli.documents.transcripts.json_text import LineFinder, objects_in
from nexus_cli.documents.transcripts.json_turns import (
    NOT_TALK,
    end_in,
    speaker_in,
    start_in,
    text_in,
    word_in,
)
from nexus_cli.documents.transcripts.talk import Piece, Talk

Record = dict[str, Any]

_SLOWEST_WORDS_A_SECOND = 0.1
"""Slower than anybody talks: then the times are milliseconds."""
_EPOCH = 1e8
"""Times beyond three years are dates, of which the first is the beginning."""


def read_records(value: Any, text: str) -> Talk:
    """Return the talk in JSON of any known shape; an empty one when there is none."""
    talk = Talk()
    records = _best_list(value)
    if records is None:
        return talk
    names = _names_by_id(value)
    finder = LineFinder(text)
    for place, record in enumerate(records, 1):
        _add(record, place, names, finder, talk)
    fix_times(talk.pieces)
    return talk


def _add(record: Any, place: int, names: dict[str, str], finder: LineFinder, talk: Talk) -> None:
    if not isinstance(record, dict):
        talk.skip(finder.line_of(""), f"Record {place} is no turn.")
        return
    speaker, said = speaker_in(record), text_in(record)
    line = finder.line_of(said)
    if speaker.casefold() in NOT_TALK or record.get("type") in {"system", "tool"}:
        talk.skip(line, f"Record {place} is no talk but a message of the {speaker or 'system'}.")
    elif said:
        speaker = names.get(speaker, speaker)
        talk.pieces.append(Piece(speaker, said, line, start_in(record), end_in(record)))
    else:
        talk.skip(line, f"Record {place} holds no words.")


def _best_list(value: Any) -> list[Any] | None:
    """Return the list that looks most like turns: texts with speakers before texts without."""
    best: tuple[float, list[Any]] = (0.0, [])
    for key, held in objects_in(value):
        if not isinstance(held, list) or not held:
            continue
        score = _score(key, held)
        if score > best[0]:
            best = (score, held)
    words = _best_words(value) if best[0] < _WITH_SPEAKERS else None
    if words is not None:
        return words
    return best[1] if best[0] else None


_WITH_SPEAKERS = 2.0


def _score(key: str, held: list[Any]) -> float:
    sample = [item for item in held[:60] if isinstance(item, dict)]
    if not sample or 2 * len(sample) < len(held[:60]):
        return 0.0
    said = sum(1 for item in sample if " " in text_in(item)) / len(sample)
    if not said or (key in {"words", "items", "elements"} and said < 0.5):
        return 0.0
    speakers = {speaker for item in sample if (speaker := speaker_in(item))}
    named = sum(1 for item in sample if speaker_in(item)) / len(sample)
    several = 1.0 if len(speakers) > 1 else 0.3
    return said + (_WITH_SPEAKERS * named * several if named > 0.5 else 0.0)


def _best_words(value: Any) -> list[Record] | None:
    """Return turns made of single words that each name their speaker, as Deepgram's do."""
    for _, held in objects_in(value):
        if not isinstance(held, list) or len(held) < 2:
            continue
        words = [item for item in held if isinstance(item, dict) and word_in(item)]
        if len({speaker_in(word) for word in words} - {""}) > 1:
            return _runs(words)
    return None


def _runs(words: list[Record]) -> list[Record]:
    runs: list[Record] = []
    for word in words:
        speaker = speaker_in(word)
        if not runs or (speaker and speaker != runs[-1]["speaker"]):
            runs.append({"speaker": speaker, "words": []})
        runs[-1]["words"].append(word)
    return runs


def _names_by_id(value: Any) -> dict[str, str]:
    """Return what lists such as `speakers` and `parties` call the speakers by number or id."""
    names: dict[str, str] = {}
    for key, held in objects_in(value):
        if "speaker" not in key.lower() and key.lower() not in {"parties", "participants"}:
            continue
        if isinstance(held, dict):
            pairs = [(str(label), name) for label, name in held.items()]
        else:
            pairs = [(_id(item), item.get("name")) for item in held if isinstance(item, dict)]
        for label, name in pairs:
            if label and isinstance(name, str) and name.strip() and len(name) < 80:
                names[f"Speaker {label}"] = names[label] = " ".join(name.split())
    return names


def _id(item: Record) -> str:
    keys = ("id", "speakerId", "speaker_id", "speaker", "label")
    return next((str(item[key]) for key in keys if isinstance(item.get(key), str | int)), "")


def fix_times(pieces: list[Piece]) -> None:
    """Turn the times of `pieces` into seconds from the beginning of the recording."""
    times = [piece.start for piece in pieces if piece.start is not None]
    if not times:
        return
    zero = min(times) if min(times) > _EPOCH else 0.0
    words = sum(len(piece.text.split()) for piece in pieces)
    length = max(times) - zero
    unit = 1000.0 if length and words / length < _SLOWEST_WORDS_A_SECOND else 1.0
    for piece in pieces:
        piece.start = None if piece.start is None else max(piece.start - zero, 0.0) / unit
        piece.end = None if piece.end is None else max(piece.end - zero, 0.0) / unit
