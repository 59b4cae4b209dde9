"""The short word lists that reading an answer rests on; the long ones are text files beside it."""

from functools import lru_cache
from importlib import resources


def words(text: str) -> frozenset[str]:
    """Return the words of `text`, parted by white space."""
    return frozenset(text.split())


@lru_cache(maxsize=4)
def word_file(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words on each line of a shipped word file, without comments and blank lines."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return tuple(tuple(line) for line in lines if line)


# Words of gender weigh nothing: they never touch a score.
# same, different, no, not, only, own, one and all carry meaning in an answer, so they are not here.
STOP_WORDS = words(
    """
    a an the i me my mine myself we us our ours ourselves you your yours yourself yourselves he him
    his himself she her hers herself it its itself they them their theirs themselves this that these
    those who whom whose which what when where why how there here am is are was were be been being
    have has had having do does did doing will would shall should can could may might must ought let
    of at by for with from to in on as into onto upon about and or but if then so than because while
    until although though however also just very too really quite rather well um uh er hmm okay ok
    yes yeah oh like etc eg ie s t d ll m re ve such some any
    man men woman women male female gentleman lady sir madam mr mrs ms miss
    boy girl husband wife father mother dad mum mom brother sister son daughter
    """
)
THIRD_PERSON = words("he him his himself she her hers herself they them their theirs themselves")
NEGATORS = words("not never no none neither nor without nothing nobody")

_COUNTED = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty"""
NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(_COUNTED.split())
    if word != "one"  # mostly a pronoun
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90"}
"""Spelt-out numbers and the digits that they are read as."""
