"""What a brain gives back: the value, who made it, and whether that was second best."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from nexus_cli.models.frozen import Frozen
from nexus_cli.models.usage import ModelUsage

T = TypeVar("T")

_DOING = {
    "read_candidate": "reading the CV",
    "read_job": "reading the job description",
    "find_gaps": "finding the gaps",
    "plan_questions": "writing the questions",
    "grade": "scoring an answer",
    "reply": "wording a reply",
    "summarise": "wording the feedback",
    "answer_question": "answering about the role",
}


class Provenance(Frozen):
    """Who made a value."""

    brain: str
    """`offline`, `groq` or `openai`."""
    model: str = ""
    """The model's id; empty for the offline brain."""
    prompt_versions: dict[str, str] = {}


def together(provenances: Iterable[Provenance]) -> Provenance:
    """Return one origin for several values: brains and models side by side, all prompts."""
    made = list(provenances)
    versions: dict[str, str] = {}
    for provenance in made:
        versions |= provenance.prompt_versions
    return Provenance(
        brain=" + ".join(sorted({p.brain for p in made})),
        model=" + ".join(sorted({p.model for p in made if p.model})),
        prompt_versions=versions,
    )


class Degradation(Frozen):
    """Something wanted that something else did instead."""

    stage: str
    """The brain's method, such as `read_job`."""
    wanted: str
    used: str
    reason: str

    @property
    def doing(self) -> str:
        """The stage in words."""
        return _DOING.get(self.stage, self.stage.replace("_", " "))


class Result(Frozen, Generic[T]):
    """A value with its origin."""

    value: T
    provenance: Provenance
    degraded: Degradation | None = None
    usage: tuple[ModelUsage, ...] = ()
    """What the value cost; empty when no model was called."""
    from_cache: bool = False
    """The value was made earlier, from the same input."""
