"""Is an answer about the question at all? Shares that coverage by chance words does not raise."""

import math
from collections.abc import Mapping
from functools import lru_cache

from nexus_cli.scoring.coverage import Measurement
from nexus_cli.scoring.matching import best_matches, standings_for
from nexus_cli.scoring.points import RICH, Target
from nexus_cli.scoring.tokens import Passage, everyday_stems, workday_stems

_EVERYDAY, _WORKDAY = 0.2, 0.5
_THIN_OFF = 0.38
_RICH_OFF, _RICH_ON = 0.51, 0.55
_OFF_TOPIC_CAP = 1.0
_FULL_RAW = 0.6


def plain_share(target: Target, passage: Passage) -> float:
    """Return the weight share of the content words that stand, as stems, in points or question.

    0-1. Everyday words weigh a fifth and words of any trade's working day half, since a person's
    story is full of both; names do not count.
    """
    weights = _weights()
    words = sorted(passage.stems_about(target.about))
    shares = [weights.get(word, 1.0) for word in words]
    about = [share for word, share in zip(words, shares, strict=True) if word in target.about]
    total = sum(shares)
    return sum(about) / total if total else 0.0


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    """Return what the common words weigh; every other weighs 1."""
    return dict.fromkeys(workday_stems(), _WORKDAY) | dict.fromkeys(everyday_stems(), _EVERYDAY)


def new_coverage(target: Target, passage: Passage) -> float:
    """Return the best half's mean coverage of what the question does not already say, 0-1.

    Words of the question earn nothing here, nor do their synonyms in the key points. 1 when every
    word of the points stands in the question, because then this cannot be judged.
    """
    standings = standings_for(target.about, passage.content_stems)
    new = [near for word, near in standings.items() if word not in target.question_words]
    found = best_matches(target.new_keys, new)
    shares = []
    for group in target.phrasings:
        fresh = [[(k, w) for k, w in p.keys if k in target.new_keys] for p in group]
        parts = [
            sum(w * found.get(k, 0.0) for k, w in keys) / sum(w for _, w in keys)
            for keys in fresh
            if keys
        ]
        if parts:
            shares.append(max(parts))
    if not shares:
        return 1.0
    half = math.ceil(len(shares) / 2)
    return sum(sorted(shares, reverse=True)[:half]) / half


def off_topic_cap(
    target: Target, passage: Passage, measured: Measurement, manner: float = 0.0
) -> float:
    """Return the most (0-5) that an answer may get by its topic; 5 when it is on topic.

    The share of the answer that is about the question and half its raw score together tell the two
    apart. With several phrasings of each point only plain matches are shared (`manner` is added),
    and the cap fades out over the narrow band where nothing tells them apart; with few, as in a
    one-sentence reference, soft matches count too and the border lies lower.
    """
    if len(target.new_keys) < RICH:
        return 5.0 if measured.topic + measured.raw / 2 > _THIN_OFF else _OFF_TOPIC_CAP
    evidence = plain_share(target, passage) + measured.raw / 2 + manner
    if evidence <= _RICH_OFF:
        return _OFF_TOPIC_CAP * min(1.0, measured.raw / _FULL_RAW)
    fade = (evidence - _RICH_OFF) / (_RICH_ON - _RICH_OFF)
    return 5.0 if fade >= 1 else _OFF_TOPIC_CAP + 3 * fade
