"""Which ear: a microphone, and Whisper on this machine or at Groq; or why there is none."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nexus_cli.audio.listener import Listener
from nexus_cli.audio.signals import HearingSignal
from nexus_cli.errors import AudioError, BrainError, ModelMissingError, NexusError
from nexus_cli.llm import LLMOptions
from nexus_cli.llm.groq import BASE_URL
from nexus_cli.llm.keys import find_keys
from nexus_cli.llm.opening import key_file, safe_url
from nexus_cli.llm.options import GROQ_URL
from nexus_cli.models.events import SessionPrepared
from nexus_cli.settings import Settings
from nexus_cli.speech.ear.ear import Ear
from nexus_cli.speech.ear.listening import Listening, OpenListener
from nexus_cli.stt.groq_whisper import GroqWhisper
from nexus_cli.stt.model_files import MODELS, find_model
from nexus_cli.stt.protocol import Transcriber
from nexus_cli.stt.traced import TracedTranscriber
from nexus_cli.stt.whisper import WhisperTranscriber
from nexus_cli.telemetry import Telemetry

MODEL = "base"
"""The speech model that is looked for first."""


@dataclass(frozen=True)
class OpenedEar:
    """An ear that hears, though it is not open yet; `ear.stop()` lets go of everything."""

    ear: Ear
    engine: str
    """Who writes down what is said."""
    sends_voice: bool
    """Whether the voice leaves this machine."""
    warm: Callable[[], Awaitable[None]]
    """Loads what the first transcription needs. Raises TranscriptionError."""


@dataclass(frozen=True)
class NoEar:
    """Why nothing can be heard, or written down: the interview is typed."""

    sentence: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


@dataclass(frozen=True)
class OpenedTranscriber:
    """Who writes down what is said; `transcriber.close()` lets go of it."""

    transcriber: Transcriber
    sends_voice: bool
    """Whether the voice leaves this machine."""
    warm: Callable[[], Awaitable[None]]
    """Loads what the first transcription needs. Raises TranscriptionError."""
    idle: Callable[[], None] = lambda: None
    """To be called whenever nexus begins to speak, and nobody waits for words."""


async def open_ear(
    settings: Settings,
    options: LLMOptions,
    microphone: str | None = None,
    vocabulary: Sequence[str] = (),
    model: str = MODEL,
    open_listener: OpenListener | None = None,
    transcriber: OpenedTranscriber | None = None,
    telemetry: Telemetry | None = None,
) -> OpenedEar | NoEar:
    """Return an ear at the microphone of this name, None for the default, or why there is none.

    A speech model on this machine goes first, `model` before the others, and the voice stays here.
    Without one, Groq writes where there is a key. `vocabulary` are names and terms that may be
    said; `open_listener` takes the place of the microphone, `transcriber` that of the engine, and
    `telemetry` times it. Raises UsageError for a model that does not exist, and nothing for what
    is missing.
    """
    engine = transcriber or open_transcriber(settings, options, model)
    if isinstance(engine, NoEar):
        return engine

    def listener(on_signal: Callable[[HearingSignal], None]) -> Listening:
        return Listener(on_signal, microphone)

    ear = Ear(
        open_listener or listener,
        [TracedTranscriber(engine.transcriber, telemetry or Telemetry())],
        vocabulary,
        headphones=settings.headphones,
        on_nexus_speaks=engine.idle,
    )
    try:
        await ear.start()
    except AudioError as fault:
        await ear.stop()
        return _none(fault)
    return OpenedEar(ear, engine.transcriber.name, engine.sends_voice, engine.warm)


def vocabulary_of(prepared: SessionPrepared) -> tuple[str, ...]:
    """Return names and terms that may be said in this interview, most likely first, each once.

    An engine takes the first that fit, so what the job asks for stands before the rest of the CV.
    """
    job, candidate = prepared.job, prepared.candidate
    names = (
        *job.required_skills,
        *job.preferred_skills,
        *(skill.name for skill in candidate.skills),
        *(role.employer for role in candidate.roles),
    )
    return tuple(dict.fromkeys(name for name in names if name))


def models_folder(settings: Settings) -> Path:
    """Return where nexus keeps the speech models that it downloaded."""
    return settings.home / "models"


def open_transcriber(
    settings: Settings, options: LLMOptions, model: str = MODEL
) -> OpenedTranscriber | NoEar:
    """Return the engine that writes down what is said, chosen as `open_ear` does, or why none.

    Nothing is loaded yet. Raises UsageError for a model that does not exist.
    """
    for name in dict.fromkeys((model, *reversed(MODELS))):
        try:
            folder = find_model(name, models_folder(settings))
        except ModelMissingError:
            continue
        whisper = WhisperTranscriber(folder, name, window=settings.whisper_window)
        return OpenedTranscriber(whisper, False, whisper.load, whisper.idle)
    try:
        groq = _groq(settings, options)
    except BrainError as fault:  # of the key, or of the address that it would be sent to
        return _none(fault)
    if groq is not None:
        return OpenedTranscriber(groq, True, _nothing)
    return NoEar(
        "Nothing here can turn speech into words.",
        f"`nexus setup --check` offers to download a speech model ({MODELS[MODEL].megabytes} MB); "
        "or set GROQ_API_KEY, and Groq writes it down.",
    )


def _groq(settings: Settings, options: LLMOptions) -> GroqWhisper | None:
    keys = find_keys(options.groq_api_key, key_file(settings.home))
    if not keys:
        return None
    url = safe_url(options.groq_base_url.strip() or BASE_URL, GROQ_URL, with_key=True)
    return GroqWhisper(re.sub(r"(/openai)?/v1\Z", "", url), keys[0].secret)


def _none(fault: NexusError) -> NoEar:
    return NoEar(fault.sentence, fault.next_step)


async def _nothing() -> None:
    """Load nothing."""
