"""Skills that no lexicon lists, in the words of the job description itself."""

import re

from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.knowledge.statements import Mode, Statement

_CUE = re.compile(
    r"\b(?:experience|knowledge|understanding|proficiency|familiarity|skills?|expertise"
    r"|background|track record|skilled"
    r"|experienced|confident|competent|qualified|trained)\s+"
    r"(?:of|in|with|using|at|on)\s+(?P<phrase>[^,.;:()]+)",
    re.IGNORECASE,
)
_GERUND = re.compile(r"^(?P<phrase>[A-Z][a-z]+ing\b[^,.;:()]*)")
_CUT = re.compile(
    r"\s+(?:and|or|that|which|to|for|with|by|from|at|across|within|when|while|so|in order|using"
    r"|on|into|through|as|is|are"
    r"|in|of)\s",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:(?:a|an|the|your|our|their|all|any|some|various|relevant|good|strong"
    r"|own|working|work) )+",
    re.I,
)
_MOST_WORDS = 4


def lead_skill(statement: Statement) -> str:
    """Return the skill that a bullet's lead names: the lexicon's, or the lead as written.

    The lead of a duty is an activity (`Plan the shift`), so only the lexicon's skills count there.
    """
    found = find_skills(statement.lead)
    if found:
        return found[0][0]
    words = statement.lead.split()
    short = 0 < len(words) <= _MOST_WORDS + 1
    return statement.lead if short and statement.mode is not Mode.DUTIES else ""


def phrase_skill(statement: Statement) -> str:
    """Return the noun phrase after `experience of` and the like; empty when there is none.

    For a bullet without such words, the activity that opens it: `Managing drivers`.
    """
    if find_skills(statement.text):
        return ""
    cue = _CUE.search(statement.text) or (
        _GERUND.match(statement.text) if statement.bullet else None
    )
    if not cue:
        return ""
    phrase = _FILLER.sub("", _CUT.split(cue["phrase"].strip() + " ")[0].strip())
    words = phrase.split()
    return (
        phrase[:1].upper() + phrase[1:] if 0 < len(words) <= _MOST_WORDS and len(phrase) > 3 else ""
    )
