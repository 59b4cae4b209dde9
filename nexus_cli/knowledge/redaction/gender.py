"""Words that tell a person's gender, and what says the same without it."""

import re

_NEUTRAL = {
    "they": "he she",
    "they're": "he's she's",
    "they'll": "he'll she'll",
    "they'd": "he'd she'd",
    "their": "him her his hers",
    "themselves": "himself herself",
    "person": "man woman gentleman lady guy gal dude",
    "people": "men women gentlemen ladies gals",
    "person's": "man's woman's",
    "people's": "men's women's",
    "child": "boy girl son daughter",
    "children": "boys girls sons daughters",
    "spouse": "husband wife",
    "parent": "mother father mum mom mummy mommy dad daddy",
    "parents": "mothers fathers mums moms dads",
    "sibling": "brother sister",
    "siblings": "brothers sisters",
    "partner": "boyfriend girlfriend fiancé fiancée fiance fiancee",
    "grandparent": "grandmother grandfather grandma grandpa",
    "uncle or aunt": "uncle aunt",
    "parental": "maternity paternity maternal paternal",
    "parenthood": "motherhood fatherhood",
    "siblinghood": "brotherhood sisterhood fraternity sorority",
    "chair": "chairman chairwoman",
    "salesperson": "salesman saleswoman",
    "spokesperson": "spokesman spokeswoman",
    "businessperson": "businessman businesswoman",
    "waiter or waitress": "waiter waitress",
    "actor": "actress",
    "host": "hostess",
    "officer": "policeman policewoman",
    "firefighter": "fireman firewoman",
    "widowed person": "widow widower",
    "male or female": "male female",
}
_BY_WORD = {word: neutral for neutral, words in _NEUTRAL.items() for word in words.split()}
_WORDS = "|".join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True))
GENDERED = re.compile(rf"(?<![\w'’-])(?:{_WORDS})(?![\w-])", re.IGNORECASE)
TITLE = re.compile(r"\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Ss]ir|[Mm]adam)\b\.?\s+(?=\[name\]|[A-ZÀ-Þ])")
ADDRESS = re.compile(r",?\s+(?:sir|madam|ma'am)\b(?=\W|$)", re.IGNORECASE)


def neutral(word: str) -> str:
    """Return what says the same of anybody, capitalised as `word` is.

    Object and possessive become one word: `her` is either, so that `his idea` and `her idea`, `told
    him` and `told her` end alike.
    """
    found = _BY_WORD[word.casefold().replace("’", "'")]
    return found.capitalize() if word[:1].isupper() else found
