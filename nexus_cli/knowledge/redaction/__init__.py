"""What tells who somebody is, taken out of an interview before anything judges it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from nexus_cli.knowledge.redaction.contacts import (
    ADDRESS,
    EMAIL,
    FEWEST_DIGITS,
    HOME,
    LINK,
    PHONE,
)
from nexus_cli.knowledge.redaction.gender import ADDRESS as SPOKEN_TO
from nexus_cli.knowledge.redaction.gender import GENDERED, TITLE, neutral
from nexus_cli.knowledge.redaction.names import without_name
from nexus_cli.knowledge.redaction.schools import KNOWN, SCHOOL
from nexus_cli.models.transcript import Exchange, FollowUp, PairedInterview, Turn

CANDIDATE = "Candidate"
"""Who a blind report is about."""


class Redactor:
    """Takes name, e-mail, links, phone, address, school and gendered words out of texts.

    By rules alone, so that the same text always ends the same, and that two interviews which differ
    in nothing but these end alike. `counts` tells how often each rule took something.
    """

    def __init__(self, candidate: str) -> None:
        self.counts: Counter[str] = Counter()
        self._without_name = without_name(candidate)

    def redacted(self, text: str) -> str:
        """Return `text` without what tells who somebody is; placeholders stand in brackets."""
        text = self._replaced("e-mail", EMAIL, "[e-mail]", text)
        text = self._replaced("link", LINK, "[link]", text)
        text = self._replaced("phone", PHONE, _phone, text)
        text = self._replaced("address", ADDRESS, "[address]", text)
        text = self._replaced("address", HOME, _home, text)
        text = self._replaced("school", SCHOOL, "[school]", text)
        text = self._replaced("school", KNOWN, "[school]", text)
        text, names = self._without_name(text)
        self.counts["name"] += names
        text = self._replaced("gender", TITLE, "", text)
        text = self._replaced("gender", SPOKEN_TO, "", text)
        return self._replaced("gender", GENDERED, lambda found: neutral(found[0]), text)

    def _replaced(
        self,
        rule: str,
        pattern: re.Pattern[str],
        by: str | Callable[[re.Match[str]], str],
        text: str,
    ) -> str:
        def take(found: re.Match[str]) -> str:
            instead = by if isinstance(by, str) else by(found)
            self.counts[rule] += instead != found[0]
            return instead

        return pattern.sub(take, text)


def redact(paired: PairedInterview) -> tuple[PairedInterview, Mapping[str, int]]:
    """Return the interview without what tells who the candidate is, and rule to how often it took.

    An answer is still what its turns say, joined by a blank, so that places in it can be found.
    """
    redactor = Redactor(paired.candidate)
    exchanges = tuple(_exchange(exchange, redactor) for exchange in paired.exchanges)
    update = {"candidate": CANDIDATE, "exchanges": exchanges, "interviewers": ()}
    counts = {rule: count for rule, count in sorted(redactor.counts.items()) if count}
    return paired.model_copy(update=update), counts


def _exchange(exchange: Exchange, redactor: Redactor) -> Exchange:
    turns, answer = _said(exchange.answer_turns, exchange.answer, redactor)
    update = {
        "question": redactor.redacted(exchange.question),
        "answer": answer,
        "answer_turns": turns,
        "follow_ups": tuple(_follow_up(follow_up, redactor) for follow_up in exchange.follow_ups),
    }
    return exchange.model_copy(update=update)


def _follow_up(follow_up: FollowUp, redactor: Redactor) -> FollowUp:
    turns, answer = _said(follow_up.answer_turns, follow_up.answer, redactor)
    question = redactor.redacted(follow_up.question)
    return follow_up.model_copy(
        update={"question": question, "answer": answer, "answer_turns": turns}
    )


def _said(turns: tuple[Turn, ...], answer: str, redactor: Redactor) -> tuple[tuple[Turn, ...], str]:
    if " ".join(turn.text for turn in turns) != answer:
        return (), redactor.redacted(answer)
    texts = [redactor.redacted(turn.text) for turn in turns]
    kept = zip(turns, texts, strict=True)
    changed = tuple(turn.model_copy(update={"text": text, "speaker": ""}) for turn, text in kept)
    return changed, " ".join(texts)


def _phone(found: re.Match[str]) -> str:
    return "[phone]" if sum(map(str.isdigit, found[0])) >= FEWEST_DIGITS else found[0]


def _home(found: re.Match[str]) -> str:
    return found[0].replace(found[1], "[address]")


__all__ = ["CANDIDATE", "Redactor", "redact"]
