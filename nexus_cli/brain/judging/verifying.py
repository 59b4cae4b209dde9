"""A model's quotes, found in what the person said or refused."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from nexus_cli.brain.judging.sentences import Numbered, Sentence
from nexus_cli.models.grade import Evidence
from nexus_cli.scoring import find_quote
from nexus_cli.scoring.clauses import LONGEST_QUOTE
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.quotes import Source, evidence
from nexus_cli.scoring.tokens import parse
from nexus_cli.scoring.wordlists import NEGATORS

_NEAR = 90
"""The rapidfuzz ratio from which a quote is a slip of copying: one short word in twenty words."""
_LONGEST_CHECKED = 600
"""Characters; twenty words were asked for."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks quotes against one answer; `addressed` are sentences that can be evidence for nothing.

    Hidden sentences never are, nor are words that the question itself says.
    """

    said: Numbered
    question: str
    addressed: tuple[Sentence, ...] = ()

    def verify(self, sentence_id: str, quote: str) -> Evidence | None:
        """Return the text's own words for `quote`, or None when they are not there.

        It is looked for in the named sentence, then anywhere, then in the named sentence once more
        allowing for a slip of copying; numbers and negation must then be the same.
        """
        if len(quote) > _LONGEST_CHECKED or not parse(quote).content:
            return None
        if find_quote(self.question, quote):
            return None
        named = self.said.sentences.get(sentence_id.strip().lower())
        found = self._exact(named, quote) if named else None
        found = found or self._anywhere(quote) or (self._near(named, quote) if named else None)
        if found is None or not self.counts(found):
            return None
        return self._shortened(found)

    def _exact(self, sentence: Sentence, quote: str) -> Evidence | None:
        text = self.said.text(sentence.source)
        found = find_quote(text[sentence.start : sentence.end], quote, sentence.source)
        return self._shifted(found, sentence.start) if found else None

    def _anywhere(self, quote: str) -> Evidence | None:
        for sentence in self.said.sentences.values():
            found = self._exact(sentence, quote)
            if found and self.counts(found):
                return found
        sources: tuple[Source, ...] = ("answer", "follow_up")
        return next((e for s in sources if (e := find_quote(self.said.text(s), quote, s))), None)

    def _near(self, sentence: Sentence, quote: str) -> Evidence | None:
        """Return the words of the sentence that come closest, from a ratio of 90 up."""
        text = self.said.text(sentence.source)
        words = [m.span() for m in _WORD.finditer(text, sentence.start, sentence.end)]
        length = len(quote.split())
        spans = [
            (words[first][0], words[first + size - 1][1])
            for size in (length, length - 1, length + 1)
            for first in range(len(words) - size + 1)
            if size > 0
        ]
        windows = [fold(text[a:b]).text for a, b in spans]
        wanted = fold(" ".join(quote.split())).text
        best = process.extractOne(wanted, windows, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if best is None or _binding(best[0]) != _binding(wanted):
            return None
        return evidence(text, *spans[best[2]], sentence.source)

    def counts(self, quote: Evidence) -> bool:
        """Tell whether whole words, and none that are closed, make up this piece of the text."""
        text = self.said.text(quote.source)
        closed = (*self.said.hidden, *self.addressed)
        is_whole = not _inside_word(text, quote.start) and not _inside_word(text, quote.end)
        return is_whole and not any(sentence.overlaps(quote) for sentence in closed)

    def _shifted(self, found: Evidence, by: int) -> Evidence:
        return found.model_copy(update={"start": found.start + by, "end": found.end + by})

    def _shortened(self, found: Evidence) -> Evidence:
        """Return the quote, cut between words when it is longer than a report can show."""
        if len(found.quote) <= LONGEST_QUOTE:
            return found
        kept = found.quote[: LONGEST_QUOTE + 1].rpartition(" ")[0] or found.quote[:LONGEST_QUOTE]
        text = self.said.text(found.source)
        return evidence(text, found.start, found.start + len(kept), found.source) or found


def _binding(text: str) -> list[str]:
    """Return the words of a text that turn its meaning: numbers and negators, in order."""
    tokens = parse(text).tokens
    return [t.word for t in tokens if t.word in NEGATORS or any(c.isdigit() for c in t.word)]


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
