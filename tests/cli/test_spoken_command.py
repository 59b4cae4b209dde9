"""`nexus interview --voice` and recorded answers, on a machine without sound."""

import wave
from pathlib import Path

import pytest

from tests.cli.running import CV, JOB, Nexus

GIVEN = ("--cv", CV, "--jd", JOB, "--seed", "5", "--questions", "2", "--brain", "offline")
TYPED = "I looked at the numbers first, wrote a test, and the nightly run got quicker.\n.\n"


@pytest.fixture
def soundless(nexus: Nexus) -> Nexus:
    """Chosen devices that no machine has."""
    nexus.environment |= {"NEXUS_MICROPHONE": "no-such-mic", "NEXUS_SPEAKER": "no-such-speaker"}
    nexus.environment |= {
        "HF_HOME": str(nexus.home / "hub"),
        "NEXUS_EDGE_SOCKET": str(nexus.home / "no-edge"),
    }
    return nexus


def test_without_sound_a_spoken_interview_says_so_and_is_typed(soundless: Nexus) -> None:
    out, err = soundless.run("interview", "--voice", "--plain", *GIVEN, text=TYPED * 4)
    assert "Saved 2" in out
    assert "Answers are typed." in err
    for name in ("microphone", "speaker", "model", "edge"):
        assert f"\n{name}" in err
    assert "Traceback" not in err
    report = soundless.json("report", "--format", "json")
    assert [note["wanted"] for note in report["degraded"]] == ["speaker"]
    assert all(answer["delivery"] is None for answer in report["answers"])


def test_the_end_of_input_saves_and_the_interview_can_be_gone_on_with(soundless: Nexus) -> None:
    _, err = soundless.run("interview", "--voice", "--plain", *GIVEN, text=TYPED)
    assert "Continue at the same question" in err


def test_given_answers_are_not_spoken(soundless: Nexus, tmp_path: Path) -> None:
    (tmp_path / "answers.txt").write_text("one\n")
    _, err = soundless.run(
        "interview", "--voice", *GIVEN, "--answers", str(tmp_path / "answers.txt"), code=2
    )
    assert "--voice or --answers" in err


def test_a_recording_needs_somebody_who_writes_it_down(soundless: Nexus, tmp_path: Path) -> None:
    recording = tmp_path / "answers.wav"
    with wave.open(str(recording), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(32_000))
    _, err = soundless.run("interview", *GIVEN, "--answers", str(recording), code=5)
    assert "turn speech into words" in err
    assert "nexus setup" in err


def test_a_patience_that_there_is_not_is_refused(soundless: Nexus) -> None:
    _, err = soundless.run("interview", *GIVEN, "--patience", "endless", code=2)
    assert "patience" in err
