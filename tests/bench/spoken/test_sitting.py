"""A turn held in real time: speech in at the microphone, the next question out at the speaker."""

from dataclasses import replace
from pathlib import Path

from nexus_cli.bench.spoken.card import FileCard
from nexus_cli.bench.spoken.material import shipped_speech
from nexus_cli.bench.spoken.recogniser import TimedRecogniser
from nexus_cli.bench.spoken.script import ANSWERS, QUESTIONS
from nexus_cli.bench.spoken.sitting import Sitting, talking
from nexus_cli.bench.spoken.turn_times import times_of
from nexus_cli.bench.spoken.whisper_timing import WhisperTiming
from nexus_cli.bench.timing.emulation import groq_of
from nexus_cli.bench.timing.loopback import INTERVIEWER
from nexus_cli.bench.timing.preparation import offline_services
from nexus_cli.bench.timing.scenario import Profile, Setting


def test_the_next_question_is_heard_after_the_wait_and_never_before(tmp_path: Path) -> None:
    setting = Setting(1, tmp_path, Profile.OFFLINE)
    card = FileCard()
    recogniser = TimedRecogniser(shipped_speech(), WhisperTiming.read(), "base", padded=False)

    with (
        groq_of(setting, INTERVIEWER, speaks=True) as (_, loopback),
        offline_services(tmp_path / "home") as services,
    ):
        assert loopback is not None
        settings = services.settings.model_copy(update={"edge_socket": loopback.edge_socket})
        services = replace(services, settings=settings)
        with talking(services, "turn", QUESTIONS, recogniser, card) as talk:
            turns = list(Sitting(services.thread, talk, card, ANSWERS[:1]).turns())

    (turn,) = turns
    assert turn.fault == ""
    times = times_of(turn, 0.0)
    assert times is not None
    assert times.first >= 1000 * turn.wait_seconds > 0
    assert recogniser.unknown == 0
