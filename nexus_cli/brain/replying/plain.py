"""Speech without marks: what a voice would read out as noise, or a model as a command."""

import re
import unicodedata

from nexus_cli.brain.prompting import neutral

CONTROL_TOKEN = "<|"  # noqa: S105  # a model's mark for its own channels
_IN_CHANNEL = re.compile(
    r"\W*(?:<\||</?think|(?:analysis|commentary|assistant|final|developer|system|thought|thinking|"
    r"reasoning)(?:\b(?! (?:of|and|in|on|for)\b)|(?=[A-Z]|analysis|final|commentary))|"
    r"(?i:analysis|reasoning|thoughts?|thinking|commentary) ?:)"
)
"""A reply that begins with the name of a channel is thought, not speech."""
_LABEL = re.compile(
    r"^\W*(?:follow[- ]?up(?: question)?|question|bridge|clarif\w+|interviewer|reply|response|q)"
    r" ?\d*\W*:\W*",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_LINE_MARK = re.compile(r"^\s*(?:[-+•*]+|#+|>+|\(?\d{1,2}[.)]|\(?[a-z]\))(?:\s+|$)", re.MULTILINE)
_EMPHASIS = re.compile(r"[*`~]+|(?<!\w)_+|_+(?!\w)")
_SIGNS = re.compile(r"[_#|<>{}\[\]\\^=]+")
_LOOSE_MARK = re.compile(r"\s+(?=[.,;:?!](?:\s|$))")
_DOUBLE_QUOTES = '"“”„«»'


def begins_in_channel(text: str) -> bool:
    """Whether a reply begins with a control token or a channel's name."""
    return bool(_IN_CHANNEL.match(text))


def plain_speech(piece: str) -> str:
    """Return `piece` on one line, without markup, labels, pictures and quotes left open.

    From a control token on, nothing is kept.
    """
    spoken = piece.partition(CONTROL_TOKEN)[0]
    spoken = _TAG.sub("", _LINK.sub(r"\1", spoken))
    spoken = _LINE_MARK.sub("", spoken)
    spoken = _LABEL.sub("", spoken)
    spoken = neutral(_SIGNS.sub(" ", _EMPHASIS.sub("", spoken)))
    spoken = "".join(sign for sign in spoken if unicodedata.category(sign) not in ("So", "Sk"))
    if sum(spoken.count(quote) for quote in _DOUBLE_QUOTES) % 2:
        spoken = re.sub(f"[{_DOUBLE_QUOTES}]", "", spoken)
    spoken = _LOOSE_MARK.sub("", " ".join(spoken.split()))
    return spoken if any(sign.isalnum() for sign in spoken) else ""
