"""Who speaks in a caption: a voice tag, a name before a colon, or a name on a line of its own."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from nexus_cli.documents.transcripts.captions import Cue
from nexus_cli.documents.transcripts.labels import (
    is_a_speaker,
    is_surely_a_speaker,
    label_of,
    looks_like_a_name,
)
from nexus_cli.documents.transcripts.talk import Piece, Talk

_VOICE = re.compile(r"<v(?:\.[\w.-]{1,60})?[ \t]+([^<>]{1,200})>", re.I)
_TAG = re.compile(r"</?[a-z0-9.:][^<>]{0,200}>|\{\\[^{}]{1,40}\}", re.I)
_NAMED = re.compile(
    r"^(?:[-–—]|>>)?\s*(\[[^\[\]]{1,60}\]|[^\s:][^:]{0,60}?)\s*:(?:\s+(?=\S)|$)|^\[([^\[\]:]{1,60})\]\s+(?=\S)"
)
_DASH = re.compile(r"^(?:[-–—]|>>)\s*")
_MANY_SPEAKERS = 12


def pieces_of_cues(cues: list[Cue], talk: Talk) -> Iterator[Piece]:
    """Yield what each cue says and who says it.

    A cue that names nobody goes on with the speaker before it, as captions do that give a name
    only where it changes; before the first name it is noted in `talk`.
    """
    speakers = _names_before_colons(cues)
    own_line = _names_on_own_lines(cues) if not speakers else frozenset[str]()
    current = ""
    nobody: list[Piece] = []
    for cue in cues:
        for speaker, text in _parts(cue, speakers, own_line):
            current = speaker or current
            words = unescape(_untagged(text)).strip()
            piece = Piece(current, words, cue.line, cue.start, cue.end)
            if current:
                yield piece
            elif words:
                nobody.append(piece)
    if not current:
        yield from nobody
    elif nobody:
        talk.skip(nobody[0].line, "Nobody is named as the speaker of this caption.")


def _untagged(text: str) -> str:
    return _TAG.sub("", text) if "<" in text or "{" in text else text


def _parts(
    cue: Cue, speakers: frozenset[str], own_line: frozenset[str]
) -> Iterator[tuple[str, str]]:
    lines = [line for line in cue.lines if line]
    text = "\n".join(lines)
    if "<" in text and _VOICE.search(text):
        before, *rest = _VOICE.split(text)
        if before.strip():
            yield "", before
        for name, words in zip(rest[::2], rest[1::2], strict=True):
            yield label_of(unescape(name)) or unescape(name).strip(), words
        return
    if len(lines) > 1 and _bare(lines[0]) in own_line:
        yield _bare(lines[0]), "\n".join(lines[1:])
        return
    speaker, said = "", list[str]()
    for line in lines:
        label, words = _named(_untagged(line))
        if label.casefold() in speakers:
            if said:
                yield speaker, "\n".join(said)
            speaker, said = label, [words]
        else:
            said.append(_DASH.sub("", line))
    if said:
        yield speaker, "\n".join(said)


def _named(line: str) -> tuple[str, str]:
    """Return the name before the words of `line`, empty when there is none, and the words."""
    found = _NAMED.match(line)
    if found is None:
        return "", line
    return label_of(found[1] or found[2]), line[found.end() :]


def _names_before_colons(cues: list[Cue]) -> frozenset[str]:
    """Return, in lower case, the labels that are speakers, by how they look and how often."""
    found: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for cue in cues:
        for line in cue.lines:
            if ":" in line or line.startswith("["):
                label, _ = _named(_untagged(line))
                found[label.casefold()] += 1
                shown.setdefault(label.casefold(), label)
    del found[""]
    share = sum(found.values()) / max(sum(len(cue.lines) for cue in cues), 1)
    return frozenset(key for key, times in found.items() if is_a_speaker(shown[key], times, share))


def _names_on_own_lines(cues: list[Cue]) -> frozenset[str]:
    """Return the names that stand alone on the first line of captions, as in Teams' documents."""
    firsts = Counter(_bare(cue.lines[0]) for cue in cues if len(cue.lines) > 1)
    del firsts[""]
    repeated = sum(times for times in firsts.values() if times > 1)
    if len(firsts) > _MANY_SPEAKERS or repeated < 0.5 * len(cues):
        return frozenset()
    return frozenset(firsts)


def _bare(line: str) -> str:
    label = label_of(line)
    return label if looks_like_a_name(label) or is_surely_a_speaker(label) else ""
