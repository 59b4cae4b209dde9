"""A person's score beside the machine's: kept in the session, with the reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.errors import UsageError
from nexus_cli.models.events import ScoreOverridden
from nexus_cli.models.session import SessionState, fold
from nexus_cli.services.engines import Services

_WANTED = re.compile(r"(?P<answer>[^=]+)\.(?P<dimension>[^.=]+)=(?P<score>\d+(?:\.\d+)?)")
_SHAPE = "Write it as ANSWER.DIMENSION=SCORE, such as 3.depth=4: the question's number or its id."


@dataclass(frozen=True)
class Override:
    """One score that a person gives."""

    answer: str
    """The question's number in the interview, from 1, or its id."""
    dimension: str
    score: float

    @classmethod
    def read(cls, text: str) -> "Override":
        """Return what `ANSWER.DIMENSION=SCORE` says; raises UsageError."""
        found = _WANTED.fullmatch(text.strip())
        if found is None:
            raise UsageError(f"{text} is no score for an answer.", _SHAPE)
        score = float(found["score"])
        if score > 5:
            raise UsageError(f"{found['score']} is not on the scale.", "Scores go from 0 to 5.")
        return cls(found["answer"].strip(), found["dimension"].strip().casefold(), score)


async def override_scores(
    services: Services, session_id: str, wanted: Sequence[Override], because: str
) -> None:
    """Keep a person's scores, all or none; the totals of the next report rest on them.

    Raises UnknownSessionError, StoreError, SessionInUseError while the interview is held, and
    UsageError for a reason that is empty, an answer that was not given and an unknown dimension.
    """
    if not because.strip():
        raise UsageError("A score by hand needs its reason.", "Add --because TEXT.")
    async with services.store.hold(session_id):
        state = fold(await services.store.events(session_id))
        at = services.telemetry.clock.now()
        given = [
            ScoreOverridden(
                at=at,
                question_id=_answered(state, one.answer),
                dimension=_dimension(state, one.dimension),
                score=one.score,
                because=because.strip(),
            )
            for one in wanted
        ]
        await services.store.append(session_id, *given)


def _answered(state: SessionState, answer: str) -> str:
    """Return the id of the question whose answer is meant."""
    asked = list(state.answers)
    number = int(answer) if answer.isdecimal() else 0
    question_id = asked[number - 1] if 0 < number <= len(asked) else answer
    known = state.answers.get(question_id)
    if known is None or known.blank:
        given = [str(n) for n, name in enumerate(asked, 1) if not state.answers[name].blank]
        have = f"Answers {', '.join(given)} can be scored." if given else "None was answered yet."
        raise UsageError(f"There is no answer {answer} in this interview.", have)
    return question_id


def _dimension(state: SessionState, name: str) -> str:
    known = {d.name.casefold(): d.name for d in state.prepared.rubric.dimensions}
    if name not in known:
        raise UsageError(
            f"The rubric has no dimension {name}.", f"It has {', '.join(known.values())}."
        )
    return known[name]
