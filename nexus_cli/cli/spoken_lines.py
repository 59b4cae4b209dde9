"""The spoken interview in the line mode: sound goes on by itself, lines are keys and typed text."""

import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress

import typer

from nexus_cli.cli.plain import TypedAnswers, run_plain, show_item
from nexus_cli.interview.protocol import Interview
from nexus_cli.interview.spoken.lines import Lines
from nexus_cli.models.commands import Command, PauseInterview
from nexus_cli.models.events import AnswerAccepted, Event
from nexus_cli.models.signals import (
    AnswerHeard,
    CountdownBegan,
    FloorMoved,
    LeftToRead,
    LevelMeasured,
    QuestionCut,
    Signal,
    TypingOffered,
)
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.services import Services
from nexus_cli.services.talking import Talk
from nexus_cli.text import safe

HOW_TO = (
    "Answer aloud; a silence ends your answer, and so does Enter. You may say, or write on a line: "
    "repeat, what do you mean, skip, pause, end. Written alone: think (and again to go on), type, "
    "correct, patience low, patience normal, patience high."
)
_HOW_TO_TYPE = (
    "Type your answer, and end it with a full stop alone on a line; `speak` alone goes back to "
    "speaking, `instead` alone on the first line forgets what was said."
)
LEAVE_SECONDS = 0.7
"""For a pause to be saved after Ctrl+C; everything said before it is on disk already."""


def run_spoken(services: Services, talk: Talk) -> bool:
    """Hold a spoken interview; return whether it ended (false when paused).

    Where nothing can be heard, nexus speaks and answers are typed. Ctrl+C pauses within a second.
    Raises what the session's stream raises.
    """
    for note in talk.notes:
        _note(note)
    if not talk.hears:
        return run_plain(services, talk.session, TypedAnswers())
    _note(HOW_TO)
    session = talk.session
    items: queue.SimpleQueue[Event | Signal | None] = queue.SimpleQueue()
    streaming = services.thread.submit(_stream(session, items.put))
    lines = Lines()
    reading = threading.Thread(
        target=_read,
        args=(lines, lambda command: services.thread.submit(session.send(command))),
        name="keyboard",
        daemon=True,  # it waits for a line that may never come
    )
    reading.start()
    shown = Narrator(session, lines)
    try:
        while (item := items.get()) is not None:
            shown.tell(item)
        streaming.result()
    except KeyboardInterrupt:
        services.thread.submit(session.send(PauseInterview()))
        _left(streaming, items, shown)
    return session.state.ended is not None


def _left(
    streaming: "Future[None]",
    items: "queue.SimpleQueue[Event | Signal | None]",
    shown: "Narrator",
) -> None:
    """Wait a moment for the pause to be saved."""
    with suppress(TimeoutError, KeyboardInterrupt):
        streaming.result(timeout=LEAVE_SECONDS)
    streaming.cancel()
    while not items.empty():
        if (item := items.get()) is not None:
            shown.tell(item)


async def _stream(session: Interview, put: Callable[[Event | Signal | None], None]) -> None:
    try:
        async for item in session.stream():
            put(item)
    finally:
        put(None)


def _read(lines: Lines, send: Callable[[Command], object]) -> None:
    """Pass on what is typed; the end of input leaves the interview to the voice."""
    with suppress(RuntimeError, ValueError):  # the interview is over, or standard input closed
        for line in sys.stdin:
            for command in lines.typed(line):
                send(command)


class Narrator:
    """Prints a spoken interview: what is asked on stdout, what is heard on stderr."""

    def __init__(self, session: Interview, lines: Lines) -> None:
        self._session = session
        self._lines = lines
        self._heard = ""
        self._hint = ""

    def tell(self, item: Event | Signal) -> None:
        """Print one item, if it is worth a line."""
        show_item(item, self._session)
        self._lines.shown(item)
        match item:
            case FloorMoved(phase=SpokenPhase.LISTENING):
                _note("Listening.")
            case AnswerHeard():
                self._tell_answer(item)
            case CountdownBegan(wait_seconds=seconds, why=why):
                _note(f"You have stopped: moving on after {seconds:.1f} s of silence ({why}).")
            case LevelMeasured(hint=hint) if hint != self._hint:
                self._hint = hint
                if hint:
                    _note(_HINTS.get(hint, hint))
            case TypingOffered(text=text, why=why):
                _note(f"{why} {_HOW_TO_TYPE}".strip())
                if text:
                    _note(f"What you said goes before it: {text}")
            case QuestionCut(unheard=unheard):
                _note(f"You spoke before I finished; the rest was: {unheard}")
            case LeftToRead(why=why):
                _note(f"{why} Read it above.".strip())
            case AnswerAccepted():
                self._heard = ""

    def _tell_answer(self, heard: AnswerHeard) -> None:
        """Print what is new, doubtful words in brackets."""
        text = " ".join(f"[{p.text}?]" if p.doubtful else p.text for p in heard.pieces)
        new = text.removeprefix(self._heard).strip()
        self._heard = text
        if new:
            _note(f"Heard: {new}")


_HINTS = {
    "clipping": "The microphone is too loud: turn it down, or move away a little.",
    "too quiet": "You can hardly be heard: turn the microphone up, or come closer.",
    "no signal": "The microphone gives no sound at all: is it muted?",
}


def _note(sentence: str) -> None:
    typer.echo(safe(sentence), err=True)
