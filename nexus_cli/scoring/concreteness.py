"""What makes an answer concrete: own actions, figures, outcomes, reasons, parts of a story."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.tokens import Passage

Span = tuple[int, int]

_ACTIONS, _REASONS = 3, 2
"""As many make an answer concrete; further ones add nothing."""

_ACTION = re.compile(
    r"\b(?:i|we)(?:'d|'ll| would| will| always| usually| then| first| also| could| can| had to)*"
    r" (?!am\b|was\b|were\b|are\b|is\b|have\b|had\b|think\b|believe\b|feel\b|felt\b|guess\b|know\b"
    r"|like\b|love\b|want\b|hope\b|mean\b|would\b|could\b|should\b|can\b|do(?:n't)?\b|did(?:n't)?\b"
    r"|never\b|not\b|might\b|may\b|don\b|just\b|really\b)[a-z]{2,}"
)
# `(?=[...])` holds the letters that all after it begins with: most words are passed over at once.
_FIGURE = re.compile(
    r"(?=[$€£\defhnpst])(?:[$€£]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:%|[a-z]+)?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|twenty|thirty|forty|fifty|hundred|thousand|half|twice|percent)\b)"
)
_OUTCOME = re.compile(
    r"\b(?=[acdefghilnoprstuw])"
    r"(?:as a result|in the end|so that|afterwards|after that|since then|turned out|led to"
    r"|ended up|(?:went|came|fell|rose|dropped|grew|cut|down|up) (?:from|to|by)|result(?:ed)?\b"
    r"|outcome|(?:reduced|increased|improved|saved|avoided|prevented|launched|shipped"
    r"|delivered|finished)"
    r"|on time|agreed in|happy with|it worked|worked well|none since|no more)\b"
)
_REASON = re.compile(
    r"\b(?=[abdiostw])"
    r"(?:because|since|so that|in order to|otherwise|therefore|due to|which means|that way"
    r"|the reason|so (?:i|we|it|they|the|that|nobody|no)|as (?:it|they|he|she|we|i|the)|if)\b"
)
_STORY = {
    "situation": re.compile(
        r"\b(?:last (?:year|month|week|summer|spring|autumn|winter|job|role)"
        r"|(?:two|three|some|a few|several|\d+) (?:years|months|weeks) ago"
        r"|in my (?:last|previous|current|first|old|present)"
        r"|when i (?:was|worked|joined|started)|at my|there was|we had|once|one (?:day|time|of)"
        r"|at the time|a (?:client|customer|colleague|project|supplier|patient|team)|during)\b"
    ),
    "task": re.compile(
        r"\b(?:had to|needed to|my (?:job|task|role|part) (?:was|is)|was responsible|the goal"
        r"|was asked|were asked|deadline|supposed to|wanted to|should have"
        r"|it was up to|was meant to)\b"
    ),
    "action": re.compile(
        r"\b(?:so i|i (?:decided|asked|suggested|proposed|talked|spoke|told|took|made|wrote|built"
        r"|set|sat|listed|called|met|showed|offered|explained|split|started|began|went|put|gave|found"
        r"|worked|changed|checked|planned|moved|organised|organized|listened|agreed|[a-z]{3,}ed))\b"
    ),
    "result": _OUTCOME,
    "learning": re.compile(
        r"\b(?:learn(?:ed|t)|since then|next time|(?:today|now) i|i (?:would|'d) now|took away"
        r"|taught me|lesson|from then on|these days i|ever since"
        r"|i (?:still|always) (?:do|ask|use|check))\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Concreteness:
    """Where an answer is concrete: the first spans in the text, in order, as many as count."""

    actions: tuple[Span, ...]
    figures: tuple[Span, ...]
    outcomes: tuple[Span, ...]
    reasons: tuple[Span, ...]

    @property
    def share(self) -> float:
        """How concrete, 0-1: own actions up to .35, reasons .25, outcomes and figures .2 each."""
        return (
            0.35 * min(1.0, len(self.actions) / _ACTIONS)
            + 0.25 * min(1.0, len(self.reasons) / _REASONS)
            + 0.2 * min(1.0, len(self.outcomes))
            + 0.2 * min(1.0, len(self.figures))
        )


def concreteness_of(passage: Passage) -> Concreteness:
    """Return the concrete places of an answer: cue words, so a hint for a score, never its base.

    What was left out of the passage, such as a repeated sentence, is not looked at.
    """
    return Concreteness(
        actions=tuple(islice(_spans(_ACTION, passage), _ACTIONS)),
        figures=tuple(islice(_spans(_FIGURE, passage), 1)),
        outcomes=tuple(islice(_spans(_OUTCOME, passage), 1)),
        reasons=tuple(islice(_spans(_REASON, passage), _REASONS)),
    )


def story_parts(passage: Passage) -> dict[str, Span | None]:
    """Return the first place of situation, task, action, result and learning, None where absent."""
    return {part: next(_spans(cue, passage), None) for part, cue in _STORY.items()}


def _spans(pattern: re.Pattern[str], passage: Passage) -> Iterator[Span]:
    folded = fold(passage.text)
    spans = (folded.span(*match.span()) for match in pattern.finditer(folded.text))
    return (span for span in spans if passage.keeps(span[0]))
