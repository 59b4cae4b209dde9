"""Whether the words so far sound like a finished answer, by rules that anyone can follow."""

import re
from dataclasses import dataclass

from nexus_cli.speech.open_words import (
    CLOSED_BY,
    HALF_OPEN,
    HESITATIONS,
    JOINING,
    OPEN,
    SUBJECTS,
    SUBORDINATORS,
)

_WORD = re.compile(r"[^\W_]+(?:['’.+#/-][^\W_]+)*[+#]*", re.UNICODE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$")
_BREAKS_OFF = re.compile(r"(?:\.\.\.|…|[,:;(–—-])[\"'”’]*$")
_CLOSING = re.compile(
    r"(?:^|[\s,.;!?])(?:(?:and |so |yeah,? |but |i think |i guess |i'd say )*"
    r"(?:that(?:'s| is| was|'d be| would be| should be) (?:(?:pretty much|basically|really|about"
    r"|probably|all|roughly|more or less|kind of) )*(?:it|all|everything|my answer|the gist"
    r"|how i(?:'d| would| did)? ?(?:do|did|handle|handled|approach|approached)? ?(?:it|that|this)?)"
    r"(?: really| from me| from my side| i have| i've got| then)?"
    r"|i (?:don't|do not) (?:really )?know|(?:i have )?no idea|i(?:'ve| have) never (?:done"
    r"|used) (?:that|it|this|one)|nothing (?:else|more)(?: to add)?|so yeah|i hope that"
    r" (?:answers|helps)[\w' ]{0,20}))[.!?]*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:yes|yeah|yep|no|nope|sure|exactly|correct|never|yes,? (?:i|we) (?:do|did|have|can|was"
    r"|am)|no,? (?:i|we) (?:don't|didn't|haven't|can't)|not (?:yet|really)|none|thank you)[.!]*",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(r"^(?:first|firstly|first of all|number one|one is)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:second|secondly|then|next|after that|afterwards|finally|lastly|third|also|number two"
    r"|two is|another|later|last)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[.!?,]\s")
_UNSURE = 0.2
_UNMARKED_AFTER = 12
_SHORTEST = 3
_SHORT_SENTENCE = 5
_LONE_CLAUSE = 8


@dataclass(frozen=True)
class Completeness:
    """How finished a text sounds, and why, in words for the countdown."""

    score: float
    """From 0, certainly more to come, to 1."""
    why: str
    closing: bool = False
    """True when the speaker said so: `that's it`, `I don't know`, or a plain yes or no."""


def sounds_complete(text: str) -> Completeness:
    """Return how finished `text`, English words with or without marks, sounds.

    The last words decide: a hesitation, an open word (conjunction, preposition, article, auxiliary,
    verb that wants an object), a mark that leaves a sentence open, a clause that cannot stand alone
    or a list that was only begun score 0 to 0.2. A final mark closes a sentence, though not surely:
    Whisper puts one after whatever it was given. So a later sentence of fewer than five words and a
    clause that is one word past its subject score 0.2: in the model answers of the question packs
    3 % of the sentences end so, and 7 % of the places within one. Without a final mark, a text that
    has marks elsewhere scores 0.2; a recogniser that writes none is not held to them.
    """
    said = " ".join(text.split()).replace("’", "'")
    tokens = [match.group().lower() for match in _WORD.finditer(said)]
    if not tokens:
        return Completeness(0.0, "nothing was said yet")
    if _CLOSING.search(said) or _WHOLE.fullmatch(said):
        return Completeness(1.0, "you said that this is all", closing=True)
    return _open_end(said, tokens) or _open_clause(said, tokens) or _by_marks(said, tokens)


def has_marks(text: str) -> bool:
    """Return whether `text` has marks within it, as from a recogniser that writes them."""
    return _MARKED.search(text) is not None


def _open_end(said: str, tokens: list[str]) -> Completeness | None:
    """Judge the very last word and mark."""
    last = tokens[-1]
    before = tokens[-2] if len(tokens) > 1 else ""
    if last in HESITATIONS:
        return Completeness(0.0, f"you said “{last}”")
    half = last in HALF_OPEN and before not in CLOSED_BY.get(last, frozenset())
    if last in OPEN or (half and not _ENDS.search(said)):
        return Completeness(0.0, f"“{last}” sounds as if more is coming")
    if half:
        return Completeness(_UNSURE, f"“{last}” may not be the last word")
    if _BREAKS_OFF.search(said):
        return Completeness(0.0, "the sentence breaks off")
    if len(tokens) < _SHORTEST:
        return Completeness(0.2, "that was very short")
    return None


def _open_clause(said: str, tokens: list[str]) -> Completeness | None:
    """Judge the last sentence and its last clause."""
    sentence = _SENTENCE_END.split(said)[-1]
    inside = [match.group().lower() for match in _WORD.finditer(sentence)]
    alone = "," not in sentence and "then" not in inside
    if inside and inside[0] in SUBORDINATORS and alone and len(inside) <= _LONE_CLAUSE:
        return Completeness(0.1, f"a sentence that begins with “{inside[0]}” wants an end")
    begun = len(inside) < _SHORTEST < len(tokens) or tokens[-2] in JOINING
    if begun and not _ENDS.search(said.rstrip(".")):
        return Completeness(0.2, "the last sentence has only begun")
    if len(inside) < min(_SHORT_SENTENCE, len(tokens)) or tokens[-2] in SUBJECTS:
        return Completeness(_UNSURE, "the last sentence may have only begun")
    openings = [s for s in _SENTENCE_END.split(said) if _OPENS_LIST.match(s)]
    if openings and not _GOES_ON.search(said[said.rindex(openings[-1]) + len("first") :]):
        return Completeness(0.2, "you began a list")
    return None


def _by_marks(said: str, tokens: list[str]) -> Completeness:
    if _ENDS.search(said):
        return Completeness(1.0, "the sentence is complete")
    if len(tokens) >= _UNMARKED_AFTER and not has_marks(said):
        return Completeness(1.0, "the last words sound complete")
    return Completeness(_UNSURE, "the sentence has no end yet")
