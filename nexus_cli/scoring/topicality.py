"""Is an answer about the question at all? Shares that coverage by chance words does not raise."""

import math

from nexus_cli.scoring.coverage import Measurement
from nexus_cli.scoring.matching import best_matches
from nexus_cli.scoring.points import RICH, Target
from nexus_cli.scoring.tokens import Passage, everyday_stems

_EVERYDAY = 0.4
_THIN = 12
"""New words of a target under which it is hardly more than a sentence."""
_RICH_OFF, _RICH_ON = 0.51, 0.57
_OFF_TOPIC_CAP = 1.0
_FULL_RAW = 0.6


def plain_share(target: Target, passage: Passage) -> float:
    """Return the weight share of the content words that stand, as stems, in points or question.

    0-1. Everyday words weigh .4, and names do not count: a person's story is full of both.
    """
    about = target.keys | target.question_words
    common = everyday_stems()
    words = {t.stem: t.weight for t in passage.content if not t.name or t.stem in about}
    shares = {w: weight * (_EVERYDAY if w in common else 1.0) for w, weight in words.items()}
    total = sum(shares.values())
    return sum(share for word, share in shares.items() if word in about) / total if total else 0.0


def new_coverage(target: Target, passage: Passage) -> float:
    """Return the best half's mean coverage of what the question does not already say, 0-1.

    Words of the question earn nothing here, nor do their synonyms in the key points. 1 when every
    word of the points stands in the question, because then this cannot be judged.
    """
    said = frozenset(t.stem for t in passage.content) - target.question_words
    found = best_matches(target.new_keys, said)
    shares = []
    for group in target.phrasings:
        new = [[(k, w) for k, w in p.keys if k in target.new_keys] for p in group]
        parts = [
            sum(w * found[k] for k, w in keys) / sum(w for _, w in keys) for keys in new if keys
        ]
        if parts:
            shares.append(max(parts))
    if not shares:
        return 1.0
    half = math.ceil(len(shares) / 2)
    return sum(sorted(shares, reverse=True)[:half]) / half


def off_topic_cap(target: Target, passage: Passage, measured: Measurement) -> float:
    """Return the most (0-5) that an answer may get by its topic; 5 when it is on topic.

    With several phrasings of each point, their plain share in the answer together with the raw
    score tells the two apart, and the cap fades out over the narrow band where it does not. With
    few (a one-sentence reference) only an answer that has almost nothing of it is capped.
    """
    low = _OFF_TOPIC_CAP * min(1.0, measured.raw / _FULL_RAW)
    if len(target.new_keys) >= RICH:
        evidence = plain_share(target, passage) + measured.raw / 2
        if evidence <= _RICH_OFF:
            return low
        fade = (evidence - _RICH_OFF) / (_RICH_ON - _RICH_OFF)
        return 5.0 if fade >= 1 else _OFF_TOPIC_CAP + 3 * fade
    topic, new = (0.2, 0.15) if len(target.new_keys) < _THIN else (0.3, 0.3)
    if measured.topic <= topic and new_coverage(target, passage) <= new:
        return low
    return 5.0
