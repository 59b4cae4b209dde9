"""The rules against texts that only look like an answer, where no key points tell the topic."""

from collections.abc import Iterator

from rapidfuzz.distance import LCSseq

from nexus_cli.scoring.assessment import Assessment
from nexus_cli.scoring.rules import Finding, Rule

_ECHO = "The answer repeats the question and adds almost nothing to it."
_REQUEST_CAP = 0.3
_LITTLE, _NOTHING = 1.0, 0.4
_ECHO_FRESH, _ECHO_SHARE, _COPIED = 3, 0.2, 0.8
_LEFT_BESIDE = 12
"""Content words beside instructions from which there is an answer to judge."""


def topic_free_findings(found: Assessment) -> Iterator[Finding]:
    """Yield the rules that apply whatever the question: its words alone show no topic.

    `found` is an assessment against a target without points.
    """
    for finding in found.findings:
        if finding.rule is Rule.OFF_TOPIC:
            if finding.cap <= _REQUEST_CAP:
                yield finding
        elif finding.rule is Rule.INJECTION:
            is_answered = len(found.passage.content) >= _LEFT_BESIDE
            yield Finding(finding.rule, 5.0 if is_answered else _NOTHING, finding.sentence)
        elif finding.rule is not Rule.NEGATED:
            yield finding
    if _echoes(found):
        yield Finding(Rule.ECHO, _LITTLE, _ECHO)


def _echoes(found: Assessment) -> bool:
    """Tell whether hardly a word is new: most of the answer is the question, or most of it is in.

    Stricter than with key points, which can tell a short right answer from an echo.
    """
    stems, asked = found.passage.content_stems, found.target.question
    if not stems or not asked:
        return False
    fresh = len(stems - found.target.question_words)
    if fresh <= _ECHO_SHARE * len(stems):
        return True
    copied = LCSseq.similarity(asked, found.passage.stems) >= _COPIED * len(asked)
    return fresh <= _ECHO_FRESH and copied
