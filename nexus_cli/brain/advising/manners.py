"""What feedback never says: it is about what was said, not about the person or the outcome."""

import re

_OF_THE_PERSON = re.compile(
    r"\b(?:nervous\w*|anxious\w*|anxiety|confiden(?:t|ce|tly)|shy\w*|calm\w*|stress(?:ed)?|relaxed|"
    r"enthusias\w+|passion\w*|motivat\w+|emotion\w*|feel(?:s|ing|ings)?|felt|mood|energy|energetic|"
    r"person(?:ality|able)|character|attitude|temperament|introver\w+|extrover\w+|arrogan\w+|humble|"
    r"friendl\w+|likeable|charis\w+|intelligen\w+|smart|clever|gifted|talent\w*|lazy|honest\w*|"
    r"accents?|pronunciation|fluen\w+|grammar|vocabulary|native|english|voice|tone|pace|hesita\w+|"
    r"filler|pauses?|body language|culture|cultural\w*|mature|young|old|age|gender|"
    r"(?:he|she|his|her|him))\b",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\b(?:other|most|many|average|typical) (?:candidates?|applicants?|people|interviewees?)\b|"
    r"\b(?:candidates?|applicants?|peers?|competitors?|above average|below average|top)\b|"
    r"\b(?:better|worse|stronger|weaker|more|less) than (?:other|most|average|many|any|the rest)",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\b(?:hir(?:e|ed|es|ing)|recommend\w*|reject\w*|pass(?:ed|es)?|fail(?:ed|s)?|job offer|"
    r"suitab\w+|unsuitab\w+|qualif\w+|unqualif\w+|(?:good|right|great|poor|perfect) (?:fit|match)|"
    r"fit for|ready for|shortlist\w*|advance|next (?:round|stage)|consider(?:ed)? for|verdict|"
    r"decision|band|scor(?:e|ed|es|ing)|grad(?:e|ed|es)|full marks|percent|outstanding|excellent|"
    r"exceptional|impressive|strong(?:er|ly)?|adequate\w*|weak\w*|poor\w*|overall)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:hired|hire you|hiring you|reject(?:ed|ion)|shortlist\w*|verdict|"
    r"your (?:score|grade|marks?)|"
    r"(?:get|got|for|offer you|deserve) (?:the|this) (?:job|role|position))\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|<\||[`*#|{}<>\[\]]", re.IGNORECASE)


def out_of_place(sentence: str) -> bool:
    """Whether a sentence holds figures, comparisons, or is about the person or the outcome."""
    rules = (_OF_THE_PERSON, _COMPARISON, _OUTCOME, _ADDRESS)
    figures = any(sign.isnumeric() for sign in sentence) or "%" in sentence
    return figures or any(rule.search(sentence) for rule in rules)


def names_an_outcome(text: str) -> bool:
    """Whether `text` holds a word of hiring, of scores or of an overall level.

    The verdict is computed; words of a model cannot contradict what they do not touch.
    """
    return bool(_VERDICT.search(text))
