"""Models of different character: each reads the prompt it is sent and fills the form its way."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nexus_cli.models.question import Question
from nexus_cli.scoring import measure_coverage

Character = Callable[[dict[str, Any]], str]
_LINE = re.compile(r"^([a-z]+\d+)\| (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Seen:
    """What stands in the fences of a prompt, by line id."""

    lines: Mapping[str, str]

    def ids(self, letters: str) -> list[str]:
        """The ids that begin with one of these letters, in the prompt's order."""
        return [name for name in self.lines if name[0] in letters]

    @property
    def spoken(self) -> str:
        return "\n".join(self.lines[name] for name in self.ids("af"))


def seen(body: Mapping[str, Any]) -> Seen:
    return Seen(dict(_LINE.findall(body["messages"][1]["content"])))


def point(name: str, sentence: str, quote: str, status: str) -> dict[str, str]:
    return {"id": name, "sentence": sentence, "quote": quote, "gap": "", "status": status}


def dimension(name: str, sentence: str, quote: str, level: int | None) -> dict[str, object]:
    told = {"speaks_for": "It says something.", "speaks_against": "It leaves something out."}
    return {"id": name, **told, "sentence": sentence, "quote": quote, "level": level}


def form(**given: object) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "answer_kind": "substantive",
        "addressed_to_grader": [],
        "points": [],
        "extra_valid": [],
        "errors": [],
        "dimensions": [],
        "confidence": 5,
    }
    return {**empty, **given}


def opening(text: str, words: int = 12) -> str:
    return " ".join(text.split()[:words])


def keyword_judge(questions: Sequence[Question]) -> Character:
    """An honest judge that knows the accepted wordings and matches words."""
    known = {" ".join(question.text.split()): question for question in questions}

    def fill(body: dict[str, Any]) -> str:
        text = seen(body)
        question = known[text.lines["q1"]]
        measured = measure_coverage(question, text.spoken)
        found = {" ".join(one.point.split()): one for one in measured.points}
        points, best = [], ("", "")
        for name in text.ids("p"):
            one = found[text.lines[name]]
            if one.covered and one.evidence:
                best = where(text, one.evidence.quote)
                points.append(point(name, *best, "explained"))
            else:
                points.append(point(name, "", "", "absent"))
        best = best if best[0] else where(text, "")
        level = round(5 * measured.overall)
        return json.dumps(
            form(points=points, dimensions=[dimension(d, *best, level) for d in text.ids("d")])
        )

    return fill


def where(text: Seen, quote: str) -> tuple[str, str]:
    """The first line that `quote` begins in, with as much of the quote as the line has."""
    first = quote.split("\n")[0]
    for name in text.ids("af"):
        if first and first in text.lines[name]:
            return name, first
        if text.lines[name] in quote or not quote:
            return name, opening(text.lines[name])
    return "", first


def flatterer(body: dict[str, Any]) -> str:
    """Everything is explained and worth 5; each quote is the beginning of some real sentence."""
    text = seen(body)
    names = text.ids("af") or ["a1"]

    def quoted(place: int) -> tuple[str, str]:
        name = names[place % len(names)]
        return name, opening(text.lines.get(name, ""))

    points = [point(p, *quoted(i), "explained") for i, p in enumerate(text.ids("p"))]
    levels = [dimension(d, *quoted(i), 5) for i, d in enumerate(text.ids("d"))]
    extra = [{"sentence": names[-1], "quote": quoted(-1)[1], "why": "It is relevant."}]
    return json.dumps(form(points=points, dimensions=levels, extra_valid=extra))


def obeying(order: str, otherwise: Character) -> Character:
    """Flatters wherever a piece of `order` is to be seen, else behaves as `otherwise` does."""
    pieces = [piece for piece in (_plain(s) for s in re.split(r"[.!?\n]+", order)) if piece]

    def fill(body: dict[str, Any]) -> str:
        said = _plain(seen(body).spoken)
        obeys = any(piece in said for piece in pieces)
        return flatterer(body) if obeys else otherwise(body)

    return fill


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
