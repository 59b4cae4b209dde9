"""What people say or do while they listen: it asks for no turn, and answers nothing."""

import re

_SAID = (
    "mm, mmm, hm, hmm, mhm, mm hm, mm hmm, mm mm, mmhm, mmhmm, m hm, uh huh, aha, ah, oh, uh, um, "
    "er, erm, right, all right, alright, okay, ok, kay, o k, yeah, yep, yup, yes, ya, sure, "
    "of course, i see, i know, got it, gotcha, understood, makes sense, that makes sense, true, "
    "exactly, absolutely, definitely, indeed, really, great, good, nice, cool, fine, perfect, wow, "
    "interesting, thanks, thank you, fair enough, go on, go ahead, "
    "ha, haha, hahaha, hehe, heh, ahem, achoo"
)
"""Continuers and assessments of spoken English (Jurafsky et al. 1998, the Switchboard corpus, where
`uh-huh`, `yeah`, `right`, `oh`, `okay` and `yes` are nine in ten), and how a recogniser writes
laughing, coughing and sneezing."""
_LONGEST = 3
_PHRASES = frozenset(_SAID.split(", "))
_NOISE = re.compile(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫]")
"""As in `[laughter]`, `(coughs)`, `*sighs*`."""
_MARKS = re.compile(r"[^\w']+")


def only_backchannels(text: str) -> bool:
    """Whether all of `text` is such as `mm-hm`, `yeah, okay` or `[laughter]`; true of no words.

    `no`, `what?` and `sorry?` are not: they want something.
    """
    words = _MARKS.sub(" ", _NOISE.sub(" ", text.replace("’", "'").lower())).split()
    while words:
        taken = next((n for n in range(_LONGEST, 0, -1) if " ".join(words[:n]) in _PHRASES), 0)
        if not taken:
            return False
        words = words[taken:]
    return True
