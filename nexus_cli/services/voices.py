"""Which voice, on which speaker, and what happens where there is no sound."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from nexus_cli.audio.playback import Speaker
from nexus_cli.audio.signals import PlaybackSignal
from nexus_cli.errors import AudioError
from nexus_cli.settings import Settings
from nexus_cli.speech.mouth.mouth import Mouth
from nexus_cli.speech.mouth.player import NoSpeaker, Player
from nexus_cli.speech.mouth.playing import Output, SpeakerPlayer
from nexus_cli.speech.mouth.traced import TracedPlayer
from nexus_cli.store import AnalysisCache
from nexus_cli.telemetry import Clock, Telemetry
from nexus_cli.tts import CachedVoice, EdgeVoice, FallbackVoice, OfflineVoice, Silent, Voice
from nexus_cli.tts.traced import AskedVoice, TracedVoice

MakeSpeaker = Callable[[Callable[[PlaybackSignal], None]], Output]


@dataclass(frozen=True)
class OpenedMouth:
    """A mouth, and how it lets go of what it holds."""

    mouth: Mouth
    close: Callable[[], Coroutine[Any, Any, None]]
    silent_because: str = ""
    """Why nothing is heard, as a sentence and a next step; empty when there is a speaker."""


def open_mouth(
    settings: Settings,
    on_signal: Callable[[PlaybackSignal], None] = lambda signal: None,
    make_speaker: MakeSpeaker = Speaker,
    clock: Clock | None = None,
    telemetry: Telemetry | None = None,
) -> OpenedMouth:
    """Open the speaker and the voices: Edge with its recordings, behind it the offline voice.

    With `NEXUS_VOICE=offline` the offline voice speaks alone, and no text is sent anywhere.
    `on_signal` is told what becomes of the speaker, on its thread. Where there is no speaker, the
    mouth leaves every text to be read, and no text is sent anywhere. `telemetry` times what is
    spoken and played.
    """
    try:
        player = SpeakerPlayer(make_speaker, on_signal)
    except AudioError as error:
        return _opened(Silent(), NoSpeaker(error), None, str(error))
    telemetry = telemetry or Telemetry()
    traced = TracedPlayer(player, telemetry)
    offline = TracedVoice(OfflineVoice(speed=settings.speech_rate), telemetry)
    if settings.speaks_offline:
        return _opened(FallbackVoice([offline]), traced, None, "")
    recordings = AnalysisCache(settings.speech_folder)
    edge = EdgeVoice(settings.voice, settings.speech_rate, socket=settings.edge_socket, clock=clock)
    kept = CachedVoice(AskedVoice(edge), edge.made_by, recordings)
    voice = FallbackVoice([TracedVoice(kept, telemetry, kept=True), offline])
    return _opened(voice, traced, recordings, "")


def _opened(
    voice: Voice, player: Player, recordings: AnalysisCache | None, silent_because: str
) -> OpenedMouth:
    mouth = Mouth(voice, player)

    async def close() -> None:
        """Stop speaking, then let go of the speaker, the voices and their recordings."""
        try:
            await mouth.close()
        finally:
            player.close()
            await voice.close()
            if recordings is not None:
                await recordings.close()

    return OpenedMouth(mouth, close, silent_because)
