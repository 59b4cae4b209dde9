"""What nexus said only in part, because the person spoke before it had ended."""

from textual.content import Content

from nexus_cli.models.events import Event
from nexus_cli.models.signals import QuestionCut, Said, Signal
from nexus_cli.tui.interview.spoken import words
from nexus_cli.tui.showing import joined, shown

_QUIET = "not bold italic $foreground 72%"


class Cuts:
    """Knows of each text that was cut how far it was heard, until it is said again."""

    def __init__(self) -> None:
        self._cuts: dict[str, QuestionCut] = {}

    def note(self, item: Event | Signal) -> None:
        """Follow one item of the session."""
        match item:
            case QuestionCut(heard=heard, unheard=unheard):
                self._cuts[_plain(f"{heard} {unheard}")] = item
            case Said(text=text):
                self._cuts.pop(_plain(text), None)

    def marked(self, text: str, style: str = "") -> Content:
        """Return `text`, and of one that was cut the rest in brackets, quieter than the others."""
        cut = self._cuts.get(_plain(text))
        if cut is None:
            return shown(text, style)
        rest = (f"[{words.NOT_HEARD}: {cut.unheard}]", _QUIET)
        return joined((cut.heard, style), " " if cut.heard else "", rest)


def _plain(text: str) -> str:
    return " ".join(text.split())
