"""Every option that is not typed on the command line, and the folders nexus writes to."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from nexus_cli.models.brains import BrainChoice
from nexus_cli.models.patience import Patience
from nexus_cli.models.whisper_window import WhisperWindow


class Settings(BaseSettings):
    """Read from the environment and `.env`; names are upper case with the prefix `NEXUS_`."""

    model_config = SettingsConfigDict(
        env_prefix="NEXUS_", env_file=".env", extra="ignore", frozen=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("nexus", appauthor=False))
    """Folder of everything nexus writes: sessions, locks and the log."""
    brain: BrainChoice = BrainChoice.AUTO
    """The brain when `--brain` is not given."""
    questions: int = Field(default=7, ge=1, le=20)
    """Questions an interview, opening and closing included."""
    follow_ups: int = Field(default=1, ge=0, le=2)
    """Follow-ups a question at most."""
    follow_up_below: float = Field(default=0.6, ge=0, le=1)
    """Share of the key points under which an answer is followed up."""
    voice: str = "en-US-EmmaMultilingualNeural"
    """Edge's name of the voice that speaks; `offline` for the one on this machine, so that no word
    is sent to be spoken."""
    speech_rate: float = Field(default=1.0, ge=0.5, le=2.0)
    """How fast it speaks; 1 is the voice's own pace."""
    microphone: str | None = None
    """Name of the microphone, or a part of it; the system's default when not set."""
    speaker: str | None = None
    """Name of the speaker, or a part of it; the system's default when not set."""
    headphones: bool = False
    """Whether the candidate wears headphones: nexus then listens while it speaks, and stops for
    whoever speaks into its words."""
    patience: Patience = Patience.NORMAL
    """How long a spoken interview waits for more words, when `--patience` is not given."""
    keep_recordings: bool = False
    """Whether the sound of spoken answers is kept on disk, for 24 hours unless it is pinned."""
    edge_socket: Path | None = None
    """A Unix socket of this machine that serves Edge's protocol, instead of Edge."""
    whisper_window: WhisperWindow = WhisperWindow.AUTO
    """Whether Whisper on this machine may work on less than 30 s for a few seconds of speech."""
    theme: str = "textual-dark"
    """A theme of Textual; `textual-light` is the light one."""

    @property
    def speaks_offline(self) -> bool:
        """Whether only the voice on this machine may speak."""
        return self.voice == "offline"

    @property
    def sessions_folder(self) -> Path:
        """Where sessions are kept; never evicted."""
        return self.home / "sessions"

    @property
    def cache_folder(self) -> Path:
        """Where analyses are kept for a week; it may be deleted at any time."""
        return self.home / "cache"

    @property
    def speech_folder(self) -> Path:
        """Where recordings of what was said are kept for a week; it may be deleted at any time."""
        return self.home / "speech"

    @property
    def recordings_folder(self) -> Path:
        """Where the sound of answers is kept for a day, for who asked for it."""
        return self.home / "recordings"

    @property
    def log_file(self) -> Path:
        """The log of ids, stages and durations; never texts."""
        return self.home / "nexus.log"
