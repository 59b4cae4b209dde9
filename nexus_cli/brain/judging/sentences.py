"""What a person said as numbered sentences; what was meant for the grader is not among them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nexus_cli.brain.prompting import Block, fenced, neutral, tokens_of
from nexus_cli.models.grade import Evidence
from nexus_cli.scoring.injection import injected_places, injected_span
from nexus_cli.scoring.offtask import off_task_places
from nexus_cli.scoring.points import Target
from nexus_cli.scoring.quotes import Source
from nexus_cli.scoring.sources import Spoken
from nexus_cli.scoring.tokens import parse

_SHORT = 25
"""Characters below which a sentence shares the number of the next: numbers cost tokens."""
_FOLLOW_UP_SHARE = 0.4
"""What a long follow-up keeps of the room when the answer alone would fill it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer or of the follow-up, `[start, end)` in that text."""

    source: Source
    start: int
    end: int

    def overlaps(self, quote: Evidence) -> bool:
        """Tell whether some of the quote stands in this sentence."""
        return self.source == quote.source and self.start < quote.end and quote.start < self.end


@dataclass(frozen=True, slots=True)
class Numbered:
    """Both texts as they stand in a prompt, and the way back."""

    spoken: Spoken
    answer: Block
    follow_up: Block
    sentences: Mapping[str, Sentence]
    """By id, `a1` or `f1`."""
    hidden: tuple[Sentence, ...]
    """Sentences that hold instructions or requests to whoever reads; no model sees them."""
    is_cut: bool
    """The end was left out because it did not fit."""

    def text(self, source: Source) -> str:
        """Return the text that `source` names."""
        return self.spoken.answer if source == "answer" else self.spoken.follow_up

    def left(self, source: Source) -> str:
        """Return the text that `source` names without its hidden sentences."""
        text = self.text(source)
        for sentence in reversed(self.hidden):
            if sentence.source == source:
                text = f"{text[: sentence.start]} {text[sentence.end :]}"
        return text.strip()


def numbered(spoken: Spoken, target: Target, nonce: str, tokens: int) -> Numbered:
    """Return the sentences of `spoken` behind two fences of together at most `tokens`.

    Hidden are sentences that touch what `injected_span` finds in both texts taken as one, and
    those that the offline scorer leaves out as requests to its reader.
    """
    marked = _addressed(spoken, target)
    every = [*_sentences(spoken.answer, "answer"), *_sentences(spoken.follow_up, "follow_up")]
    shift = len(spoken.answer) + 1
    hidden = [s for s in every if _touches(s, marked, 0 if s.source == "answer" else shift)]
    shown = [sentence for sentence in every if sentence not in hidden]
    first = _joined(spoken.answer, [s for s in shown if s.source == "answer"])
    second = _joined(spoken.follow_up, [s for s in shown if s.source == "follow_up"])
    follow_up = _block("follow_up", spoken.follow_up, second, nonce, tokens)
    room = min(_length(follow_up), int(tokens * _FOLLOW_UP_SHARE))
    answer = _block("answer", spoken.answer, first, nonce, tokens - room)
    follow_up = _block("follow_up", spoken.follow_up, second, nonce, tokens - _length(answer))
    ids = {**_by_id(answer, spoken.answer, first), **_by_id(follow_up, spoken.follow_up, second)}
    is_cut = _is_cut(answer) or _is_cut(follow_up)
    return Numbered(spoken, answer, follow_up, ids, tuple(hidden), is_cut)


def _addressed(spoken: Spoken, target: Target) -> list[tuple[int, int]]:
    """Return the spans of both texts taken as one that are meant for the reader."""
    passage = parse(spoken.text)
    span = injected_span(spoken.text)
    places = injected_places(target, passage) | off_task_places(target, passage)
    tokens = [passage.tokens[place] for place in sorted(places)]
    return [*([span] if span else []), *((token.start, token.end) for token in tokens)]


def _touches(sentence: Sentence, spans: list[tuple[int, int]], shift: int) -> bool:
    start, end = sentence.start + shift, sentence.end + shift
    return any(a < end and start < b for a, b in spans)


def _sentences(text: str, source: Source) -> Iterator[Sentence]:
    for start, end in parse(text).sentences:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        if neutral(piece):
            yield Sentence(source, first, first + len(piece.strip()))


def _joined(text: str, sentences: list[Sentence]) -> list[Sentence]:
    """Return the sentences with each short one joined to the one that follows it directly."""
    joined: list[Sentence] = []
    for sentence in sentences:
        last = joined[-1] if joined else None
        is_short = last and last.end - last.start < _SHORT
        if last and is_short and not text[last.end : sentence.start].strip():
            joined[-1] = Sentence(last.source, last.start, sentence.end)
        else:
            joined.append(sentence)
    return joined


def _block(name: str, text: str, sentences: list[Sentence], nonce: str, tokens: int) -> Block:
    lines = [text[s.start : s.end] for s in sentences]
    return fenced(name, lines, nonce, prefix=name[0], tokens=tokens)


def _by_id(block: Block, text: str, sentences: list[Sentence]) -> dict[str, Sentence]:
    """Return the sentences that the fence kept, by the id it gave them; it keeps their order."""
    left = iter(sentences)
    return {
        name: next(s for s in left if text[s.start : s.end] == line)
        for name, line in block.lines.items()
    }


def _length(block: Block) -> int:
    return sum(tokens_of(line) + 1 for line in block.text.split("\n")[1:-1])


def _is_cut(block: Block) -> bool:
    first = next(iter(block.lines.items()), None)
    whole = first is None or f"{first[0]}| {neutral(first[1])}\n" in block.text
    return bool(block.left_out) or not whole
