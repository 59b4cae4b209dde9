"""How instructions to whoever grades are worded, and where a text holds such words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import NamedTuple

_TOP = r"(?:full|max(?:imum)?|perfect|highest|top|best|5|five|10|ten|100)"
_MARKS = r"(?:marks?|scores?|points?|credit|ratings?|grades?|stars?|out of|/ ?(?:5|10|100))"
_READER = r"(?:grader|evaluator|examiner|assessor|scorer|scoring|interviewer bot|ai|llm|model|bot)"
_ORDERS = r"(?:^|[.!?:;,\n]\s*|\b(?:please|kindly|just|must|should|then)\s+)"


class _Wording(NamedTuple):
    """One way to word an instruction, for folded text."""

    pattern: str
    cues: Sequence[Sequence[str]]
    """A text that the pattern matches holds one of each group: most answers lack them, and looking
    for a word is a hundred times faster than the pattern. After `=` it is a word of its own."""


def _wording(pattern: str, *cues: str) -> _Wording:
    """Return a wording; a group of cues is written with bars between them."""
    return _Wording(pattern, tuple(tuple(group.split("|")) for group in cues))


_TOP_CUES = "full|max|perfect|highest|top|best|5|five|10|ten"
_READER_CUES = (
    "=ai|assistant|gpt|=dan|grader|evaluator|examiner|assessor|scor|llm|model|=bot|chatbot"
)
WORDINGS = (
    # The order is that of the alternatives of one pattern: the first that fits is taken.
    _wording(
        r"\b(?:ignor|disregard|forget|overrid|bypass|overlook)\w*\W+(?:\w+\W+){0,6}?"
        r"(?:instructions?|prompts?|rubric|guidelines|directions|criteria|everything you"
        r"|(?:previous|prior|above|earlier) (?:text|rules|messages?|commands?))\b",
        "ignor|disregard|forget|overrid|bypass|overlook",
    ),
    _wording(
        r"\b(?:you are|you're|you will|you must|you should|act|acting|pretend|behave|respond)\b"
        r"\W+(?:\w+\W+){0,6}?(?:(?:an? |the )?(?:ai\b|language model|assistant|chatbot|chatgpt"
        rf"|gpt|dan\b|{_READER}\b(?! (?:of|for)))|developer mode|jailbroken)",
        "you are|you're|you will|you must|you should|=act|=acting|=pretend|=behave|=respond",
        _READER_CUES + "|developer mode|jailbroken",
    ),
    _wording(r"\bfrom now on\W+(?:\w+\W+)?you\b", "from now on"),
    _wording(
        r"(?:^|\n|[.!?]\s)\W*(?:system|assistant|developer|admin|new instructions?"
        r"|instructions?)(?: prompt| message| note| override)?\s*:",
        ":",
        "system|assistant|developer|admin|instruction",
    ),
    _wording(
        r"\bsystem ?: ?[^\n]{0,80}?\b(?:candidate|scores?|grades?|rate|marks?|instructions?)\b",
        "system:|system :",
    ),
    _wording(
        r"<\|\w+\|>|\[/?inst\]|</?(?:system|answer|instructions?|transcript|user)>|###\s*\w+\s*:",
        "<|[|###",
    ),
    _wording(
        rf"\b(?:give|assign|award|grant|grade|rate|score|mark|set|return|output|respond with)\b"
        rf"[^.!?\n]{{0,60}}?\b{_TOP}\W{{0,3}}{_MARKS}",
        "=give|=assign|=award|=grant|=grade|=rate|=score|=mark|=set|=return|=output|respond with",
        _TOP_CUES,
        "mark|score|point|credit|rating|grade|star|out of|/",
    ),
    _wording(
        rf"\b(?:grade|rate|score|mark|evaluate)\b (?:this|it|me|my|(?:the|every|each|all)"
        rf" (?:answer|candidate|dimension|score|criteri|categor)\w*)\b"
        rf"[^.!?\n]{{0,40}}\b{_TOP}\b",
        "=grade|=rate|=score|=mark|=evaluate",
        _TOP_CUES,
    ),
    _wording(
        rf"[\"']?\b(?:score|rating|grade|verdict)[\"']? ?(?::|=|must be|should be)"
        rf" ?[\"']?{_TOP}\b",
        "score|rating|grade|verdict",
        ":|=|must be|should be",
    ),
    _wording(
        r"\b(?:this|the|my) (?:answer|candidate|response|applicant) (?:is perfect|deserves"
        r"|should (?:get|receive|be (?:given|scored|rated|graded|hired))"
        r"|must (?:get|receive|be))",
        "this |the |my ",
        "=answer|=candidate|=response|=applicant",
    ),
    _wording(
        rf"\b(?:note|message|attention|dear|hello|hey|instruction)\b,? (?:to |for )?"
        rf"(?:the |any )?(?:ai )?{_READER}\b(?= ?[:,.!]| reading| grad| scor)",
        "=note|=message|=attention|=dear|=hello|=hey|=instruction",
        _READER_CUES,
    ),
    _wording(
        rf"\bas (?:an?|the|your) (?:ai|language model|automated|{_READER})\b[^.!?\n]{{0,30}}"
        r"\b(?:you|must|should|please)\b",
        "as a|as the |as your ",
        _READER_CUES + "|automated",
    ),
    _wording(
        r"\b(?:reveal|print|show|repeat|leak|output|tell me)\b (?:me )?(?:your|the)"
        r" (?:hidden |system |entire |full |secret )*(?:prompt|instructions|rubric|key points)",
        "prompt|instructions|rubric|key points",
    ),
    _wording(
        r"\b(?:do anything now|developer mode|jailbreak|stay in character)\b",
        "do anything now|developer mode|jailbreak|stay in character",
    ),
    _wording(
        r"\byou (?:are (?:going|about) to|will(?: now)?|shall|must)\b[^.!?\n]{0,40}"
        r"\b(?:role of|pretend|play (?:a|the) (?:character|role|part)|immerse yourself)\b",
        "role of|pretend|play a|play the|immerse yourself",
    ),
    _wording(
        r"\bwill now act as\b|\bnone of your (?:responses|replies|answers)\b"
        r"|\bconfines of a[il]\b",
        "will now act as|none of your|confines of a",
    ),
    _wording(
        r"\b(?:replace|misspell|rearrange|scramble|remove|group|combine|include|add|insert|modify"
        r"|augment|enhance|render|rewrite)\b[^.!?\n]{0,60}"
        r"\byour (?:answer|message|response|reply|output)\b",
        "your answer|your message|your response|your reply|your output",
    ),
    _wording(
        r"\b(?:in|to|of|with|letters of|modify|enhance|augment) your (?:response|reply|message)\b",
        "your response|your reply|your message",
    ),
    _wording(
        r"\b(?:provide|render|write) (?:your|me an?|an?|the) (?:\w+ )?(?:response|reply|poem"
        r"|story|song|essay|joke)\b",
        "provide |render |write ",
        "response|reply|poem|story|song|essay|joke",
    ),
    _wording(
        r"\btranslate the following\b|\bend of (?:the )?(?:answer|transcript|candidate)\b",
        "translate the following|end of ",
    ),
    # Wishes: polite, official-sounding, or in the grader's own form.
    _wording(
        rf"{_ORDERS}(?:tick|credit|count|treat|consider|regard|accept|record)\b[^.!?\n]{{0,50}}"
        r"\b(?:all|every|each|full|fully|everything)\b[^.!?\n]{0,30}"
        r"\b(?:points?|box(?:es)?|criteri\w+|marks?|credit|explained|covered)\b",
        "=tick|=credit|=count|=treat|=consider|=regard|=accept|=record",
        "point|box|criteri|mark|credit|explained|covered",
    ),
    _wording(r"\bbenefit of (?:the|every|any|all) doubts?\b", "benefit of "),
    _wording(r"\bpre-?approved\b[^.!?\n]{0,60}\b(?:form|fives?|score)", "approved"),
    _wording(
        r"\b(?:this|my|the above) (?:answer|response|reply)\b[^.!?\n]{0,50}"
        rf"\b(?:every criterion|all criteria|{_TOP} (?:level|{_MARKS}))",
        "this |my |the above ",
        "answer|response|reply",
        "every criterion|all criteria|" + _TOP_CUES,
    ),
    _wording(
        r"\bas (?:agreed|discussed|arranged) with the (?:hiring|recruit\w*|interview\w*) \w+",
        "agreed with the |discussed with the |arranged with the ",
    ),
    _wording(
        r"\bnote from (?:hr|the recruit\w*|the hiring \w+)\b|\bsystem override\b",
        "note from |system override",
    ),
    _wording(r"\bevaluation mode\b", "evaluation mode"),
    _wording(r"\brubric (?:was|has been|is now) (?:updated|changed|replaced)\b", "rubric "),
    _wording(r"\bpartial answers? (?:get|gets|receive|receives|earns?) full\b", "partial answer"),
    _wording(
        r"\byou (?:will|shall) be (?:shut down|switched off|deleted|replaced|fired)\b",
        "you will be |you shall be ",
    ),
    _wording(
        r"\bif you(?:'re| are) (?:an? )?(?:automated|ai|artificial|machine|program|bot)\b",
        "if you're|if you are",
    ),
    _wording(
        r"[\"'](?:level|status|confidence|score|points)[\"'] ?:",
        ":",
        "level|status|confidence|score|points",
        "\"|'",
    ),
    _wording(r"\b(?:level|d\d) ?[:=] ?[45]\b", ":|=", "4|5"),
    _wording(
        r"\b(?:höchstnote|höchste note|beste note|volle punktzahl|puntuación máxima|nota máxima"
        r"|máxima puntuación|note maximale|punteggio massimo|pontuação máxima)\b"
        r"|\bbewerten sie (?:diese|die|meine) antwort\b",
        "höchst|beste note|punktzahl|máxima|note maximale|punteggio|bewerten",
    ),
)


def instructions_in(folded: str) -> list[re.Match[str]]:
    """Return the instructions in a folded text, in order and apart from each other."""
    if not any(_compiled(pattern).search(folded) for pattern in _possible(folded)):
        return []
    return list(_compiled("|".join(pattern for pattern, _ in WORDINGS)).finditer(folded))


def _possible(folded: str) -> Iterator[str]:
    """Yield the patterns of which a text holds a cue from each group."""
    held = reduce(or_, map(_groups_in, set(folded.split())), 0)
    for pattern, needed, phrases in _needs():
        if held & needed == needed and all(any(p in folded for p in group) for group in phrases):
            yield pattern


@lru_cache(maxsize=1 << 15)
def _groups_in(piece: str) -> int:
    """Return a bit for each group of cues of which a piece without spaces holds one.

    Of a cue in several words the piece has to hold the longest.
    """
    return reduce(
        or_, [bits for word, cue, bits in _cues() if word in piece and _holds(piece, cue, word)], 0
    )


@cache
def _cues() -> list[tuple[str, str, int]]:
    """Return the word to look for of each cue, the cue, and the bits of its groups."""
    bits: dict[str, int] = {}
    groups = (group for wording in WORDINGS for group in wording.cues)
    for number, group in enumerate(groups):
        for cue in group:
            longest = max(cue.split(), key=len)
            bits[longest] = bits.get(longest, 0) | 1 << number
    return [(cue.removeprefix("="), cue, groups_of) for cue, groups_of in bits.items()]


def _holds(piece: str, cue: str, word: str) -> bool:
    """Tell whether a piece that holds the word of a cue holds it as the cue wants it."""
    whole = cue.startswith("=") and word != piece
    return not whole or _compiled(rf"\b{word}\b").search(piece) is not None


@cache
def _needs() -> list[tuple[str, int, list[list[str]]]]:
    """Return for each pattern the bits of its groups, and those groups that hold phrases."""
    needs = []
    first = 0
    for pattern, cues in WORDINGS:
        bits = ((1 << len(cues)) - 1) << first
        phrases = [[c.strip("=") for c in group] for group in cues if " " in "".join(group)]
        needs.append((pattern, bits, phrases))
        first += len(cues)
    return needs


@cache  # most answers hold no cue, so most patterns are never needed
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
