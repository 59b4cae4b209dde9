"""A prompt as an actor reads it: its form, and what stands behind each fence."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_FENCE = re.compile(
    r"^DATA (?P<name>[^\n]*?) ?(?P<nonce>[^\s]+)\n(?P<lines>.*?)^END (?P=name) ?(?P=nonce)\b",
    re.DOTALL | re.MULTILINE,
)
_LINE = re.compile(r"^(?P<id>[\w.-]+)\| ?(?P<text>.*)$", re.MULTILINE)
_PLAIN_LINE = re.compile(r"^(?P<name>[A-Za-z][\w ]{1,30}): (?P<text>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """One block of data."""

    name: str
    lines: Mapping[str, str]
    """Id of a line to its text, in order."""

    @property
    def text(self) -> str:
        """The lines as one text."""
        return " ".join(self.lines.values())


@dataclass(frozen=True)
class Told:
    """What a request tells the model."""

    form: str
    """Name of the form to fill; empty when plain text is asked for."""
    system: str
    user: str
    fences: tuple[Fence, ...]

    def fence(self, *words: str) -> Fence:
        """Return the first fence that has one of `words` in its name; an empty one when none has.

        The words are tried in order.
        """
        for word in words:
            for fence in self.fences:
                if word in fence.name.casefold():
                    return fence
        return Fence("", {})

    def plain(self, word: str) -> str:
        """Return what a line `word: …` outside the fences says; empty when there is none."""
        for found in _PLAIN_LINE.finditer(_FENCE.sub("", self.user)):
            if word in found["name"].casefold():
                return found["text"].strip()
        return ""


def read_prompt(body: Mapping[str, Any]) -> Told:
    """Return what a chat request says, whoever built it."""
    told = {message["role"]: message["content"] for message in body.get("messages", [])}
    user = told.get("user", "")
    fences = tuple(
        Fence(found["name"], {line["id"]: line["text"] for line in _LINE.finditer(found["lines"])})
        for found in _FENCE.finditer(user)
    )
    form = (body.get("response_format") or {}).get("json_schema", {})
    return Told(form.get("name", ""), told.get("system", ""), user, fences)


def line_of(text: str, lines: Mapping[str, str]) -> str:
    """Return the id of the first line that holds `text`, marks and case aside; empty when none."""
    wanted = plain_words(text)
    if not wanted:
        return ""
    return next((line for line, held in lines.items() if wanted in plain_words(held)), "")


def plain_words(text: str) -> str:
    """Return the words of `text` in lower case, without the marks between them."""
    return " ".join(re.findall(r"[\w+#./&%]+", text.casefold()))


def as_json(form: object) -> str:
    """Return a filled form as a model writes it."""
    return json.dumps(form, ensure_ascii=False)
