"""What became of a text that was to be said."""

from dataclasses import dataclass

from nexus_cli.errors import AudioError
from nexus_cli.models.result import Degradation
from nexus_cli.tts import Silent
from nexus_cli.tts.fallback import STAGE


@dataclass(frozen=True)
class Said:
    """One text, up to where it was heard."""

    stamp: object
    """What the order was marked with."""
    text: str
    unheard: str
    """The end of the text, from the first word that was not heard whole; empty when all was."""
    unspoken: str = ""
    """What of it is to be read, as neither voice nor speaker gives it; empty after a stop."""
    heard_seconds: float = 0.0
    """Sound that was heard, without the silence around it."""
    began_sounding: float | None = None
    """Monotonic seconds when its first sample was heard; None for silence."""
    stopped: bool = False
    """Whether somebody stopped it."""
    degraded: tuple[Degradation, ...] = ()
    """Each voice that failed, in order, and last the speaker."""

    @property
    def heard(self) -> str:
        """The words that were heard whole."""
        return self.text.removesuffix(self.unheard).rstrip()


def speaker_lost(error: AudioError) -> Degradation:
    """Return that words are read, as no speaker gives them."""
    return Degradation(stage=STAGE, wanted="speaker", used=Silent.name, reason=error.sentence)
