"""Where a spoken turn stands."""

from dataclasses import dataclass, field

from nexus_cli.interview.spoken.inputs import Stamp
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import YourTurn
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.speech.endpointing import Endpoint, Heard
from nexus_cli.speech.patience import PauseHabit

TAIL_SECONDS = 0.3
"""Silence after nexus's last sound before it listens: a room goes on sounding for so long."""
REOPEN_SECONDS = 0.8
"""Speech this soon after a commit continues the answer, unless nexus already speaks."""
BACK_SECONDS = 6.0
"""Silence after which an answer is handed over that a lost microphone interrupted: twice as long
as a slow speaker's pause, for whoever has first to notice that it is back."""
MOST_ANTICIPATED = 2
"""Likely ends of one answer at which the reply is begun: each costs a call, most are not the end
(LiveKit bounds its preemptive generation too, at three)."""
THINK_SECONDS = 20.0
"""Silence granted to someone who asks for a moment."""


@dataclass(frozen=True)
class Cut:
    """nexus was interrupted, and it is not certain yet that it was meant to be."""

    revision: int
    """The step of the turn that it came in."""
    parts: int
    """How many texts the answer had before it."""
    heard: str = ""
    """Of what was being said: the words that were heard whole, once the voice has ended."""
    unheard: str = ""
    """The rest."""


@dataclass(frozen=True)
class SpokenState:
    """All that the spoken turn knows; a value."""

    patience: Patience = Patience.NORMAL
    habit: PauseHabit = field(default_factory=PauseHabit)
    phase: SpokenPhase = SpokenPhase.THINKING
    turn_id: int = 0
    """Counts answers: one for each question and follow-up."""
    revision: int = 0
    """Counts pauses and things said by nexus."""
    floor: YourTurn | None = None
    """The question in hand, while the person may answer it."""
    parts: tuple[str, ...] = ()
    """The answer so far, one text for each stretch that was transcribed."""
    kept: int = 0
    """Revision up to which the sound is in `parts`."""
    heard: Heard | None = None
    """What the wait was last worked out from."""
    wait: Endpoint | None = None
    asked: Stamp | None = None
    """The transcription in flight; there is never more than one."""
    owed: int = 0
    """Revision of a pause that came while one was in flight; 0 for none."""
    anticipated: tuple[Stamp, ...] = ()
    """The pauses of this answer in which what follows it was begun."""
    queue: tuple[str, ...] = ()
    """What nexus has still to say."""
    speaking: Stamp | None = None
    """What nexus is saying."""
    before: str = ""
    """What was heard of it earlier, where nexus goes on after an interruption."""
    cut: Cut | None = None
    """The interruption in hand, while the person speaks or pauses."""
    overlap: bool = False
    """Whether someone speaks while nexus does, not long enough yet to interrupt it."""
    silence: float = 0.0
    """Seconds, from the last tick."""
    held: bool = False
    """Whether the thinking key is down."""
    held_until: float = 0.0
    """Silence at which it was last down."""
    hurried: bool = False
    """Whether the done key waits for the last words."""
    committed: bool = False
    committed_at: float = 0.0
    """Silence at the commit."""
    ending: bool = False
    """Whether the interview is to end once this answer is saved."""
    listening: bool = False
    """Whether the ear is open."""
    headphones: bool = False
    """Whether the ear stays open while nexus speaks, since it cannot hear it."""
    microphone: bool = True
    typing: bool = False
    """Whether the person prefers the keyboard."""

    @property
    def stamp(self) -> Stamp:
        """The stamp of what is done now."""
        return Stamp(self.turn_id, self.revision)

    @property
    def text(self) -> str:
        """The answer so far."""
        return " ".join(self.parts)

    @property
    def has_floor(self) -> bool:
        """Whether the person may answer."""
        return self.floor is not None and not self.committed

    @property
    def question(self) -> str:
        """The words of the question in hand."""
        return self.floor.text if self.floor else ""

    @property
    def may_interrupt(self) -> bool:
        """Whether what the person says while nexus speaks could be an answer or a request."""
        voice = self.headphones and self.microphone and not self.typing
        return voice and self.listening and self.has_floor
