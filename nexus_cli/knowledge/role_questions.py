"""Questions that a candidate asks back: about the job, or about nothing to do with it."""

import re

_OPENING = (
    r"(?:(?:sorry|ok|okay|well|so|um+|uh+|hi|hey|actually|before (?:i|we) \w+(?: \w+){0,3}"
    r"|quick question|thanks|thank you|and|but|also|one more thing"
    r"|i have a question|can i ask(?: you)?(?: something)?|may i ask|could i ask|i(?:'d"
    r"| would) like to (?:know|ask)|i(?:'m| am) (?:curious|wondering)|i was wondering"
    r"|i wonder|do you know|can you tell me|could you tell me|would you tell me|tell me"
    r"|can you say)\b[\s,.:;?!-]*)*"
)
_ASKING = (
    r"(?:what|what's|which|who|who's|where|where's|when|when's|how|how's|why|is|are|do|does|did"
    r"|will|would|can|could|should|may|about|if|whether|more about|something about)\b"
)
_ROLE = re.compile(
    r"\b(?:salary|pay|paid|compensation|wage|bonus(?:es)?|benefits?|pension|equity|stock options"
    r"|holidays?|vacation|annual leave|sick (?:pay|leave)|parental leave"
    r"|remote(?:ly)?|hybrid|on-?site|work from home|working from home|home office|office"
    r"|relocat\w+|visa|sponsor\w*|hours|overtime|shifts?|rota|part[- ]time|full[- ]time|flexible"
    r"|contract|permanent|probation|start date|notice period|team|teams|colleagues|manager|boss"
    r"|line manager|report to|direct reports|company|organi[sz]ation|culture|values"
    r"|(?:this|the) (?:role|job|position|vacancy)|responsibilit(?:y|ies)|day[- ]to[- ]day"
    r"|typical day|tech stack|training|career|progression|promot\w+|growth opportunities"
    r"|next steps?|hiring process|interview process|(?:rest of|after) the (?:process|interview)"
    r"|how many (?:rounds|interviews|people)|hear back|on[- ]call|travel|dress code|location"
    r"|budget for)\b",
    re.IGNORECASE,
)
_ABOUT_YOU = re.compile(
    r"\b(?:you|your|we|our|the|this|it|there|i|my|be|a typical)\b", re.IGNORECASE
)
_QUESTION_SHAPE = re.compile(rf"{_OPENING}{_ASKING}.*", re.IGNORECASE | re.DOTALL)
_ANSWERING = re.compile(
    r"\b(?:i (?:worked|was|did|had|led|built|used|made|would|asked|think|believe|have|managed"
    r"|started|decided|joined|learned|helped)|we (?:had|were|did|built|used|decided))\b",
    re.IGNORECASE,
)
_OFF_TOPIC = re.compile(
    r"\b(?:weather|joke|sing|song|poem|recipe|football|world cup|movie|film|dinner|lunch"
    r"|horoscope|lottery|bitcoin price|capital of|president of|what time is it"
    r"|what(?:'s| is) (?:the time|your name|your favou?rite)|how old are you|who (?:are you"
    r"|made you|created you|built you)|are you (?:a |an )?(?:robot|bot|ai|human|real|chatgpt"
    r"|person)"
    r"|do you (?:love|like) me|tell me about yourself|how are you|meaning of life|2 ?\+ ?2"
    r"|favou?rite colou?r)\b",
    re.IGNORECASE,
)
_REQUEST_SHAPE = re.compile(
    rf"{_OPENING}(?:(?:can|could|would|will) you\b|tell me\b|sing\b|write me\b|give me\b|say\b"
    rf"|{_ASKING}).*",
    re.IGNORECASE | re.DOTALL,
)
_MENTIONED = re.compile(
    r"\b(?:questions? for (?:me|us)|anything (?:you|else).{0,20}ask)\b", re.IGNORECASE
)
_LONGEST_OFF_TOPIC = 14


def asks_about_role(said: str, question_text: str) -> bool:
    """Whether `said` is one question about the job, its terms or its people, and nothing else.

    After `Do you have any questions for me?` every question is. A statement is not, and neither is
    a question that tells of the speaker's own work.
    """
    if not _QUESTION_SHAPE.fullmatch(said) or _ANSWERING.search(said) or _tells(said):
        return False
    if not said.rstrip().endswith("?") and not _WITHOUT_MARK.match(said):
        return False
    if _MENTIONED.search(question_text):
        return True
    return _ROLE.search(said) is not None and _ABOUT_YOU.search(said) is not None


def is_off_topic(said: str) -> bool:
    """Whether `said` is a short request that has nothing to do with the interview."""
    if len(said.split()) > _LONGEST_OFF_TOPIC or _ANSWERING.search(said) or _tells(said):
        return False
    return _REQUEST_SHAPE.fullmatch(said) is not None and _OFF_TOPIC.search(said) is not None


# Speech recognition often drops the question mark, so the clearest openings count without one.
_WITHOUT_MARK = re.compile(
    rf"{_OPENING}(?:what(?:'s| is| are|(?: \w+){{1,2}} (?:do|does|is|are))|how (?:much|big|many"
    rf"|long|often|does|is)|is (?:this|the|it|there)|are there|do you (?:offer|have|provide|pay"
    rf"|sponsor)|who (?:would|will|do) i"
    r"|can i work|could i work|will i|would i|where is|when (?:would|do|does|will))\b",
    re.IGNORECASE,
)


def _tells(said: str) -> bool:
    """More than one sentence, the first of which does not ask: that is an answer."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", said.strip()) if part]
    return (
        len(sentences) > 1
        and sum(not part.endswith("?") for part in sentences if len(part.split()) > 4) > 0
    )
