"""The last voice of all: text only."""

from collections.abc import AsyncGenerator

from nexus_cli.tts.protocol import Piece, Unspoken, VoiceChoice


class Silent:
    """Makes no sound and says so, so that the words are read."""

    name = "text only"

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Yield the text as words to be read, and never fail."""
        if not ahead:
            yield Unspoken(text)

    async def voices(self) -> list[VoiceChoice]:
        """Return none."""
        return []

    async def close(self) -> None:
        """Hold nothing, let go of nothing."""
