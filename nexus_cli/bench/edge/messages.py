"""The messages of Edge's read-aloud protocol, as text and as bytes."""

import html
import json
import re

from nexus_cli.bench.edge.tones import SpokenWord

_TICKS_A_SECOND = 10_000_000
_REQUEST = "0" * 32


def path_of(message: str) -> str:
    """Return what a client's message is: `speech.config` or `ssml`; empty when it says nothing."""
    found = re.search(r"^Path:(\S+)", message.partition("\r\n\r\n")[0], re.MULTILINE)
    return found[1] if found else ""


def text_of(ssml: str) -> str:
    """Return the words to speak of an `ssml` message."""
    return html.unescape(re.sub(r"<[^>]*>", "", ssml.partition("\r\n\r\n")[2]))


def notice(path: str, body: object | None = None) -> str:
    """Return a text message, such as `turn.start`."""
    head = f"X-RequestId:{_REQUEST}\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}"
    return f"{head}\r\n\r\n{json.dumps(body or {})}"


def boundary(word: SpokenWord) -> str:
    """Return the message that says when a word is heard, in ticks of 100 ns."""
    data = {
        "Offset": round(word.start_seconds * _TICKS_A_SECOND),
        "Duration": round((word.end_seconds - word.start_seconds) * _TICKS_A_SECOND),
        "text": {"Text": word.text, "Length": len(word.text), "BoundaryType": "WordBoundary"},
    }
    return notice("audio.metadata", {"Metadata": [{"Type": "WordBoundary", "Data": data}]})


def sound(mp3: bytes) -> bytes:
    """Return a message of sound: the header's length in two bytes, the header, the sound.

    Without sound it is the one that ends a turn, which names no content type.
    """
    kind = "Content-Type:audio/mpeg\r\n" if mp3 else ""
    head = f"X-RequestId:{_REQUEST}\r\n{kind}X-StreamId:{_REQUEST}\r\nPath:audio\r\n".encode()
    return len(head).to_bytes(2, "big") + head + mp3
