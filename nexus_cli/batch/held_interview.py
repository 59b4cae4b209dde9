"""What an export of nexus says beside who said what: its own questions, and a person's scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nexus_cli.models.events import ScoreOverridden
from nexus_cli.models.question import Question
from nexus_cli.models.session import fold
from nexus_cli.store.records import import_session


@dataclass(frozen=True, slots=True)
class HeldInterview:
    """The part of an interview held by nexus that a folder's scoring keeps; its grades are not."""

    planned: Mapping[str, Question] = field(default_factory=dict)
    """By id."""
    overrides: Mapping[str, Mapping[str, ScoreOverridden]] = field(default_factory=dict)
    """A person's scores: question id to dimension to the score with its reason."""


NOT_HELD = HeldInterview()
"""For transcripts of other tools."""


def held_interview(text: str) -> HeldInterview:
    """Return what to keep of an export's text. Raises StoreTamperedError when it was changed."""
    _, events = import_session(text)
    state = fold(events)
    return HeldInterview(
        planned={question.id: question for question in state.prepared.plan.questions},
        overrides={a.question_id: a.overrides for a in state.answers.values() if a.overrides},
    )
