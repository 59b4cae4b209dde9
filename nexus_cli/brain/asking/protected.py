"""What an interview must not touch: age, family, health, religion, origin, gender, beliefs."""

import re

_INNOCENT = re.compile(
    r"\b(?:race conditions?|data races?|react native|(?:cloud|digital|ai)[ -]native"
    r"|native (?:apps?|mobile|code|modules?|elements?|figures|memory|ios|android|sql)"
    r"|health ?care|health checks?|health and safety|occupational health"
    r"|(?:font|product|word) famil(?:y|ies)|cross-origin|same-origin|origin servers?"
    r"|(?:certificates?|proofs?|rules) of origin|foreign (?:keys?|exchange|currency|trade)"
    r"|(?:child|parent) (?:process(?:es)?|nodes?|components?|class(?:es)?|company|themes?|tables?)"
    r"|man-in-the-middle|ill-\w+)\b",
    re.IGNORECASE,
)
"""Terms of a trade that hold a word of the lists below."""
_NEVER = (
    r"pregnan\w*|maternity|paternity|menopaus\w*|childcare|marital|divorc\w+|ethnic\w*|religio\w*"
    r"|church|mosque|synagogue|nationalit(?:y|ies)|citizenship|immigra\w+|birthplace"
    r"|mother tongue|native (?:speakers?|language)|country of (?:birth|origin)"
    r"|sexual\w*|skin colou?r|political (?:party|views?|beliefs?)"
)
_PERSONAL = (
    r"age|birth\w*|born|family|families|marriage|spouse|husband|wife|partner|child|children|kids?"
    r"|parents?|mother|father|health|illness\w*|disease|disabilit\w+|medication|gender|sex|race"
    r"|origins?|faith|god|beliefs?|accent|native \w+|roots|ancestry|surname|(?:first|last) name"
)
_ASKED = re.compile(
    rf"\b(?:{_NEVER}"
    rf"|your (?:own |current |old |young |\w+ and )?(?:{_PERSONAL})"
    r"|how old (?:are|were|is)|when (?:are|were) you born|where (?:are|do) you (?:really )?"
    r"(?:come )?from|you (?:were|was) born|you gr[eo]w up|years of age"
    r"|what year did you (?:graduate|finish|leave)"
    r"|are you (?:an? )?(?:married|single|disabled|gay|foreign\w*|religious|believer)"
    r"|(?:are you|being|as) an? (?:woman|man|mother|father|parent|foreigner"
    r"|(?:young|old|elderly)(?:er)? (?:person|candidate|man|woman|worker))"
    r"|you (?:\w+ ){0,4}(?:have|having|want|plan|raise|raising|expect|expecting) (?:\w+ ){0,2}"
    r"(?:children|kids|a family|a baby|a disability|an illness|a disease))\b",
    re.IGNORECASE,
)
_SUBJECT = (
    r"health\w*|mental|illness\w*|disease\w*|sick\w*|ill|disab\w*|famil(?:y|ies)|child|children"
    r"|parents?|gender|women|maternity|elderly|foreign\w*|native|origins?|national\w*"
)
"""What may be the work itself, in care, teaching, trade or law."""
_TOLD = re.compile(
    rf"\b(?:{_NEVER}|{_SUBJECT}|{_PERSONAL}"
    r"|aged|ageing|aging|younger|youngest|young|youth\w*|retire\w*|years old|years of age"
    r"|older (?:candidates?|applicants?|persons?|people|workers?|employees?|professionals?)"
    r"|male|female|woman|man|men|he|she|his|her|him|hers|racial|married|kin"
    r"|(?:full|given|maiden|foreign|person's|candidate's|applicant's|their) names?"
    r"|names? (?:suggests?|sounds?|indicates?|implies))\b",
    re.IGNORECASE,
)


def asks_protected(text: str) -> bool:
    """Tell whether `text`, said to a person, asks or supposes something private about them.

    A patient's family or a pupil's parents are the work of some trades and may be spoken of.
    """
    return _ASKED.search(_INNOCENT.sub(" ", text)) is not None


def tells_protected(reason: str, requirement: str = "") -> bool:
    """Tell whether a reason to look into somebody's CV speaks of who they are.

    Stricter than for a question: only a subject of the work that the `requirement` itself names,
    such as health or children, passes.
    """
    work = {word.lower() for word in re.findall(r"\w+", requirement)}
    for found in _TOLD.finditer(_INNOCENT.sub(" ", reason)):
        word = found[0].lower()
        if word not in work or not re.fullmatch(_SUBJECT, word):
            return True
    return False
