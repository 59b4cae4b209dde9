"""What of a streamed reply may be said: decided piece by piece, for all that was said before."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from nexus_cli.brain.protocol import ReplyRequest
from nexus_cli.brain.replying.leaks import Leaks
from nexus_cli.brain.replying.manners import unmannerly
from nexus_cli.brain.replying.plain import CONTROL_TOKEN, begins_in_channel, plain_speech
from nexus_cli.errors import BrainAnswerError
from nexus_cli.scoring.tokens import everyday_stems, parse, workday_stems

SIMILAR = 85
"""Of 100 by rapidfuzz's token_set_ratio: from here a question is one that was asked before."""
_SENTENCE_ENDS = re.compile(r"[.?!…][\"'”’)]*$")
_PIECE_ENDS = re.compile(r"[.?!…,;:][\"'”’)]*$")
_OPENER = re.compile(
    r"(?:How|What|Which|When|Why|Who|Where|Could|Can|Did|Do|And|In|After|Before)\b"
)
"""Begins a sentence that can go on after a comma as well."""
_MOST_UNSAID = 1
"""Telling words of a statement that nobody said before: one may be another word for the same."""
_SMALL_NUMBERS = {"0", "1", "2"}
_NOTHING_TO_SAY = "The language model's reply held nothing that may be said."


@dataclass(frozen=True)
class Limits:
    """How much of a kind of reply is said."""

    sentences: int
    words: int
    question: bool | None
    """True when it is one question, False when it holds none, None when it may hold one."""


LIMITS = {
    "follow_up": Limits(2, 36, question=True),
    "clarify": Limits(2, 45, question=None),
    "bridge": Limits(2, 22, question=False),
}


class ReplyFilter:
    """Judges the pieces of one reply in order; `known` is what the person has heard or said."""

    def __init__(self, request: ReplyRequest, known: tuple[str, ...]) -> None:
        self.said: list[str] = []
        """The pieces allowed so far, plain."""
        self.done = False
        """Nothing more is allowed."""
        self._limits = LIMITS[request.kind]
        self._subject = request.question.text
        self._before = (request.question.text, *request.asked_before)
        self._leaks = Leaks(request.question, known)
        heard = [token for text in known for token in parse(text).tokens]
        self._heard = {token.word for token in heard}
        self._stems = {token.stem for token in heard}
        self._begun = False
        self._clause = ""
        """What was said of the sentence in hand."""
        self._broken = False
        """What was said ends in a clause whose rest was refused."""
        self._whole: list[str] = []

    def allows(self, piece: str) -> bool:
        """Whether `piece` is said; raises BrainAnswerError when the reply begins in a channel."""
        if not self._begun and begins_in_channel(piece):
            raise BrainAnswerError("The language model said its thoughts instead of a reply.")
        self._begun = True
        words, ends = self._up_to_the_question(plain_speech(piece))
        sentence = f"{self._clause} {words}".strip()
        allowed = not self.done and bool(words) and self._fits(words, sentence)
        if allowed:
            self._say(words, sentence)
        elif self._clause:
            self._clause, self._broken = "", True
        self.done |= (allowed and ends) or CONTROL_TOKEN in piece
        return allowed

    def _say(self, words: str, sentence: str) -> None:
        if self._broken and _OPENER.match(words):
            words = words[0].lower() + words[1:]
        self.said.append(words)
        ends = bool(_SENTENCE_ENDS.search(words))
        self._clause, self._broken = ("" if ends else sentence), False
        if ends:
            self._whole.append(sentence)

    @property
    def between_sentences(self) -> bool:
        """Whether what was said ends with a whole sentence."""
        return not self._clause

    def check(self) -> None:
        """Raise BrainAnswerError unless what was said is a reply; a bridge may be silence."""
        wanting = not self._whole or bool(self._clause)
        if self._limits.question:
            wanting = not self._whole or not self._whole[-1].endswith("?")
        if wanting and self._limits.question is not False:
            raise BrainAnswerError(_NOTHING_TO_SAY)

    def _up_to_the_question(self, words: str) -> tuple[str, bool]:
        if self._limits.question is False or "?" not in words:
            return words, False
        return f"{words.partition('?')[0]}?", True

    def _fits(self, words: str, sentence: str) -> bool:
        so_far = " ".join([*self.said, words])
        limits = self._limits
        if len(self._whole) >= limits.sentences or len(so_far.split()) > limits.words:
            return False
        return (
            bool(_PIECE_ENDS.search(words))
            and self._asks_as_it_should(words, sentence)
            and not unmannerly(sentence, self._subject)
            and not self._leaks.give_away(so_far)
            and _figures(words) <= self._heard
            and (self._limits.question is None or "?" in words or self._repeats(sentence))
        )

    def _repeats(self, statement: str) -> bool:
        """Whether a statement holds what was said: nobody is told that they said something else."""
        common = everyday_stems() | workday_stems()
        telling = {token.stem for token in parse(statement).content} - common
        unsaid = len(telling - self._stems)
        return unsaid <= _MOST_UNSAID and 2 * unsaid <= len(telling)

    def _asks_as_it_should(self, words: str, sentence: str) -> bool:
        if "?" in words:
            return self._limits.question is not False and not self._asked(sentence)
        last_place = len(self._whole) + 1 == self._limits.sentences
        is_whole = bool(_SENTENCE_ENDS.search(words))
        return not (self._limits.question and last_place and is_whole)

    def _asked(self, question: str) -> bool:
        if not self._limits.question:
            return False
        alike = (
            fuzz.token_set_ratio(question, before, processor=default_process)
            for before in self._before
        )
        return max(alike, default=0.0) >= SIMILAR


def _figures(text: str) -> set[str]:
    """Return the numbers, in digits or from three up in words: one that nobody said is made up."""
    numbers = [token for token in parse(text).tokens if token.word[0].isdigit()]
    return {
        token.word
        for token in numbers
        if text[token.start].isdigit() or token.word not in _SMALL_NUMBERS
    }
