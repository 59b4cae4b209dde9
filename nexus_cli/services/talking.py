"""A spoken interview, put together: the session, an ear or none, and a mouth."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass

from nexus_cli.audio.samples import Samples
from nexus_cli.errors import TranscriptionError
from nexus_cli.interview.spoken.keeping import SaveSound
from nexus_cli.interview.spoken.session import SpokenSession
from nexus_cli.llm import LLMOptions
from nexus_cli.models.events import Part
from nexus_cli.models.patience import Patience
from nexus_cli.models.session import fold
from nexus_cli.services.check import aside
from nexus_cli.services.ears import NoEar, OpenedEar, OpenedTranscriber, open_ear, vocabulary_of
from nexus_cli.services.engines import Services
from nexus_cli.services.keeping import open_recordings
from nexus_cli.services.sound import SoundCard
from nexus_cli.services.voices import OpenedMouth, open_mouth
from nexus_cli.settings import Settings
from nexus_cli.speech.ear.deaf import DeafEar
from nexus_cli.speech.ear.ear import Ear


@dataclass(frozen=True)
class Talk:
    """A spoken interview with all that it holds open."""

    session: SpokenSession
    hears: str
    """Who writes down what is said; empty when nothing is heard and answers are typed."""
    notes: tuple[str, ...]
    """Sentences to show once: where the voice goes, or why there is none."""
    _ear: Ear | DeafEar
    _mouth: OpenedMouth
    _loading: "asyncio.Task[None]"

    async def close(self) -> None:
        """Let go of microphone, speaker, engines and voices, wherever the interview stands."""
        self._loading.cancel()
        await asyncio.gather(self._ear.stop(), self._mouth.close(), return_exceptions=True)


async def open_talk(
    services: Services,
    session_id: str,
    patience: Patience | None = None,
    transcriber: OpenedTranscriber | None = None,
    card: SoundCard | None = None,
) -> Talk:
    """Open ear and mouth for a stored session; what is missing is a note, never an error.

    Without a microphone, or without anybody who writes down what it hears, answers are typed and
    nexus still speaks; without a speaker or a voice, what it says is read. `transcriber` takes the
    place of Whisper, `card` that of microphone and speaker. Runs on the loop that the sessions
    share. Raises UnknownSessionError.
    """
    prepared = fold(await services.store.events(session_id)).prepared
    settings, telemetry = services.settings, services.telemetry
    sound = card or SoundCard.of(settings)
    mouth, ear = await asyncio.gather(
        aside(lambda: open_mouth(settings, make_speaker=sound.make_speaker, telemetry=telemetry)),
        open_ear(
            settings,
            LLMOptions(),
            settings.microphone,
            vocabulary_of(prepared),
            open_listener=sound.open_listener,
            transcriber=transcriber,
            telemetry=telemetry,
        ),
    )

    listener = ear.ear if isinstance(ear, OpenedEar) else DeafEar()
    session = SpokenSession(
        services.session(session_id, spoken=True),
        listener,
        mouth.mouth,
        telemetry,
        patience or settings.patience,
        _saving(services, session_id) if settings.keep_recordings else None,
        headphones=settings.headphones,
    )
    loading = asyncio.create_task(_loaded(ear))
    engine = ear.engine if isinstance(ear, OpenedEar) else ""
    notes = (*_notes(ear), _spoken_by(settings, mouth))
    return Talk(session, engine, notes, listener, mouth, loading)


def _saving(services: Services, session_id: str) -> SaveSound:
    recordings = open_recordings(services.settings, services.telemetry.clock)

    def save(question_id: str, part: Part, samples: Samples) -> Awaitable[object]:
        return aside(lambda: recordings.save(session_id, question_id, part, samples))

    return save


def _notes(ear: OpenedEar | NoEar) -> tuple[str, ...]:
    if isinstance(ear, NoEar):
        return (f"{ear} Answers are typed.",)
    if ear.sends_voice:
        return (f"Your voice is sent to {ear.engine} to be written down.",)
    return (f"Your voice stays on this machine: {ear.engine} writes it down.",)


def _spoken_by(settings: Settings, mouth: OpenedMouth) -> str:
    if mouth.silent_because:
        return mouth.silent_because
    if settings.speaks_offline:
        return "The offline voice speaks: no word leaves this machine to be spoken."
    return "What nexus says is sent to Microsoft's Edge to be spoken; NEXUS_VOICE=offline keeps it."


async def _loaded(ear: OpenedEar | NoEar) -> None:
    """Load the speech model; one that cannot be loaded says so when it is first asked."""
    if isinstance(ear, OpenedEar):
        with suppress(TranscriptionError):
            await ear.warm()
