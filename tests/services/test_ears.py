"""Which ear there is, and what is said where there is none."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from nexus_cli.errors import UsageError
from nexus_cli.llm import LLMOptions
from nexus_cli.models.candidate import Candidate, Role, SkillClaim
from nexus_cli.models.job import Job
from nexus_cli.services.ears import (
    NoEar,
    OpenedEar,
    OpenedTranscriber,
    models_folder,
    open_ear,
    open_transcriber,
    vocabulary_of,
)
from nexus_cli.settings import Settings
from nexus_cli.stt.protocol import Transcript
from tests.made_up import prepared, question
from tests.speech.talk import Talk
from tests.stt.scripted_whisper import Script, write_model

KEY = "gsk_canary_31415926"
ANSWER = "I moved our billing to Kubernetes."
WITHOUT_PORTAUDIO = """
import asyncio, ctypes.util, sys
from pathlib import Path
ctypes.util.find_library = lambda name: None
from nexus_cli.llm import LLMOptions
from nexus_cli.services.ears import open_ear
from nexus_cli.settings import Settings
print(asyncio.run(open_ear(Settings(home=Path(sys.argv[1])), LLMOptions())))
"""


@pytest.fixture(autouse=True)
def empty_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HF_HOME", "HF_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def with_model(settings: Settings, name: str = "base") -> None:
    write_model(models_folder(settings) / name, Script(ANSWER.split()))


def opened(settings: Settings, model: str = "base", plugged: bool = True) -> OpenedEar | NoEar:
    """What is there, with a microphone of the test's; it is let go of again."""

    async def run() -> OpenedEar | NoEar:
        talk = Talk()
        talk.plugged = plugged
        found = await open_ear(
            settings, LLMOptions(), model=model, open_listener=talk.open_listener
        )
        if isinstance(found, OpenedEar):
            await found.ear.stop()
        return found

    found = asyncio.run(run())
    assert KEY not in repr(found)
    return found


def test_a_model_on_this_machine_keeps_the_voice_here_even_with_a_key(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    with_model(settings)
    found = opened(settings)
    assert isinstance(found, OpenedEar)
    assert (found.engine, found.sends_voice) == ("Whisper base", False)


def test_another_model_than_the_one_wanted_is_taken_when_it_alone_is_here(
    settings: Settings,
) -> None:
    with_model(settings, "tiny")
    found = opened(settings, model="small")
    assert isinstance(found, OpenedEar)
    assert found.engine == "Whisper tiny"


def test_a_model_that_does_not_exist_is_an_error_of_who_asked(settings: Settings) -> None:
    with pytest.raises(UsageError, match="no speech model"):
        opened(settings, model="huge")


def test_without_a_model_a_key_leads_to_groq_and_says_that_the_voice_is_sent(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    found = opened(settings)
    assert isinstance(found, OpenedEar)
    assert (found.engine, found.sends_voice) == ("Groq whisper-large-v3-turbo", True)


def test_without_either_the_sentence_says_how_to_get_one(settings: Settings) -> None:
    found = opened(settings)
    assert isinstance(found, NoEar)
    assert "nexus setup --check" in str(found)
    assert "148 MB" in str(found)
    assert "GROQ_API_KEY" in str(found)


def test_a_key_that_would_leave_unencrypted_is_not_used(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    monkeypatch.setenv("GROQ_BASE_URL", "http://groq.example")
    found = opened(settings)
    assert isinstance(found, NoEar)
    assert "unencrypted" in found.sentence


def test_without_a_microphone_there_is_a_sentence_and_no_ear(settings: Settings) -> None:
    with_model(settings)
    assert opened(settings, plugged=False) == NoEar("No microphone.", "Type.")


def test_without_portaudio_there_is_a_sentence_and_no_ear(settings: Settings) -> None:
    with_model(settings)
    words = [sys.executable, "-c", WITHOUT_PORTAUDIO, str(settings.home)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "not on this machine" in done.stdout
    assert "type your answers" in done.stdout
    assert not done.stderr


def test_what_is_said_is_written_by_the_model_that_was_found(settings: Settings) -> None:
    async def run() -> None:
        with_model(settings)
        talk = Talk()
        found = await open_ear(settings, LLMOptions(), open_listener=talk.open_listener)
        assert isinstance(found, OpenedEar)
        await found.warm()
        found.ear.listen()
        await talk.quiet(0.5)
        await talk.says(*range(6))
        heard = await found.ear.transcribe_tail(1)
        assert isinstance(heard, Transcript)
        assert heard.text.startswith("I moved our billing")
        await found.ear.stop()

    asyncio.run(run())


def test_the_engine_is_told_when_nobody_waits_for_words(settings: Settings) -> None:
    idle: list[str] = []

    async def nothing() -> None:
        """Load nothing."""

    async def run() -> None:
        talk = Talk()
        engine = OpenedTranscriber(
            talk.engines[0], False, nothing, idle=lambda: idle.append("idle")
        )
        found = await open_ear(
            settings, LLMOptions(), open_listener=talk.open_listener, transcriber=engine
        )
        assert isinstance(found, OpenedEar)
        found.ear.listen()
        assert idle == []
        found.ear.nexus_speaks(True)
        found.ear.nexus_speaks(False)
        assert idle == ["idle"]
        await found.ear.stop()

    asyncio.run(run())


def test_the_engine_alone_is_chosen_as_the_ear_is(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(open_transcriber(settings, LLMOptions()), NoEar)
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    groq = open_transcriber(settings, LLMOptions())
    assert isinstance(groq, OpenedTranscriber)
    assert (groq.transcriber.name, groq.sends_voice) == ("Groq whisper-large-v3-turbo", True)
    with_model(settings)
    whisper = open_transcriber(settings, LLMOptions())
    assert isinstance(whisper, OpenedTranscriber)
    assert (whisper.transcriber.name, whisper.sends_voice) == ("Whisper base", False)


def test_what_the_job_asks_for_is_expected_before_what_the_cv_names() -> None:
    session = prepared(question("q-one")).model_copy(
        update={
            "job": Job(title="Keeper", required_skills=("Fresnel",), preferred_skills=("Morse",)),
            "candidate": Candidate(
                name="Runa Vell",
                skills=(SkillClaim(name="Morse"), SkillClaim(name="Kubernetes")),
                roles=(Role(title="Lamp keeper", employer="Ashmerrow Lights"),),
            ),
        }
    )
    assert vocabulary_of(session) == ("Fresnel", "Morse", "Kubernetes", "Ashmerrow Lights")
