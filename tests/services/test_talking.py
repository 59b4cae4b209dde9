"""A spoken interview on machines that lack something: it is said, and the interview is held."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_cli.audio import portaudio
from nexus_cli.errors import AudioError, UnknownSessionError
from nexus_cli.models.brains import BrainChoice
from nexus_cli.models.commands import SubmitAnswer
from nexus_cli.models.events import AnswerAccepted, Degraded, Event
from nexus_cli.models.signals import LeftToRead, Signal, TypingOffered
from nexus_cli.services import Services, open_services
from nexus_cli.services.ears import OpenedTranscriber
from nexus_cli.services.talking import Talk, open_talk
from nexus_cli.settings import Settings
from tests.made_up import prepared, question
from tests.speech.talk import ToneReader

ANSWER = "I clean the lamp before every sunset."


async def nothing() -> None:
    pass


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(home=tmp_path, microphone="no such microphone", speaker="no such speaker")
    with open_services(settings, BrainChoice.OFFLINE) as opened:
        opened.thread.run(opened.store.append("s1", prepared(question("a"), follow_ups=0)))
        yield opened


def talk_of(services: Services, *, sends_voice: bool = False) -> Talk:
    engine = OpenedTranscriber(ToneReader(), sends_voice, nothing)
    return services.thread.run(open_talk(services, "s1", transcriber=engine))


def held(services: Services, talk: Talk) -> list[Event | Signal]:
    """Hold the interview, typing when the keyboard is offered."""
    items: list[Event | Signal] = []
    for item in services.thread.iterate(talk.session.stream()):
        items.append(item)
        if isinstance(item, TypingOffered):
            services.thread.run(talk.session.send(SubmitAnswer(text=ANSWER)))
    services.thread.run(talk.close())
    return items


def test_without_an_engine_the_interview_is_typed_and_says_what_would_help(
    services: Services,
) -> None:
    talk = services.thread.run(open_talk(services, "s1"))
    assert talk.hears == ""
    assert "nexus setup --check" in talk.notes[0]
    assert talk.notes[0].endswith("Answers are typed.")
    assert any(isinstance(item, AnswerAccepted) for item in held(services, talk))


def test_without_portaudio_one_sentence_is_said_and_the_interview_is_typed(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise AudioError("PortAudio is not on this machine.", "Install it.")

    monkeypatch.setattr(portaudio, "_library", missing)
    talk = talk_of(services)
    assert talk.notes[0] == "PortAudio is not on this machine. Install it. Answers are typed."
    (kept,) = (item for item in held(services, talk) if isinstance(item, AnswerAccepted))
    assert kept.text == ANSWER
    assert kept.spoken is None


def test_a_question_that_no_speaker_can_say_is_left_to_be_read_and_the_report_knows(
    services: Services,
) -> None:
    items = held(services, talk_of(services))
    read = [item.text for item in items if isinstance(item, LeftToRead)]
    assert read[0] == question("a").text
    told = [item for item in items if isinstance(item, Degraded)]
    assert [item.degradation.wanted for item in told] == ["speaker"]


def test_an_unknown_session_is_refused_and_nothing_stays_open(services: Services) -> None:
    with pytest.raises(UnknownSessionError):
        services.thread.run(open_talk(services, "s2"))
