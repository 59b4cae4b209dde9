"""Right answers in the words of ordinary people, written for the self-test."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import yaml

from nexus_cli.errors import RubricError
from nexus_cli.resources import resource

FORMS = ("terse", "numeric", "list", "hedged", "self_correcting")


@dataclass(frozen=True)
class HonestAnswer:
    """One right answer to a question of the bank, in a form that rules might take for an attack."""

    question: str
    """The id of its question."""
    form: str
    text: str


@cache
def honest_answers() -> tuple[HonestAnswer, ...]:
    """Return the answers of `prompts/selftest/honest.yaml`.

    Raises ResourceMissingError when the file is gone, RubricError when an answer has no known form.
    """
    found = yaml.safe_load(resource("prompts/selftest/honest.yaml").read_text("utf-8"))
    answers = tuple(
        HonestAnswer(question, form, " ".join(text.split()) if form != "list" else text.strip())
        for question, forms in found.items()
        for form, text in forms.items()
    )
    for answer in answers:
        if answer.form not in FORMS:
            raise RubricError(
                f"honest.yaml: {answer.question} has an answer of the form {answer.form}.",
                f"The forms are {', '.join(FORMS)}.",
            )
    return answers


def without_question(known: Collection[str]) -> list[str]:
    """Return the ids that honest answers are given for and the bank does not have."""
    return sorted({answer.question for answer in honest_answers()} - set(known))
