"""What no coverage may buy: caps that keep a score honest, each with its reason in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from nexus_cli.scoring.coverage import Measurement
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.offtask import begins_as_request
from nexus_cli.scoring.points import Target
from nexus_cli.scoring.salad import is_salad, is_word_list
from nexus_cli.scoring.tokens import Passage
from nexus_cli.scoring.topicality import new_coverage, off_topic_cap
from nexus_cli.scoring.wordlists import words


class Rule(StrEnum):
    """The ways in which a text only looks like an answer."""

    DONT_KNOW = "dont_know"
    INJECTION = "injection"
    ECHO = "echo"
    OFF_TOPIC = "off_topic"
    SALAD = "salad"
    WORD_LIST = "word_list"
    NEGATED = "negated"
    REPEATED = "repeated"
    OFF_TASK = "off_task"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that applies, the most that a score may then be (0-5), and why."""

    rule: Rule
    cap: float
    sentence: str


_NOTHING, _LITTLE, _WORDS_ONLY = 0.3, 1.0, 2.4
_LEFT_OVER = 3
_NOTHING_NEW = 0.12
_FEW_FRESH = 3

_DONT_KNOW = re.compile(
    r"\b(?=[acdilnps])"  # how the ways below begin: most words are passed over at once
    r"(?:i(?: really| honestly| just| simply)? (?:do ?n[o']?t|don't|do not|did not|didn't)"
    r" (?:really |actually |even )?(?:know|remember|recall|have (?:any|an) (?:idea|answer|clue))"
    r"|(?:(?:i(?:'m| am)|im) )?not (?:really |too |entirely |very |quite )?"
    r"(?:sure|familiar|certain)"
    r"|(?:i have |i've )?(?:absolutely )?no (?:idea|clue|answer)|not a clue|dunno|idk"
    r"|i (?:(?:really|honestly|just|simply|actually|truly) )?"
    r"(?:can't|cannot|can not|could not|couldn't|wouldn't be able to|would not be able to)"
    r" (?:(?:really|honestly|even) )?(?:answer|say|tell|remember|recall|think of|help)"
    r"|i(?: have|'ve)? never (?:heard of|done|used|worked with|learned|learnt|seen)"
    r"|(?:i(?:'d| would) (?:like to |rather )?|can (?:i|we) |let's )?(?:pass|skip) (?:on )?"
    r"(?:this|that|it|the)(?: one| question)?|no comment)\b"
)
_FILLERS = words(
    """honest truth sorri afraid unfortun answer question ask exact realli actual moment right now
    think sure idea tell know never guess say pass skip next good great nice interest hard tough
    hm hmm mhm one"""
)
_SHRUG = re.compile(
    r"\W*(?:idk|none|nothing|pass|skip|n/?a|no|nope|no idea|dunno|sorry|next(?: question)?|unknown"
    r"|\?+|don'?t know|dont know|not sure|no answer|no clue)\W*"
)


def findings(
    target: Target, passage: Passage, measured: Measurement, manner: float = 0.0
) -> list[Finding]:
    """Return the rules that apply to what `passage` says, injections and repeats left out.

    `manner` is what its way of speaking adds to the evidence that it is about the question.
    """
    if _does_not_know(target, passage, measured):
        return [_found(Rule.DONT_KNOW, _NOTHING, "The answer says that it does not know.")]
    found = []
    if _echoes(target, passage):
        sentence = "The answer repeats the question and adds almost nothing to it."
        found.append(_found(Rule.ECHO, _LITTLE, sentence))
    cap = off_topic_cap(target, passage, measured, manner)
    if cap <= _LITTLE and begins_as_request(passage):
        sentence = "The text asks for something else instead of answering this question."
        found.append(_found(Rule.OFF_TOPIC, _NOTHING, sentence))
    elif cap <= _LITTLE:
        sentence = "Hardly anything in the answer is about this question."
        found.append(_found(Rule.OFF_TOPIC, cap, sentence))
    elif cap < 5:
        sentence = "Much of the answer is about something else than this question."
        found.append(_found(Rule.OFF_TOPIC, cap, sentence))
    return found


def order_findings(target: Target, passage: Passage, known: Sequence[str]) -> list[Finding]:
    """Return the rules that apply to how the words of `passage` are strung together.

    `known` are right answers to the question, besides its key points, that may have been shuffled.
    """
    if is_salad(target, passage, known):
        sentence = "The words stand in an order in which they say nothing."
        return [_found(Rule.SALAD, _WORDS_ONLY, sentence)]
    if is_word_list(target, passage):
        sentence = "The answer lists key words without saying anything about them."
        return [_found(Rule.WORD_LIST, _WORDS_ONLY, sentence)]
    return []


def _found(rule: Rule, cap: float, sentence: str) -> Finding:
    return Finding(rule, cap, sentence)


def _does_not_know(target: Target, passage: Passage, measured: Measurement) -> bool:
    """Tell whether a phrase of not knowing is all there is: a hedged answer says more than that."""
    folded = fold(passage.text)
    if _SHRUG.fullmatch(folded.text):
        return True
    spans = [folded.span(*match.span()) for match in _DONT_KNOW.finditer(folded.text)]
    if not spans:
        return False
    rest = [t for t in passage.content if not any(a <= t.start < b for a, b in spans)]
    rest = [token for token in rest if token.stem not in _FILLERS]
    telling = target.telling & {t.stem for t in rest}
    if not rest or (len(rest) <= _LEFT_OVER and not telling):
        return True
    bare = Passage(passage.text, tuple(rest), passage.sentences)
    return len(telling) <= 1 and new_coverage(target, bare) < _NOTHING_NEW


def _echoes(target: Target, passage: Passage) -> bool:
    """Tell whether the question comes back: most of the answer is it, or most of it is there."""
    stems = passage.content_stems
    if not stems or not target.question:
        return False
    fresh = len(stems - target.question_words - _FILLERS)
    within = fresh <= 0.2 * len(stems)
    if not within and not (fresh <= _FEW_FRESH and _copies(target, passage)):
        return False
    plain = tuple(token for token in passage.tokens if token.stem not in _FILLERS)
    return new_coverage(target, Passage(passage.text, plain, passage.sentences)) <= 0.25


def _copies(target: Target, passage: Passage) -> bool:
    same = LCSseq.similarity(target.question, passage.stems)
    return same >= 0.8 * len(target.question)
