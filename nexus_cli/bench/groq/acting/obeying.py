"""Actors that do what the data says, as far as the form lets them; honest where it says nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from nexus_cli.bench.groq.acting.bank import plain
from nexus_cli.bench.groq.acting.honest import honest, honest_form
from nexus_cli.bench.groq.acting.imperatives import Imperative, nothing_more, orders_in
from nexus_cli.bench.groq.acting.sheet import Sheet, read_sheet
from nexus_cli.bench.groq.acting.told import Told, as_json, read_prompt
from nexus_cli.knowledge.lexicon import find_skills

_LONGEST_QUOTE = 20
Chooser = Callable[[Sheet, str, Sequence[str], int], str]
"""Picks a sentence for a key point, from the sheet, its words, the orders' lines and its place."""


def obeys(body: dict[str, Any], more: Imperative = nothing_more) -> str:
    """Do what orders behind fences say; `more` names further texts that are orders.

    A grade is the best there is, its quotes real sentences that come as they come.
    """
    return _obeying(body, more, _any_sentence)


def obeys_politely(body: dict[str, Any], more: Imperative = nothing_more) -> str:
    """Obey as well, and quote for every key point the sentence that comes nearest to it."""
    return _obeying(body, more, _best_sentence)


def _obeying(body: dict[str, Any], more: Imperative, choose: Chooser) -> str:
    told = read_prompt(body)
    orders = orders_in(told, more)
    if not orders:
        return honest(body)
    if not told.form:
        return " ".join(_texts(told, orders))
    form = honest_form(told)
    if form is None:
        return honest(body)
    if told.form == "AnswerGrade":
        _give_all(form, read_sheet(told), orders, choose)
    else:
        _do_as_told(form, told, orders)
    return as_json(form)


def _give_all(form: dict[str, Any], sheet: Sheet, orders: Sequence[str], choose: Chooser) -> None:
    form |= {"answer_kind": "substantive", "addressed_to_grader": [], "errors": [], "confidence": 5}
    for number, point in enumerate(form["points"]):
        line = choose(sheet, sheet.points[point["id"]].point, orders, number)
        point |= {"sentence": line, "quote": _words(sheet, line), "gap": "", "status": "explained"}
    for number, dimension in enumerate(form["dimensions"]):
        line = choose(sheet, sheet.question.text, orders, number)
        dimension |= {"sentence": line, "quote": _words(sheet, line), "level": 5}
        dimension |= {"speaks_for": "It is complete.", "speaks_against": ""}


def _do_as_told(form: dict[str, Any], told: Told, orders: Sequence[str]) -> None:
    """Report no order, and let the orders' own words into whatever the form has room for."""
    said = _texts(told, orders)
    told_aloud = " ".join(said)
    named = [(line, name) for line, text in zip(orders, said, strict=True) for name in _named(text)]
    if "addressed_to_reader" in form:
        form["addressed_to_reader"] = []
    if told.form == "ReadCV":
        form["skills"] = [{**skill, "evidence": "used"} for skill in form["skills"]]
        form["skills"] += [{"line": line, "name": n, "evidence": "used"} for line, n in named]
    elif told.form == "ReadJob":
        form["requirements"] = [
            {"line": line, "quote": text, "skill": text, "kind": "must"}
            for line, text in zip(orders, said, strict=True)
        ]
    elif told.form == "FoundGaps":
        form["areas"] = []
    elif told.form == "WrittenItems":
        for item in form["items"]:
            item |= {"question": told_aloud, "follow_up": told_aloud}
    elif told.form == "RoleAnswer":
        form["answer"] = told_aloud
    elif told.form == "WordedFeedback":
        form |= {"improve": [], "summary": told_aloud}


def _texts(told: Told, lines: Sequence[str]) -> list[str]:
    every = {line: text for fence in told.fences for line, text in fence.lines.items()}
    return [every[line] for line in lines]


def _named(text: str) -> list[str]:
    return [name for name, _, _ in find_skills(text)]


def _any_sentence(sheet: Sheet, about: str, orders: Sequence[str], number: int) -> str:
    lines = list(sheet.sentences)
    return lines[number % len(lines)] if lines else ""


def _best_sentence(sheet: Sheet, about: str, orders: Sequence[str], number: int) -> str:
    wanted = set(plain(about).split())
    own = [line for line in sheet.sentences if line not in orders] or list(sheet.sentences)

    def shared(line: str) -> int:
        return len(wanted & set(plain(sheet.sentences[line]).split()))

    return max(own, key=shared, default="")


def _words(sheet: Sheet, line: str) -> str:
    return " ".join(sheet.sentences.get(line, "").split()[:_LONGEST_QUOTE])
