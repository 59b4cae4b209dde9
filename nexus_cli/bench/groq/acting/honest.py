"""The honest actor: deterministic, by the offline machinery, in the form that is asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from nexus_cli.bench.groq.acting.advising import word_feedback
from nexus_cli.bench.groq.acting.gaps import find_gaps
from nexus_cli.bench.groq.acting.grading import grade
from nexus_cli.bench.groq.acting.items import write_items
from nexus_cli.bench.groq.acting.reading import read_cv, read_job
from nexus_cli.bench.groq.acting.speaking import answer_role, say
from nexus_cli.bench.groq.acting.told import Told, as_json, read_prompt
from nexus_cli.bench.groq.filling import filled

FORMS: Mapping[str, Callable[[Told], BaseModel]] = {
    "ReadCV": read_cv,
    "ReadJob": read_job,
    "FoundGaps": find_gaps,
    "WrittenItems": write_items,
    "AnswerGrade": grade,
    "RoleAnswer": answer_role,
    "WordedFeedback": word_feedback,
}
"""Name of a form to what fills it."""


def honest(body: dict[str, Any]) -> str:
    """Answer a chat request with sense; in a form of unknown name, with the plainest filling."""
    told = read_prompt(body)
    if not told.form:
        return say(told)
    form = honest_form(told)
    return filled(body) if form is None else as_json(form)


def honest_form(told: Told) -> dict[str, Any] | None:
    """Return the form filled with sense; None for one that is not known."""
    fill = FORMS.get(told.form)
    return None if fill is None else fill(told).model_dump()
