"""Which window Whisper hears in, apart from everything heavy: settings need the names."""

from enum import StrEnum


class WhisperWindow(StrEnum):
    """How much sound Whisper works on for a few seconds of speech."""

    AUTO = "auto"
    """30 s, until a shorter window has written the same words of this person."""
    PADDED = "padded"
    """30 s always, as faster-whisper does by itself."""
