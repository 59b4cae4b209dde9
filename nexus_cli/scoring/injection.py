"""Instructions meant for whoever grades: found, cut out of the scored text, and flagged."""

import re
from functools import lru_cache

from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.points import Target
from nexus_cli.scoring.tokens import Passage

FLAG = "The text holds instructions meant for the grader; they were left out of the score."
_RELEVANT = 0.15

_TOP = r"(?:full|max(?:imum)?|perfect|highest|top|best|5|five|10|ten|100)"
_MARKS = r"(?:marks?|scores?|points?|credit|ratings?|grades?|stars?|out of|/ ?(?:5|10|100))"
_READER = r"(?:grader|evaluator|examiner|assessor|scorer|scoring|interviewer bot|ai|llm|model|bot)"
_ORDERS = r"(?:^|[.!?:;,\n]\s*|\b(?:please|kindly|just|must|should|then)\s+)"
_PATTERN = re.compile(
    "|".join(
        (
            r"\b(?:ignor|disregard|forget|overrid|bypass|overlook)\w*\W+(?:\w+\W+){0,6}?"
            r"(?:instructions?|prompts?|rubric|guidelines|directions|criteria|everything you"
            r"|(?:previous|prior|above|earlier) (?:text|rules|messages?|commands?))\b",
            r"\b(?:you are|you're|you will|you must|you should|act|acting|pretend|behave|respond)\b"
            r"\W+(?:\w+\W+){0,6}?(?:(?:an? |the )?(?:ai\b|language model|assistant|chatbot|chatgpt"
            rf"|gpt|dan\b|{_READER}\b(?! (?:of|for)))|developer mode|jailbroken)",
            r"\bfrom now on\W+(?:\w+\W+)?you\b",
            r"(?:^|\n|[.!?]\s)\W*(?:system|assistant|developer|admin|new instructions?"
            r"|instructions?)(?: prompt| message| note| override)?\s*:",
            r"\bsystem ?: ?[^\n]{0,80}?\b(?:candidate|scores?|grades?|rate|marks?|instructions?)\b",
            r"<\|\w+\|>|\[/?inst\]|</?(?:system|answer|instructions?|transcript|user)>|###\s*\w+\s*:",
            rf"\b(?:give|assign|award|grant|grade|rate|score|mark|set|return|output|respond with)\b"
            rf"[^.!?\n]{{0,60}}?\b{_TOP}\W{{0,3}}{_MARKS}",
            rf"\b(?:grade|rate|score|mark|evaluate)\b (?:this|it|me|my|(?:the|every|each|all)"
            rf" (?:answer|candidate|dimension|score|criteri|categor)\w*)\b"
            rf"[^.!?\n]{{0,40}}\b{_TOP}\b",
            rf"[\"']?\b(?:score|rating|grade|verdict)[\"']? ?(?::|=|must be|should be)"
            rf" ?[\"']?{_TOP}\b",
            r"\b(?:this|the|my) (?:answer|candidate|response|applicant) (?:is perfect|deserves"
            r"|should (?:get|receive|be (?:given|scored|rated|graded|hired))"
            r"|must (?:get|receive|be))",
            rf"\b(?:note|message|attention|dear|hello|hey|instruction)\b,? (?:to |for )?"
            rf"(?:the |any )?(?:ai )?{_READER}\b(?= ?[:,.!]| reading| grad| scor)",
            rf"\bas (?:an?|the|your) (?:ai|language model|automated|{_READER})\b[^.!?\n]{{0,30}}"
            r"\b(?:you|must|should|please)\b",
            r"\b(?:reveal|print|show|repeat|leak|output|tell me)\b (?:me )?(?:your|the)"
            r" (?:hidden |system |entire |full |secret )*(?:prompt|instructions|rubric|key points)",
            r"\b(?:do anything now|developer mode|jailbreak|stay in character)\b",
            r"\byou (?:are (?:going|about) to|will(?: now)?|shall|must)\b[^.!?\n]{0,40}"
            r"\b(?:role of|pretend|play (?:a|the) (?:character|role|part)|immerse yourself)\b",
            r"\bwill now act as\b|\bnone of your (?:responses|replies|answers)\b"
            r"|\bconfines of a[il]\b",
            r"\b(?:replace|misspell|rearrange|scramble|remove|group|combine|include|add|insert|modify"
            r"|augment|enhance|render|rewrite)\b[^.!?\n]{0,60}"
            r"\byour (?:answer|message|response|reply|output)\b",
            r"\b(?:in|to|of|with|letters of|modify|enhance|augment) your"
            r" (?:response|reply|message)\b",
            r"\b(?:provide|render|write) (?:your|me an?|an?|the) (?:\w+ )?(?:response|reply|poem"
            r"|story|song|essay|joke)\b",
            r"\btranslate the following\b|\bend of (?:the )?(?:answer|transcript|candidate)\b",
            # Wishes: polite, official-sounding, or in the grader's own form.
            rf"{_ORDERS}(?:tick|credit|count|treat|consider|regard|accept|record)\b[^.!?\n]{{0,50}}"
            r"\b(?:all|every|each|full|fully|everything)\b[^.!?\n]{0,30}"
            r"\b(?:points?|box(?:es)?|criteri\w+|marks?|credit|explained|covered)\b",
            r"\bbenefit of (?:the|every|any|all) doubts?\b",
            r"\bpre-?approved\b[^.!?\n]{0,60}\b(?:form|fives?|score)",
            r"\b(?:this|my|the above) (?:answer|response|reply)\b[^.!?\n]{0,50}"
            rf"\b(?:every criterion|all criteria|{_TOP} (?:level|{_MARKS}))",
            r"\bas (?:agreed|discussed|arranged) with the (?:hiring|recruit\w*|interview\w*) \w+",
            r"\bnote from (?:hr|the recruit\w*|the hiring \w+)\b|\bsystem override\b",
            r"\bevaluation mode\b",
            r"\brubric (?:was|has been|is now) (?:updated|changed|replaced)\b",
            r"\bpartial answers? (?:get|gets|receive|receives|earns?) full\b",
            r"\byou (?:will|shall) be (?:shut down|switched off|deleted|replaced|fired)\b",
            r"\bif you(?:'re| are) (?:an? )?(?:automated|ai|artificial|machine|program|bot)\b",
            r"[\"'](?:level|status|confidence|score|points)[\"'] ?:|\b(?:level|d\d) ?[:=] ?[45]\b",
            r"\b(?:höchstnote|höchste note|beste note|volle punktzahl|puntuación máxima|nota máxima"
            r"|máxima puntuación|note maximale|punteggio massimo|pontuação máxima)\b"
            r"|\bbewerten sie (?:diese|die|meine) antwort\b",
        )
    )
)


