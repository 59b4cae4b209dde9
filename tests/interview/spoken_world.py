"""A room for the spoken turn: an ear, a recogniser and a mouth that do what they are told."""

from nexus_cli.interview.spoken.actions import (
    CommitAnswer,
    Deafen,
    KeepPart,
    Reopen,
    Speak,
    SpokenAction,
    StartListening,
    TranscribeTail,
)
from nexus_cli.interview.spoken.inputs import (
    SpeechPaused,
    SpeechStarted,
    SpokenInput,
    Stamp,
    Tick,
    Transcribed,
    VoiceFinished,
)
from nexus_cli.interview.spoken.reducing import reduce_spoken
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.models.signals import YourTurn
from nexus_cli.models.spoken import SpokenPhase


def your_turn(name: str = "a", draft: str = "") -> YourTurn:
    """The floor for the question `name`."""
    return YourTurn(question_id=name, part="answer", text="How do you look after it?", draft=draft)


class Room:
    """Feeds the reducer, keeps what it orders, and checks what must hold at every step."""

    def __init__(self, state: SpokenState | None = None) -> None:
        self.state = state or SpokenState()
        self.done: list[SpokenAction] = []
        self.jobs: list[Stamp] = []
        self.ear_open = False
        self.voice: Stamp | None = None
        self.committed: set[int] = set()
        self.said: list[str] = []
        """Words of this turn that the ear heard."""
        self.released = 0
        self.marks: dict[int, int] = {}
        """Revision to the number of words that were said when it was counted."""

    def feed(self, *items: SpokenInput) -> list[SpokenAction]:
        """Give the reducer `items`; return what it ordered in answer to the last one."""
        actions: tuple[SpokenAction, ...] = ()
        for item in items:
            turn_id = self.state.turn_id
            if isinstance(item, VoiceFinished) and item.stamp == self.voice:
                self.voice = None
            self.state, actions = reduce_spoken(self.state, item)
            if self.state.turn_id != turn_id:
                self.said, self.released, self.marks = [], 0, {}
            self.marks.setdefault(self.state.revision, len(self.said))
            for action in actions:
                self._obey(action)
            self.done += actions
        return list(actions)

    def say(self, text: str, after_seconds: float = 0.4) -> list[SpokenAction]:
        """Someone says `text` and pauses."""
        self.begin(text, after_seconds)
        return self.feed(SpeechPaused())

    def begin(self, text: str, after_seconds: float = 0.4) -> list[SpokenAction]:
        """Someone begins to say `text`."""
        actions = self.feed(SpeechStarted(after_seconds))
        if self.state.phase is SpokenPhase.USER_SPEAKING:
            self.said.append(text)
        return actions

    def write(self, coverage: float | None = None) -> list[SpokenAction]:
        """The recogniser finishes the job in hand."""
        stamp = self.jobs.pop(0)
        heard = "" if stamp.turn_id != self.state.turn_id else self._heard_up_to(stamp.revision)
        return self.feed(Transcribed(stamp, heard, coverage))

    def silence(self, seconds: float) -> list[SpokenAction]:
        """Nobody makes a sound for so long."""
        return self.feed(Tick(seconds))

    def finish_voice(self) -> list[SpokenAction]:
        """Everything that nexus has to say was heard, and the room is quiet again."""
        while self.voice is not None:
            self.feed(VoiceFinished(self.voice))
        return self.silence(0.3)

    def _heard_up_to(self, revision: int) -> str:
        return " ".join(self.said[self.released : self.marks[revision]])

    def _obey(self, action: SpokenAction) -> None:
        match action:
            case StartListening():
                assert self.voice is None, "listens to itself"
                self.ear_open = True
            case Deafen():
                self.ear_open = False
            case Speak(stamp=stamp):
                assert not self.ear_open, "speaks into its own ear"
                assert self.voice is None, "speaks over itself"
                self.voice = stamp
            case TranscribeTail(stamp=stamp):
                self.jobs.append(stamp)
            case KeepPart(stamp=stamp):
                self.released = max(self.released, self.marks.get(stamp.revision, 0))
            case CommitAnswer(stamp=stamp):
                assert stamp.turn_id not in self.committed, "commits twice"
                self.committed.add(stamp.turn_id)
            case Reopen(stamp=stamp):
                self.committed.remove(stamp.turn_id)
