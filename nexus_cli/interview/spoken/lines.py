"""Lines that are typed during a spoken interview: keys by name, or an answer line by line."""

from threading import Lock

from nexus_cli.interview.requests import COMMANDS
from nexus_cli.knowledge.intents import read_intent
from nexus_cli.models.commands import (
    ChangePatience,
    Command,
    CorrectAnswer,
    FinishAnswer,
    HoldThought,
    SubmitAnswer,
    SwitchKeyboard,
)
from nexus_cli.models.events import AnswerAccepted, Event, Part
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import FloorMoved, Signal, TypingOffered
from nexus_cli.models.spoken import AT_KEYBOARD

END_OF_TEXT = "."
ANEW = "instead"
"""Alone on the first line: what is typed takes the place of what was said."""


class Lines:
    """Follows the interview in one thread and the lines in another.

    While nexus listens a line is a key: empty for done, or its name. Once typing is offered, lines
    are the answer until a full stop alone, added to what was said before.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._typing = False
        self._holding = False
        self._said = ""
        self._text: list[str] = []
        self._correcting: tuple[str, Part] | None = None
        self._accepted: tuple[str, Part] | None = None

    def shown(self, item: Event | Signal) -> None:
        """Take in what the interview yields."""
        with self._lock:
            match item:
                case FloorMoved(phase=phase, holding=holding):
                    self._typing, self._holding = phase in AT_KEYBOARD, holding
                case TypingOffered(text=text):
                    self._typing, self._said = True, text
                case AnswerAccepted(question_id=question_id, part=part):
                    self._accepted, self._said = (question_id, part), ""

    def typed(self, line: str) -> list[Command]:
        """Return what a line asks for; nothing while an answer is being typed."""
        with self._lock:
            plain = line.strip()
            if self._typing or self._correcting:
                return self._written(plain)
            return self._named(plain)

    def _written(self, line: str) -> list[Command]:
        if line != END_OF_TEXT:
            if not self._text and not self._correcting and line == "speak":
                return [SwitchKeyboard()]
            self._text.append(line)
            return []
        text, self._text = "\n".join(self._text).strip(), []
        correcting, self._correcting = self._correcting, None
        if correcting:
            question_id, part = correcting
            return [CorrectAnswer(question_id=question_id, part=part, text=text)] if text else []
        first, _, rest = text.partition("\n")
        whole = rest if first.strip() == ANEW else f"{self._said} {text}"
        return [SubmitAnswer(text=whole.strip())]

    def _named(self, line: str) -> list[Command]:
        match line.lower().split():
            case []:
                return [FinishAnswer()]
            case ["think"]:
                self._holding = not self._holding
                return [HoldThought(down=self._holding)]
            case ["type"]:
                return [SwitchKeyboard()]
            case ["correct"] if self._accepted:
                self._correcting = self._accepted
                return []
            case ["patience", ("low" | "normal" | "high") as patience]:
                return [ChangePatience(patience=Patience(patience))]
        intent = read_intent(line, "")
        return [COMMANDS[intent]] if intent in COMMANDS else []
