"""`nexus sessions recordings`, and recordings that go with their session."""

from pathlib import Path

import pytest

from nexus_cli.store.recordings import RecordingStore
from tests.cli.running import CV, JOB, Nexus
from tests.stt.sounds import noise


@pytest.fixture
def store(nexus: Nexus) -> RecordingStore:
    """What `nexus` keeps its recordings in."""
    return RecordingStore(nexus.home / "recordings")


def made(nexus: Nexus) -> str:
    given = ("--cv", CV, "--jd", JOB, "--questions", "3")
    return str(nexus.json("setup", "--json", *given)["session_id"])


def test_what_is_kept_is_listed_with_its_length_and_how_long_it_stays(
    nexus: Nexus, store: RecordingStore
) -> None:
    assert "No recording is kept" in nexus.run("sessions", "recordings")[1]
    path = store.save("5f0a11aa", "lamp-care-01", "answer", noise(2))
    store.save("5f0a22bb", "lamp-care-02", "answer", noise(2))
    out, _ = nexus.run("sessions", "recordings", "5f0a11aa")
    (line,) = out.splitlines()
    assert {"5f0a11aa", "2", "until"} <= set(line.split())
    assert line.endswith(str(path))
    assert len(nexus.run("sessions", "recordings")[0].splitlines()) == 2


def test_recordings_can_be_pinned_unpinned_and_erased(nexus: Nexus, store: RecordingStore) -> None:
    store.save("5f0a11aa", "lamp-care-01", "answer", noise(0.1))
    nexus.run("sessions", "recordings", "5f0a11aa", "--pin")
    assert "  pinned  " in nexus.run("sessions", "recordings")[0]
    nexus.run("sessions", "recordings", "5f0a11aa", "--unpin")
    assert "  pinned  " not in nexus.run("sessions", "recordings")[0]
    assert "Add --yes" in nexus.run("sessions", "recordings", "5f0a11aa", "--delete", code=2)[1]
    out, _ = nexus.run("sessions", "recordings", "5f0a11aa", "--delete", "--yes")
    assert out == "Erased 1 recording.\n"
    assert store.list() == ()


def test_what_cannot_be_done_is_said(nexus: Nexus, store: RecordingStore) -> None:
    store.save("5f0a11aa", "lamp-care-01", "answer", noise(0.1))
    for words in (
        ("--pin",),
        ("5f0a11aa", "--pin", "--delete"),
        ("5f0a22bb", "--pin"),
        ("5f0a22bb", "--delete", "--yes"),
        ("../5f0a11aa", "--delete", "--yes"),
    ):
        nexus.run("sessions", "recordings", *words, code=2)
    assert len(store.list()) == 1


def test_erasing_a_session_erases_its_recordings_pinned_or_not(
    nexus: Nexus, store: RecordingStore
) -> None:
    session = made(nexus)
    store.save(session, "lamp-care-01", "answer", noise(0.1))
    store.save("5f0a22bb", "lamp-care-01", "answer", noise(0.1))
    store.pin(session)
    nexus.run("sessions", "delete", session, "--yes")
    assert [kept.session_id for kept in store.list()] == ["5f0a22bb"]


def test_purging_old_sessions_leaves_the_sound_of_younger_ones(
    nexus: Nexus, store: RecordingStore
) -> None:
    session = made(nexus)
    store.save(session, "lamp-care-01", "answer", noise(0.1))
    nexus.run("sessions", "purge", "--older-than", "1", "--yes")
    assert len(store.list()) == 1


def test_purging_everything_erases_sound_whose_session_is_gone_too(
    nexus: Nexus, store: RecordingStore, tmp_path: Path
) -> None:
    store.save("5f0a22bb", "lamp-care-01", "answer", noise(0.1))
    nexus.run("sessions", "purge", "--yes")
    assert store.list() == ()
    assert [*(tmp_path / "home" / "recordings").iterdir()] == []
