"""Schools and universities, by the words that their names are made with."""

import re

_NO_NAME = (
    "After|Although|And|As|At|Because|Before|But|During|For|From|He|I|In|My|On|Our|She|Since|So"
    "|Then|They|This|Though|To|Until|We|When|Where|While|With|Your"
)
_CAPITAL = rf"(?!(?-i:{_NO_NAME})\b)(?-i:[A-ZÀ-Þ])[\w'’&-]*"
_JOINT = r"(?:of|de|di|del|for|and|der|für|the|la)"
_KIND = (
    r"(?:universit(?:y|ies|é|ät|à|eit|et|a|ad|ade)|college|polytechnic(?:al)?|politecnico"
    r"|hochschule|fachhochschule|école|ecole|lyc[ée]e|gymnasium|academy"
    r"|institute of technology|business school|law school|medical school|high school"
    r"|grammar school|secondary school|primary school|school)"
)
SCHOOL = re.compile(
    rf"\b(?:the\s+)?(?:{_CAPITAL}\s+){{1,4}}{_KIND}\b(?:\s+{_JOINT}\s+{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})?"
    rf"|\b(?:the\s+)?{_KIND}\s+(?:{_JOINT}\s+){{1,2}}{_CAPITAL}(?:[\s-]{_CAPITAL}){{0,3}}"
    rf"|\b(?-i:(?:TU|FH|HTW|LMU|ETH)\s+{_CAPITAL})",
    re.IGNORECASE,
)
KNOWN = re.compile(
    r"\b(?:Oxford|Cambridge|Harvard|Stanford|Princeton|Yale|Caltech|Cornell|Berkeley|Columbia"
    r"|Imperial College|Sorbonne|Sciences Po|Polytechnique|Technion|Wharton|INSEAD|Eton|Bocconi"
    r"|MIT(?!\s+licen[cs]e)|ETH|EPFL|UCLA|UCL|LSE|NYU|USC|KTH|NUS|NTU|IIT|KAIST|POSTECH"
    r"|TU Delft|TUM|CMU|Carnegie Mellon|Georgia Tech|Virginia Tech|Udacity|General Assembly)\b"
)
"""Named without the word; a place of the same name goes too, since it says as much."""
