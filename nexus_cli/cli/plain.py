"""The line mode, for pipes, dumb terminals and screen readers: prints what a session yields."""

import sys
from typing import Protocol

import typer

from nexus_cli.cli.waiting import tell_wait
from nexus_cli.interview.protocol import Interview
from nexus_cli.interview.recorded import RecordedAnswers
from nexus_cli.models.commands import Command, PauseInterview, SubmitAnswer
from nexus_cli.models.events import (
    AnswerAccepted,
    Degraded,
    Event,
    FollowUpAsked,
    InterviewPaused,
    QuestionAsked,
    RoleQuestionAnswered,
)
from nexus_cli.models.result import Degradation
from nexus_cli.models.signals import NotSaved, Said, Signal, Stage, StageEntered, YourTurn
from nexus_cli.services import Services
from nexus_cli.text import safe
from nexus_cli.tts.fallback import STAGE as VOICE_STAGE

_HOW_TO = (
    "Type your answer and end it with a line holding a single full stop. "
    "Instead of an answer you may write: repeat, what do you mean, skip, pause, end."
)


class AnswerSource(Protocol):
    """Where the line mode takes answers from."""

    def next(self, turn: YourTurn) -> Command:
        """Return what the candidate does with the floor."""
        ...


class TypedAnswers:
    """A person at a terminal."""

    def next(self, turn: YourTurn) -> Command:
        """Read lines until a full stop alone; the end of input pauses the interview."""
        if turn.draft:
            typer.echo(f"You had written: {safe(turn.draft)}", err=True)
        lines: list[str] = []
        for line in sys.stdin:
            if line.strip() == ".":
                return SubmitAnswer(text="\n".join(lines).strip())
            lines.append(line.rstrip("\r\n"))
        return SubmitAnswer(text="\n".join(lines)) if any(lines) else PauseInterview()


class WrittenAnswers:
    """Answers from a file or a pipe; the end of input pauses the interview, all saved."""

    def __init__(self, answers: RecordedAnswers) -> None:
        self._answers = answers

    def next(self, turn: YourTurn) -> Command:
        """Return the block for this question, or for its follow-up."""
        if turn.part == "follow_up":
            text: str | None = self._answers.follow_up(turn.question_id)
        else:
            text = self._answers.answer(turn.question_id)
        if text is None:
            return PauseInterview()
        return SubmitAnswer(text=text, literal=True, spoken=self._answers.spoken)


def run_plain(services: Services, session: Interview, answers: AnswerSource) -> bool:
    """Hold the interview on stdin and stdout; return whether it ended (false when paused)."""
    if isinstance(answers, TypedAnswers):
        typer.echo(_HOW_TO, err=True)
    services.waits.listener = None  # grading waits behind; nobody who is writing need know
    for item in services.thread.iterate(session.stream()):
        show_item(item, session)
        if isinstance(item, StageEntered) and item.stage is Stage.GRADING:
            services.waits.listener = tell_wait
        if isinstance(item, YourTurn):
            try:
                command = answers.next(item)
            except KeyboardInterrupt:
                command = PauseInterview()
            services.thread.run(session.send(command))
    return session.state.ended is not None


def show_item(item: Event | Signal, session: Interview) -> None:
    """Print one item: what belongs to the interview on stdout, narration on stderr."""
    planned = session.state.prepared.plan.questions
    match item:
        case QuestionAsked(number=number):
            _say(f"\nQuestion {number} of {len(planned)} [{item.question_id}]")
            _say(planned[number - 1].text)
        case FollowUpAsked(text=text):
            _say(f"\nFollow-up: {text}")
        case Said(text=text):
            _say(f"\n{text}")
        case RoleQuestionAnswered(answer=answer):
            _say(f"\n{answer}")
        case AnswerAccepted(part=part):
            number = 1 + [question.id for question in planned].index(item.question_id)
            if part == "answer":
                _say(f"Saved {number}")
            elif item.text.strip():
                _say(f"Saved {number} follow-up")
        case NotSaved(sentence=sentence):
            typer.echo(f"Not saved: {safe(sentence)}", err=True)
        case Degraded(degradation=change):
            typer.echo(degraded_sentence(change), err=True)
        case StageEntered(stage=Stage.GRADING, next_up=next_up):
            typer.echo(f"Scoring the answers; then {next_up}.", err=True)
        case InterviewPaused():
            typer.echo(
                f"Saved. Continue at the same question with: nexus interview {session.session_id}",
                err=True,
            )


def degraded_sentence(change: Degradation) -> str:
    """Return what stood in for what, and why."""
    if change.stage == VOICE_STAGE:
        return safe(f"{change.reason} Instead: {change.used}.")
    return safe(f"{change.reason} The {change.used} brain did it instead: {change.doing}.")


def _say(text: str) -> None:
    typer.echo(safe(text))
    sys.stdout.flush()