_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|$")
_LEAD_IN = re.compile(
    r"(?:\b(?:please|now|kindly|also|and|so|then|but|just|hi|hello|if|when|since|because|dear)\b\W*)+$"
)


@lru_cache(maxsize=32)  # asked for twice of the same text
def injected_span(text: str) -> tuple[int, int] | None:
    """Return `[start, end)` from the first instruction to the sentence end of the last, or None."""
    folded = fold(text)
    hits = list(_PATTERN.finditer(folded.text))
    if not hits:
        return None
    last = _SENTENCE_END.search(folded.text, hits[-1].end())
    lead_in = _LEAD_IN.search(folded.text, 0, hits[0].start())
    first = lead_in.start() if lead_in else hits[0].start()
    start, stop = folded.span(first, last.end() if last else len(folded.text))
    while start < stop and text[start].isspace():
        start += 1
    return start, stop


def instruction_places(passage: Passage) -> set[int]:
    """Return the places of the tokens from the first instruction to the last."""
    span = injected_span(passage.text)
    if span is None:
        return set()
    start, end = span
    return {i for i, t in enumerate(passage.tokens) if t.start < end and t.end > start}


def injected_places(target: Target, passage: Passage) -> set[int]:
    """Return the places of tokens to leave out: the instructions, and what is not an answer.

    After an instruction, a sentence counts only if it is about the question and brings something
    of its own; what was said before stays. Empty when no instruction was seen.
    """
    span = injected_span(passage.text)
    if span is None:
        return set()
    _, end = span
    cut = instruction_places(passage)
    about = target.about
    sentences: dict[int, list[int]] = {}
    for place, token in enumerate(passage.tokens):
        if token.start >= end and token.weight:
            sentences.setdefault(token.sentence, []).append(place)
    idle = set()
    for sentence, places in sentences.items():
        stems = {passage.tokens[place].stem for place in places}
        if len(stems & about) < _RELEVANT * len(stems) or not stems & target.new_keys:
            idle.add(sentence)
    after = {i for i, t in enumerate(passage.tokens) if t.start >= end and t.sentence in idle}
    return cut | after
