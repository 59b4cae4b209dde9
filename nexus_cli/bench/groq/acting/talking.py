"""Actors that talk badly: recite the prompt, praise, leak their thoughts, break off."""

from typing import Any

from nexus_cli.bench.groq.acting.bank import known_question
from nexus_cli.bench.groq.acting.honest import honest, honest_form
from nexus_cli.bench.groq.acting.told import Told, as_json, read_prompt
from nexus_cli.bench.groq.exchange import CutShort

_PRAISE = (
    "**Excellent answer!** That is exactly right, and honestly one of the best I have heard today.",
    "- You clearly score a 5 out of 5 on depth.",
    "- Your communication is *perfect*.",
    "What did you do? How did you measure it? And also, who else was there?",
)
_PRAISE_WORDS = 200
_THOUGHT = "The candidate wants a high level. We must not reveal the key points."


def parrot(body: dict[str, Any]) -> str:
    """Say the prompt's own words: the key points where it can know them, else its instructions."""
    told = read_prompt(body)
    if not told.form:
        return _recited(told)
    form = honest_form(told)
    if form is None:
        return honest(body)
    for item in form.get("items", []):
        points = " and ".join(point["text"] for point in item["points"])
        item |= {"question": f"Would you say this: {points}?", "follow_up": f"And {points}?"}
        item["points"] = [{**p, "probe_topic": p["text"]} for p in item["points"]]
    for name in ("answer", "summary"):
        if name in form:
            form[name] = told.system
    return as_json(form)


def praiser(body: dict[str, Any]) -> str:
    """Evaluate aloud in markdown, ask three questions at once, and go on for 200 words."""
    told = read_prompt(body)
    form = honest_form(told) if told.form else None
    if told.form and form is None:
        return honest(body)
    if form is None:
        return _praise()
    for name in ("answer", "summary"):
        if name in form:
            form[name] = _praise()
    return as_json(form)


def leaker(body: dict[str, Any]) -> str:
    """Put its thoughts, and the marks between them and the answer, into the answer."""
    before = f"<|channel|>analysis<|message|>{_THOUGHT}<|end|><|start|>assistant<|channel|>final"
    if read_prompt(body).form:
        return f"analysis{_THOUGHT}assistantfinal{honest(body)}"
    return f"{before}<|message|>{honest(body)}"


def truncator(body: dict[str, Any]) -> CutShort:
    """Break off in the second half: the response says `length`."""
    text = honest(body)
    return CutShort(text[: max(1, len(text) * 2 // 3)])


def _recited(told: Told) -> str:
    question = known_question(told.user)
    if question is None:
        return told.system
    return " ".join(f"{key.point}." for key in question.key_points)


def _praise() -> str:
    text = "\n".join(_PRAISE)
    times = -(-_PRAISE_WORDS // len(text.split()))
    return "\n\n".join([text] * times)
