"""Lists without commas or capitals: in `java spring go` the last two are skills as well."""

import re
from collections.abc import Sequence

from nexus_cli.knowledge.phrases import Match, Token
from nexus_cli.knowledge.words import words

_PARTED = re.compile(r"[ \xa0]?[,;|/•·][ \xa0]?")
_SPACED = re.compile(r"[ \xa0]{1,2}")
_GOES_ON = words("and or etc with in for as is are on using plus we you")
_FEWEST_SURE = 2


def in_tag_runs(
    text: str,
    tokens: Sequence[Token],
    sure: Sequence[Match],
    cased: Sequence[Match],
    miscased: Sequence[Match],
) -> list[Match]:
    """Return those of `cased` and `miscased` that stand in a run of skills, no word between.

    Words in the right case (`JavaScript React GraphQL`) and runs parted by commas need one of the
    `sure` skills in the run; lower-case words parted by blanks need two. A word that goes on as a
    sentence (`docker make sure`) is none.
    """
    known = {match.first for match in sure}
    lower = {match.first for match in miscased}
    kept: list[Match] = []
    for run, parted in _runs(text, tokens, [*sure, *cased, *miscased]):
        certain = sum(match.first in known for match in run)
        for match in run:
            fewest = _FEWEST_SURE if match.first in lower and not parted else 1
            doubted = match.first not in known
            if doubted and certain >= fewest and not _in_a_sentence(text, tokens, match, run):
                kept.append(match)
    return kept


def _runs(
    text: str, tokens: Sequence[Token], matches: Sequence[Match]
) -> list[tuple[list[Match], bool]]:
    """The runs, each with whether all its gaps hold a comma, a slash or the like."""
    runs: list[tuple[list[Match], bool]] = []
    for match in sorted(matches, key=lambda one: one.first):
        gap = text[tokens[runs[-1][0][-1].last].end : tokens[match.first].start] if runs else ""
        spaced = _SPACED.fullmatch(gap) is not None
        if spaced or _PARTED.fullmatch(gap):
            run, parted = runs[-1]
            runs[-1] = ([*run, match], parted and not spaced)
        else:
            runs.append(([match], True))
    return runs


def _in_a_sentence(text: str, tokens: Sequence[Token], match: Match, run: list[Match]) -> bool:
    """Whether a plain word goes on from the match at the end of its run, or leads to its start."""
    before, after = match.first - 1, match.last + 1
    if match is run[-1] and after < len(tokens):
        gap, word = text[tokens[match.last].end : tokens[after].start], tokens[after]
        if gap == " " and word.text[0].islower() and word.form not in _GOES_ON:
            return True
    if match is run[0] and before >= 0 and text[tokens[match.first].start].islower():
        gap = text[tokens[before].end : tokens[match.first].start]
        return gap == " " and tokens[before].text[0].islower()
    return False
