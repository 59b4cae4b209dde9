"""Words to sound: voices behind one method, and what happens when one fails."""

from nexus_cli.tts.cached import CachedVoice
from nexus_cli.tts.edge_voice import EdgeVoice
from nexus_cli.tts.fallback import FallbackVoice
from nexus_cli.tts.offline import OfflineVoice
from nexus_cli.tts.protocol import (
    Chunk,
    Encoding,
    Piece,
    SpeechEnd,
    Unspoken,
    Voice,
    VoiceChoice,
    Word,
)
from nexus_cli.tts.silent import Silent

__all__ = [
    "CachedVoice",
    "Chunk",
    "EdgeVoice",
    "Encoding",
    "FallbackVoice",
    "OfflineVoice",
    "Piece",
    "Silent",
    "SpeechEnd",
    "Unspoken",
    "Voice",
    "VoiceChoice",
    "Word",
]
