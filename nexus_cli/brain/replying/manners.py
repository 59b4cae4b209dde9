"""What an interviewer never says aloud, whoever words it: patterns, so that it can be relied on."""

import re

from nexus_cli.scoring.tokens import parse

_JUDGEMENT = re.compile(
    r"\b(?:great|excellent|perfect|fantastic|wonderful|brilliant|impressive|impressed|amazing|"
    r"awesome|outstanding|superb|terrific|lovely|interesting|fascinating|insightful|"
    r"congrat\w+|bravo|kudos|spot[- ]on|well (?:done|said|put|explained)|"
    r"(?:very|really|is|was|that's|how) helpful|not quite|you'?re hired|"
    r"(?:good|nice|strong|solid|clear|weak|poor|thorough|bad|wrong|right|detailed|honest) "
    r"(?:answer|point|example|job|work|start|idea|question|explanation|response|approach|thinking)|"
    r"(?:makes?|made) (?:\w+ )?sense|good to (?:hear|know)|glad to hear|"
    r"(?:i|we) (?:really )?(?:like|love|liked|loved|appreciate|agree|disagree)|"
    r"(?:that|it|which|this)(?:'s| is| was| sounds| seems) (?:\w+ )?(?:good|nice|right|"
    r"correct|wrong|true|false|fine|fair|solid|strong|weak|valuable|useful|"
    r"thoughtful|clever|smart|not true)|"
    r"sounds (?:good|right|like)|you (?:\w+ )?correctly|correctly (?:noted|named|identified|"
    r"mentioned|said|described|explained|pointed)|incorrect(?:ly)?|actually, (?:it|the|that)|"
    r"you(?:'re| are| were| have| did|'ve)? (?:\w+ )?(?:right|wrong|mistaken|hired|rejected|passed|"
    r"failed))\b"
    r"|\bexactly[.,!]|\b(?:exactly|quite|absolutely|completely|perfectly) (?:right|correct|true)\b"
    r"|\bcorrect\b(?! (?:the|an?|it|this|that|them|those|these|for)\b)"
    r"|^(?:good|nice|right|yes|correct|absolutely|definitely|indeed)[.,!]",
    re.IGNORECASE,
)
_COMFORT = re.compile(
    r"\bno (?:worries|problem)\b|\bdon'?t worry\b|\b(?:i'?m|i am|we'?re|so|very) sorry\b|"
    r"\bsorry (?:to|about|for|that)\b|\b(?:take a )?(?:deep )?breaths?\b|\brelax\b|"
    r"\bi understand how\b|\byou (?:seem|sound|must feel)\b|"
    r"\b(?:nervous|anxious|stressed|self-confident|accent)\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\b(?:hint|clue)s?\b|\bhave you (?:considered|thought)|\bdon'?t forget\b|\bremember to\b|"
    r"\byou (?:should|could) have\b|\byou (?:might|may) want to\b|\byou (?:missed|forgot|left out|"
    r"skipped|overlooked|omitted)\b|\b(?:did not|didn't|haven't|have not|never) mention|"
    r"\byou (?:should|need to|ought to) (?:also )?(?:mention|say|include|add|name|talk)\b|"
    r"\bthe (?:right|best|expected|correct|ideal|full|model) (?:answer|response)\b|"
    r"^the answer (?:is|would|should)\b|\bfor (?:example|instance)\b|\bsuch as\b|\be\.g\.|"
    r"\btry (?:to mention|mentioning|saying)\b|\bi (?:was|am|'m) (?:looking|hoping) for\b",
    re.IGNORECASE,
)
_SELF_TALK = re.compile(
    r"\bas an? (?:ai|assistant|model|interviewer)\b|\bi (?:can'?t|cannot|can not|am unable|"
    r"am not able|must not|am not allowed|am programmed)\b|\bi(?:'m| am) (?:an?|the) (?:ai|model|"
    r"assistant|bot)\b|\b(?:my|the) (?:rules?|guidelines) (?:say|forbid|require)|"
    r"\bthe (?:user|candidate|interviewee|applicant) (?:wants?|ask\w*|says?|said|answer\w*|"
    r"mention\w*|gave|has|is|did)\b|\bwe (?:need|have|must|should)(?: to)? (?:produce|ask|write|"
    r"output|respond|answer|say|craft)\b|\bfollow[- ]up question\b|"
    r"\b(?:let me think|okay, so|sure, here|here is (?:the|a|your)|here's (?:the|a|your))\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\bhow old are you\b|\byour (?:age|religion|faith|nationality|ethnicity|race|marital|family|"
    r"spouse|wife|husband|children|kids|health|disabilit\w+|pregnancy|politic\w+|sexual\w*|gender)"
    r"\b|\bare you (?:married|single|pregnant|religious|disabled|a citizen)\b|\bwhere are you "
    r"(?:really )?from\b|\bdo you have (?:any )?(?:children|kids)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|[\w-]\.(?:com|org|net|io)\b", re.IGNORECASE)
_RULES = (_JUDGEMENT, _COMFORT, _HINT, _SELF_TALK, _PRIVATE, _ADDRESS)
_WORKINGS = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|rubrics?|grad(?:e|es|ed|ing)|marking|criteri(?:a|on)|key points?|"
    r"points? out of|full marks|prompts?|instructions?|(?:system|developer) message|"
    r"language models?|ai|artificial intelligence|chatbots?|openai|chatgpt|gpt|llms?)\b",
    re.IGNORECASE,
)
"""Talk of scores and machines, which a question may be about; then it may be spoken of."""


def unmannerly(sentence: str, subject: str) -> bool:
    """Whether `sentence` judges, comforts, hints, tells of the workings or asks private things.

    Words of scoring and of language models are let through where `subject`, the question in hand,
    holds them too: some people are interviewed about them.
    """
    plain = sentence.replace("’", "'").strip()
    if any(rule.search(plain) for rule in _RULES):
        return True
    asked_about = _stems(subject)
    return any(not _stems(found[0]) <= asked_about for found in _WORKINGS.finditer(plain))


def _stems(text: str) -> set[str]:
    return {token.stem for token in parse(text).tokens}
